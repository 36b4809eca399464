/**
 * The household's page (trang hồ sơ hộ): head, people, history, interviews, verdicts with their reasons, each masked for
 * the one who opened it. Verdicts are judged again from the answers, so the page can give every reason; what was decided
 * is in the history. Opening is logged by the route.
 */
import type { Reader } from '../../core/access/catalogue.ts';
import { keptApart, type Tie } from '../../core/access/duties.ts';
import { maskCitizenId } from '../../core/access/mask.ts';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import type { ExplainedVerdict } from '../../core/classify/verdict.ts';
import { areaAbove } from '../../core/kernel/areas.ts';
import { addDays } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { answersSchema } from '../../core/interview/answers.ts';
import { clockMarkOf } from '../../core/interview/clock-mark.ts';
import { heldAt } from '../../core/interview/held-at.ts';
import { signed, signedSchema } from '../../core/interview/signature.ts';
import { interviewsTaken, type RoundStanding } from '../../core/meeting/gates.ts';
import { resultsBefore } from '../../core/meeting/withheld.ts';
import type { GateState } from '../../core/meeting/views.ts';
import {
  reveal,
  revealAnswers,
  revealVerdict,
  shownHousehold,
  shownMember,
  shownRead,
  shownStatus,
  shownWithdrawn,
} from '../../core/shown.ts';
import type { RequestOfHousehold } from '../../core/meeting/request-views.ts';
import type { InterviewRow } from '../../core/register/views.ts';
import type { HouseholdView } from '../../core/views.ts';
import { countReads, readLog } from '../access/read-log.ts';
import { notFound } from '../http/problem.ts';
import { type Context, readersIn } from '../http/route.ts';
import { findGate, getRound, viewRound } from '../interview/rounds.ts';
import type { Blind } from '../ledger/back-checks.ts';
import { readSent } from '../ledger/objections.ts';
import { tablesOfRounds } from '../ledger/score-tables.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import type { Judge } from '../ledger/tools.ts';
import { maskClash } from '../sync/mask.ts';
import { readClashes } from '../sync/store.ts';
import {
  findHousehold,
  type HouseholdFileRow,
  type InterviewFileRow,
  type MemberRow,
  readInterviews,
  readMembers,
  readRequestsOf,
  readStatuses,
  readWithdrawn,
  type RequestOfHouseholdRow,
} from './household-store.ts';
import { blindOf } from '../interview/blind.ts';
import { listPhotos, maySeePhoto } from './photos.ts';
import { readEnds, readHeld, viewEnd, viewHeld } from './restriction-ends.ts';
import { areaName, communeNow } from './rows.ts';
import { readOwnTies } from './ties.ts';
import { roundOfVisit } from './visit-rounds.ts';

type Who = Pick<Context, 'tx' | 'actor' | 'tree' | 'today' | 'now'>;

/** `provisional`: a table in use is an illustrative one. */
export interface Rules {
  readonly judge: Pick<Judge, 'explained'>;
  readonly provisional: (standing: RoundStanding | null) => boolean;
}

/** Throws `not-found` for a household that is not there or not in this person's reach. */
export async function viewHousehold(who: Who, householdId: string, rules: Rules): Promise<HouseholdView> {
  const file = await findHousehold(who.tx, householdId);
  if (file === null) throw notFound();
  const readers = readersIn(who, file.hamletId);
  const household = reveal(shownHousehold, readers, { ...file, ...placeOf(who, file) });
  if (household === null) throw notFound();
  const members = await readMembers(who.tx, householdId);
  const withheld = (await blindOf(who)).get(householdId) ?? null;
  const blind = withheld?.roundId;
  const statuses = await viewStatuses(who, householdId, { readers, withheld });
  // Whoever asks once more begins with the people alone: what was told in earlier years would be told again.
  const interviews = withheld === null ? await readInterviews(who.tx, householdId) : [];
  const sent = (await readSent(sqlOfKysely(who.tx), [householdId], who.actor.accountId)).get(householdId);
  const { standing, visits } = await roundOfVisit(who, file, undefined);
  const gate = standing === null ? null : await findGate(who.tx, standing.round.roundId, household.communeId);
  const tie = (await readOwnTies(who.tx, who.actor.accountId)).get(householdId) ?? null;
  const requests = await viewRequestsOf(who, file, readers);
  return {
    household,
    members: markRestricted(members, requests).flatMap((member) => reveal(shownMember, readers, member) ?? []),
    status: statuses.find((status) => status.validTo === null) ?? null,
    history: statuses,
    withdrawn: await viewWithdrawn(who, householdId, { readers, withheld }),
    interviews: interviews.flatMap((row) => viewInterview(row, readers)),
    ...(await judgeLastTwo(who, interviews, { readers, rules })),
    round: standing === null ? null : viewRound(standing),
    visitsFor: visits.map((visit) => viewRound(visit.standing)),
    gate,
    provisional: rules.provisional(standing),
    reads: await countReads(who.tx, householdId, `${addDays(who.today, -30)}T00:00:00.000Z`),
    photos: (await listPhotos(who, householdId, readers)).filter((photo) => maySeePhoto(photo, withheld)),
    looks: await viewLooks(who, file, readers),
    may: mayInterview(who, file, { standing, gate, tie, blind, sent }),
    ...(blind === undefined ? {} : { backCheck: true }),
    tie,
    // What two people told otherwise is of the form too.
    clashes: blind === undefined ? await viewClashes(who, file, tie) : [],
    requests,
  };
}

interface Told {
  readonly readers: readonly Reader[];
  readonly withheld: Blind | null;
}

async function viewStatuses({ tx }: Who, householdId: string, { readers, withheld }: Told): Promise<HouseholdView['history']> {
  const all = await readStatuses(tx, householdId);
  const told = withheld === null ? all : resultsBefore(all, withheld);
  return told.flatMap(({ roundId: _round, ...status }) => reveal(shownStatus, readers, status) ?? []);
}

async function viewWithdrawn({ tx }: Who, householdId: string, { readers, withheld }: Told): Promise<HouseholdView['withdrawn']> {
  const told = (await readWithdrawn(tx, householdId)).filter(({ roundId }) => withheld?.hidden.has(roundId) !== true);
  return told.flatMap(({ roundId: _round, ...one }) => reveal(shownWithdrawn, readers, one) ?? []);
}

/** A restriction may have come along from a commune that this reader cannot look into; one that ended here is told here. */
async function viewRequestsOf(who: Who, file: HouseholdFileRow, readers: readonly Reader[]): Promise<RequestOfHousehold[]> {
  const { householdId } = file;
  const found = await readRequestsOf(who.tx, householdId);
  const ends = await readEnds(who.tx, { householdId });
  const known = new Set(found.map(({ requestId }) => requestId));
  const came = new Map(ends.flatMap((end) => (known.has(end.requestId) ? [] : [[end.requestId, end] as const])));
  const ended = [...came.values()].map(({ requestId, number, communeId, hamletId: of, lodgedOn, since }): RequestOfHouseholdRow => {
    return { requestId, number, form: 'data-restrict', communeId, hamletId: of, lodgedOn, doneOn: since, restricts: false };
  });
  const views: RequestOfHousehold[] = [];
  for (const row of [...found, ...ended]) {
    const people = row.restricts ? (await readHeld(who.tx, row.requestId, householdId)).map((one) => viewHeld(readers, one)) : [];
    const of = ends.filter(({ requestId }) => requestId === row.requestId).map((end) => viewEnd(readers, end));
    views.push({ ...viewRequestOf(who, row), people, ended: of });
  }
  return views;
}

/** Each of those restricted bears a mark, and nobody reads their citizen number here. Somebody may be known here under another id. */
function markRestricted(members: readonly MemberRow[], requests: readonly RequestOfHousehold[]): readonly MemberRow[] {
  const restricting = requests.filter(({ restricts }) => restricts);
  const here = new Set(members.map(({ memberId }) => memberId));
  const holds = ({ memberId, fullName }: MemberRow): boolean =>
    restricting.some(
      ({ people }) =>
        people.length === 0 || people.some((one) => (here.has(one.memberId) ? one.memberId === memberId : one.fullName === fullName)),
    );
  return members.map((member) => {
    if (!holds(member)) return member;
    const { citizenId } = member;
    return {
      ...member,
      restricted: true,
      ...(citizenId !== undefined && /^\d/.test(citizenId) ? { citizenId: maskCitizenId(citizenId) } : {}),
    };
  });
}

function viewRequestOf(who: Who, { hamletId, ...row }: RequestOfHouseholdRow): Omit<RequestOfHousehold, 'people' | 'ended'> {
  const communeId = communeNow(who, { hamletId, communeId: row.communeId });
  const there = { areaPath: areaPath(who.tree, communeId, who.today), date: who.today };
  return { ...row, communeId, opens: may(who.actor, 'read-requests', there).allowed };
}

/** Both values of a clash are shown to who may settle it. */
async function viewClashes(who: Who, { householdId, hamletId }: HouseholdFileRow, tie: Tie | null): Promise<HouseholdView['clashes']> {
  const here = { areaPath: areaPath(who.tree, hamletId, who.today), date: who.today };
  const settles = (['interview', 'settle-handover'] as const).some(
    (action) => keptApart(action, tie) === null && may(who.actor, action, here).allowed,
  );
  const open = settles ? (await readClashes(sqlOfKysely(who.tx), [householdId])).get(householdId) : undefined;
  return (open ?? []).map(maskClash);
}

const LOOKS_SHOWN = 20;

/** Who opened the file or found the household by its number; for those who may read the log. */
async function viewLooks(who: Who, file: HouseholdFileRow, readers: readonly Reader[]): Promise<HouseholdView['looks']> {
  const here = { areaPath: areaPath(who.tree, file.hamletId, who.today), date: who.today };
  if (!may(who.actor, 'read-log', here).allowed) return null;
  const lines = await readLog(who.tx, { before: null, householdId: file.householdId, limit: LOOKS_SHOWN });
  return lines.flatMap((line) => reveal(shownRead, readers, line) ?? []).map(({ at, by, kind, purpose }) => ({ at, by, kind, purpose }));
}

/** Names of the hamlet and the commune today. */
export function placeOf(who: Pick<Who, 'tree' | 'today'>, file: HouseholdFileRow) {
  const commune = isAreaId(file.hamletId) ? areaAbove(who.tree, file.hamletId, who.today, 'commune') : null;
  return { hamletName: areaName(who, file.hamletId), communeId: commune?.areaId ?? '', communeName: commune?.name ?? '' };
}

function viewInterview(row: InterviewFileRow, readers: readonly Reader[]): InterviewRow[] {
  const answers = revealAnswers(readers, answersSchema.parse(row.answers));
  const { roundId, kind, year, opensOn, nth, interviewedOn, by, seconds, interviewer } = row;
  const parsed = signedSchema.safeParse(row.signed);
  const signature = parsed.success ? reveal(signed, readers, parsed.data) : null;
  const clock = row.times === null ? null : clockMarkOf(row.times);
  const held = heldAt.schema.safeParse(row.heldAt);
  const place = held.success ? reveal(heldAt, readers, held.data) : null;
  return answers === null
    ? []
    : [{ roundId, kind, year, opensOn, nth, interviewedOn, by, seconds, interviewer, signed: signature, clock, heldAt: place, answers }];
}

/** The visit before is judged on its own day and by its own round, so that what is compared is what was said then. */
async function judgeLastTwo(
  who: Who,
  [latest, before]: readonly InterviewFileRow[],
  masked: { readonly readers: readonly Reader[]; readonly rules: Rules },
): Promise<Pick<HouseholdView, 'verdicts' | 'verdictsBefore'>> {
  const verdicts = await judge(who, latest, masked);
  const shared = (await judge(who, before, masked)).filter(({ rulebook }) => verdicts.some((one) => one.rulebook === rulebook));
  return { verdicts, verdictsBefore: shared.map(({ trace: _reasons, ...verdict }) => verdict) };
}

async function judge(
  who: Who,
  row: InterviewFileRow | undefined,
  { readers, rules }: { readonly readers: readonly Reader[]; readonly rules: Rules },
): Promise<ExplainedVerdict[]> {
  if (row === undefined) return [];
  const { round } = await getRound(who.tx, row.roundId);
  const answers = answersSchema.parse(row.answers);
  const setting = { areaType: row.areaType, date: row.interviewedOn };
  const tables = (await tablesOfRounds(sqlOfKysely(who.tx), [round]))(round);
  return [...tables].flatMap(
    ([rulebook, table]) => revealVerdict(readers, rules.judge.explained({ rulebook, table }, answers, setting)) ?? [],
  );
}

interface Reviewing {
  readonly standing: RoundStanding | null;
  readonly gate: GateState | null;
  readonly tie: Tie | null;
  /** The round whose form this reader asks once more. */
  readonly blind: string | undefined;
  /** The round for which an objection sends them there. */
  readonly sent: string | undefined;
}

function mayInterview(who: Who, file: HouseholdFileRow, { standing, gate, tie, blind, sent }: Reviewing): HouseholdView['may'] {
  const here = { areaPath: areaPath(who.tree, file.hamletId, who.today), date: who.today };
  const right = may(who.actor, 'interview', here);
  const open = keptApart('interview', tie) ?? interviewOpen(who, file, { standing, gate, blind, sent });
  const typeForm = may(who.actor, 'type-form', here).allowed && open === null;
  const why = right.allowed ? open : right.why;
  const declareTie = file.state === 'present' && may(who.actor, 'declare-tie', here).allowed;
  return { interview: why === null, why, typeForm, declareTie };
}

/** Null: the round takes interviews of the household. */
function interviewOpen(who: Who, file: HouseholdFileRow, { standing, gate, blind, sent }: Omit<Reviewing, 'tie'>): string | null {
  if (file.state !== 'present') return 'household-not-present';
  if (standing === null || gate === null) return 'no-open-round';
  // Asked once more it changes nothing, at whatever gate the list stands.
  if (blind === standing.round.roundId && standing.state === 'open') return null;
  const taken = interviewsTaken(standing, gate, who.today, sent === standing.round.roundId);
  return taken.ok ? null : taken.error.code;
}
