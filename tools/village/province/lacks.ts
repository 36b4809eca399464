/**
 * Services that poor households lack (thiếu hụt dịch vụ xã hội cơ bản) as answers: for each of the indicators that the province names
 * most, the change of answers that makes a household lack it, and the mending of the others. What counts as lacking is the
 * rulebook's matter; here are only plausible answers.
 */
import type { Indicator, Setting } from '../../../core/classify/verdict.ts';
import type { Answers, HouseholdAnswers, MemberAnswers } from '../../../core/interview/answers.ts';
import { date } from '../../../core/kernel/dates.ts';
import { sizeOf, studyAt, yearsOld } from '../person.ts';

/** Work, insurance, housing, information, water, sanitation, with how often; dependants follow from who lives there. */
export const NAMED = [
  ['employment', 30],
  ['insurance', 22],
  ['housing-quality', 34],
  ['housing-area', 18],
  ['telecom', 30],
  ['means', 16],
  ['water', 26],
  ['toilet', 38],
] as const satisfies readonly (readonly [Indicator, number])[];
export type Named = (typeof NAMED)[number][0];

/** Null where nobody there can lack it. */
export function lack(answers: Answers, indicator: Named, setting: Setting): Answers | null {
  const size = answers.members.length;
  switch (indicator) {
    case 'employment':
      return someone(answers, setting, (member, age) =>
        age >= 18 && age < 55 && member.jobStatus === 'working' ? { ...member, jobType: 'hired-by-household', contract: 'none' } : null,
      );
    case 'insurance':
      return someone(answers, setting, (member, age) =>
        age >= 18 && member.assistance === 'none' && member.healthInsurance === true ? { ...member, healthInsurance: false } : null,
      );
    case 'housing-quality':
      return home(answers, { columnMaterial: 'light-wood', wallMaterial: 'tin', roofMaterial: 'tin' });
    case 'housing-area':
      return home(answers, { dwellingAreaDm2: size * 700 });
    case 'telecom':
      return offline(answers);
    case 'means':
      return home(offline(answers), { televisions: 0, radios: 0, telephones: 0, smartphones: 0, desktops: 0, laptops: 0, tablets: 0 });
    case 'water':
      return home(answers, { waterSource: 'river' });
    case 'toilet':
      return home(answers, { toilet: 'over-water' });
  }
}

/** Growth and schooling as they should be at that age. */
export function mendUnnamed(answers: Answers, { date: day }: Setting): Answers {
  return {
    ...answers,
    members: answers.members.map((member) => {
      const age = yearsOld(member.birth, date(day));
      if (age >= 16) return age <= 30 && member.study === 'none' ? { ...member, vocationalLevel: 'on-the-job' } : member;
      const usual = sizeOf(member.sex === 'female' ? 'female' : 'male', age, 100);
      const study = age >= 3 ? { study: studyAt(age) } : {};
      return {
        ...member,
        heightMm: Math.max(Number(member.heightMm ?? 0), Number(usual.heightMm)),
        weightG: Math.max(Number(member.weightG ?? 0), Number(usual.weightG)),
        ...study,
        ...(age >= 15 ? { jobStatus: 'studying' as const } : {}),
      };
    }),
  };
}

function home(answers: Answers, special: Partial<HouseholdAnswers>): Answers {
  return { ...answers, household: { ...answers.household, ...special } };
}

function offline(answers: Answers): Answers {
  return { ...answers, members: answers.members.map((member) => (member.internet === true ? { ...member, internet: false } : member)) };
}

function someone(
  answers: Answers,
  { date: day }: Setting,
  change: (member: MemberAnswers, age: number) => MemberAnswers | null,
): Answers | null {
  for (const member of answers.members) {
    const changed = change(member, yearsOld(member.birth, date(day)));
    if (changed !== null) return { ...answers, members: answers.members.map((each) => (each === member ? changed : each)) };
  }
  return null;
}
