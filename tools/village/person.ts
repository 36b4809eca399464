/**
 * One member's answers made from little (câu trả lời của một người): what is not said follows from the age on the day
 * of the visit, as it is for most people of that age in the delta. Which of them a form asks is the form's to say; whether
 * an answer means a deprivation is left to `core/classify`.
 */
import { type Answers, type MemberAnswers } from '../../core/interview/answers.ts';
import { type Case, type Facts, isRelevant, type Question } from '../../core/interview/question.ts';
import { type Questionnaire, questionsOf } from '../../core/interview/questionnaire.ts';
import { ageOn, type PlainDate, parseBirthDate } from '../../core/kernel/dates.ts';

/** What the maker says of a person; the rest is filled in. */
export type Sketch = Pick<MemberAnswers, 'memberId' | 'fullName' | 'relation' | 'sex' | 'birth'> &
  Partial<MemberAnswers> & {
    /** Height against the usual one for the age, in hundredths; below about 90 a child is stunted. */
    readonly growth?: number;
  };

/** Whole years on the day; a birth known in part counts as late as it can be. */
export function yearsOld(birth: string, on: PlainDate): number {
  const parsed = parseBirthDate(birth);
  if (!parsed.ok) throw new RangeError('A birth date is needed.');
  return Math.max(0, ageOn(parsed.value, on).min);
}

/** Every answer that could be asked; `fitTo` keeps those that the form asks at this age. */
export function personFrom(sketch: Sketch, on: PlainDate): MemberAnswers {
  const { growth = 98, ...said } = sketch;
  const age = yearsOld(said.birth, on);
  return {
    ethnicity: 'kinh',
    citizenId: 'dont-know',
    healthInsurance: true,
    assistance: 'none',
    seriousIllness: false,
    internet: age >= 12 && age < 60,
    ...sizeOf(said.sex, age, growth),
    study: studyAt(age),
    generalLevel: levelAt(age),
    vocationalLevel: 'none',
    ...workAt(age),
    pension: 'none',
    merit: false,
    ...said,
  };
}

/** The answers that this form asks of such a household on that day, in the form's own order. The door parses them, as it does all. */
export function fitTo(form: Questionnaire, full: Answers, on: PlainDate): Answers {
  const facts = factsOf(full.household);
  const household = keep(questionsOf(form, 'household'), { household: facts, member: null, date: on });
  const asked = questionsOf(form, 'member');
  const members = full.members.map((member) => ({
    memberId: member.memberId,
    ...keep(asked, { household: facts, member: factsOf(member), date: on }),
  }));
  // cast: fields of answers with their own values, some left out; parsing the hundred thousand of a province took half of making them.
  return { household, members } as Answers;
}

function factsOf(answers: Answers['household'] | MemberAnswers): Facts {
  const facts: Record<string, Facts[string]> = {};
  for (const [field, value] of Object.entries(answers)) if (value !== undefined) facts[field] = value;
  return facts;
}

function keep(questions: readonly Question[], at: Case): Facts {
  const facts = at.member ?? at.household;
  const kept: Record<string, Facts[string]> = {};
  for (const q of questions) {
    const value = facts[q.id];
    if (value !== undefined && isRelevant(q, at)) kept[q.id] = value;
  }
  return kept;
}

/** School by age as the indicators band it; a child of 15 has just begun upper secondary. */
export function studyAt(age: number): NonNullable<MemberAnswers['study']> {
  if (age < 3 || age >= 18) return 'none';
  if (age < 6) return 'preschool';
  if (age < 12) return 'primary';
  return age < 15 ? 'lower-secondary' : 'upper-secondary';
}

function levelAt(age: number): NonNullable<MemberAnswers['generalLevel']> {
  if (age < 15) return age < 12 ? 'below-primary' : 'primary';
  if (age >= 70) return 'primary';
  return age >= 18 && age <= 30 ? 'upper-secondary' : 'lower-secondary';
}

function workAt(age: number): Pick<MemberAnswers, 'jobStatus' | 'jobType' | 'contract'> {
  if (age < 18) return { jobStatus: 'studying' };
  return age >= 70 ? { jobStatus: 'retired-or-home' } : { jobStatus: 'working', jobType: 'own-farm' };
}

/** Usual height in mm and weight in g at each whole age from 0 (taken at half a year) to 15; between boys and girls. */
const HEIGHTS = [670, 790, 900, 985, 1_060, 1_120, 1_180, 1_240, 1_300, 1_355, 1_410, 1_465, 1_525, 1_575, 1_610, 1_635];
const WEIGHTS = [
  7_600, 10_400, 12_900, 15_100, 17_100, 19_200, 21_500, 24_000, 26_800, 30_000, 33_500, 37_500, 42_000, 46_500, 50_000, 53_000,
];

/** Height in mm and weight in g; `growth` is the height against the usual one, in hundredths. */
export function sizeOf(sex: MemberAnswers['sex'], age: number, growth: number): Partial<MemberAnswers> {
  const boy = sex === 'male' ? 101 : 99;
  const height = HEIGHTS[age] ?? 1_635;
  const weight = WEIGHTS[age] ?? 53_000;
  // Weight goes with the square of height.
  return { heightMm: Math.round((height * growth * boy) / 10_000), weightG: Math.round((weight * growth * growth) / 10_000) };
}
