/**
 * A village told as commands for the door (kể lại thành lệnh): registration, lists of earlier years, last year's round up to
 * its decision, this year's round as far as it has come. Streamed: nothing is held but the households under review. Who
 * they are and what they answer comes from `village.ts` or `mini.ts`.
 */
import type { PovertyClass } from '../../core/classify/verdict.ts';
import type { Answers } from '../../core/interview/answers.ts';
import type { HeldAt } from '../../core/interview/where.ts';
import { addDays, instantOf, type PlainDate } from '../../core/kernel/dates.ts';
import type { AreaId } from '../../core/kernel/ids.ts';
import type { Round } from '../../core/meeting/round.ts';
import { madeUuid } from './chance.ts';
import { roundFor, type Sender, type Step, step } from './office.ts';
import type { Hamlet, Registered } from './shapes.ts';

export type ReviewYear = 2025 | 2026;

export interface Visit {
  readonly year: ReviewYear;
  readonly why: 'on-list' | 'request' | 'suggested' | 'sample';
  readonly on: PlainDate;
  /** Null: on the review list, not visited yet. */
  readonly answers: Answers | null;
  /** How long it took, when it ended and where it was, if told; else as the days of a round go. */
  readonly minutes?: number;
  readonly endedAt?: string;
  readonly heldAt?: HeldAt | null;
}

export interface StoryHousehold {
  readonly registered: Registered;
  /** Results of the years before, as lists of those years had them. */
  readonly past: readonly { readonly year: number; readonly class: PovertyClass }[];
  /** At most one of a year. */
  readonly visits: readonly Visit[];
}

export interface Story {
  readonly seed: string;
  readonly communeId: AreaId;
  readonly hamlets: readonly Hamlet[];
  readonly households: () => Iterable<StoryHousehold>;
}

/** Who does what; usernames of accounts that were created before. */
export interface Cast {
  readonly province: Sender;
  readonly officer: Sender;
  readonly chair: Sender;
  readonly enumerator: (hamletId: AreaId) => { readonly username: Sender; readonly accountId: string };
}

export interface Telling {
  readonly cast: Cast;
  /** First day of this year's round. */
  readonly opensOn: PlainDate;
  /** Do hamlets discuss this year's list before it is decided? */
  readonly meetings: boolean;
  /** Number on the paper of last year's decision. */
  readonly decisionNumber: string;
  readonly decidedOn: PlainDate;
  /** Gates and procedure of this year's round, where they are not the usual ones. */
  readonly ways?: Pick<Round, 'gates' | 'procedure'> & Partial<Pick<Round, 'quickForm'>>;
}

const REGISTERED_AT = '2025-07-15T02:00:00.000Z';
const SOURCE_OF_PAST = 'Danh sách hộ nghèo, hộ cận nghèo của năm';

export function* tell(story: Story, telling: Telling): Generator<Step> {
  const { seed } = story;
  const { officer } = telling.cast;
  const reviewed: StoryHousehold[] = [];
  for (const household of story.households()) {
    const { registered } = household;
    yield step({
      seed,
      key: registered.householdId,
      as: officer,
      kind: 'household-registered',
      at: REGISTERED_AT,
      payload: { ...registered, members: [...registered.members] },
    });
    if (household.visits.length > 0 || household.past.length > 0) reviewed.push(household);
  }
  yield* tellPast(story, officer, reviewed);
  yield* tellLastRound({ story, telling, reviewed });
  yield* tellThisRound({ story, telling, reviewed });
}

function* tellPast({ seed }: Story, officer: Sender, households: readonly StoryHousehold[]): Generator<Step> {
  for (const { registered, past } of households) {
    for (const { year, class: classified } of past) {
      const payload = {
        householdId: registered.householdId,
        year,
        class: classified,
        origin: null,
        b1: null,
        b2: null,
        reviewedOn: `${year}-12-14`,
        reviewer: null,
        formA: null,
        source: `${SOURCE_OF_PAST} ${year}`,
      };
      yield step({ seed, key: `${registered.householdId} ${year}`, as: officer, kind: 'status-recorded', at: REGISTERED_AT, payload });
    }
  }
}

interface Round_ {
  readonly story: Story;
  readonly telling: Telling;
  readonly reviewed: readonly StoryHousehold[];
}

function* tellLastRound({ story, telling, reviewed }: Round_): Generator<Step> {
  const { seed, communeId } = story;
  const { cast, decidedOn } = telling;
  const round = roundFor(seed, 2025);
  const { roundId } = round;
  yield* tellReviews({ story, telling, reviewed }, round);
  const at = instant(decidedOn, 8);
  yield step({
    seed,
    key: '2025',
    as: cast.officer,
    kind: 'gate-passed',
    at: instant(addDays(decidedOn, -1), 8),
    payload: { roundId, communeId, from: 'interview', to: 'decision' },
  });
  const payload = {
    decisionId: madeUuid(seed, 'decision', 2025),
    roundId,
    rulebook: '2022-2026' as const,
    communeId,
    number: telling.decisionNumber,
    decidedOn,
  };
  yield step({ seed, key: '2025', as: cast.chair, kind: 'decide-list', at, payload });
  yield step({ seed, key: '2025', as: cast.province, kind: 'round-closed', at: instant(addDays(decidedOn, 5), 8), payload: { roundId } });
}

function* tellThisRound(about: Round_): Generator<Step> {
  yield* tellReviews(about, { ...roundFor(about.story.seed, 2026, about.telling), ...about.telling.ways });
}

/** Taken over as it was, under the days of then: the round opens, its list is drawn up, and those visited are visited, hamlet by hamlet. */
function* tellReviews({ story, telling, reviewed }: Round_, round: Round): Generator<Step> {
  const { seed, communeId } = story;
  const { cast } = telling;
  const { roundId, year, opensOn } = round;
  yield step({
    seed,
    key: String(year),
    as: 'system',
    kind: 'round-opened',
    at: `${opensOn}T01:00:00.000Z`,
    payload: { round, communes: [communeId] },
  });
  const due = reviewed.flatMap((household) =>
    household.visits.filter((visit) => visit.year === year).map((visit) => ({ ...household, visit })),
  );
  for (const { registered, visit } of due) {
    const payload = { householdId: registered.householdId, roundId, why: visit.why };
    yield step({
      seed,
      key: `${registered.householdId} ${year}`,
      as: 'system',
      kind: 'review-listed',
      at: `${opensOn}T02:00:00.000Z`,
      payload,
    });
  }
  const place = new Map(story.hamlets.map((hamlet, i) => [hamlet.areaId, i]));
  const inOrder = due.sort(
    (a, b) => (place.get(a.registered.hamletId) ?? 0) - (place.get(b.registered.hamletId) ?? 0) || compare(a.visit.on, b.visit.on),
  );
  for (const [i, { registered, visit }] of inOrder.entries()) {
    if (visit.answers !== null) yield visitStep({ seed, round, cast }, { registered, visit, answers: visit.answers, turn: i });
  }
}

interface Finished {
  readonly registered: Registered;
  readonly visit: Visit;
  readonly answers: Answers;
  /** Spreads the visits over the day. */
  readonly turn: number;
}

function visitStep(
  { seed, round, cast }: { seed: string; round: Round; cast: Cast },
  { registered, visit, answers, turn }: Finished,
): Step {
  const { householdId, hamletId } = registered;
  const { username, accountId } = cast.enumerator(hamletId);
  const endedAt = visit.endedAt ?? instant(visit.on, 8 + (turn % 9), (turn * 7) % 60);
  const began = instant(visit.on, 7 + (turn % 9), (turn * 7 + 25) % 60);
  const payload = {
    householdId,
    roundId: round.roundId,
    questionnaire: round.questionnaire,
    answers,
    interviewedOn: visit.on,
    startedAt: visit.minutes === undefined ? began : instantOf(Date.parse(endedAt) - visit.minutes * 60_000),
    endedAt,
    ...(visit.heldAt === undefined || visit.heldAt === null ? {} : { heldAt: visit.heldAt }),
    seen: null,
    enumeratorId: accountId,
  };
  return step({ seed, key: `${householdId} ${round.year}`, as: username, kind: 'interview-finished', at: endedAt, payload });
}

/** A moment of the day in Vietnam, of an hour from 7 on. */
function instant(day: PlainDate, hour: number, minute = 0): string {
  return `${day}T${String(hour - 7).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000Z`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
