/**
 * Of a form made by a device whose clock was wrong (đồng hồ máy sai): which sign tells it. The day of the visit then rests on what the server
 * had told the device, and on the bounds that the door keeps; whoever reads the form is told so. Pure.
 */
import { addDays, type PlainDate } from '../kernel/dates.ts';

export const CLOCK_MARKS = ['ahead', 'other-day', 'after-close'] as const;
/** `ahead`: it says later than when the server had it. `other-day`: its clock told no day near the one that the form is of. `after-close`: the server had it when the round's days were over. */
export type ClockMark = (typeof CLOCK_MARKS)[number];

/** Clocks differ by so much without being wrong. */
export const CLOCK_TOLERANCE_MS = 10 * 60_000;
/** A form begun before midnight, or the next morning gone on with. */
const DAYS_NEAR = 1;

export interface ToldTimes {
  readonly interviewedOn: PlainDate;
  /** By the device's clock, as days in Vietnam. */
  readonly startedOn: PlainDate;
  readonly endedOn: PlainDate;
  /** The device's end less the server's receipt. */
  readonly aheadMs: number;
  readonly receivedOn: PlainDate;
  readonly closesOn: PlainDate;
}

/** The strongest sign first; null: none. */
export function clockMarkOf({ interviewedOn, startedOn, endedOn, aheadMs, receivedOn, closesOn }: ToldTimes): ClockMark | null {
  if (aheadMs > CLOCK_TOLERANCE_MS) return 'ahead';
  if (interviewedOn < addDays(startedOn, -DAYS_NEAR) || interviewedOn > addDays(endedOn, DAYS_NEAR)) return 'other-day';
  return receivedOn > closesOn && interviewedOn <= closesOn ? 'after-close' : null;
}
