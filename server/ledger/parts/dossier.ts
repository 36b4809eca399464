/**
 * All that the register keeps of one household, in the process (hồ sơ một hộ trong bộ nhớ): the case file, its statuses, the
 * rounds' lists and interviews; and how each event changes it. Door and rebuild fold through this one function, which is why
 * a rebuilt register is the same register. Rows are written by `write-dossiers.ts`.
 */
import { CAUSES, SUPPORTS } from '../../../core/interview/codes.ts';
import { dayInVietnam, parseInstant } from '../../../core/kernel/dates.ts';
import type { AnyBody, EventBody } from '../../../core/kinds.ts';
import type { UnvisitedSaid } from '../../../core/meeting/round-codes.ts';
import { type Status, withoutStatuses, withStatus } from '../../../core/meeting/standing.ts';
import { type CaseFile, type FileEvent, peopleOf, step, type Written } from '../../../core/register/case-file.ts';
import { recordedFrom } from '../../../core/register/recorded.ts';
import { type DeclaredTie, withoutTie, withTie } from '../../../core/register/tie.ts';
import { stayAt } from '../../../core/register/stays.ts';
import type { ClashFound } from '../../../core/sync/clash.ts';
import type { Judge } from '../tools.ts';
import { type Areas, areaTypeOn, communeOn } from './areas.ts';
import type { InterviewRow, RejudgedRow, VerdictRow } from './review-tables.ts';
import { maskOf, rejudgedRow, verdictRow } from './verdict-rows.ts';
import type { RoundNow } from './world.ts';

/** A status with what the tables count of it. */
export interface StatusFacts extends Status {
  readonly deprived: number | null;
  readonly groupsMask: number | null;
  readonly groundsMask: number | null;
  readonly cannotEscape: string | null;
  readonly causesMask: number | null;
  readonly wantedMask: number | null;
  readonly b1: number | null;
  readonly b2: number | null;
}

/** An interview without its answers. */
export interface Visited {
  readonly eventId: string;
  readonly version: number;
  readonly interviewedOn: string;
  readonly finishedAt: string;
  readonly accountId: string;
}

export type NotVisited = Omit<UnvisitedSaid, 'roundId'>;

/** What is to be written besides the changed case file, statuses and lists. */
export interface Writes {
  readonly interviews: Map<string, InterviewRow>;
  readonly verdicts: Map<string, VerdictRow>;
  /** Rounds of which rows of these may be there already. */
  readonly spokenOf: Set<string>;
  readonly rejudged: RejudgedRow[];
  /** By book; null: the household is back, the tombstone goes. */
  readonly tombstones: Map<string, { readonly hamletId: string; readonly version: number; readonly reason: string } | null>;
  readonly listed: Set<string>;
  readonly unlisted: Set<string>;
  forget: boolean;
}

/** An event that the case file knows, and who wrote it. */
export interface Told {
  readonly event: FileEvent;
  readonly at: Written;
  readonly accountId: string;
}

export interface Dossier {
  /** As it lies in the database; null: not there yet. */
  before: { readonly file: CaseFile; readonly statuses: readonly StatusFacts[]; readonly ties: readonly DeclaredTie[] } | null;
  file: CaseFile | null;
  statuses: readonly StatusFacts[];
  ties: readonly DeclaredTie[];
  readonly listed: Map<string, string>;
  /** By round, why it could not be visited. */
  readonly unvisited: Map<string, NotVisited>;
  readonly interviews: Map<string, Visited>;
  /** Clashes found, and those settled or handed on, since it was read. */
  readonly clashes: Map<string, ClashFound>;
  readonly settled: Set<string>;
  /** What was told since it was read; kept only where somebody has to compare. */
  since?: Told[];
  writes: Writes;
  dirty: boolean;
}

export interface AppendedEvent {
  readonly eventId: string;
  readonly kind: string;
  readonly accountId: string;
  readonly at: Written;
}

/** What the fold of an interview needs to know besides the event. */
export interface Surroundings {
  readonly rounds: ReadonlyMap<string, RoundNow>;
  readonly areas: Areas;
  readonly judge: Judge;
}

export function emptyDossier(): Dossier {
  return {
    before: null,
    file: null,
    statuses: [],
    ties: [],
    listed: new Map(),
    unvisited: new Map(),
    interviews: new Map(),
    clashes: new Map(),
    settled: new Set(),
    writes: noWrites(),
    dirty: false,
  };
}

export function noWrites(): Writes {
  return {
    ...{ interviews: new Map(), verdicts: new Map(), spokenOf: new Set(), rejudged: [] },
    tombstones: new Map(),
    listed: new Set(),
    unlisted: new Set(),
    forget: false,
  };
}

/** Kinds that the case file does not know: they move its version and no more. */
const NOTED = [
  'review-listed',
  'not-visited',
  'status-recorded',
  'status-decided',
  'status-withdrawn',
  'rejudged',
  'clash-found',
  'clash-settled',
  'clash-handed-on',
  'tie-declared',
  'tie-ended',
  'told-apart',
  'back-check-assigned',
  'back-check-finished',
  'revisit-assigned',
];

/** Adds one event. Its body is null where it was erased: then only `erased` itself still says anything. */
export function foldDossier(dossier: Dossier, event: AppendedEvent, said: AnyBody, around: Surroundings): void {
  const fileEvent = toFileEvent(said);
  if (fileEvent === null) return;
  const file = step(dossier.file, fileEvent, event.at);
  if (file === null) return;
  dossier.file = file;
  dossier.dirty = true;
  dossier.since?.push({ event: fileEvent, at: event.at, accountId: event.accountId });
  if (said.kind === 'review-listed') listIn(dossier, said.body);
  if (said.kind === 'not-visited') missIn(dossier, said.body);
  if (said.kind === 'interview-finished') addInterview(dossier, event, { body: said.body, around });
  if (said.kind === 'status-recorded') dossier.statuses = withStatus(dossier.statuses, recorded(event, said.body, file));
  if (said.kind === 'status-decided') addDecided(dossier, event, said.body);
  if (said.kind === 'status-withdrawn') takeBack(dossier, said.body);
  if (said.kind === 'tie-declared') dossier.ties = withTie(dossier.ties, declared(event, said.body));
  if (said.kind === 'tie-ended') dossier.ties = withoutTie(dossier.ties, said.body.accountId);
  foldClash(dossier, said);
  if (said.kind === 'rejudged') dossier.writes.rejudged.push(rejudgedRow(event, said.body));
  if (said.kind === 'erased') forget(dossier);
  if (said.kind === 'import-withdrawn') withdraw(dossier, said.body);
  if (said.kind === 'moved-in' && isElsewhere(said.body, event, around)) forgetMisses(dossier);
  buryOrRaise(dossier, event, said);
}

export function toFileEvent(said: AnyBody): FileEvent | null {
  switch (said.kind) {
    case 'household-registered':
    case 'household-corrected':
    case 'interview-finished':
    case 'member-born':
    case 'member-arrived':
    case 'member-died':
    case 'death-withdrawn':
    case 'member-left':
    case 'joining-withdrawn':
    case 'member-corrected':
    case 'household-split':
    case 'household-merged':
    case 'members-joined':
    case 'moved-out':
    case 'household-left':
    case 'moved-in':
    case 'import-withdrawn':
    case 'duplicate-closed':
    case 'duplicate-joined':
    case 'duplicate-reopened':
    case 'duplicate-parted':
      return said;
    case 'erased':
      return { kind: 'erased' };
    default:
      return NOTED.includes(said.kind) ? { kind: 'noted' } : null;
  }
}

function listIn(dossier: Dossier, body: EventBody<'review-listed'>): void {
  dossier.listed.set(body.roundId, body.why);
  dossier.writes.listed.add(body.roundId);
}

/** Who is on the list only because of the class it has is put on it by its row. */
function missIn(dossier: Dossier, { roundId, why, on }: EventBody<'not-visited'>): void {
  if (!dossier.listed.has(roundId)) dossier.listed.set(roundId, 'on-list');
  if (why === null) dossier.unvisited.delete(roundId);
  else dossier.unvisited.set(roundId, { why, on });
  dossier.writes.listed.add(roundId);
}

/** Another commune's from then on; a hamlet that is cut moves nobody: its parts are told of in the very act that ends it. */
function isElsewhere({ fromHamletId, hamletId }: EventBody<'moved-in'>, { at }: AppendedEvent, { areas }: Surroundings): boolean {
  const day = dayOf(at.recordedAt);
  const [from, to] = [communeOn(areas, fromHamletId, day), communeOn(areas, hamletId, day)];
  return from !== null && to !== null && from !== to;
}

/** That one commune could not visit it is no word of another, where it turned up. */
function forgetMisses({ unvisited, writes }: Dossier): void {
  for (const roundId of unvisited.keys()) writes.listed.add(roundId);
  unvisited.clear();
}

function foldClash({ clashes, settled }: Dossier, said: AnyBody): void {
  if (said.kind === 'clash-found') {
    clashes.set(said.body.clashId, said.body);
    settled.delete(said.body.clashId);
  }
  if (said.kind === 'clash-settled' || said.kind === 'clash-handed-on') {
    clashes.delete(said.body.clashId);
    settled.add(said.body.clashId);
  }
}

interface Interviewed {
  readonly body: EventBody<'interview-finished'>;
  readonly around: Surroundings;
}

function addInterview(dossier: Dossier, event: AppendedEvent, { body, around }: Interviewed): void {
  if ('letGo' in body) return; // Its answers went when their time was over: the people stay, nothing is judged again.
  const { hamletId, householdId, version, recordedAt } = event.at;
  // What was settled of a form of before belongs to a hamlet that may not have been there on the day of the visit.
  const areaType = areaTypeOn(around.areas, hamletId, body.interviewedOn) ?? areaTypeOn(around.areas, hamletId, dayOf(recordedAt));
  const round = around.rounds.get(body.roundId);
  if (areaType === null || round === undefined) throw new Error(`Interview ${event.eventId} has no area type or no round.`);
  const row: InterviewRow = {
    round_id: body.roundId,
    household_id: householdId,
    hamlet_id: hamletId,
    event_id: event.eventId,
    questionnaire: body.questionnaire,
    answers: body.answers,
    area_type: areaType,
    interviewed_on: body.interviewedOn,
    finished_at: recordedAt,
    account_id: event.accountId,
    version,
  };
  if (dossier.interviews.has(body.roundId)) dossier.writes.spokenOf.add(body.roundId);
  dossier.writes.interviews.set(body.roundId, row);
  const { eventId, accountId } = event;
  dossier.interviews.set(body.roundId, { eventId, version, interviewedOn: body.interviewedOn, finishedAt: recordedAt, accountId });
  const setting = { areaType, date: body.interviewedOn };
  for (const [rulebook, table] of round.tables) {
    const verdict = around.judge.verdict({ rulebook, table }, body.answers, setting);
    dossier.writes.verdicts.set(`${body.roundId} ${rulebook}`, verdictRow(verdict, { ...event.at, roundId: body.roundId }));
  }
}

export function dayOf(instant: string): string {
  const moment = parseInstant(instant);
  return moment.ok ? dayInVietnam(moment.value) : instant.slice(0, 10);
}

function addDecided(dossier: Dossier, event: AppendedEvent, body: EventBody<'status-decided'>): void {
  dossier.statuses = withStatus(dossier.statuses, decided(event, body));
  // Decided is decided: the verdict that counted stays as it was, also where a rebuild would judge otherwise.
  const row = verdictRow(body.verdict, { ...event.at, roundId: body.roundId });
  dossier.writes.verdicts.set(`${body.roundId} ${body.rulebook}`, row);
  dossier.writes.spokenOf.add(body.roundId);
}

/** The decision was withdrawn: what stood before it holds again. */
function takeBack(dossier: Dossier, { decisionId }: EventBody<'status-withdrawn'>): void {
  const own = dossier.statuses.filter((status) => status.decisionId === decisionId).map(({ eventId }) => eventId);
  dossier.statuses = withoutStatuses(dossier.statuses, own);
}

function decided(event: AppendedEvent, body: EventBody<'status-decided'>): StatusFacts {
  const { deprived, groups_mask, grounds_mask } = verdictRow(body.verdict, { ...event.at, roundId: body.roundId });
  return {
    eventId: event.eventId,
    source: 'decision',
    year: body.year,
    roundId: body.roundId,
    rulebook: body.rulebook,
    decisionId: body.decisionId,
    class: body.class,
    before: body.before,
    list: body.list,
    origin: body.origin,
    people: body.people,
    validFrom: body.decidedOn,
    validTo: null,
    deprived,
    groupsMask: groups_mask,
    groundsMask: grounds_mask,
    cannotEscape: body.verdict.cannotEscape.holds,
    causesMask: maskOf(CAUSES, (cause) => body.causes.includes(cause)),
    wantedMask: maskOf(SUPPORTS, (support) => body.wanted.includes(support)),
    b1: body.verdict.b1.max,
    b2: body.verdict.b2.max,
  };
}

function recorded(event: AppendedEvent, body: EventBody<'status-recorded'>, file: CaseFile): StatusFacts {
  const validFrom = recordedFrom(body);
  const nothing = { deprived: null, groupsMask: null, groundsMask: null, cannotEscape: null, causesMask: null, wantedMask: null };
  return {
    eventId: event.eventId,
    source: 'recorded',
    year: body.year,
    roundId: null,
    rulebook: null,
    decisionId: null,
    class: body.class,
    before: null,
    list: body.class === 'not-poor' ? null : body.class,
    origin: body.origin,
    people: stayAt(file.stays, validFrom)?.people ?? peopleOf(file),
    validFrom,
    validTo: null,
    ...nothing,
    b1: body.b1,
    b2: body.b2,
  };
}

function declared({ accountId: declaredBy, at }: AppendedEvent, { accountId, tie }: EventBody<'tie-declared'>): DeclaredTie {
  return { accountId, tie, declaredAt: at.recordedAt, declaredBy };
}

/** Everything that came from bodies goes; what the chain itself says stays. */
function forget(dossier: Dossier): void {
  dossier.statuses = [];
  dossier.ties = [];
  dossier.listed.clear();
  dossier.unvisited.clear();
  dossier.interviews.clear();
  const { tombstones } = dossier.writes;
  dossier.writes = { ...noWrites(), tombstones, forget: true };
}

function withdraw(dossier: Dossier, { former, statusEvents, roundIds }: EventBody<'import-withdrawn'>): void {
  if (former === null) return forget(dossier);
  dossier.statuses = withoutStatuses(dossier.statuses, statusEvents);
  for (const roundId of roundIds) {
    dossier.listed.delete(roundId);
    dossier.unvisited.delete(roundId);
    dossier.writes.listed.delete(roundId);
    dossier.writes.unlisted.add(roundId);
  }
}

/** Phones that hold this book must drop the household, or may have it again. */
function buryOrRaise(dossier: Dossier, event: AppendedEvent, said: AnyBody): void {
  const { kind } = said;
  const ended =
    (said.kind === 'import-withdrawn' && said.body.former === null) || (said.kind === 'member-died' && dossier.file?.state === 'dissolved');
  const reason = ended ? 'dissolved' : (STONES[said.kind] ?? null);
  const { bookId, hamletId, version } = event.at;
  if (reason !== null) dossier.writes.tombstones.set(bookId, { hamletId, version, reason });
  if (kind === 'moved-in' || kind === 'death-withdrawn' || kind === 'duplicate-reopened') dossier.writes.tombstones.set(bookId, null);
}

const STONES: Partial<Record<AnyBody['kind'], string>> = {
  ...{ 'moved-out': 'moved', 'household-left': 'moved', 'household-merged': 'merged', 'duplicate-closed': 'merged', erased: 'erased' },
};
