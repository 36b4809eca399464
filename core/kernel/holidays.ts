/**
 * Days off in Vietnam by year (ngày nghỉ lễ, Tết, ngày làm bù): the holidays of the Labour Code 2019 Art. 112, the days of Tết and of
 * National Day that the Government chose for offices of the State, days in lieu of holidays at a weekend, and working days swapped. Only
 * days from Monday to Friday are listed, and Saturdays that were worked. A library reckons the lunar days but not what was chosen and
 * swapped for the year, so this is data of our own, with how sure each line is; a round may bring corrections of its own.
 */
import { date } from './dates.ts';
import type { Holidays } from './working-days.ts';

export interface HolidayLine {
  readonly from: string;
  readonly to: string;
  readonly what: 'new-year' | 'tet' | 'hung-kings' | 'liberation' | 'labour' | 'national' | 'culture' | 'swapped' | 'made-up';
  readonly sure: 'S' | 'S~' | 'M' | 'U';
  readonly source: string;
}

const CODE = 'Labour Code 2019 Art. 112';
const SEEN_2025 = 'tet-amlich.com, days off of 2025';
const SEEN_TET_2026 = 'congan.com.vn, days off of Tết 2026';
const CULTURE = 'Resolution 80-NQ/TW, Resolution 30/NQ-CP (vneconomy.vn, 26 Feb 2026); the amended Art. 112 was not seen';

const line = (span: string, what: HolidayLine['what'], sure: HolidayLine['sure'], source: string): HolidayLine => {
  const [from = span, to = from] = span.split('..');
  return { from: date(from), to: date(to), what, sure, source };
};

export const HOLIDAY_LINES: readonly HolidayLine[] = [
  line('2025-01-01', 'new-year', 'S~', SEEN_2025),
  line('2025-01-27..2025-01-31', 'tet', 'S~', SEEN_2025),
  line('2025-04-07', 'hung-kings', 'S~', SEEN_2025),
  line('2025-04-26', 'made-up', 'S~', SEEN_2025),
  line('2025-04-30', 'liberation', 'S~', SEEN_2025),
  line('2025-05-01', 'labour', 'S~', SEEN_2025),
  line('2025-05-02', 'swapped', 'S~', SEEN_2025),
  line('2025-09-01..2025-09-02', 'national', 'S~', SEEN_2025),
  line('2026-01-01', 'new-year', 'S~', CODE),
  line('2026-01-02', 'swapped', 'M', 'proposed by the Ministry of Home Affairs'),
  line('2026-01-10', 'made-up', 'M', 'proposed by the Ministry of Home Affairs'),
  line('2026-02-16..2026-02-20', 'tet', 'S', SEEN_TET_2026),
  line('2026-04-27', 'hung-kings', 'M', `${CODE}; in lieu of Sunday`),
  line('2026-04-30', 'liberation', 'S~', CODE),
  line('2026-05-01', 'labour', 'S~', CODE),
  line('2026-08-22', 'made-up', 'M', 'plan of the Government for National Day 2026'),
  line('2026-08-31', 'swapped', 'M', 'plan of the Government for National Day 2026'),
  line('2026-09-01..2026-09-02', 'national', 'M', CODE),
  line('2026-11-24', 'culture', 'M', CULTURE),
  line('2027-01-01', 'new-year', 'M', CODE),
  line('2027-02-05', 'tet', 'U', `${CODE}; the days chosen for 2027 were not seen`),
  line('2027-02-08..2027-02-11', 'tet', 'U', `${CODE}; with two days in lieu of the weekend`),
  line('2027-04-16', 'hung-kings', 'M', CODE),
  line('2027-04-30', 'liberation', 'M', CODE),
  line('2027-05-03', 'labour', 'M', `${CODE}; in lieu of Saturday`),
  line('2027-09-02..2027-09-03', 'national', 'U', `${CODE}; the second day for 2027 was not seen`),
  line('2027-11-24', 'culture', 'M', CULTURE),
];

/** A day told by the round itself, over what is listed here. */
export interface HolidayCorrection {
  readonly day: string;
  readonly off: boolean;
}

export function holidaysWith(corrections: readonly HolidayCorrection[]): Holidays {
  const off = new Set<string>();
  const worked = new Set<string>();
  for (const { from, to, what } of HOLIDAY_LINES) for (const day of daysOf(from, to)) (what === 'made-up' ? worked : off).add(day);
  for (const { day, off: isOff } of corrections) {
    (isOff ? off : worked).add(day);
    (isOff ? worked : off).delete(day);
  }
  const years = [...HOLIDAY_LINES.map(({ from }) => from), ...corrections.map(({ day }) => day)].map((day) => Number(day.slice(0, 4)));
  return { years: new Set(years), off, worked };
}

/** All of them lie within one month. */
function daysOf(from: string, to: string): readonly string[] {
  const [first, last] = [Number(from.slice(8)), Number(to.slice(8))];
  return Array.from({ length: last - first + 1 }, (_, i) => `${from.slice(0, 8)}${String(first + i).padStart(2, '0')}`);
}
