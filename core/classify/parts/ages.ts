/**
 * Ages in completed months on the day of the review (tuổi tính theo tháng), by integer arithmetic on the digits of the
 * dates: a rule about years compares with twelve times as many months, which agrees with `ageOn` of the kernel. A birth
 * date known in part gives one age only where no rule could tell its months apart.
 */
import { type Scene, UNKNOWN } from '../rulebook.ts';

/** Older than anyone alive: the end of the range when a birth date is not known at all. */
export const OLDEST = 130 * 12;

/** A day as one number that counts months from year 0 times 32, plus the day of the month. */
export function dayCode(date: string): number {
  return (digits(date, 0, 4) * 12 + digits(date, 5, 7)) * 32 + digits(date, 8, 10);
}

/** Completed months, or UNKNOWN where a rule could depend on which of the possible months it is. */
export function ageOf(birth: string, today: number, scene: Scene): number {
  if (birth.length === 10) return monthsFrom(dayCode(birth), today);
  const least = youngest(birth, today);
  const most = oldest(birth, today);
  if (least === most) return least;
  return least < scene.limits.growthBelow || mayDiffer(least, most, scene) ? UNKNOWN : least;
}

/** The least age in completed months that the birth date allows. */
export function youngest(birth: string, today: number): number {
  if (birth.length === 10) return monthsFrom(dayCode(birth), today);
  if (!isYear(birth)) return 0;
  const year = digits(birth, 0, 4);
  const month = birth.length === 7 ? digits(birth, 5, 7) : 12;
  return monthsFrom((year * 12 + month) * 32 + lastDay(year, month), today);
}

/** The greatest age in completed months that the birth date allows. */
export function oldest(birth: string, today: number): number {
  if (birth.length === 10) return monthsFrom(dayCode(birth), today);
  if (!isYear(birth)) return OLDEST;
  const month = birth.length === 7 ? digits(birth, 5, 7) : 1;
  return monthsFrom((digits(birth, 0, 4) * 12 + month) * 32 + 1, today);
}

/** Whoever is born after the day counts as newborn. */
function monthsFrom(birth: number, today: number): number {
  const months = (today >> 5) - (birth >> 5) - ((today & 31) < (birth & 31) ? 1 : 0);
  return months < 0 ? 0 : months;
}

function mayDiffer(least: number, most: number, { limits, workingAgeEndMale, workingAgeEndFemale }: Scene): boolean {
  if (within(workingAgeEndMale, least, most) || within(workingAgeEndFemale, least, most)) return true;
  for (const bound of limits.ageBreaks) if (within(bound, least, most)) return true;
  return false;
}

function within(bound: number, least: number, most: number): boolean {
  return bound > least && bound <= most;
}

/** "dont-know" and "refused" are no years. */
function isYear(birth: string): boolean {
  const first = birth.charCodeAt(0);
  return first >= 48 && first <= 57;
}

function lastDay(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i += 1) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
}
