/**
 * What the gate table of a round allows (bảng các bước của đợt rà soát): where a commune's list stands, what may come
 * next, whether interviews are still taken. The table is data of the round; who holds an action is core/access.
 */
import { fail, ok, type Result } from '../kernel/result.ts';
import { type Actor, type May, may, type Target } from '../access/may.ts';
import type { RequestForm } from './request-codes.ts';
import type { GateRow, Round } from './round.ts';
import { openingDay, scopeOf, takesForm } from './round-codes.ts';
import type { GateState } from './views.ts';

export type GateProblem =
  | { readonly code: 'list-already-decided' }
  | { readonly code: 'interviews-ended'; readonly gate: GateState }
  | { readonly code: 'meetings-ended'; readonly gate: GateState }
  | { readonly code: 'gate-not-reached'; readonly gate: GateState }
  | { readonly code: 'round-closed' }
  | { readonly code: 'round-cancelled' }
  | { readonly code: 'round-not-open-yet'; readonly opensOn: string }
  | { readonly code: 'meeting-day-out-of-round'; readonly day: string; readonly from: string; readonly to: string }
  | { readonly code: 'interview-day-out-of-round'; readonly day: string; readonly from: string; readonly to: string };

/** The state in which a round is kept: `closed` ends it whatever its dates say; `cancelled`: it was taken back before it decided anything. */
export interface RoundStanding {
  readonly round: Round;
  readonly state: 'open' | 'closed';
  readonly cancelled?: boolean | undefined;
  /** Among those of its kind and month, or year. */
  readonly nth?: number | undefined;
}

/** Where the list of every commune begins. */
export function firstGate(round: Round): GateState {
  return round.gates[0]?.from ?? 'closed';
}

/** The rows that start where the list stands, in the table's order. */
export function rowsFrom(round: Round, gate: GateState): readonly GateRow[] {
  return round.gates.filter((row) => row.from === gate);
}

/** The gate that the list reaches by `action`, or why it cannot. */
export function pass(standing: RoundStanding, gate: GateState, action: GateRow['action']): Result<GateState, GateProblem> {
  if (gate === 'closed') return fail({ code: 'list-already-decided' });
  if (standing.state === 'closed') return fail({ code: standing.cancelled === true ? 'round-cancelled' : 'round-closed' });
  const row = rowsFrom(standing.round, gate).find((candidate) => candidate.action === action);
  return row === undefined ? fail({ code: 'gate-not-reached', gate }) : ok(row.to);
}

/** May this person take that step there? Who holds its action, of the posts to which the round leaves it. */
export function mayStep(actor: Actor, { action, by }: Pick<GateRow, 'action' | 'by'>, target: Target): May {
  return may(by === undefined ? actor : { ...actor, grants: actor.grants.filter(({ role }) => by.includes(role)) }, action, target);
}

/** Where a household can still be visited: while hamlets meet, those that their villages do not agree to are visited again. */
const TAKING: readonly GateState[] = ['interview', 'meeting'];

/**
 * May an interview of the round still be handed in on that day (`yyyy-mm-dd`), for a list standing at `gate`? `sent`: by whom an objection
 * sent there, also while the list hangs.
 */
export function interviewsTaken(
  { round, state, cancelled }: Omit<RoundStanding, 'round'> & { readonly round: Pick<Round, 'opensOn'> },
  gate: GateState,
  today: string,
  sent = false,
): Result<true, GateProblem> {
  if (gate === 'closed') return fail({ code: 'list-already-decided' });
  if (state === 'closed') return fail({ code: cancelled === true ? 'round-cancelled' : 'round-closed' });
  if (today < round.opensOn) return fail({ code: 'round-not-open-yet', opensOn: round.opensOn });
  if (!TAKING.includes(gate) && !(sent && gate === 'posting')) return fail({ code: 'interviews-ended', gate });
  return ok(true);
}

/**
 * Is a household that asks for it by that form still put on that list? A list that opens a year is made of the one before it and takes
 * nobody on.
 */
export function takesRequests(standing: RoundStanding, gate: GateState, { form, today }: Asking): boolean {
  return today <= standing.round.closesOn && takesForm(standing.round, form) && interviewsTaken(standing, gate, today).ok;
}

export interface Asking {
  readonly form: RequestForm;
  readonly today: string;
}

/**
 * The round on whose list a commune puts who asks on that day by that form: the yearly one before all, one for that form alone before one for
 * several, the latest first; null: on none.
 */
export function roundThatTakes<S extends RoundStanding>(
  rounds: readonly { readonly standing: S; readonly gate: GateState }[],
  asking: Asking,
): S | null {
  const taking = rounds.filter(({ standing, gate }) => takesRequests(standing, gate, asking)).map(({ standing }) => standing);
  const rank = ({ round: { kind, opensOn, roundId, takes } }: S) =>
    `${kind === 'yearly' ? 2 : takes?.length === 1 ? 1 : 0} ${opensOn} ${roundId}`;
  return taking.sort((a, b) => (rank(a) < rank(b) ? 1 : -1))[0] ?? null;
}

/** May minutes of a hamlet's meeting still be handed in? As long as interviews, whether or not the round's table asks for them. */
export function meetingsTaken(...asked: Parameters<typeof interviewsTaken>): Result<true, GateProblem> {
  const taken = interviewsTaken(...asked);
  return taken.ok || taken.error.code !== 'interviews-ended' ? taken : fail({ ...taken.error, code: 'meetings-ended' });
}

/** An interview lies in the round and not after today, whatever the device's clock says. Handing it in may be later. */
export function interviewDayFits(round: Days, day: string, today: string): Result<true, GateProblem> {
  return fits(round, { day, today, code: 'interview-day-out-of-round' });
}

/** So does a meeting. */
export function meetingDayFits(round: Days, day: string, today: string): Result<true, GateProblem> {
  return fits(round, { day, today, code: 'meeting-day-out-of-round' });
}

type Days = Pick<Round, 'kind' | 'opensOn' | 'closesOn'>;

/**
 * The last day on which somebody can be visited, or a hamlet meet. Who asked to be reviewed is visited late rather than never: their list is
 * not decided without them, whatever its last day [U].
 */
export function lastDayOf({ kind, closesOn }: Days, today: string): string {
  return kind === 'regular' || kind === 'exit' || today < closesOn ? today : closesOn;
}

interface DayAsked {
  readonly day: string;
  readonly today: string;
  readonly code: 'interview-day-out-of-round' | 'meeting-day-out-of-round';
}

function fits(round: Days, { day, today, code }: DayAsked): Result<true, GateProblem> {
  const last = lastDayOf(round, today);
  return round.opensOn <= day && day <= last ? ok(true) : fail({ code, day, from: round.opensOn, to: last });
}

/** The row by which `gate-passed` goes from one gate to another. A decision passes its own gate, by its own command. */
export function rowBetween(round: Round, from: GateState, to: GateState): GateRow | null {
  return round.gates.find((row) => row.from === from && row.to === to && row.action !== 'decide-list') ?? null;
}

/** Does the list go on by this row from where households are visited, so that all of them must have been? */
export function endsInterviews(row: Pick<GateRow, 'from' | 'to'>): boolean {
  return TAKING.includes(row.from) && row.to !== 'interview';
}

/** Does it go on from where it hangs in public, so that it must have hung and every objection be answered? */
export function endsPosting(row: { readonly from: GateState; readonly to: GateState }): boolean {
  return row.from === 'posting' && (row.to === 'decision' || row.to === 'district');
}

/** Does it go on from its meetings, so that every household must have been agreed to? */
export function endsMeetings(row: { readonly from: GateState; readonly to: GateState }): boolean {
  return row.from === 'meeting' && row.to !== 'interview';
}

/** Where the decision of the review stands that an opening list waits for; `none`: the list waits for nothing. */
export type FirstList = 'none' | 'undecided' | 'withdrawn' | 'decided';

export type WaitProblem =
  | { readonly code: 'first-list-undecided' | 'first-list-withdrawn' | 'round-empty' }
  | { readonly code: 'opening-too-early'; readonly day: string };

/** An opening list is decided after the result of the year before, and not before its year: until then the other standard holds. */
export function openingWaits(round: Round, first: FirstList, day: string): WaitProblem | null {
  if (first === 'none') return null;
  if (first === 'withdrawn') return { code: 'first-list-withdrawn' };
  if (first === 'undecided') return { code: 'first-list-undecided' };
  return day < openingDay(round) ? { code: 'opening-too-early', day: openingDay(round) } : null;
}

/** A round of requests that nobody asked anything of is cancelled, not decided. */
export function emptyWaits(round: Round, households: number): WaitProblem | null {
  return scopeOf(round) === 'requested' && households === 0 ? { code: 'round-empty' } : null;
}
