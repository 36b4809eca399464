/**
 * One meeting and two lists (một cuộc họp, hai danh sách): while it is written, the count for the list that opens a year lies beside that of
 * the review, in the same record, with one attendance. Closed, each is minutes of its own round, as the desk's are. Pure.
 */
import type { HoldMeeting, MeetingPoint } from '../../core/meeting/minutes.ts';
import { beforeThem, inRoom, type MeetingPlace } from './meeting.ts';

/** Of which list minutes are that are not the review's. */
export interface OfOpening {
  readonly year: number;
  /** The review in whose meeting it was counted. */
  readonly beside: string;
}

export interface OpeningCount {
  readonly recordId: string;
  readonly roundId: string;
  readonly year: number;
  /** As in minutes. */
  readonly after: readonly string[];
  readonly points: readonly MeetingPoint[];
}

/** Minutes while they are written. */
export type Written = HoldMeeting & { readonly opening?: OpeningCount };

export interface ClosedCount {
  readonly minutes: HoldMeeting;
  /** Absent: the review's. */
  readonly opening?: OfOpening;
}

/** Each list's minutes; a list for which nothing was counted has none. What was said of a household is in both. */
export function countsOf({ opening, ...review }: Written): readonly ClosedCount[] {
  if (opening === undefined) return [{ minutes: review }];
  const { recordId, roundId, year, after, points } = opening;
  const said = new Map(review.points.map((point) => [point.householdId, point.said]));
  const second: ClosedCount = {
    minutes: {
      ...{ ...review, recordId, roundId, after: [...after] },
      points: points.map((point) => ({ ...point, said: point.said ?? said.get(point.householdId) ?? null })),
    },
    opening: { year, beside: review.roundId },
  };
  if (points.length === 0) return [{ minutes: review }];
  return review.points.length === 0 ? [second] : [{ minutes: review }, second];
}

/** Everybody in the room, as the minutes of each list and those before them have it: no count is above it. */
export function roomsOf(place: Pick<MeetingPlace, 'meetings' | 'opening'>, { opening, ...review }: Written) {
  const meetings = place.opening?.meetings ?? [];
  const after = opening?.after ?? meetings.flatMap(({ records }) => records.map(({ recordId }) => recordId));
  return { review: inRoom(place, review), opening: inRoom({ meetings }, { ...review, after: [...after] }) };
}

/** Closed at that moment, each after those of the same day and list that its writer had before them. */
export function closedAt(written: Written, place: Pick<MeetingPlace, 'meetings' | 'opening'>, moment: string): Written {
  const ids = (meetings: MeetingPlace['meetings'], minutes: HoldMeeting): string[] =>
    beforeThem({ meetings }, minutes).map(({ recordId }) => recordId);
  const { opening, ...review } = written;
  const closed = { ...review, closedAt: moment, after: ids(place.meetings, review) };
  if (opening === undefined) return closed;
  const own = ids(place.opening?.meetings ?? [], { ...review, after: [...opening.after] });
  return { ...closed, opening: { ...opening, after: own } };
}

/**
 * Written on once more, under ids of their own: into what is being written of the same meeting, if that has nothing of their list, else alone.
 * `drafts`: of the same writer.
 */
export function writtenAgain(
  { minutes, opening }: ClosedCount,
  drafts: readonly Written[],
  newId: () => string,
): { readonly written: Written; readonly instead: string | null } {
  const roundId = opening?.beside ?? minutes.roundId;
  const { points } = minutes;
  const count = opening && { recordId: newId(), roundId: minutes.roundId, year: opening.year, after: minutes.after, points };
  const same = drafts.find((one) => one.roundId === roundId && one.hamletId === minutes.hamletId && one.heldOn === minutes.heldOn);
  const free = same !== undefined && (count === undefined ? same.points.length === 0 : same.opening === undefined);
  const alone: Written = {
    ...minutes,
    roundId,
    recordId: newId(),
    points: count === undefined ? points : [],
    after: count === undefined ? minutes.after : [],
  };
  const before = same !== undefined && free ? { ...same, recordId: alone.recordId } : alone;
  const own = count === undefined ? { points, after: minutes.after } : { opening: count };
  return { written: { ...before, ...own }, instead: same !== undefined && free ? same.recordId : null };
}
