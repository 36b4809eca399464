/**
 * What the minutes of a round come to (bình xét: đồng ý, rà soát lại): records of one meeting by several people are put together,
 * whatever the order in which they arrive. Who came is everybody whom one of them names. Of a household counts what was said by
 * whoever had the others' words before them; two who had not, and say otherwise, both stand until somebody settles it by a record
 * of their own. Nothing is decided by who came last.
 */
import type { PovertyClass } from '../classify/verdict.ts';
import { groupedBy } from '../kernel/groups.ts';
import type { Came, MeetingHeld, MeetingPoint } from './minutes.ts';

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

/** What a record says of a household. */
export interface Said {
  readonly record: MeetingRecord;
  readonly point: MeetingPoint;
}

/** All that stands of a household in one meeting: one, or several that say otherwise. Empty: it was not discussed. */
export function standingIn({ records }: Pick<Meeting, 'records'>, householdId: string): readonly Said[] {
  const told = records.flatMap((record) => {
    const point = record.points.find((one) => one.householdId === householdId);
    return point === undefined ? [] : [{ record, point }];
  });
  const seen = new Map(told.map(({ record }) => [record.recordId, seenBy(record, records)]));
  // Two that claim to have had each other answer neither.
  const isOver = (one: MeetingRecord) =>
    told.some(({ record }) => seen.get(record.recordId)?.has(one.recordId) && !seen.get(one.recordId)?.has(record.recordId));
  const standing = told.filter(({ record }) => !isOver(record));
  return standing.filter((one, i) => standing.findIndex((other) => sameWord(one.point, other.point)) === i);
}

/** The records that the writer had before them, and those which their writers had. */
function seenBy(record: MeetingRecord, records: readonly MeetingRecord[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const ask = [...record.after];
  for (let id = ask.pop(); id !== undefined; id = ask.pop()) {
    if (seen.has(id) || id === record.recordId) continue;
    seen.add(id);
    ask.push(...(records.find(({ recordId }) => recordId === id)?.after ?? []));
  }
  return seen;
}

/** What was said in words may be put differently; counts and class may not. */
function sameWord(a: MeetingPoint, b: MeetingPoint): boolean {
  return a.yes === b.yes && a.present === b.present && a.class === b.class;
}

/**
 * How a household stands with its village. `again`: below half, so that it is to be reviewed and discussed again; `otherwise`: its
 * class has changed since it was agreed to.
 */
export type Agreement = 'none' | 'agreed' | 'again' | 'differs' | 'otherwise';

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
    if (first === undefined) continue;
    return { agreement: agreementOf(first, said.length, now), heldOn: meeting.heldOn, said };
  }
  return { agreement: 'none', heldOn: null, said: [] };
}

function agreementOf({ point }: Said, standing: number, now: PovertyClass | null): Agreement {
  if (standing > 1) return 'differs';
  if (!isAgreed(point)) return 'again';
  return point.class === now ? 'agreed' : 'otherwise';
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
export const MEETING_BLOCKERS = ['meeting-differs', 'not-agreed', 'not-discussed'] as const;
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
  otherwise: { code: 'not-discussed' },
};
