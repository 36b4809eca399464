/**
 * Random households for proofs (hộ sinh ngẫu nhiên để thử): every answer is drawn from both sides of every bound, more
 * often than from the middle. Chance comes in as `draw`, so a property test can shrink it and a benchmark can seed it.
 * Answers that the form would not ask are sometimes there all the same: judges must not look at them.
 */
import type { Answers, HouseholdAnswers, MemberAnswers } from '../../interview/answers.ts';
import * as codes from '../../interview/codes.ts';
import type { Draw } from './draw.ts';
import { HEIGHT, WEIGHT } from './who-distributions.ts';

export interface Sample {
  readonly answers: Answers;
  readonly setting: { readonly areaType: 'rural' | 'urban'; readonly date: string };
}

/** Reviews of both periods, some on days that make ages hard. */
export const DATES = [
  '2022-09-01',
  '2024-02-29',
  '2025-03-01',
  '2026-10-12',
  '2026-12-14',
  '2027-11-30',
  '2028-02-29',
  '2030-12-31',
] as const;

/** Ages in months on whose two sides something changes, whatever the rule. */
const AGE_BOUNDS = [24, 36, 61, 72, 121, 144, 180, 192, 216, 372, 656, 664, 672, 684, 696, 720, 723, 732, 735, 738, 744];
const SIZES = [1, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 7, 8];

export function sampleHousehold(draw: Draw): Sample {
  const date = one(draw, DATES);
  const size = one(draw, SIZES);
  const members = Array.from({ length: size }, (_, at) => sampleMember(draw, date, at));
  return { answers: { household: sampleHome(draw, size), members }, setting: { areaType: one(draw, ['rural', 'rural', 'urban']), date } };
}

function sampleMember(draw: Draw, date: string, at: number): MemberAnswers {
  const age = draw(3) === 0 ? draw(90 * 12) : one(draw, AGE_BOUNDS) - draw(2);
  const sex = one(draw, codes.SEXES);
  const jobStatus = one(draw, ['working', 'working', ...codes.JOB_STATUSES]);
  const extra = draw(4) === 0;
  return {
    memberId: `member-${at}`,
    fullName: `Người ${at}`,
    relation: at === 0 ? 'head' : at === 1 ? one(draw, ['spouse', 'child', 'parent']) : one(draw, codes.RELATIONS.slice(2)),
    sex,
    birth: birthBefore(date, age, draw(3)),
    ethnicity: one(draw, ['kinh', 'kinh', 'kinh', ...codes.ETHNICITIES]),
    healthInsurance: draw(5) > 0,
    assistance: one(draw, ['none', 'none', 'none', ...codes.ASSISTANCES]),
    ...(age < 192 || extra ? growth(draw, age, sex) : {}),
    ...((age >= 36 && age < 372) || extra ? { study: studyAt(draw, age) } : {}),
    ...(age >= 144 || extra ? { generalLevel: one(draw, codes.GENERAL_LEVELS) } : {}),
    ...(age >= 192 || extra ? { vocationalLevel: one(draw, ['none', 'none', 'none', ...codes.VOCATIONAL_LEVELS]) } : {}),
    ...(age >= 72 || extra ? { internet: draw(3) > 0 } : {}),
    ...(age >= 180 || extra ? { jobStatus, pension: one(draw, ['none', 'none', 'none', ...codes.PENSIONS]), merit: draw(12) === 0 } : {}),
    ...((age >= 180 && jobStatus === 'working') || extra
      ? { jobType: one(draw, codes.JOB_TYPES), contract: one(draw, codes.CONTRACTS) }
      : {}),
  };
}

/** At, just below and just above the limits. */
function growth(draw: Draw, age: number, sex: 'male' | 'female'): { heightMm: number; weightG: number } {
  const month = Math.min(age, 191);
  const height = HEIGHT[sex];
  const weight = WEIGHT[sex];
  const median = weight.median[month] ?? 40;
  const leastMm = Math.round((height.median[month] ?? 150) * (1 - 2 * (height.variation[month] ?? 0)) * 10);
  const l = weight.l[month] ?? 1;
  const leastG = Math.round(median * (1 - 2 * l * (weight.variation[month] ?? 0)) ** (1 / l) * 10) * 100;
  return { heightMm: leastMm + one(draw, [-1, 0, 0, 1, 60, 90, 120]), weightG: leastG + one(draw, [-1, 0, 0, 1, 2_000, 4_000]) };
}

/** Mostly the level for the age, so that schooling is sometimes in order. */
function studyAt(draw: Draw, age: number): MemberAnswers['study'] {
  if (draw(3) === 0) return one(draw, codes.STUDIES);
  if (age >= 216) return 'none';
  return age < 72 ? 'preschool' : age < 144 ? 'primary' : age < 192 ? 'lower-secondary' : 'upper-secondary';
}

function sampleHome(draw: Draw, size: number): HouseholdAnswers {
  const wealth = draw(4);
  const some = (least: number) => (draw(4) < wealth + (least === 1 ? 1 : 0) ? least + draw(2) : draw(2) * (least - 1));
  const amount = (bounds: readonly number[]) => (draw(3) > wealth ? 0 : Math.max(0, one(draw, bounds) - draw(2)));
  return {
    tenure: draw(25) === 0 ? 'none' : one(draw, codes.TENURES.slice(0, 3)),
    columnMaterial: one(draw, wealth > 1 ? ['concrete', 'steel', ...codes.COLUMNS] : codes.COLUMNS),
    wallMaterial: one(draw, wealth > 1 ? ['brick', 'concrete', ...codes.WALLS] : codes.WALLS),
    roofMaterial: one(draw, wealth > 1 ? ['tile', 'concrete', ...codes.ROOFS] : codes.ROOFS),
    dwellingAreaDm2: Math.max(0, one(draw, [800, 2_000, 3_000, 4_000]) * size - one(draw, [0, 1, 250, -700])),
    powerSource: one(draw, ['grid', 'grid', 'grid', ...codes.POWERS]),
    powerKwh: one(draw, [0, 24, 25, 49, 50, 99, 100, 149, 150, 199, 200, 400]),
    waterSource: one(draw, wealth > 0 ? ['piped', 'piped', ...codes.WATERS] : codes.WATERS),
    toilet: one(draw, wealth > 1 ? ['septic', 'septic', ...codes.TOILETS] : codes.TOILETS),
    waste: one(draw, codes.WASTES),
    ...things(draw, some),
    annualLandM2: amount([1_000, 5_000, 10_000]),
    perennialLandM2: amount([1_000, 5_000, 10_000]),
    gardenLandM2: amount([1_000]),
    pondM2: one(draw, [0, 1, 999, 1_000, 4_999, 5_000]),
    aquaculture: draw(3) === 0,
    cattle: amount([1, 3]),
    pigs: amount([3, 10]),
    goats: amount([3, 10]),
    poultry: amount([50, 200]),
    causes: [],
    supportsReceived: [],
    supportsWanted: [],
  };
}

function things(draw: Draw, some: (least: number) => number): HouseholdAnswers {
  const bare = draw(4) === 0;
  const device = () => (bare ? 0 : draw(3));
  return {
    televisions: bare ? 0 : some(1),
    radios: device(),
    soundSystems: some(1),
    desktops: device(),
    telephones: device(),
    laptops: device(),
    tablets: device(),
    smartphones: bare && draw(3) > 0 ? 0 : device(),
    cars: draw(6) === 0 ? some(1) : 0,
    motorbikes: some(draw(2) + 1),
    motorBoats: draw(3) === 0 ? some(1) : 0,
    fridges: some(1),
    airConditioners: draw(2) * some(1),
    washingMachines: some(1),
    waterHeaters: draw(2) * some(1),
    microwaves: draw(2) * some(1),
  };
}

/** A birth date with exactly so many completed months on the date: on its day, the day after the bound, or within. */
export function birthBefore(date: string, months: number, way: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const since = year * 12 + month - 1 - months;
  if (way === 0 && day <= 28) return written(since, day);
  // The last day that still gives as many months is the day itself; the first is the day after, a month earlier.
  if (way === 1 && day < 28) return written(since - 1, day + 1);
  return written(since, 1);
}

function written(monthsSinceZero: number, day: number): string {
  const month = (monthsSinceZero % 12) + 1;
  return `${String((monthsSinceZero - (monthsSinceZero % 12)) / 12).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function one<const T>(draw: Draw, choices: readonly T[]): T {
  const chosen = choices[draw(choices.length)] ?? choices[0];
  if (chosen === undefined) throw new RangeError('Nothing to choose from.');
  return chosen;
}
