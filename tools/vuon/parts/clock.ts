/** The real clock, for commands (đồng hồ thật). */
import { dayInVietnam, type Instant, instantOf, type PlainDate } from '../../../core/kernel/dates.ts';

export function now(): Instant {
  return instantOf(Date.now());
}

export function today(): PlainDate {
  return dayInVietnam(now());
}
