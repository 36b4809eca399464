/**
 * Commands about households (lệnh về hộ): each becomes events, or is refused with its reason. Rights first, then what the case
 * file allows, then what the round allows. Nothing is read here that was not read under the heads' locks.
 */
import { communeOn } from './areas.ts';
import type { CommandOf } from '../../../core/kinds.ts';
import { dayInVietnam } from '../../../core/kernel/dates.ts';
import { ok, type Result } from '../../../core/kernel/result.ts';
import { listsAnew } from '../../../core/meeting/round-codes.ts';
import { mayRecord } from '../../../core/meeting/standing.ts';
import type { CaseFile, CaseMember } from '../../../core/register/case-file.ts';
import { headOfRoster } from '../../../core/register/roster.ts';
import { bornInTime, listHolds, nobodyLeftOut, notTooEarly } from '../../../core/register/membership.ts';
import {
  bornOnThatDay,
  mayAdd,
  mayRegister,
  mayTakeAway,
  notBeforeBirth,
  notBeforeHousehold,
  notInFuture,
  presentFile,
} from '../../../core/register/rules.ts';
import { weightHolds } from '../../../core/register/sample.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import type { Action } from '../../../core/access/action.ts';
import { instant, type Plan } from './append.ts';
import { codeTaken, idTaken, livesElsewhere } from './claims.ts';
import { goneOtherwise } from './decide-gone.ts';
import { emptyDossier, type Dossier } from './dossier.ts';
import { type Book, forbids, forbidsTied, Overtaken, type Refusal, refuse, type RoundNow, type World } from './world.ts';

export type Decided = Result<readonly Plan[], CommandProblem>;

export interface Found {
  readonly file: CaseFile;
  readonly dossier: Dossier;
  readonly book: Book;
}

/** The household, present, in reach and in a book that is held; else the refusal. */
export function findHousehold(world: World, action: Action, householdId: string): Result<Found, CommandProblem> {
  const found = placeOf(world, action, householdId);
  if (!found.ok) return found;
  const present = presentFile(found.value.file);
  return present.ok ? found : refuse(present.error);
}

/** As `findHousehold`, whatever its state. */
export function placeOf(world: World, action: Action, householdId: string): Result<Found, CommandProblem> {
  const place = world.places.get(householdId);
  if (place === undefined) return unknownHousehold(world, action);
  const forbidden = forbids(world, action, place.hamletId);
  if (forbidden !== null) return refuse(forbidden);
  const book = world.books.get(place.bookId);
  if (book === undefined) return refuse({ code: 'not-your-area' });
  const dossier = world.dossiers.get(householdId);
  const file = dossier?.file ?? null;
  if (dossier === undefined || file === null) return refuse({ code: 'household-unknown' });
  const tied = forbidsTied(world, action, dossier);
  if (tied !== null) return refuse(tied);
  // Where it was found before the heads were held need not be where it is now.
  const overtaken = file.bookId !== place.bookId || !world.heads.has(book.bookId);
  if (overtaken && file.state === 'present') throw new Overtaken(`household ${householdId} moved`);
  return ok({ file, dossier, book });
}

/** To whoever does not act for the whole province a household that is nowhere is like one that is elsewhere. */
export function unknownHousehold(world: World, action: Action): Refusal {
  const province = world.installation?.provinceId;
  return refuse((province === undefined ? null : forbids(world, action, province)) ?? { code: 'household-unknown' });
}

/** A hamlet's open book that is held; else the refusal. */
export function findHamlet(world: World, action: Action, hamletId: string): Result<Book, CommandProblem> {
  if (!world.areas.has(hamletId)) return refuse({ code: 'hamlet-unknown' });
  const forbidden = forbids(world, action, hamletId);
  if (forbidden !== null) return refuse(forbidden);
  const book = world.bookOfArea.get(hamletId);
  if (book === undefined) return refuse({ code: 'not-your-area' });
  if (book.kind !== 'hamlet') return refuse({ code: 'hamlet-unknown' });
  if (book.closedAt !== null) return refuse({ code: 'book-closed' });
  if (!world.heads.has(book.bookId)) throw new Overtaken(`hamlet ${hamletId}`);
  return ok(book);
}

/** The one event that the command itself is. */
export function itself(book: Book, command: { readonly payload: { readonly householdId: string } }, said: Plan['said']): Plan {
  return { bookId: book.bookId, householdId: command.payload.householdId, said };
}

export function registerHousehold(world: World, command: CommandOf<'household-registered'>): Decided {
  const { payload } = command;
  const hamlet = findHamlet(world, 'register-household', payload.hamletId);
  if (!hamlet.ok) return hamlet;
  const taken = idTaken(world, payload.householdId);
  if (taken !== null) return refuse(taken);
  const fresh = mayRegister(world.dossiers.get(payload.householdId)?.file ?? null);
  if (!fresh.ok) return refuse(fresh.error);
  const timely = notInFuture(payload.since, world.clock.today);
  if (!timely.ok) return refuse(timely.error);
  if (headOfRoster(payload.members)?.fullName !== payload.headName) return refuse({ code: 'head-name-differs' });
  const { householdId, listed: why, members, code, hamletId } = payload;
  const holds = all<CommandProblem>(notTooEarly(payload.since), weightHolds(payload.weight), listHolds(members, world.clock.today));
  if (!holds.ok) return refuse(holds.error);
  const known = livesElsewhere(world, { householdId, file: null, members }) ?? codeTaken(world, { householdId, hamletId, code });
  if (known !== null) return refuse(known);
  const book = hamlet.value;
  const registered = itself(book, command, { kind: 'household-registered', body: payload });
  if (why === null) return ok([registered]);
  const rounds = openRoundsAt(world, payload.hamletId);
  if (rounds.length === 0) return refuse({ code: 'no-open-round' });
  const day = countedOn(world, command);
  // Of a round whose last day is over, of those who ask to leave, or of what opens a year, it is none: it waits for the next one.
  const taking = rounds.filter(({ round }) => day <= round.closesOn && listsAnew(round)).map(({ round }) => round.roundId);
  const lists = taking.map((roundId) => itself(book, command, { kind: 'review-listed', body: { householdId, roundId, why } }));
  return ok([registered, ...lists]);
}

/** The first that does not hold; else all do. */
function all<E>(...checks: readonly Result<true, E>[]): Result<true, E> {
  return checks.find(({ ok: holds }) => !holds) ?? ok(true);
}

/**
 * The day on which a last day is counted: the server's. What a device says of its clock is a claim, and moves none. Only what the program itself
 * takes over of earlier years counts on its own day.
 */
export function countedOn({ who, clock: { today } }: Pick<World, 'who' | 'clock'>, { at }: { readonly at: string }): string {
  if (who !== 'system') return today;
  const day = dayInVietnam(instant(at));
  return day < today ? day : today;
}

/** Rounds in which the hamlet's commune still takes interviews today. */
function openRoundsAt(world: World, hamletId: string): RoundNow[] {
  const communeId = communeOn(world.areas, hamletId, world.clock.today);
  if (communeId === null) return [];
  return [...world.rounds.values()]
    .filter((standing) => standing.state === 'open' && standing.gates.get(communeId) === 'interview')
    .sort((a, b) => (a.round.roundId < b.round.roundId ? -1 : 1));
}

export function correctHousehold(world: World, command: CommandOf<'household-corrected'>): Decided {
  const found = findHousehold(world, 'register-household', command.payload.householdId);
  if (!found.ok) return found;
  const wrong = wrongCorrection(world, found.value.file, command.payload);
  if (wrong !== null) return refuse(wrong);
  return ok([itself(found.value.book, command, { kind: 'household-corrected', body: command.payload })]);
}

function wrongCorrection(
  world: World,
  file: CaseFile,
  { members, code }: CommandOf<'household-corrected'>['payload'],
): CommandProblem | null {
  const { householdId, hamletId } = file;
  const named = (members ?? []).map((member) => member.memberId);
  const holds = members === undefined ? ok(true) : all(listHolds(members, world.clock.today), nobodyLeftOut(file, named));
  if (!holds.ok) return holds.error;
  const elsewhere = members === undefined ? null : livesElsewhere(world, { householdId, file, members });
  return elsewhere ?? (code === undefined || code === file.code ? null : codeTaken(world, { householdId, hamletId, code }));
}

/** Born, or come to live here. */
export function bearMember(world: World, command: CommandOf<'member-born'> | CommandOf<'member-arrived'>): Decided {
  const { payload, kind } = command;
  const found = findHousehold(world, 'register-household', payload.householdId);
  if (!found.ok) return found;
  const timely = timelyIn(world, found.value.file, payload.on);
  if (!timely.ok) return refuse(timely.error);
  const fresh = mayAdd(found.value.file, [payload.member.memberId]);
  if (!fresh.ok) return refuse(fresh.error);
  const members = [payload.member];
  const { today } = world.clock;
  const newborn = kind === 'member-born' ? bornOnThatDay(payload.member, { on: payload.on, today }) : ok<true>(true);
  const born = all<CommandProblem>(bornInTime(members, today), notBeforeBirth(members, payload.on), newborn);
  if (!born.ok) return refuse(born.error);
  if (payload.member.relation === 'head') return refuse({ code: 'heads-not-one', count: 2 });
  const elsewhere = livesElsewhere(world, { householdId: payload.householdId, file: found.value.file, members });
  if (elsewhere !== null) return refuse(elsewhere);
  const said = kind === 'member-born' ? { kind, body: payload } : { kind, body: payload };
  return ok([itself(found.value.book, command, said)]);
}

export function loseMember(world: World, command: CommandOf<'member-died'> | CommandOf<'member-left'>): Decided {
  const { payload, kind } = command;
  const found = findHousehold(world, 'register-household', payload.householdId);
  if (!found.ok) return found;
  const timely = timelyIn(world, found.value.file, payload.on);
  if (!timely.ok) return refuse(timely.error);
  const alive = notBeforeBirth(membersOf(found.value.file, [payload.memberId]), payload.on);
  const clash = alive.ok ? goneOtherwise(world, found.value, command) : null;
  // A third person tells what a second one told: who settles the one clash settles it for both.
  if (clash === 'told') return ok([]);
  if (clash !== null) return ok([itself(found.value.book, command, { kind: 'clash-found', body: clash })]);
  const there = mayTakeAway(found.value.file, [payload.memberId], kind === 'member-left');
  if (!there.ok) return refuse(there.error);
  if (!alive.ok) return refuse(alive.error);
  return ok([itself(found.value.book, command, { kind, body: payload })]);
}

export function timelyIn(world: World, file: CaseFile, on: string): Result<true, CommandProblem> {
  return all<CommandProblem>(notInFuture(on, world.clock.today), notBeforeHousehold(file, on));
}

export function membersOf(file: CaseFile, memberIds: readonly string[]): CaseMember[] {
  return file.members.filter((member) => memberIds.includes(member.memberId));
}

export function recordStatus(world: World, command: CommandOf<'status-recorded'>): Decided {
  const { payload } = command;
  const found = findHousehold(world, 'import-list', payload.householdId);
  if (!found.ok) return found;
  const at = { rounds: roundYearsOf(world, found.value.file.hamletId), today: world.clock.today };
  const fits = mayRecord(found.value.dossier.statuses, payload, at);
  if (!fits.ok) return refuse(fits.error);
  return ok([itself(found.value.book, command, { kind: 'status-recorded', body: payload })]);
}

/** Years of the rounds of every commune to which the hamlet ever belonged. */
function roundYearsOf(world: World, hamletId: string): number[] {
  const communes = world.areas.get(hamletId)?.periods.map((period) => period.parentId) ?? [];
  return [...world.rounds.values()]
    .filter(({ gates }) => communes.some((communeId) => communeId !== null && gates.has(communeId)))
    .map(({ round }) => round.year);
}

export const dossierOf = (world: World, householdId: string): Dossier => world.dossiers.get(householdId) ?? emptyDossier();
