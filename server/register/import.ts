/**
 * The run of an import (nhập danh sách của xã): brought files become a plan that can be looked at, and the plan becomes
 * commands that go through the one door as the officer who brought them. Run again with the same files it finds nothing to
 * do. What cells and rows mean is `core/register/import`.
 */
import { type AreaTree, descendants, periodAt, predecessors } from '../../core/kernel/areas.ts';
import type { Instant, PlainDate } from '../../core/kernel/dates.ts';
import type { AreaId, Uuid } from '../../core/kernel/ids.ts';
import type { LegacyEncoding } from '../../core/kernel/legacy-text.ts';
import { ok, type Result } from '../../core/kernel/result.ts';
import type { Commune, ListedHousehold, RefusedPlace } from '../../core/register/import/assemble.ts';
import { comesBack } from '../../core/register/import/comes-back.ts';
import { makeAlike } from '../../core/register/duplicates/alike.ts';
import { type AlikeTo, type Compared, compare, type Known, type Register, type Taken } from '../../core/register/import/compare.ts';
import { changesDecided, countTouches, type DecidedYear } from '../../core/register/import/decided.ts';
import { idFromText, importCommandId, importIdOf } from '../../core/register/import/identity.ts';
import { type Hamlet } from '../../core/register/import/places.ts';
import { type ImportPlan, mustSayYear, Planner } from '../../core/register/import/plan.ts';
import { type Choose, choosing, ListReader, type Lists, type SheetHead } from '../../core/register/import/reading.ts';
import { refuse } from '../../core/register/import/refusal.ts';
import type { SheetChoice, SheetSink } from '../../core/register/import/sheet.ts';
import { headKey, knownByHead } from '../../core/register/import/without-codes.ts';
import { type CommandProblem, MAX_BATCH } from '../../core/sync/envelope.ts';
import { asActor, type Db } from '../http/transaction.ts';
import { commandsFor, COMMANDS_PER_HOUSEHOLD, type Sending as SendingOf, sourceOf } from './import-commands.ts';
import { hashOf, type OldFont, oldFontOf, walkFiles } from './import-files.ts';
import { readPeople } from './duplicates.ts';
import { rehearse, submit, type Submit, type Who } from '../ledger/door.ts';
import { sha256 } from '../ledger/tools.ts';
import { countUndone, findKnown, findKnownHeads, isNoted, isUnfinished, putBegun, readDecided, readTouched } from './import-store.ts';
import { inTurns } from './turns.ts';
import { withSentence } from './sentence.ts';
import type { BroughtFile, FileProblem } from './workbook.ts';

export interface ImportWish {
  readonly files: readonly BroughtFile[];
  /** How sheets are to be understood, by their names or by asking for each. */
  readonly choices?: readonly SheetChoice[] | Choose;
  /** Text of an old font to be converted, as the person agreed. */
  readonly legacy?: LegacyEncoding | null;
  /** Of which year results are that do not say it themselves. */
  readonly resultYear?: number | null;
  /** Whether households of which the list tells nothing ask to be reviewed. */
  readonly requests?: boolean;
  readonly communeId: AreaId;
  readonly round: { readonly roundId: string; readonly year: number };
  readonly tree: AreaTree;
  readonly who: Exclude<Who, 'system'>;
  readonly now: Instant;
  readonly today: PlainDate;
}

export interface Prepared {
  readonly wish: ImportWish;
  readonly plan: ImportPlan;
  /** The first lines of each sheet. */
  readonly heads: readonly SheetHead[];
  /** The old font in which the texts seem to be written, with an example; converting them is for the person to say. */
  readonly oldFont: OldFont | null;
  /** The same files were being written before, and that was cut off: run again, it goes on and is noted. */
  readonly unfinished: boolean;
}

export interface During {
  /** Told now and then how many rows were read. */
  readonly onRows?: (rows: number) => void;
  /** Told how many households were held against the register. */
  readonly onPart?: (done: number, all: number) => void;
  /** Nobody waits any more: reading and comparing stop and throw its reason. */
  readonly signal?: AbortSignal;
}

/** The dry run; writes nothing. */
export async function prepareImport(db: Db, wish: ImportWish, during: During = {}): Promise<Result<Prepared, FileProblem>> {
  const { choices = [], legacy = null } = wish;
  const commune: Commune = { today: wish.today, names: namesOf(wish), hamlets: hamletsOf(wish) };
  const reader = new ListReader({ commune, choose: typeof choices === 'function' ? choices : choosing(choices) });
  const read = await walkFiles(wish, counting(reader, during.onRows), during.signal);
  if (!read.ok) return read;
  const lists = await inTurns(reader.ending(), during.signal);
  const sending = { wish, ...(await importOf(db, wish)) };
  const plan = await planAgainst(db, sending, { lists, commune, during });
  const unfinished = await asActor(db, wish.who.scope, (tx) => isUnfinished(tx, sending.importId));
  return ok({ wish, plan, heads: lists.heads, oldFont: legacy === null ? oldFontOf(lists.heads) : null, unfinished });
}

const ROWS_A_TIME = 1_000;

function counting(sink: SheetSink, onRows: During['onRows']): SheetSink {
  let rows = 0;
  return {
    begin: (sheet) => sink.begin(sheet),
    line: (line) => {
      sink.line(line);
      rows += 1;
      if (rows % ROWS_A_TIME === 0) onRows?.(rows);
    },
  };
}

interface Planning {
  readonly lists: Lists;
  readonly commune: Commune;
  readonly during: During;
}

/** Part by part against the register and the door, which says what it would refuse. */
async function planAgainst(db: Db, sending: Sending, { lists, commune, during }: Planning): Promise<ImportPlan> {
  const { wish } = sending;
  const planner = new Planner(lists, { commune, register: wish });
  const alike = makeAlike(
    await asActor(db, wish.who.scope, (tx) =>
      readPeople(
        tx,
        wish.communeId,
        hamletsOf(wish).map(({ areaId }) => areaId),
      ),
    ),
  );
  for (const part of parts(lists.households)) {
    during.signal?.throwIfAborted();
    const compared = await compareNow(db, wish, part.items);
    const { refused } = await sendPart(db, sending, { work: changing(compared), by: rehearse });
    planner.add(toldAlike(without(compared, refused), wish.communeId, alike));
    during.onPart?.(part.done, lists.households.length);
  }
  return planner.end();
}

async function compareNow(db: Db, wish: ImportWish, households: readonly ListedHousehold[]): Promise<Compared> {
  const at = { roundId: wish.round.roundId, hamletIds: hamletsOf(wish).map((hamlet) => hamlet.areaId) };
  const [bare, coded] = [households.filter(({ codeless }) => codeless), households.filter(({ codeless }) => !codeless)];
  const codes = coded.map((household) => household.code);
  const heads = bare.map(({ members }) => members[0]?.fullName ?? '');
  const known = await asActor(db, wish.who.scope, async (tx) => ({
    byCode: await findKnown(tx, at, codes),
    byHead: await findKnownHeads(tx, at, heads),
    decided: await readDecided(
      tx,
      at.hamletIds.flatMap((hamletId) => communesOf(wish, hamletId)),
    ),
  }));
  return compare(households, registerOf(wish, known));
}

interface KnownHouseholds {
  readonly byCode: ReadonlyMap<string, Known>;
  /** By the key of the head's name. */
  readonly byHead: ReadonlyMap<string, readonly Known[]>;
  readonly decided: Awaited<ReturnType<typeof readDecided>>;
}

/** To which the hamlet ever belonged. */
function communesOf({ tree }: ImportWish, hamletId: AreaId): string[] {
  return (tree.periods.get(hamletId) ?? []).flatMap(({ parentId }) => parentId ?? []);
}

function registerOf(wish: ImportWish, { byCode, byHead, decided }: KnownHouseholds): Register {
  const { round, communeId, today, resultYear = null, requests = false } = wish;
  const years = new Map(hamletsOf(wish).map(({ areaId }) => [areaId as string, decidedAmong(decided, communesOf(wish, areaId))]));
  const decidedIn = (hamletId: string): readonly DecidedYear[] => years.get(hamletId) ?? [];
  const find: Register['find'] = (household) =>
    household.codeless
      ? knownByHead(household, byHead.get(headKey(household.members[0]?.fullName ?? '')) ?? [])
      : (byCode.get(household.code) ?? null);
  return { round, resultYear, requests, decidedIn, today, find, idFor, scope: communeId };
}

function decidedAmong(decided: KnownHouseholds['decided'], communeIds: readonly string[]): readonly DecidedYear[] {
  return decided.filter(({ communeId }) => communeIds.includes(communeId));
}

const changing = ({ taken }: Compared): readonly Taken[] => taken.filter(({ standing }) => standing !== 'same');

/** A household of which the door would refuse anything comes back whole. */
function without({ taken, refused, ...more }: Compared, byDoor: Written['refused']): Compared {
  const codes = new Set(byDoor.map((row) => row.code));
  return {
    ...more,
    taken: taken.filter(({ household }) => !codes.has(household.code)),
    refused: [...refused, ...byDoor.map(withSentence)],
  };
}

/** New households with somebody whom the register has in another: told, and looked at after the import. */
function toldAlike({ taken, ...more }: Compared, communeId: string, alike: ReturnType<typeof makeAlike>): Compared {
  const alikeTo = ({ householdId, household, members }: Taken): readonly AlikeTo[] => {
    const found = members.flatMap(({ citizenId, sex, ...one }) => {
      const number = citizenId !== undefined && /^\d+$/.test(citizenId) ? citizenId : null;
      const known = sex === 'male' || sex === 'female' ? sex : null;
      return alike({ ...one, sex: known, householdId, hamletId: household.hamletId, communeId, citizenId: number });
    });
    const each = new Map(found.map(({ person }) => [person.householdId, { householdId: person.householdId, name: person.fullName }]));
    return [...each.values()];
  };
  return {
    ...more,
    taken: taken.map((each) => {
      const found = each.standing === 'new' ? alikeTo(each) : [];
      return found.length === 0 ? each : { ...each, alike: found, notices: [...each.notices, 'alike-in-register' as const] };
    }),
  };
}

/** The person has not yet said of which year the results are. */
export class YearUnsaid extends Error {
  override readonly name = 'YearUnsaid';
}

export interface Written {
  readonly importId: string;
  /** Commands that the door took. */
  readonly commands: number;
  /** Rows of households that the door refused, with its reason. */
  readonly refused: readonly (RefusedPlace & { readonly problem: CommandProblem })[];
  /** Why the door did not note the import itself: its households are in, but it is not among the imports of before. */
  readonly unnoted: CommandProblem | null;
}

/**
 * Writes the plan; `onBatch` is told how many households are done. Each part is held against the register once more: cut off and
 * begun again with the same files it goes on, run twice at once the two share the work. `agreed`: the person said yes to numbers of
 * decided years that change. Without it such a household comes back, also where a year was decided after the plan was made.
 */
export async function runImport(
  db: Db,
  { wish, plan, agreed = false }: Prepared & { readonly agreed?: boolean },
  onBatch: (done: number) => void = () => {},
): Promise<Written> {
  if (mustSayYear(plan)) throw new YearUnsaid();
  const sending = { wish, ...(await importOf(db, wish)) };
  if (plan.work.length === 0 && (await nothingToNote(db, sending)))
    return { importId: sending.importId, commands: 0, refused: [], unnoted: null };
  await asActor(db, wish.who.scope, (tx) => putBegun(tx, { ...sending, fileName: sourceOf(wish) }));
  const same = plan.same.map(({ householdId }) => householdId);
  const refused: Written['refused'][number][] = [];
  let commands = 0;
  for (const part of parts(plan.work)) {
    const compared = await compareNow(db, wish, part.items);
    for (const { standing, householdId } of compared.taken) if (standing === 'same') same.push(householdId);
    const [work, unsaid] = agreed ? [changing(compared), []] : withoutUnsaid(changing(compared));
    const sent = await sendPart(db, sending, { work, by: submit });
    refused.push(...unsaid, ...sent.refused);
    commands += sent.commands;
    onBatch(part.done);
  }
  const left = await withoutWritten(db, wish, refused);
  const noted = await noteImport(db, { ...sending, plan, same, refused: plan.refused.length + left.length });
  return { importId: sending.importId, commands: commands + noted.commands, refused: left, unnoted: noted.unnoted };
}

/** Those that change no number of a decided year, and what comes back of the others. */
function withoutUnsaid(work: readonly Taken[]): readonly [readonly Taken[], Written['refused']] {
  const problem = { code: 'import-decided-unsaid' };
  const changes = ({ touches }: Taken): boolean => changesDecided(countTouches(touches));
  const back = work.filter(changes).flatMap(({ household }) => comesBack(household, refuse('not-taken', problem.code)));
  return [work.filter((taken) => !changes(taken)), back.map((row) => ({ ...row, problem }))];
}

function* parts<T>(list: readonly T[]): Generator<{ readonly items: readonly T[]; readonly done: number }> {
  for (let from = 0; from < list.length; from += PER_BATCH)
    yield { items: list.slice(from, from + PER_BATCH), done: Math.min(from + PER_BATCH, list.length) };
}

/**
 * Ids of commands follow from the import: one used before was another run's of this import, at another moment. Its household is
 * refused only if the register does not now hold what the list says.
 */
async function withoutWritten(db: Db, wish: ImportWish, refused: Written['refused']): Promise<Written['refused']> {
  if (!refused.some(({ problem }) => problem.code === 'changed-since-import')) return refused;
  const now = await prepareImport(db, wish);
  const written = new Set(now.ok ? now.value.plan.same.map(({ code }) => code) : []);
  return refused.filter(({ code, problem }) => problem.code !== 'changed-since-import' || code === null || !written.has(code));
}

async function importOf(db: Db, wish: ImportWish): Promise<{ importId: Uuid; fileHash: string }> {
  const fileHash = await hashOf(wish.files);
  const undone = await asActor(db, wish.who.scope, (tx) => countUndone(tx, { fileHash, communeId: wish.communeId }));
  return { fileHash, importId: importIdOf(sha256, { fileHash, communeId: wish.communeId, roundId: wish.round.roundId, undone }) };
}

/** Unless a run was cut off after its last household and before it was noted. */
async function nothingToNote(db: Db, { wish, importId }: Sending): Promise<boolean> {
  return asActor(
    db,
    wish.who.scope,
    async (tx) => (await isNoted(tx, importId)) || (await readTouched(tx, touchedBy(wish, importId))).size === 0,
  );
}

function touchedBy(wish: ImportWish, importId: string): Parameters<typeof readTouched>[1] {
  return { importId, hamletIds: hamletsOf(wish).map((hamlet) => hamlet.areaId) };
}

const PER_BATCH = Math.floor(MAX_BATCH / COMMANDS_PER_HOUSEHOLD);

/** `by`: the door, or its rehearsal. */
async function sendPart(
  db: Db,
  sending: Sending,
  { work, by }: { readonly work: readonly Taken[]; readonly by: Submit },
): Promise<Pick<Written, 'commands' | 'refused'>> {
  const { wish } = sending;
  const sent = work.flatMap((taken) => commandsFor(sending, taken).map((command) => ({ taken, command })));
  if (sent.length === 0) return { commands: 0, refused: [] };
  const answers = await by(
    db,
    wish.who,
    sent.map((each) => each.command),
    { now: wish.now, today: wish.today },
  );
  const refused = new Map<string, Written['refused'][number][]>();
  sent.forEach(({ taken }, i) => {
    const problem = meantFor(answers[i]?.problem);
    if (problem === undefined || refused.has(taken.householdId)) return;
    refused.set(
      taken.householdId,
      comesBack(taken.household, refuse('not-taken', problem.code)).map((row) => ({ ...row, problem })),
    );
  });
  return { commands: answers.filter((answer) => answer.answer === 'taken').length, refused: [...refused.values()].flat() };
}

/**
 * The import has a command of its own for each household: one used before at another moment says that this list was written, and that
 * somebody changed the household since. The list is older than the change, and does not take it back.
 */
function meantFor(problem: CommandProblem | undefined): CommandProblem | undefined {
  return problem?.code === 'command-id-reused' ? { code: 'changed-since-import' } : problem;
}

type Sending = SendingOf & { readonly wish: ImportWish };

interface Noting extends Sending {
  readonly plan: ImportPlan;
  /** Households of which the register had everything, before this run or before its part was written. */
  readonly same: readonly string[];
  readonly refused: number;
}

/**
 * One event of the commune's own book says that a list came in, and what became of it: counted from the ledger, so that a run
 * that was cut off and begun again is one import.
 */
async function noteImport(
  db: Db,
  { wish, plan, same, importId, fileHash, refused }: Noting,
): Promise<Pick<Written, 'commands' | 'unnoted'>> {
  const { communeId, round, who, now, today } = wish;
  const touched = await asActor(db, who.scope, (tx) => readTouched(tx, touchedBy(wish, importId)));
  const registered = [...touched.values()].filter((kinds) => kinds.has('household-registered')).length;
  const payload = {
    importId,
    fileName: sourceOf(wish),
    fileHash,
    roundId: round.roundId,
    communeId,
    rows: plan.rows,
    registered,
    updated: touched.size - registered,
    unchanged: same.filter((householdId) => !touched.has(householdId)).length,
    refused,
  };
  const commandId = importCommandId(sha256, importId, { kind: 'list-imported', about: communeId });
  const [answer] = await submit(db, who, [{ commandId, kind: 'list-imported', v: 1, at: now, payload }], { now, today });
  if (answer?.problem === undefined) return { commands: answer?.answer === 'taken' ? 1 : 0, unnoted: null };
  // Another run of the same import has noted it meanwhile, or it is not noted at all.
  const noted = await asActor(db, who.scope, (tx) => isNoted(tx, importId));
  return { commands: 0, unnoted: noted ? null : answer.problem };
}

function hamletsOf({ tree, communeId, today }: ImportWish): Hamlet[] {
  return descendants(tree, communeId, today, 'hamlet').map(({ areaId, name }) => ({ areaId, name }));
}

/** Its code counts as a name. Lists of last year may still carry the name of an old unit that is now a part. */
function namesOf({ tree, communeId, today }: ImportWish): string[] {
  const parts = predecessors(tree, communeId).map(({ areaId }) => areaId);
  const own = periodAt(tree, communeId, today);
  const old = parts.flatMap((areaId) => (tree.periods.get(areaId) ?? []).map((period) => period.name));
  return [...new Set([...(own === null ? [] : [own.name, ...(own.code === null ? [] : [own.code])]), ...old])];
}

const idFor = (text: string): Uuid => idFromText(sha256, text);
