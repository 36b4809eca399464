/**
 * The chair's decision on a commune's list (quyết định công nhận danh sách): judged once more with its whole trace from the
 * answers as they stand, one event in the office's book and one in the hamlet's book of each household on a list. Refused as
 * long as one household that must be decided is not interviewed or its class is open.
 */
import type { ExplainedVerdict, PovertyClass } from '../../../core/classify/verdict.ts';
import type { Missing } from '../../../core/interview/codes.ts';
import { canonical } from '../../../core/ledger/canonical.ts';
import { commit, toHex } from '../../../core/ledger/chain.ts';
import type { CommandOf, EventBody } from '../../../core/kinds.ts';
import { ok, type Result } from '../../../core/kernel/result.ts';
import { meetingBlockers } from '../../../core/meeting/agreement.ts';
import { listsOf, mayDecide } from '../../../core/meeting/decision.ts';
import {
  emptyWaits,
  endsInterviews,
  endsMeetings,
  endsPosting,
  mayStep,
  openingWaits,
  pass,
  rowBetween,
  rowsFrom,
} from '../../../core/meeting/gates.ts';
import { asksPosting, type GateRow } from '../../../core/meeting/round.ts';
import { originOf } from '../../../core/meeting/standing.ts';
import type { GateState } from '../../../core/meeting/views.ts';
import { peopleOf } from '../../../core/register/case-file.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import { type Candidate, type CandidateAnswers, readAnswersOf, readCandidates, toJudge } from '../candidates.ts';
import { readFirstList } from '../list-now.ts';
import { readMeetings } from '../meetings.ts';
import { listBlockers } from '../postings.ts';
import type { Plan } from './append.ts';
import { askFirst } from './blind.ts';
import { loadHamletsOf, pathOn } from './areas.ts';
import type { Decided } from './decide-household.ts';
import { findOffice } from './decide-office.ts';
import { numberFault } from './decision-number.ts';
import { readDossiers } from './read-dossiers.ts';
import { tableIn } from '../score-tables.ts';
import { forbidsTied, notInRound, Overtaken, refuse, type RoundNow, unreadOf, type World } from './world.ts';

type Payload = CommandOf<'decide-list'>['payload'];

/** Household ids named in a refusal; the whole number is beside them. */
const NAMED = 20;

export async function decideList(world: World, { payload }: CommandOf<'decide-list'>): Promise<Decided> {
  const office = findOffice(world, 'decide-list', payload.communeId);
  if (!office.ok) return office;
  const gate = await gateOf(world, payload);
  if (!gate.ok) return gate;
  const fault = await formalFault(world, payload);
  if (fault !== null) return refuse(fault);
  const { roundId, rulebook, communeId, decidedOn } = payload;
  const due = await findCandidates(world, { roundId, rulebook, communeId, day: decidedOn });
  const candidates = toJudge(due);
  const blocker =
    (await askFirst(world, { hamletIds: await loadHamletsOf(world.sql, communeId, [decidedOn, world.clock.today]), roundId })) ??
    emptyWaits(gate.value.standing.round, due.length) ??
    findTied(world, 'decide-list', due) ??
    findBlocker(candidates) ??
    (await findDisagreed(world, gate.value, { roundId, communeId, day: decidedOn, candidates })) ??
    (await findUnposted(world, gate.value.standing, { roundId, communeId, day: decidedOn, candidates }));
  if (blocker !== null) return refuse(blocker);
  const judged = await judge(world, payload, candidates);
  if (!judged.ok) return judged;
  const after = judged.value.reduce((last, { interviewedOn }) => (interviewedOn > last ? interviewedOn : last), decidedOn);
  if (after !== decidedOn) return refuse({ code: 'decision-before-interviews', day: after });
  const statuses = judged.value.flatMap((each) => planStatus(world, payload, each));
  const { from, to } = gate.value;
  const { bookId } = office.value;
  const listed: Plan['said'] = { kind: 'list-decided', body: { ...payload, households: statuses.flatMap(({ entries }) => entries) } };
  const passed: Plan['said'] = { kind: 'gate-passed', body: { roundId, communeId, from, to } };
  return ok([
    { bookId, householdId: null, said: listed },
    { bookId, householdId: null, said: passed },
    ...statuses.map(({ plan }) => plan),
  ]);
}

async function gateOf(
  world: World,
  payload: Payload,
): Promise<Result<{ from: GateState; to: GateState; standing: RoundNow }, CommandProblem>> {
  const standing = world.rounds.get(payload.roundId);
  if (standing === undefined) return refuse({ code: 'round-unknown' });
  const from = standing.gates.get(payload.communeId);
  if (from === undefined) return refuse(notInRound(standing, payload.communeId));
  if (payload.rulebook !== standing.round.rulebooks[0]) return refuse({ code: 'rulebook-not-official' });
  const { opensOn } = standing.round;
  const { today } = world.clock;
  if (payload.decidedOn < opensOn || payload.decidedOn > today) return refuse({ code: 'decision-day-out-of-range', opensOn, today });
  const early = openingWaits(standing.round, await readFirstList(world.sql, standing.round, payload.communeId), payload.decidedOn);
  if (early !== null) return refuse(early);
  const to = pass(standing, from, 'decide-list');
  const row = rowsFrom(standing.round, from).find(({ action }) => action === 'decide-list');
  if (row !== undefined && !isLeftTo(world, row, payload.communeId)) return refuse({ code: 'step-of-another' });
  return to.ok ? ok({ from, to: to.value, standing }) : refuse(to.error);
}

async function formalFault(world: World, payload: Payload): Promise<CommandProblem | null> {
  const rows = await world.sql.query('select 1 from decision where decision_id = $1', [payload.decisionId]);
  if (rows.length > 0) return { code: 'decision-exists' };
  return numberFault(world, { ...payload, on: payload.decidedOn });
}

interface ListAsked {
  readonly roundId: string;
  readonly rulebook: string;
  readonly communeId: string;
  readonly day: string;
}

/**
 * Under the heads of all hamlets of the commune, so that nobody can hand in an interview meanwhile. Those of today too, whatever day
 * the decision bears: a hamlet that was opened since is not left out.
 */
async function findCandidates(world: World, { roundId, rulebook, communeId, day }: ListAsked): Promise<Candidate[]> {
  const hamletIds = await loadHamletsOf(world.sql, communeId, [day, world.clock.today]);
  for (const hamletId of hamletIds) {
    const book = world.bookOfArea.get(hamletId);
    if (book === undefined || !world.heads.has(book.bookId)) throw new Overtaken(`hamlets of ${communeId}`);
  }
  const candidates = await readCandidates(world.sql, { roundId, rulebook, hamletIds, day });
  const unread = unreadOf(
    world,
    candidates.map(({ householdId }) => householdId),
  );
  for (const [id, dossier] of await readDossiers(world.sql, unread)) world.dossiers.set(id, dossier);
  return candidates;
}

/**
 * From one gate to another (qua bước): interviews end only when everybody on the list has one that says the class, since none is
 * taken afterwards. Where the round's table has a row back, the list may go back until it is decided.
 */
export async function passGate(world: World, { payload }: CommandOf<'gate-passed'>): Promise<Decided> {
  const { roundId, communeId, from, to } = payload;
  const standing = world.rounds.get(roundId);
  const row = standing === undefined ? null : rowBetween(standing.round, from, to);
  const office = findOffice(world, row?.action ?? 'open-decision', communeId);
  if (!office.ok) return office;
  const gate = standing?.gates.get(communeId);
  if (standing === undefined) return refuse({ code: 'round-unknown' });
  if (gate === undefined) return refuse(notInRound(standing, communeId));
  if (gate !== from && gate !== 'closed') return refuse({ code: 'gate-not-reached', gate });
  if (row !== null && !isLeftTo(world, row, communeId)) return refuse({ code: 'step-of-another' });
  const next = pass(standing, gate, row?.action ?? 'open-decision');
  if (!next.ok) return refuse(next.error);
  if (row === null || next.value !== to) return refuse({ code: 'gate-not-reached', gate });
  const blocker = await findBefore(world, standing, { row, communeId });
  if (blocker !== null) return refuse(blocker);
  return ok([{ bookId: office.value.bookId, householdId: null, said: { kind: 'gate-passed', body: payload } }]);
}

/** What must be done before the list goes on by this row. */
async function findBefore(
  world: World,
  standing: RoundNow,
  { row, communeId }: { readonly row: GateRow; readonly communeId: string },
): Promise<CommandProblem | null> {
  const opinion = row.action === 'give-opinion';
  if (!endsInterviews(row) && !endsPosting(row) && !opinion) return null;
  const { roundId, rulebooks } = standing.round;
  const day = world.clock.today;
  const due = await findCandidates(world, { roundId, rulebook: rulebooks[0] ?? '', communeId, day });
  const candidates = toJudge(due);
  const heard = { roundId, communeId, day, candidates };
  return (
    (opinion ? findTied(world, 'give-opinion', due) : null) ??
    findBlocker(candidates) ??
    findOpen(candidates) ??
    (await findDisagreed(world, row, heard)) ??
    (endsPosting(row) ? await findUnposted(world, standing, heard) : null)
  );
}

/** Does the round leave that step to a post of theirs? That they may do such a thing at all was asked before. */
function isLeftTo({ who, areas, clock: { today } }: World, row: GateRow, communeId: string): boolean {
  return who === 'system' || mayStep(who.actor, row, { areaPath: pathOn(areas, communeId, today), date: today }).allowed;
}

/** A list with one's own household or a relative's on it is decided whole by somebody else: whoever holds the post for that time. */
function findTied(world: World, action: 'decide-list' | 'give-opinion', candidates: readonly Candidate[]): CommandProblem | null {
  const tied = candidates.flatMap(({ householdId }) => {
    const apart = forbidsTied(world, action, world.dossiers.get(householdId));
    return apart === null ? [] : [{ householdId, code: apart.code }];
  });
  const [first] = tied;
  return first === undefined
    ? null
    : blocked(
        first.code,
        tied.filter(({ code }) => code === first.code),
      );
}

function findBlocker(candidates: readonly Candidate[]): CommandProblem | null {
  const missing = candidates.filter((candidate) => !candidate.interviewed);
  if (missing.length > 0) return blocked('not-interviewed', missing);
  const outdated = candidates.filter((candidate) => candidate.outdated);
  return outdated.length === 0 ? null : blocked('interview-outdated', outdated);
}

function findOpen(candidates: readonly Candidate[]): CommandProblem | null {
  const open = candidates.filter((candidate) => candidate.outcome === null);
  return open.length === 0 ? null : blocked('undetermined', open);
}

interface Heard {
  readonly roundId: string;
  readonly communeId: string;
  readonly day: string;
  readonly candidates: readonly Candidate[];
}

/** Where the list goes on from its hamlets' meetings: what a village has not agreed to. */
async function findDisagreed(
  { sql, clock }: World,
  step: Parameters<typeof endsMeetings>[0],
  { roundId, communeId, day, candidates }: Heard,
): Promise<CommandProblem | null> {
  if (!endsMeetings(step)) return null;
  const records = await readMeetings(sql, roundId, await loadHamletsOf(sql, communeId, [day, clock.today]));
  const [first] = meetingBlockers(records, candidates);
  return first === undefined ? null : blocked(first.code, first.households);
}

/** Where the round sends the list through a posting: what has not hung as it is, still hangs, or was not answered. */
async function findUnposted(
  { sql, clock }: World,
  { round }: RoundNow,
  { communeId, day, candidates }: Heard,
): Promise<CommandProblem | null> {
  const hamletIds = await loadHamletsOf(sql, communeId, [day, clock.today]);
  const [first] = asksPosting(round) ? await listBlockers(sql, { round, communeId, hamletIds, candidates, day }) : [];
  return first === undefined ? null : { ...first };
}

function blocked(code: string, households: readonly { readonly householdId: string }[]): CommandProblem {
  return { code, total: households.length, households: households.slice(0, NAMED).map(({ householdId }) => householdId) };
}

interface Judged extends CandidateAnswers {
  readonly candidate: Candidate;
  readonly verdict: ExplainedVerdict;
  readonly outcome: PovertyClass;
}

async function judge(world: World, payload: Payload, candidates: readonly Candidate[]): Promise<Result<Judged[], CommandProblem>> {
  if (world.installation === null) return refuse({ code: 'not-installed' });
  const answers = new Map<string, CandidateAnswers>();
  const ids = candidates.map(({ householdId }) => householdId);
  for (const row of await readAnswersOf(world.sql, payload.roundId, ids)) answers.set(row.householdId, row);
  const by = { rulebook: payload.rulebook, table: tableIn(world.rounds.get(payload.roundId), payload.rulebook) };
  const judged: Judged[] = [];
  const open: Candidate[] = [];
  for (const candidate of candidates) {
    const given = answers.get(candidate.householdId);
    if (given === undefined) throw new Error('unreachable: interviewed without answers');
    const setting = { areaType: given.areaType, date: given.interviewedOn };
    const verdict = world.tools.judge.explained(by, given.answers, setting);
    const allowed = mayDecide(world.installation, verdict.tableStatus);
    if (!allowed.ok) return refuse(allowed.error);
    if (verdict.outcome === null) open.push(candidate);
    else judged.push({ ...given, candidate, verdict, outcome: verdict.outcome });
  }
  return open.length === 0 ? ok(judged) : refuse(blocked('undetermined', open));
}

interface PlannedStatus {
  readonly plan: Plan;
  readonly entries: EventBody<'list-decided'>['households'];
}

/** Nothing for a household that is on no list now and was on none before. */
function planStatus(world: World, payload: Payload, { candidate, verdict, outcome, answers }: Judged): PlannedStatus[] {
  const { householdId, hamletId, before } = candidate;
  const lists = listsOf(outcome, before);
  const [list] = lists;
  const dossier = world.dossiers.get(householdId);
  const round = world.rounds.get(payload.roundId)?.round;
  if (list === undefined || round === undefined) return [];
  // Somebody who is on the list is never left out in silence.
  if (dossier === undefined || dossier.file === null) throw new Error(`unreachable: ${householdId} was not read`);
  const { decisionId, roundId, rulebook, decidedOn } = payload;
  const body: EventBody<'status-decided'> = {
    ...{ decisionId, roundId, rulebook, decidedOn, householdId, before, list, verdict },
    year: round.year,
    class: outcome,
    lists: [...lists],
    origin: originOf(dossier.statuses, outcome, decidedOn),
    people: peopleOf(dossier.file),
    causes: given(answers.household.causes),
    wanted: given(answers.household.supportsWanted),
  };
  const text = canonical(body);
  const salt = world.tools.chance(16);
  const verdictHash = toHex(commit(world.tools.hash, { body: text, salt }));
  const plan: Plan = { bookId: candidate.bookId, householdId, said: { kind: 'status-decided', body }, salt, text };
  return [{ plan, entries: lists.map((each) => ({ householdId, hamletId, list: each, verdictHash })) }];
}

/** The codes that were ticked; none where the question was not answered. */
function given<T extends string>(value: readonly T[] | Missing | undefined): T[] {
  return value === undefined || typeof value === 'string' ? [] : [...value];
}
