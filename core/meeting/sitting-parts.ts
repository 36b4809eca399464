/**
 * Minutes that weigh more than one request carries, in parts (biên bản dài, gửi từng phần): the first has who was in the room, the others go on
 * from it with more of the households that were discussed. Each is a record of its own, so that they may come in in any order, and
 * together they say what the whole would have said.
 */
import { MOST_AFTER } from './meeting-codes.ts';
import type { HoldMeeting, MeetingPoint } from './minutes.ts';

export interface Splitting {
  /** Bytes as it is sent. */
  readonly weigh: (minutes: HoldMeeting) => number;
  readonly most: number;
  readonly newId: () => string;
}

/** One, where it is light enough. No part is empty but a first one whose attendance alone is all that goes into a request. */
export function partsOfSitting(minutes: HoldMeeting, { weigh, most, newId }: Splitting): readonly HoldMeeting[] {
  const after = [...minutes.after, minutes.recordId].slice(-MOST_AFTER);
  const parts: HoldMeeting[] = [{ ...minutes, points: [] }];
  let left = minutes.points;
  while (left.length > 0) {
    const last = parts.at(-1) ?? minutes;
    const fits = fitting(left, (points) => weigh({ ...last, points }) <= most);
    // One point alone is light enough whatever it says.
    const count = fits === 0 && parts.length > 1 ? 1 : fits;
    if (count > 0) parts[parts.length - 1] = { ...last, points: left.slice(0, count) };
    left = left.slice(count);
    if (left.length > 0) parts.push({ ...minutes, recordId: newId(), called: [], came: [], others: 0, after, points: [] });
  }
  return parts;
}

/** How many of the first go together: more weigh more. */
function fitting(points: readonly MeetingPoint[], fits: (points: MeetingPoint[]) => boolean): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(points.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}
