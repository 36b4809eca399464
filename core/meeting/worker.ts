/**
 * Who may be a worker of low income (người lao động có thu nhập thấp): Decree 30/2025 names no age of its own; a worker is at least fifteen by the
 * Labour Code 45/2019/QH14, Art. 3 [M]. A birth known in part is taken for old enough where one of its days is.
 */
import { ageAtLeast, type PlainDate, parseBirthDate } from '../kernel/dates.ts';

export const WORKER_FROM_AGE = 15;

export function mayBeWorker(birth: string, on: PlainDate): boolean {
  const parsed = parseBirthDate(birth);
  return !parsed.ok || ageAtLeast(parsed.value, on, WORKER_FROM_AGE) !== 'no';
}
