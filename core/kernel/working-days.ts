/**
 * Working days (ngày làm việc): Monday to Friday but for public holidays, and those Saturdays on which a holiday swapped away is
 * made up. A count begins on the day after, and a term that would end on a day off ends on the next working day (Civil Code 2015
 * Art. 147-148 [M]). Which days are off is data, `holidays.ts`; a year for which nothing is kept is refused, never guessed.
 */
import { addDays, date, daysBetween, type PlainDate, yearOf } from './dates.ts';
import { fail, ok, type Result } from './result.ts';

export interface Holidays {
  /** Years of which every day off is known. */
  readonly years: ReadonlySet<number>;
  readonly off: ReadonlySet<string>;
  /** Days of a weekend that are worked. */
  readonly worked: ReadonlySet<string>;
}

export type HolidayProblem = { readonly code: 'holidays-unknown'; readonly year: number };

/** So many working days, or days of the calendar. */
export interface DayCount {
  readonly days: number;
  readonly unit: 'working' | 'calendar';
}

const A_MONDAY = date('2024-01-01');
const WEEK = 7;
const WORKED_OF_WEEK = 5;

export function isWorkingDay(day: PlainDate, { off, worked }: Holidays): boolean {
  if (worked.has(day)) return true;
  const weekday = ((daysBetween(A_MONDAY, day) % WEEK) + WEEK) % WEEK;
  return weekday < WORKED_OF_WEEK && !off.has(day);
}

/** The last day of a term that begins on the day after `from`. */
export function lastDayOf({ days, unit }: DayCount, from: PlainDate, holidays: Holidays): Result<PlainDate, HolidayProblem> {
  let day = unit === 'calendar' ? addDays(from, days) : from;
  let left = unit === 'calendar' ? 0 : days;
  for (;;) {
    if (!holidays.years.has(yearOf(day))) return fail({ code: 'holidays-unknown', year: yearOf(day) });
    if (left === 0 && (day === from || isWorkingDay(day, holidays))) return ok(day);
    day = addDays(day, 1);
    if (left > 0 && isWorkingDay(day, holidays)) left -= 1;
  }
}
