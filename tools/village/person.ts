/**
 * One member's answers made from little (câu trả lời của một người): what is not said follows from the age on the day
 * of the visit, as it is for most people of that age in the delta. For hand-made and for drawn households alike. Whether
 * an answer means a deprivation is left to `core/classify`.
 */
import type { MemberAnswers } from '../../core/interview/answers.ts';
import { ageOn, type PlainDate, parseBirthDate } from '../../core/kernel/dates.ts';

/** What the maker says of a person; the rest is filled in. */
export type Sketch = Pick<MemberAnswers, 'memberId' | 'fullName' | 'relation' | 'sex' | 'birth'> & Partial<MemberAnswers> & {
  /** Height against the usual one for the age, in hundredths; below about 90 a child is stunted. */
  readonly growth?: number;
};

/** Whole years on the day; a birth known in part counts as late as it can be. */
export function yearsOld(birth: string, on: PlainDate): number {
  const parsed = parseBirthDate(birth);
  if (!parsed.ok) throw new RangeError('A birth date is needed.');
  return Math.max(0, ageOn(parsed.value, on).min);
}

export function personFrom(sketch: Sketch, on: PlainDate): MemberAnswers {
  const { growth = 98, ...said } = sketch;
  const age = yearsOld(said.birth, on);
  const usual = age < 16 ? childOf(said.sex, age, growth) : adultOf(age);
  return prune({ ethnicity: 'kinh', healthInsurance: true, assistance: 'none', seriousIllness: false, ...usual, ...said });
}

/** School by the calendar of Vietnam: primary from 6, lower secondary from 11, upper secondary from 15. */
export function studyAt(age: number): NonNullable<MemberAnswers['study']> {
  if (age < 3) return 'none';
  if (age < 6) return 'preschool';
  if (age < 12) return 'primary';
  return age < 15 ? 'lower-secondary' : 'upper-secondary';
}

function childOf(sex: MemberAnswers['sex'], age: number, growth: number): Partial<MemberAnswers> {
  const usual = { study: studyAt(age), ...sizeOf(sex, age, growth) };
  return age < 6 ? usual : { ...usual, internet: age >= 12, ...(age >= 15 ? { generalLevel: 'lower-secondary', vocationalLevel: 'none', jobStatus: 'studying' } : {}) };
}

function adultOf(age: number): Partial<MemberAnswers> {
  const base: Partial<MemberAnswers> = { study: 'none', generalLevel: 'lower-secondary', vocationalLevel: 'none', internet: age < 60, pension: 'none', merit: false };
  if (age < 18) return { ...base, study: 'upper-secondary', jobStatus: 'studying' };
  if (age >= 70) return { ...base, generalLevel: 'primary', jobStatus: 'retired-or-home' };
  return { ...base, generalLevel: age <= 30 ? 'upper-secondary' : 'lower-secondary', jobStatus: 'working', jobType: 'own-farm', contract: 'not-wage' };
}

/** Usual height in mm and weight in g at each whole age from 0 (taken at half a year) to 15; between boys and girls. */
const HEIGHTS = [670, 790, 900, 985, 1_060, 1_120, 1_180, 1_240, 1_300, 1_355, 1_410, 1_465, 1_525, 1_575, 1_610, 1_635];
const WEIGHTS = [7_600, 10_400, 12_900, 15_100, 17_100, 19_200, 21_500, 24_000, 26_800, 30_000, 33_500, 37_500, 42_000, 46_500, 50_000, 53_000];

function sizeOf(sex: MemberAnswers['sex'], age: number, growth: number): Partial<MemberAnswers> {
  const boy = sex === 'male' ? 101 : 99;
  const height = HEIGHTS[age] ?? 1_635;
  const weight = WEIGHTS[age] ?? 53_000;
  // Weight goes with the square of height.
  return { heightMm: Math.round((height * growth * boy) / 10_000), weightG: Math.round((weight * growth * growth) / 10_000) };
}

/** An answer that does not go with another one is not given: no contract for someone without work. */
function prune(member: MemberAnswers): MemberAnswers {
  if (member.jobStatus === 'working') return member;
  const { jobType: _type, contract: _contract, ...rest } = member;
  return rest;
}
