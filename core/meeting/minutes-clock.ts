/**
 * Of minutes that were closed on a device whose clock was wrong (đồng hồ máy ghi biên bản sai): which sign tells it, and when the server had
 * them. Such minutes count like others: no term runs from a device's clock, only from days between which the door takes them. Pure.
 */
import { CLOCK_TOLERANCE_MS } from '../interview/clock-mark.ts';
import { dayInVietnam, type Instant, millisOf, type PlainDate, parseInstant } from '../kernel/dates.ts';

export const MINUTES_CLOCK_MARKS = ['ahead', 'behind', 'other-day'] as const;
/** `ahead`: it says later than it can have been. `behind`: sent, it says, before they were closed. `other-day`: closed, it says, before the day of the meeting. */
export type MinutesClockMark = (typeof MINUTES_CLOCK_MARKS)[number];

export interface MinutesClock {
  readonly mark: MinutesClockMark;
  /** By the server's clock. */
  readonly receivedOn: PlainDate;
}

export interface ClosedTimes {
  /** Made by the device when they were begun: where it bears a moment, that is as its clock stood. */
  readonly recordId: string;
  readonly heldOn: string;
  /** By the device's clock set right, as far as it knew the server's. */
  readonly closedAt: string;
  /** Of the envelope, as the device's clock stood: it may have been made anew later, never before they were closed. */
  readonly deviceAt: string;
  readonly receivedAt: string;
}

/** The strongest sign first; null: none. */
export function minutesClock({ recordId, heldOn, closedAt, deviceAt, receivedAt }: ClosedTimes): MinutesClock | null {
  const [closed, device, received] = [parseInstant(closedAt), parseInstant(deviceAt), parseInstant(receivedAt)];
  if (!closed.ok || !device.ok || !received.ok) return null;
  const times = { begun: momentOf(recordId), closed: closed.value, device: device.value, received: received.value };
  const mark = markOf(times, heldOn);
  return mark === null ? null : { mark, receivedOn: dayInVietnam(received.value) };
}

interface Moments {
  readonly begun: number | null;
  readonly closed: Instant;
  readonly device: Instant;
  readonly received: Instant;
}

function markOf({ begun, ...moments }: Moments, heldOn: string): MinutesClockMark | null {
  const [closed, device, received] = [millisOf(moments.closed), millisOf(moments.device), millisOf(moments.received)];
  if (Math.max(closed, device) - received > CLOCK_TOLERANCE_MS || (begun ?? closed) - closed > CLOCK_TOLERANCE_MS) return 'ahead';
  if (closed - device > CLOCK_TOLERANCE_MS) return 'behind';
  return dayInVietnam(moments.closed) < heldOn ? 'other-day' : null;
}

/** Milliseconds inside an id of version 7; null: it bears none. */
function momentOf(id: string): number | null {
  return id.charAt(14) === '7' ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : null;
}
