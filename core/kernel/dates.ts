/**
 * Calendar dates, birth dates that may be known only in part, and moments in UTC, all as text and without any clock or
 * `Date` object: today comes in as an argument. Proleptic Gregorian calendar, years 0001-9999. Names of months and
 * weekdays are left to `words/`. (Ngày tháng, ngày sinh, tuổi.)
 */
import type { Brand } from './ids.ts';
import { fail, ok, type Result } from './result.ts';

/** `YYYY-MM-DD`, a real day. Compares in time order as text. */
export type PlainDate = Brand<string, 'plain-date'>;
/** `YYYY-MM`. */
export type YearMonth = Brand<string, 'year-month'>;
/** `YYYY`. */
export type Year = Brand<string, 'year'>;
/** As much of a birth date as is known; papers of older people often give only the year. */
export type BirthDate = PlainDate | YearMonth | Year;
/** `YYYY-MM-DDTHH:MM:SS.mmmZ`, always 24 characters, so that text order is time order. */
export type Instant = Brand<string, 'instant'>;

/** Whole years reached; `min` and `max` differ where the birth date is known only in part. */
export type AgeRange = { readonly min: number; readonly max: number };
/** An answer that an incomplete birth date may leave open. */
export type Told = 'yes' | 'no' | 'unknown';

export type DateProblem = { readonly code: 'date-malformed' } | { readonly code: 'date-not-in-calendar' };

const MS_PER_DAY = 86_400_000;
/** Vietnam keeps UTC+7 all year (Decision 134/2002/QĐ-TTg, Art. 1 [M]). */
const VIETNAM_OFFSET_MS = 7 * 3_600_000;
const EPOCH = daysFromCivil(1970, 1, 1);

// ---- reading -------------------------------------------------------------------------------------------------------

/** Strict `YYYY-MM-DD`. */
export function parseDate(text: string): Result<PlainDate, DateProblem> {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return fail({ code: 'date-malformed' });
  return dateOf(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
}

/** A real day from its three numbers. */
export function dateOf(year: number, month: number, day: number): Result<PlainDate, DateProblem> {
  if (!isYear(year) || !isMonth(month)) return fail({ code: 'date-not-in-calendar' });
  if (!Number.isInteger(day) || day < 1 || day > daysInMonth(year, month)) return fail({ code: 'date-not-in-calendar' });
  return ok(toDate(year, month, day));
}

/** A date written in the program itself, such as a rule's first day. Throws on a slip of the pen. */
export function date(text: string): PlainDate {
  const parsed = parseDate(text);
  if (!parsed.ok) throw new RangeError(`Not a date: ${text}`);
  return parsed.value;
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export function parseBirthDate(text: string): Result<BirthDate, DateProblem> {
  if (text.length === FULL) return parseDate(text);
  const found = /^([0-9]{4})(?:-([0-9]{2}))?$/.exec(text);
  return found ? partial(Number(found[1]), found[2]) : fail({ code: 'date-malformed' });
}

const FULL = 'YYYY-MM-DD'.length;

/**
 * As people in Vietnam write it: `d/m/yyyy` (also with `-` or `.`), `ddmmyyyy` of this century or the last, `m/yyyy`, `yyyy`; the ISO forms
 * are understood too. Two-digit years are refused: 20 could be 1920 or 2020.
 */
export function parseVi(text: string): Result<BirthDate, DateProblem> {
  const trimmed = text.trim();
  const full = /^([0-9]{1,2})\s*([/.-])\s*([0-9]{1,2})\s*\2\s*([0-9]{4})$/.exec(trimmed);
  if (full) return dateOf(Number(full[4]), Number(full[3]), Number(full[1]));
  // The other way round, `yyyymmdd`, would have its month and day where this has a year: nobody can take one for the other.
  const close = /^([0-9]{2})([0-9]{2})((?:19|20)[0-9]{2})$/.exec(trimmed);
  if (close) return dateOf(Number(close[3]), Number(close[2]), Number(close[1]));
  const month = /^([0-9]{1,2})\s*[/.-]\s*([0-9]{4})$/.exec(trimmed);
  if (month) return partial(Number(month[2]), month[1]);
  return parseBirthDate(trimmed);
}

/** As `parseVi`, for a place where only a whole date will do. */
export function parseDateVi(text: string): Result<PlainDate, DateProblem> {
  const parsed = parseVi(text);
  if (!parsed.ok) return parsed;
  return isFullDate(parsed.value) ? ok(parsed.value) : fail({ code: 'date-malformed' });
}

/** ISO moment in UTC, with three decimals of a second or none. */
export function parseInstant(text: string): Result<Instant, DateProblem> {
  const found = /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{3})?Z$/.exec(text);
  if (!found) return fail({ code: 'date-malformed' });
  const day = parseDate(found[1] ?? '');
  if (!day.ok) return day;
  return ok((found[3] ? text : `${text.slice(0, -1)}.000Z`) as Instant);
}

export function isFullDate(birth: BirthDate): birth is PlainDate {
  return birth.length === 10;
}

// ---- reckoning -----------------------------------------------------------------------------------------------------

/** Negative when `a` is earlier, 0 when equal, positive when later. Dates and moments are compared as text. */
export function compareDates(a: PlainDate, b: PlainDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function compareInstants(a: Instant, b: Instant): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function yearOf(day: BirthDate): number {
  return digits(day, 0, 4);
}

/** Throws where the result leaves the years 0001-9999. */
export function addDays(day: PlainDate, count: number): PlainDate {
  if (!Number.isInteger(count)) throw new RangeError('A whole number of days is needed.');
  return fromDayNumber(dayNumber(day) + count);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Completed months from `from` to `to`: 31 January to 28 February is 0. Negative when `to` is earlier. */
export function monthsBetween(from: PlainDate, to: PlainDate): number {
  if (to < from) return 0 - monthsBetween(to, from);
  const whole = (yearOf(to) - yearOf(from)) * 12 + digits(to, 5, 7) - digits(from, 5, 7);
  return digits(to, 8, 10) < digits(from, 8, 10) ? whole - 1 : whole;
}

/**
 * Whole years reached on a day. Someone born on 29 February reaches a year on 1 March where there is no 29th. A person
 * not yet born on that day has a negative age; a birth date known in part is taken not to lie after the day if any of
 * its days does not.
 */
export function ageOn(birth: BirthDate, on: PlainDate): AgeRange {
  const max = yearsReached(earliestBirth(birth), on);
  const min = yearsReached(latestBirth(birth), on);
  return { min: max >= 0 && min < 0 ? 0 : min, max };
}

/** Has the person reached `years` on that day? */
export function ageAtLeast(birth: BirthDate, on: PlainDate, years: number): Told {
  const age = ageOn(birth, on);
  return age.min >= years ? 'yes' : age.max < years ? 'no' : 'unknown';
}

/** Is the person `years` old or younger on that day (not yet `years` + 1)? */
export function ageAtMost(birth: BirthDate, on: PlainDate, years: number): Told {
  const age = ageOn(birth, on);
  return age.max <= years ? 'yes' : age.min > years ? 'no' : 'unknown';
}

/** First day on which the person can have been born. */
export function earliestBirth(birth: BirthDate): PlainDate {
  if (isFullDate(birth)) return birth;
  return toDate(yearOf(birth), birth.length === 7 ? digits(birth, 5, 7) : 1, 1);
}

/** Last day on which the person can have been born. */
export function latestBirth(birth: BirthDate): PlainDate {
  if (isFullDate(birth)) return birth;
  const month = birth.length === 7 ? digits(birth, 5, 7) : 12;
  return toDate(yearOf(birth), month, daysInMonth(yearOf(birth), month));
}

/** Unix time in milliseconds. */
export function millisOf(moment: Instant): number {
  const days = daysFromCivil(digits(moment, 0, 4), digits(moment, 5, 7), digits(moment, 8, 10)) - EPOCH;
  const seconds = digits(moment, 11, 13) * 3600 + digits(moment, 14, 16) * 60 + digits(moment, 17, 19);
  return days * MS_PER_DAY + seconds * 1000 + digits(moment, 20, 23);
}

export function instantOf(millis: number): Instant {
  if (!Number.isSafeInteger(millis)) throw new RangeError('A whole number of milliseconds is needed.');
  const days = Math.floor(millis / MS_PER_DAY);
  const rest = millis - days * MS_PER_DAY;
  const clock = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60, Math.floor(rest / 1000) % 60];
  const time = clock.map((part) => pad(part, 2)).join(':');
  return `${fromDayNumber(days + EPOCH)}T${time}.${pad(rest % 1000, 3)}Z` as Instant;
}

/** The calendar day in Vietnam at that moment. */
export function dayInVietnam(moment: Instant): PlainDate {
  return fromDayNumber(Math.floor((millisOf(moment) + VIETNAM_OFFSET_MS) / MS_PER_DAY) + EPOCH);
}

// ---- writing -------------------------------------------------------------------------------------------------------

/** `dd/mm/yyyy`, `mm/yyyy` or `yyyy`. */
export function formatVi(day: BirthDate): string {
  return day.split('-').reverse().join('/');
}

/** `HH:MM dd/mm/yyyy` in Vietnam's time. */
export function formatInstantVi(moment: Instant): string {
  const local = instantOf(millisOf(moment) + VIETNAM_OFFSET_MS);
  return `${local.slice(11, 16)} ${formatVi(dayInVietnam(moment))}`;
}

// ---- the calendar --------------------------------------------------------------------------------------------------

function partial(year: number, month: string | undefined): Result<BirthDate, DateProblem> {
  if (!isYear(year)) return fail({ code: 'date-not-in-calendar' });
  if (month === undefined) return ok(pad(year, 4) as Year);
  if (!isMonth(Number(month))) return fail({ code: 'date-not-in-calendar' });
  return ok(`${pad(year, 4)}-${pad(Number(month), 2)}` as YearMonth);
}

function yearsReached(birth: PlainDate, on: PlainDate): number {
  const years = yearOf(on) - yearOf(birth);
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

function isYear(year: number): boolean {
  return Number.isInteger(year) && year >= 1 && year <= 9999;
}

function isMonth(month: number): boolean {
  return Number.isInteger(month) && month >= 1 && month <= 12;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function dayNumber(day: PlainDate): number {
  return daysFromCivil(digits(day, 0, 4), digits(day, 5, 7), digits(day, 8, 10));
}

/** Days since 1 March of year 0: years are begun in March so that the leap day comes last. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear;
}

function fromDayNumber(days: number): PlainDate {
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const leaps = Math.floor(ofEra / 1460) - Math.floor(ofEra / 36_524) + Math.floor(ofEra / 146_096);
  const yearOfEra = Math.floor((ofEra - leaps) / 365);
  const dayOfYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  if (!isYear(year)) throw new RangeError('The date leaves the years 0001-9999.');
  return toDate(year, month, dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1);
}

function toDate(year: number, month: number, day: number): PlainDate {
  return `${year < 1000 ? pad(year, 4) : year}-${pad(month, 2)}-${pad(day, 2)}` as PlainDate;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i += 1) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
}
