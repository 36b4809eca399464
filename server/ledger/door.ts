/**
 * The one door for every write (cửa duy nhất để ghi): phones, desks, imports, jobs and the demonstration all send the same
 * commands in batches of at most 1,000. parse → may → decide → append + project, one transaction a batch. A command sent again
 * is known; a bad one is refused alone and the others are taken; a batch cut off may be sent again whole.
 */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { sameBytes } from '../../core/ledger/chain.ts';
import { inForce } from '../../core/access/may.ts';
import { type BookVersion, type CommandAnswer, type CommandProblem, MAX_BATCH } from '../../core/sync/envelope.ts';
import { type Scope, setScope } from '../db/scope.ts';
import { judgeByRulebooks } from './judge.ts';
import { CHANGE_NO_GROUND } from './parts/no-ground.ts';
import { append, flush, nothingPending, type Pending, type Plan, printOf } from './parts/append.ts';
import { loadAreas } from './parts/areas.ts';
import { claim, holdClaims, namesAnew, readClaims } from './parts/claims.ts';
import { decideAlone, decideForHousehold, isHouseholdCommand } from './parts/decide.ts';
import { readEventBooks, removeBodies } from './parts/decide-erase.ts';
import { OFFICE_EVENTS } from './parts/decide-office.ts';
import { type Parsed, parseCommand } from './parts/parse.ts';
import { endsWith, isSuspended } from './parts/suspended.ts';
import { trueReason } from './parts/moved-on.ts';
import { inThisHistory, readCuts } from './parts/former-history.ts';
import { type OfficeSaid, projectOffice } from './parts/project-office.ts';
import { readDossiers } from './parts/read-dossiers.ts';
import { readChecksFor } from './back-checks.ts';
import { readRevisits } from './objections.ts';
import { findFurtherBooks, lockHeads, namedBy, readBooks, readInstallation, readPlaces, readRounds, refresh } from './parts/route.ts';
import { overlapped, readTellings } from './parts/tellings.ts';
import { accountOf, type Clock, Overtaken, type Who, type World } from './parts/world.ts';
import { preparedSqlOf, type Sql, together } from './sql.ts';
import { randomBytes, sha256, type Tools } from './tools.ts';

export type { Clock, Who } from './parts/world.ts';

/** Answers in the order of the commands. Throws only when the database cannot be reached or the batch is too long. */
export type Submit = (db: Kysely<unknown>, who: Who, commands: readonly unknown[], clock: Clock) => Promise<CommandAnswer[]>;

export const TOOLS: Tools = { hash: sha256, chance: randomBytes, judge: judgeByRulebooks };

/** The door as the product uses it. */
export const submit: Submit = makeDoor(TOOLS);

/** What the door would answer to commands about households; everything is decided as ever and nothing is written. */
export const rehearse: Submit = makeDoor(TOOLS, { writes: false });

export class BatchTooLong extends Error {
  override readonly name = 'BatchTooLong';
  readonly code = 'batch-too-long';
}

/** How often a batch is begun again when another one overtook it. */
const ATTEMPTS = 5;
/** About so many households at most each statement finds its rows one by one, whatever they are: nothing is gained by planning it anew. */
const FEW = 20;

export function makeDoor(tools: Tools, { writes }: { readonly writes: boolean } = { writes: true }): Submit {
  return async (db, who, commands, clock) => {
    if (commands.length > MAX_BATCH) throw new BatchTooLong(`${commands.length} commands`);
    const parsed = commands.map(parseCommand);
    const good = parsed.flatMap((each) => (each.ok ? [each.command] : []));
    const taken = good.length === 0 ? [] : await submitParsed({ db, who, clock, tools, writes }, good);
    let next = 0;
    return parsed.map((each) => (each.ok ? (taken[next++] ?? lost()) : refused(each.commandId, each.problem)));
  };
}

interface Setup {
  readonly db: Kysely<unknown>;
  readonly who: Who;
  readonly clock: Clock;
  readonly tools: Tools;
  readonly writes: boolean;
}

interface Attempt extends Setup {
  readonly again: boolean;
}

/** Takes the transaction back. */
class Rehearsed extends Error {
  override readonly name = 'Rehearsed';
  readonly answers: CommandAnswer[];

  constructor(answers: CommandAnswer[]) {
    super('rehearsed');
    this.answers = answers;
  }
}

async function submitParsed(setup: Setup, commands: readonly Parsed[]): Promise<CommandAnswer[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await setup.db.transaction().execute(async (tx) => {
        const answers = await submitOnce({ ...setup, again: attempt > 1 }, preparedSqlOf(tx), commands);
        if (!setup.writes) throw new Rehearsed(answers);
        return answers;
      });
    } catch (error) {
      if (error instanceof Rehearsed) return error.answers;
      if (attempt < ATTEMPTS && isOvertaken(error)) continue;
      if (!isUnstorable(error)) throw error;
      return submitApart(setup, commands);
    }
  }
}

/**
 * The database itself refuses something that every check here let pass. That is a defect of ours; yet it must not keep the other
 * commands of the batch from ever being taken, nor a phone from ever being answered: the batch is halved until the one is found.
 */
async function submitApart(setup: Setup, commands: readonly Parsed[]): Promise<CommandAnswer[]> {
  const [first, ...others] = commands;
  if (first === undefined) return [];
  if (others.length === 0) return [refused(first.commandId, { code: 'not-storable' })];
  const half = Math.ceil(commands.length / 2);
  return [...(await submitParsed(setup, commands.slice(0, half))), ...(await submitParsed(setup, commands.slice(half)))];
}

/** A value out of its range or form, against a constraint, or one row twice in one statement. */
function isUnstorable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[123]/.test(error.code);
}

/** Deadlock, serialization failure, a row that somebody else made first: the next attempt sees what they did. */
function isOvertaken(error: unknown): boolean {
  if (error instanceof Overtaken) return true;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === '40P01' || code === '40001' || code === '23505';
}

async function submitOnce(setup: Attempt, sql: Sql, commands: readonly Parsed[]): Promise<CommandAnswer[]> {
  const { world, areaIds, known, anew } = await enter(setup, sql, commands);
  const pending = nothingPending();
  const answers: CommandAnswer[] = [];
  for (const command of commands) {
    const before = known.get(command.commandId);
    if (before !== undefined) {
      answers.push(answerKnown(world, command, before));
      continue;
    }
    if (!setup.writes && !isHouseholdCommand(command)) throw new RangeError(`${command.kind} cannot be rehearsed.`);
    const answer = endsWith(world.suspended, command.kind)
      ? refused(command.commandId, { code: 'account-suspended' })
      : isHouseholdCommand(command)
        ? await takeForHousehold(world, pending, command)
        : await takeAlone(world, pending, { command, areaIds });
    if (answer.answer === 'taken') known.set(command.commandId, { versions: answer.versions ?? [], text: printable(command) });
    answers.push(answer);
  }
  if (!setup.writes) return answers;
  await flush(world, pending);
  if (anew && answers.some(({ answer }) => answer === 'taken')) await holdClaims(world, commands, areaIds);
  return answers;
}

interface Entered {
  readonly world: World;
  readonly areaIds: string[];
  readonly known: Map<string, Known>;
  /** Somebody is named who was not on file of the household before. */
  readonly anew: boolean;
}

/** Scope, places, locks: all that is read before the first command is decided. */
async function enter({ who, clock, tools, again }: Attempt, sql: Sql, commands: readonly Parsed[]): Promise<Entered> {
  const world: World = {
    ...{ sql, who, clock, tools, installation: null, areas: new Map(), rounds: new Map() },
    ...{ books: new Map(), bookOfArea: new Map(), heads: new Map(), opened: new Set(), places: new Map(), dossiers: new Map() },
    claims: new Map(),
    tellings: new Map(),
    ...{ cuts: new Map(), photos: new Map(), handovers: new Map() },
    ...{ revisits: [], checks: [] },
    ...{ suspended: false, again },
  };
  const named = namedBy(commands);
  const onlyHouseholds = commands.every(isHouseholdCommand);
  [, world.installation, world.revisits] = await together(sql, (at) => [
    setScope(at, scopeOf(who, clock, commands), onlyHouseholds && named.households.size <= FEW ? 'once' : 'auto'),
    readInstallation(at),
    readRevisits(at, commands),
    readPlaces(at, world, [...named.households]),
  ]);
  await placeUnregistered(world, commands);
  await reachFormerBooks(world, scopeOf(who, clock, commands), commands);
  const further = await findFurtherBooks(sql, commands, clock.today);
  const places = [...world.places.values()];
  const province = world.installation === null ? [] : [world.installation.provinceId];
  const areaIds = [...new Set([...named.areas, ...places.map((place) => place.hamletId), ...further.areas, ...province])];
  const bookIds = [...new Set([...named.books, ...places.map((place) => place.bookId), ...further.books])];
  // The province's own book is taken only where an office acts: else every batch of the province would wait for every other.
  const ownAreas = onlyHouseholds ? areaIds.filter((areaId) => !province.includes(areaId)) : areaIds;
  [world.areas] = await together(sql, (at) => [loadAreas(at, areaIds), readBooks(at, world, { books: bookIds, areas: ownAreas })]);
  const holdsRounds = commands.some((command) => command.kind !== 'household-registered' || command.payload.listed !== null);
  // What is read after the heads are held is as it stays, though all of it is asked for at once.
  const [, suspended, , dossiers] = await together(sql, (at) => [
    lockHeads(at, world),
    isSuspended(at, who),
    readRounds(at, world, holdsRounds),
    readDossiers(at, [...named.households]),
  ]);
  world.suspended = suspended;
  for (const [id, dossier] of dossiers) world.dossiers.set(id, dossier);
  world.cuts = await readCuts(world, commands);
  const compared = overlapped(
    commands.map((command) => inThisHistory(world, command)),
    world.dossiers,
  );
  // Of most batches there is nothing to read. Whom the choice of a clash names is told there.
  world.tellings = await readTellings(sql, compared);
  const anew = namesAnew(commands, world);
  const [claims, known, checks] = await together(sql, (at) => [
    // Whoever is on file of a household lives in no other.
    anew ? readClaims(at, commands, { hamlets: areaIds, own: [], known: world }) : Promise.resolve(new Map()),
    findKnown(at, commands),
    readChecksFor(at, commands),
  ]);
  world.checks = checks;
  world.claims = claims;
  for (const [householdId, dossier] of world.dossiers) if (compared.includes(householdId)) dossier.since = [];
  return { world, areaIds, known, anew };
}

/**
 * The actor's own scope, with the offices of their posts, whose books they write in. A command that opens hamlets may touch
 * those too: whether the actor may open them at all is asked before anything is written.
 */
function scopeOf(who: Who, clock: Clock, commands: readonly Parsed[]): Scope {
  if (who === 'system') return { accountId: accountOf(who), reach: 'all', today: clock.today };
  if (who.scope.reach === 'all') return who.scope;
  const offices = who.actor.grants.filter((grant) => inForce(grant, clock.today)).map((grant) => grant.areaId);
  const hamlets = [...who.scope.reach.hamlets, ...commands.flatMap(openedBy)];
  return { ...who.scope, reach: { hamlets, communes: [...new Set([...who.scope.reach.communes, ...offices])] } };
}

/**
 * To be forgotten a household must be forgotten everywhere: whoever has it in their area now reaches, in this transaction, the books
 * of the hamlets it came from. Whether they may erase at all is asked before anything is written.
 */
async function reachFormerBooks(world: World, scope: Scope, commands: readonly Parsed[]): Promise<void> {
  if (scope.reach === 'all') return;
  const own = new Set(scope.reach.hamlets);
  const former: string[] = [];
  for (const command of commands) {
    if (command.kind !== 'erase' || !own.has(world.places.get(command.payload.householdId)?.hamletId ?? '')) continue;
    for (const { hamletId } of await readEventBooks(world.sql, command.payload.householdId)) if (hamletId !== null) former.push(hamletId);
  }
  if (former.length > 0) await setScope(world.sql, { ...scope, reach: { ...scope.reach, hamlets: [...new Set([...own, ...former])] } });
}

/** Of a household that was handed over and never registered: where it was written of, so that it can be forgotten too. */
async function placeUnregistered(world: World, commands: readonly Parsed[]): Promise<void> {
  for (const command of commands) {
    if (command.kind !== 'erase' || world.places.has(command.payload.householdId)) continue;
    const [written] = await readEventBooks(world.sql, command.payload.householdId);
    if (written !== undefined && written.hamletId !== null)
      world.places.set(command.payload.householdId, { bookId: written.bookId, hamletId: written.hamletId });
  }
}

/** Hamlets out of reach in which a command may write nevertheless: an administrator, who sees no household, opens or cuts them. */
function openedBy(command: Parsed): string[] {
  if (command.kind === 'hamlets-added') return command.payload.hamlets.map((hamlet) => hamlet.areaId);
  // Somebody whose post has ended hands over what they wrote while it lasted.
  if (command.kind === 'handed-over') return [command.payload.hamletId];
  if (command.kind === 'cut-hamlet') return [command.payload.hamletId, ...command.payload.into.map(({ hamlet }) => hamlet.areaId)];
  return [];
}

// ---- known before ----------------------------------------------------------------------------------------------------

/** From this batch: its `text`. From the ledger: salt and print, both gone once its body was erased. */
interface Known {
  readonly versions: readonly BookVersion[];
  readonly text?: string;
  readonly print?: { readonly salt: Uint8Array; readonly print: Uint8Array };
}

async function findKnown(sql: Sql, commands: readonly Parsed[]): Promise<Map<string, Known>> {
  const rows = await sql.query<{
    command_id: string;
    book_id: string;
    version: number;
    salt: Uint8Array | null;
    print: Uint8Array | null;
  }>('select command_id, book_id, version, salt, print from known_commands($1::uuid[]) order by command_id, book_id', [
    commands.map((command) => command.commandId),
  ]);
  const known = new Map<string, Known>();
  for (const { command_id, book_id, version, salt, print } of rows) {
    const before = known.get(command_id);
    const versions = [...(before?.versions ?? []), { bookId: book_id, version }];
    const seal = salt !== null && print !== null ? { print: { salt, print } } : before?.print === undefined ? {} : { print: before.print };
    known.set(command_id, { versions, ...seal });
  }
  return known;
}

function answerKnown(world: World, command: Parsed, before: Known): CommandAnswer {
  const same =
    before.text !== undefined
      ? before.text === printable(command)
      : before.print === undefined || sameBytes(before.print.print, printOf(world, command, before.print.salt));
  if (!same) return refused(command.commandId, { code: 'command-id-reused' });
  return { commandId: command.commandId, answer: 'known', versions: before.versions };
}

const printable = ({ kind, v, at, text }: Parsed): string => `${kind} ${v} ${at}\n${text}`;

// ---- taken now -------------------------------------------------------------------------------------------------------

async function takeForHousehold(
  world: World,
  pending: Pending,
  command: Parsed & Parameters<typeof decideForHousehold>[1],
): Promise<CommandAnswer> {
  const decided = decideForHousehold(world, inThisHistory(world, command));
  if (!decided.ok) return refused(command.commandId, await trueReason(world, command, decided.error));
  // Nothing is left to write: it was told before, by somebody else or under another name.
  if (decided.value.length === 0) return { commandId: command.commandId, answer: 'known', versions: [] };
  const versions = append(world, pending, command, decided.value);
  for (const { householdId } of decided.value) if (householdId !== null) claim(world, householdId);
  return taken(command, versions);
}

interface Alone {
  readonly command: Parsed & Parameters<typeof decideAlone>[1];
  readonly areaIds: readonly string[];
}

/** Written at once, before and after everything else of the batch, since what it changes is the ground of the others. */
async function takeAlone(world: World, pending: Pending, { command, areaIds }: Alone): Promise<CommandAnswer> {
  await flush(world, pending);
  const decided = await decideAlone(world, command);
  if (!decided.ok) return refused(command.commandId, decided.error);
  const versions = append(world, pending, command, decided.value);
  const appended = pending.events.map((event) => ({ eventId: event.event_id, kind: event.kind }));
  await flush(world, pending);
  for (const { eventId, kind } of appended) if (kind === 'erased') await removeBodies(world.sql, eventId);
  for (const [i, plan] of decided.value.entries()) await plan.after?.(world.sql, appended[i]?.eventId ?? lost());
  await projectAll(
    world,
    decided.value.map((plan, i) => ({ ...plan, eventId: appended[i]?.eventId ?? lost() })),
  );
  for (const { householdId } of decided.value) if (householdId !== null) claim(world, householdId);
  if (!CHANGE_NO_GROUND.has(command.kind)) await refresh(world, areaIds);
  return taken(command, versions);
}

async function projectAll(world: World, plans: readonly (Plan & { readonly eventId: string })[]): Promise<void> {
  const { now: recordedAt } = world.clock;
  for (const { said, bookId, eventId } of plans)
    if (isOfficeSaid(said))
      await projectOffice(world.sql, said, { bookId, eventId, accountId: accountOf(world.who), recordedAt, epoch: randomUUID() });
}

export function isOfficeSaid(said: Plan['said']): said is OfficeSaid {
  return OFFICE_EVENTS.some((kind) => kind === said.kind);
}

const taken = (command: Parsed, versions: readonly BookVersion[]): CommandAnswer => ({
  commandId: command.commandId,
  answer: 'taken',
  versions,
});

const refused = (commandId: string, problem: CommandProblem): CommandAnswer => ({ commandId, answer: 'refused', problem });

function lost(): never {
  throw new Error('A command has no answer.');
}
