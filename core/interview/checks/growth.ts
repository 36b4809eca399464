/**
 * Height and weight against age (chiều cao, cân nặng theo tuổi): only whether the numbers can be true of a child of that
 * age, to catch centimetres typed as metres or two fields swapped. Whether a child is stunted or underweight is judged
 * in `classify/` by its own tables. The limits lie about four standard deviations either side of the medians that the
 * World Health Organization published (2006, 2007), both sexes together, rounded outwards [M].
 */
import { ageOn, parseBirthDate } from '../../kernel/dates.ts';
import { type Check, memberCheck, numberOf, type Params } from './check.ts';

/** By age in whole years, 0 to 15: [least, most]. */
const HEIGHT_MM = [
  [400, 880],
  [640, 1000],
  [730, 1120],
  [790, 1210],
  [840, 1290],
  [890, 1370],
  [940, 1440],
  [980, 1510],
  [1020, 1580],
  [1060, 1650],
  [1100, 1720],
  [1140, 1800],
  [1180, 1880],
  [1230, 1950],
  [1280, 2010],
  [1320, 2050],
] as const;
const WEIGHT_G = [
  [1_500, 15_500],
  [5_500, 19_000],
  [6_500, 23_000],
  [7_500, 28_000],
  [8_500, 34_000],
  [9_500, 41_000],
  [10_500, 48_000],
  [11_500, 57_000],
  [12_500, 67_000],
  [13_500, 77_000],
  [14_500, 87_000],
  [16_000, 97_000],
  [17_500, 107_000],
  [19_500, 117_000],
  [22_000, 127_000],
  [24_000, 135_000],
] as const;

/** No child at all is so short or tall, so light or heavy: metres or grams written for centimetres or kilograms. [M] */
const POSSIBLE_MM = [300, 2_300] as const;
const POSSIBLE_G = [500, 250_000] as const;

export const growthChecks: readonly Check[] = [
  memberCheck('height-implausible', 'soft', ['birth', 'heightMm'], (m, { date }) =>
    outside(HEIGHT_MM, m['birth'], numberOf(m, 'heightMm'), date),
  ),
  memberCheck('weight-implausible', 'soft', ['birth', 'weightG'], (m, { date }) =>
    outside(WEIGHT_G, m['birth'], numberOf(m, 'weightG'), date),
  ),
  memberCheck('height-impossible', 'hard', ['heightMm'], (m) => (isOutside(numberOf(m, 'heightMm'), POSSIBLE_MM) ? {} : null)),
  memberCheck('weight-impossible', 'hard', ['weightG'], (m) => (isOutside(numberOf(m, 'weightG'), POSSIBLE_G) ? {} : null)),
  memberCheck('height-zero', 'hard', ['heightMm'], (m) => (numberOf(m, 'heightMm') === 0 ? {} : null)),
  memberCheck('weight-zero', 'hard', ['weightG'], (m) => (numberOf(m, 'weightG') === 0 ? {} : null)),
];

function isOutside(value: number | null, [least, most]: readonly [number, number]): boolean {
  return value !== null && value !== 0 && (value < least || value > most);
}

type Limits = readonly (readonly [number, number])[];

function outside(table: Limits, birth: unknown, value: number | null, date: Parameters<typeof ageOn>[1]): Params | null {
  const parsed = typeof birth === 'string' ? parseBirthDate(birth) : null;
  if (value === null || value === 0 || parsed === null || !parsed.ok) return null;
  const age = ageOn(parsed.value, date);
  const least = table[age.min]?.[0];
  const most = table[age.max]?.[1];
  const off = (least !== undefined && value < least) || (most !== undefined && value > most);
  return off ? { years: age.min } : null;
}
