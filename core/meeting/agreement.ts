/**
 * What the minutes of a round come to (bình xét: đồng ý, rà soát lại): records of one meeting by several people are put together,
 * whatever the order in which they arrive. Who came is everybody whom one of them names. Of a household counts what was said by
 * whoever had the others' words before them; two who had not, and say otherwise, both stand until somebody settles it by a record
 * of their own. Nothing is decided by who came last.
 */
import type { PovertyClass } from '../classify/verdict.ts';
import { groupedBy } from '../kernel/groups.ts';
import type { Came, MeetingHeld, MeetingPoint } from './minutes.ts';
import type { MinutesClock } from './minutes-clock.ts';

/** At least half of those present; below it the household is reviewed and discussed again [S 39]. */
export function isAgreed({ present, yes }: Pick<MeetingPoint, 'present' | 'yes'>): boolean {
  return present > 0 && yes * 2 >= present;
}

/** Everybody in the room: one for each household that came, and the others. */
export function presentAt({ came, others }: { readonly came: readonly Came[]; readonly others: number }): number {
  return came.length + others;
}

/** One person's minutes as they are kept. */
export interface MeetingRecord extends MeetingHeld {
  readonly points: readonly MeetingPoint[];
  /** Display name. */
  readonly by: string;
  /** Households of its points to which its writer is tied; absent: to none that are known. */
  readonly tied?: readonly string[];
  /** The clock of the device on which it was closed was wrong; absent: nothing tells so. */
  readonly clock?: MinutesClock;
}

/**
 * Households that some minutes of a meeting discussed, forgotten before those came in. Told by several, they may be the same; those of the
 * parts of one writing are others in each, whichever part came in.
 */
export function leftOutOf({ records }: Pick<Meeting, 'records'>): number {
  const writings = groupedBy(records, writingOf(records));
  return Math.max(0, ...[...writings.values()].map((parts) => parts.reduce((sum, { leftOut = 0 }) => sum + leftOut, 0)));
}

/** A part goes on from the first of the same writing, closed at the same moment, as `partsOfSitting` makes it. */
function writingOf(records: readonly MeetingRecord[]): (record: MeetingRecord) => string {
  const moments = new Map(records.map(({ recordId, closedAt }) => [recordId, closedAt]));
  return ({ recordId, after, closedAt, called, came, others }) => {
    const first = after.at(-1);
    const goesOn = first !== undefined && called.length + came.length + others === 0 && (moments.get(first) ?? closedAt) === closedAt;
    return goesOn ? first : recordId;
  };
}

/** Of each writer whose device's clock was wrong, what tells it; the same once. */
export function clocksOf({ records }: Pick<Meeting, 'records'>): readonly (MinutesClock & { readonly by: string })[] {
  const told = records.flatMap(({ by, clock }) => (clock === undefined ? [] : [{ by, ...clock }]));
  return [...new Map(told.map((one) => [`${one.by} ${one.mark} ${one.receivedOn}`, one])).values()];
}

/** The records of one hamlet on one day. */
export interface Meeting {
  readonly hamletId: string;
  readonly heldOn: string;
  /** In the order in which they were closed. */
  readonly records: readonly MeetingRecord[];
  readonly called: readonly string[];
  readonly came: readonly Came[];
  readonly others: number;
}

/** Oldest first. */
export function meetingsOf(records: readonly MeetingRecord[]): readonly Meeting[] {
  const days = groupedBy(records, ({ hamletId, heldOn }) => `${heldOn} ${hamletId}`);
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, own]) => {
      const inOrder = [...own].sort((a, b) => compare(a.closedAt, b.closedAt) || compare(a.recordId, b.recordId));
      const [first] = inOrder;
      if (first === undefined) return [];
      const { hamletId, heldOn } = first;
      return { ...{ hamletId, heldOn, records: inOrder }, ...whoCame(inOrder) };
    });
}

/** Whom one names as head and another as a member came as head. */
function whoCame(records: readonly MeetingRecord[]): Pick<Meeting, 'called' | 'came' | 'others'> {
  const called = new Set(records.flatMap((record) => record.called));
  const came = new Map<string, Came>();
  for (const one of records.flatMap((record) => record.came)) {
    if (came.get(one.householdId)?.as !== 'head') came.set(one.householdId, one);
  }
  const inOrder = [...came.values()].sort((a, b) => compare(a.householdId, b.householdId));
  return { called: [...called].sort(), came: inOrder, others: Math.max(0, ...records.map(({ others }) => others)) };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Was it held by that hamlet, or by one that was cut since about some of these households? */
export function isOf(meeting: Meeting, hamletId: string, households: ReadonlySet<string>): boolean {
  const points = meeting.records.flatMap((record) => record.points);
  return meeting.hamletId === hamletId || points.some(({ householdId }) => households.has(householdId));
}

/** What a record says of a household. */
export interface Said {
  readonly record: MeetingRecord;
  readonly point: MeetingPoint;
}

/**
 * All that stands of a household in one meeting: one, or several that say otherwise. Empty: it was not discussed. Nobody's word about their
 * own household, or a relative's, takes the place of another's.
 */
export function standingIn({ records }: Pick<Meeting, 'records'>, householdId: string): readonly Said[] {
  const told = records.flatMap((record) => {
    const point = record.points.find((one) => one.householdId === householdId);
    return point === undefined ? [] : [{ record, point }];
  });
  const seen = seenIn(records);
  // Two that claim to have had each other answer neither.
  const isOver = (one: Said) =>
    told.some((other) => {
      const [theirs, own] = [other.record.recordId, one.record.recordId];
      return seen.get(theirs)?.has(own) && !seen.get(own)?.has(theirs) && (isTied(one) || !isTied(other));
    });
  const stand = told.filter((one) => !isOver(one));
  const standing = [...stand.filter((one) => !isTied(one)), ...stand.filter(isTied)];
  return standing.filter((one, i) => standing.findIndex((other) => sameWord(one.point, other.point)) === i);
}

/** Written by somebody of that household, or a relative. */
export function isTied({ record, point }: Said): boolean {
  return record.tied?.includes(point.householdId) ?? false;
}

type Seen = ReadonlyMap<string, ReadonlySet<string>>;

/** Found once for a meeting, of which hundreds of households may be asked. */
const known = new WeakMap<readonly MeetingRecord[], Seen>();

/** By record, those that its writer had before them, and those which their writers had. */
function seenIn(records: readonly MeetingRecord[]): Seen {
  const found = known.get(records);
  if (found !== undefined) return found;
  const after = new Map(records.map((record) => [record.recordId, record.after]));
  const seen: Seen = new Map(records.map(({ recordId }) => [recordId, seenBy(recordId, after)]));
  known.set(records, seen);
  return seen;
}

function seenBy(recordId: string, after: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const seen = new Set<string>();
  const ask = [...(after.get(recordId) ?? [])];
  for (let id = ask.pop(); id !== undefined; id = ask.pop()) {
    if (seen.has(id) || id === recordId) continue;
    seen.add(id);
    ask.push(...(after.get(id) ?? []));
  }
  return seen;
}

/** What was said in words may be put differently; counts and class may not. */
function sameWord(a: MeetingPoint, b: MeetingPoint): boolean {
  return a.yes === b.yes && a.present === b.present && a.class === b.class;
}

/**
 * How a household stands with its village. `again`: below half, so that it is to be reviewed and discussed again; `otherwise`: its
 * class has changed since it was agreed to; `overcounted`: more were counted than all minutes of that meeting have as present; `tied`:
 * only its own people or relatives wrote it down.
 */
export type Agreement = 'none' | Count | 'otherwise';

/** What the count in one meeting comes to. */
export type Count = 'agreed' | 'again' | 'differs' | 'overcounted' | 'tied';

export interface Discussed {
  readonly agreement: Agreement;
  /** Of the last meeting that discussed it; null: none did. */
  readonly heldOn: string | null;
  readonly said: readonly Said[];
}

/** The last meeting that discussed it counts. `now`: its class as it is known now. */
export function agreementOn(meetings: readonly Meeting[], householdId: string, now: PovertyClass | null): Discussed {
  for (const meeting of [...meetings].reverse()) {
    const said = standingIn(meeting, householdId);
    const [first] = said;
    const count = countOf(said, meeting);
    if (first === undefined || count === null) continue;
    const agreement = count === 'agreed' && first.point.class !== now ? 'otherwise' : count;
    return { agreement, heldOn: meeting.heldOn, said };
  }
  return { agreement: 'none', heldOn: null, said: [] };
}

/** `said`: all that stands of a household in that meeting; null: nothing does. */
export function countOf([first, ...more]: readonly Said[], meeting: Pick<Meeting, 'came' | 'others'>): Count | null {
  if (first === undefined) return null;
  if (more.length > 0) return 'differs';
  if (first.point.present > presentAt(meeting)) return 'overcounted';
  if (isTied(first)) return 'tied';
  return isAgreed(first.point) ? 'agreed' : 'again';
}

/** Is it still to be visited again? A visit on a later day answers the meeting; then it waits to be discussed again. */
export function isToReview({ agreement, heldOn }: Discussed, interviewedOn: string | null): boolean {
  return agreement === 'again' && heldOn !== null && (interviewedOn === null || interviewedOn <= heldOn);
}

export interface OfCandidate {
  readonly householdId: string;
  readonly outcome: PovertyClass | null;
}

/** Why the list may not go on from its meetings, in the order in which it is to be put right. */
export const MEETING_BLOCKERS = ['meeting-differs', 'meeting-overcounted', 'meeting-tied', 'not-agreed', 'not-discussed'] as const;
export type MeetingBlocker = (typeof MEETING_BLOCKERS)[number];

/** The households of each; none where nothing stands in the way. */
export function meetingBlockers<C extends OfCandidate>(
  records: readonly MeetingRecord[],
  candidates: readonly C[],
): readonly { readonly code: MeetingBlocker; readonly households: readonly C[] }[] {
  const meetings = meetingsOf(records);
  const waits = candidates.map((candidate) => ({
    candidate,
    code: WAITS[agreementOn(meetings, candidate.householdId, candidate.outcome).agreement]?.code,
  }));
  return MEETING_BLOCKERS.flatMap((code) => {
    const households = waits.filter((one) => one.code === code).map(({ candidate }) => candidate);
    return households.length === 0 ? [] : [{ code, households }];
  });
}

const WAITS: Readonly<Record<Agreement, { readonly code: MeetingBlocker } | null>> = {
  none: { code: 'not-discussed' },
  agreed: null,
  again: { code: 'not-agreed' },
  differs: { code: 'meeting-differs' },
  overcounted: { code: 'meeting-overcounted' },
  tied: { code: 'meeting-tied' },
  otherwise: { code: 'not-discussed' },
};
