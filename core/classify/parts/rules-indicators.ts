/**
 * The indicators of deprivation (chỉ số thiếu hụt), one rule each: what a household or a member answers becomes one of a
 * few named options, and the options say who is deprived. Thresholds come from the rulebook's parameters, order from its
 * list; points are not seen here.
 */
import type { HouseholdAnswers, MemberAnswers } from '../../interview/answers.ts';
import { type Rule, type Scene, UNKNOWN } from '../rulebook.ts';
import type { Indicator } from '../verdict.ts';
import type { CodeSet } from './limits.ts';
import { isIn, isMissing, totalAsOption, workingAge } from './told.ts';

/** Indicator 1. A wage worker without a contract counts at any age from which work is asked about. */
export const employment: Rule = {
  id: 'employment',
  finds: { kind: 'indicator', indicator: 'employment' },
  options: ['nobody-concerned', 'in-order', 'no-contract', 'no-job'],
  holds: [false, false, true, true],
  household: [],
  members: ['birth', 'sex', 'jobStatus', 'jobType', 'contract'],
  member: memberEmployment,
  merge: 'max',
  judge: totalAsOption,
  breaks: null,
  parameters: ['joblessStatuses', 'wageJobs', 'contractless', 'workFromAge', 'workingAgeEnd'],
};

function memberEmployment(member: MemberAnswers, age: number, scene: Scene): number {
  const { limits } = scene;
  if (age === UNKNOWN) return UNKNOWN;
  if (age < limits.workFrom) return 0;
  if (isMissing(member.jobStatus)) return UNKNOWN;
  if (isIn(limits.joblessStatuses, member.jobStatus)) {
    const of = workingAge(member, age, scene);
    return of === 1 ? 3 : of;
  }
  if (member.jobStatus !== 'working') return 0;
  if (isMissing(member.jobType)) return UNKNOWN;
  if (!isIn(limits.wageJobs, member.jobType)) return 1;
  if (isMissing(member.contract)) return UNKNOWN;
  return isIn(limits.contractless, member.contract) ? 2 : 1;
}

/** Indicator 2. */
export const dependants: Rule = {
  id: 'dependants',
  finds: { kind: 'indicator', indicator: 'dependants' },
  options: ['few', 'many'],
  holds: [false, true],
  household: [],
  members: ['birth', 'assistance'],
  member: memberDependant,
  merge: 'sum',
  judge: (_household, total, scene) => (total * 100 > scene.people * scene.limits.dependantShare ? 1 : 0),
  breaks: null,
  parameters: ['dependantShare', 'dependantBelowAge', 'dependantAssistance'],
};

export function memberDependant(member: MemberAnswers, age: number, { limits }: Scene): number {
  if (age !== UNKNOWN && age < limits.dependantBelow) return 1;
  if (isIn(limits.dependantAssistance, member.assistance)) return 1;
  return age === UNKNOWN || isMissing(member.assistance) ? UNKNOWN : 0;
}

/** Indicator 3. Weight only up to the month to which the table of weights goes. */
export const nutrition: Rule = {
  id: 'nutrition',
  finds: { kind: 'indicator', indicator: 'nutrition' },
  options: ['nobody-concerned', 'in-order', 'underweight', 'stunted'],
  holds: [false, false, true, true],
  household: [],
  members: ['birth', 'sex', 'heightMm', 'weightG'],
  member: memberNutrition,
  merge: 'max',
  judge: totalAsOption,
  breaks: null,
  parameters: ['growthBelowAge', 'leastHeight', 'leastWeight'],
};

function memberNutrition(member: MemberAnswers, age: number, { limits }: Scene): number {
  if (age === UNKNOWN) return UNKNOWN;
  if (age >= limits.growthBelow) return 0;
  if (isMissing(member.sex)) return UNKNOWN;
  const height = isMissing(member.heightMm) ? UNKNOWN : member.heightMm;
  const weight = isMissing(member.weightG) ? UNKNOWN : member.weightG;
  const leastHeight = limits.leastHeight[member.sex][age] ?? 0;
  const leastWeight = limits.leastWeight[member.sex][age] ?? 0;
  if (height !== UNKNOWN && height < leastHeight) return 3;
  if (height === UNKNOWN) return UNKNOWN;
  if (weight !== UNKNOWN && weight < leastWeight) return 2;
  return weight === UNKNOWN && leastWeight > 0 ? UNKNOWN : 1;
}

/** Indicator 4. */
export const insurance: Rule = {
  id: 'insurance',
  finds: { kind: 'indicator', indicator: 'insurance' },
  options: ['nobody-concerned', 'in-order', 'uninsured'],
  holds: [false, false, true],
  household: [],
  members: ['birth', 'healthInsurance'],
  member: memberInsurance,
  merge: 'max',
  judge: totalAsOption,
  breaks: null,
  parameters: ['insuranceFromAge'],
};

function memberInsurance(member: MemberAnswers, age: number, { limits }: Scene): number {
  if (age !== UNKNOWN && age < limits.insuranceFrom) return 0;
  if (age === UNKNOWN || isMissing(member.healthInsurance)) return UNKNOWN;
  return member.healthInsurance ? 1 : 2;
}

/** Indicator 5. Studying anything is in order; else the level asked for rises at `adultUpperFromAge`. */
export const adultEducation: Rule = {
  id: 'adult-education',
  finds: { kind: 'indicator', indicator: 'adult-education' },
  options: ['nobody-concerned', 'in-order', 'without-level'],
  holds: [false, false, true],
  household: [],
  members: ['birth', 'study', 'generalLevel', 'vocationalLevel'],
  member: memberAdultEducation,
  merge: 'max',
  judge: totalAsOption,
  breaks: null,
  parameters: ['adultFromAge', 'adultUpperFromAge', 'adultToAge', 'youthGeneral', 'youthVocational', 'adultGeneral', 'adultVocational'],
};

function memberAdultEducation(member: MemberAnswers, age: number, { limits }: Scene): number {
  if (age === UNKNOWN) return UNKNOWN;
  if (age < limits.adultFrom || age >= limits.adultEnd) return 0;
  const upper = age >= limits.adultUpperFrom;
  if (!isMissing(member.study) && member.study !== 'none') return 1;
  if (isIn(upper ? limits.adultGeneral : limits.youthGeneral, member.generalLevel)) return 1;
  if (isIn(upper ? limits.adultVocational : limits.youthVocational, member.vocationalLevel)) return 1;
  return isMissing(member.study) || isMissing(member.generalLevel) || isMissing(member.vocationalLevel) ? UNKNOWN : 2;
}

/** Indicator 6. A level above the one for the age is in order: a child of 11 may be in lower secondary school. */
export const childSchooling: Rule = {
  id: 'child-schooling',
  finds: { kind: 'indicator', indicator: 'child-schooling' },
  options: ['nobody-concerned', 'in-order', 'wrong-level', 'not-in-school'],
  holds: [false, false, true, true],
  household: [],
  members: ['birth', 'study'],
  member: memberSchooling,
  merge: 'max',
  judge: totalAsOption,
  breaks: null,
  parameters: ['schoolBands'],
};

function memberSchooling(member: MemberAnswers, age: number, { limits }: Scene): number {
  if (age === UNKNOWN) return UNKNOWN;
  for (const band of limits.schoolBands) {
    if (age < band.from || age >= band.below) continue;
    if (isMissing(member.study)) return UNKNOWN;
    if (isIn(band.levels, member.study)) return 1;
    return member.study === 'none' ? 3 : 2;
  }
  return 0;
}

/** Indicator 7. Without a dwelling of any kind there is nothing durable. */
export const housingQuality: Rule = onHousehold('housing-quality', {
  options: ['durable', 'not-durable'],
  holds: [false, true],
  household: ['tenure', 'columnMaterial', 'wallMaterial', 'roofMaterial'],
  judge: judgeQuality,
  parameters: ['partsNotDurable', 'durableColumns', 'durableWalls', 'durableRoofs'],
});

function judgeQuality(household: HouseholdAnswers, _total: number, { limits }: Scene): number {
  if (household.tenure === 'none') return 1;
  const column = durable(household.columnMaterial, limits.durableColumns);
  const wall = durable(household.wallMaterial, limits.durableWalls);
  const roof = durable(household.roofMaterial, limits.durableRoofs);
  const bad = (column === 0 ? 1 : 0) + (wall === 0 ? 1 : 0) + (roof === 0 ? 1 : 0);
  const open = (column === UNKNOWN ? 1 : 0) + (wall === UNKNOWN ? 1 : 0) + (roof === UNKNOWN ? 1 : 0);
  if (bad >= limits.partsNotDurable) return 1;
  return bad + open >= limits.partsNotDurable ? UNKNOWN : 0;
}

function durable(material: unknown, set: CodeSet): number {
  return isMissing(material) ? UNKNOWN : isIn(set, material) ? 1 : 0;
}

/** Indicator 8. */
export const housingArea: Rule = {
  ...onHousehold('housing-area', {
    options: ['enough', 'too-small'],
    holds: [false, true],
    household: ['tenure', 'dwellingAreaDm2'],
    judge: judgeArea,
    parameters: ['leastArea'],
  }),
  breaks: (scene) => [scene.limits.leastArea * scene.people],
};

function judgeArea(household: HouseholdAnswers, _total: number, { limits, people }: Scene): number {
  if (household.tenure === 'none') return 1;
  if (isMissing(household.dwellingAreaDm2)) return UNKNOWN;
  return household.dwellingAreaDm2 < limits.leastArea * people ? 1 : 0;
}

/** Indicator of water: 9 in 2022-2026, 10 in 2027-2030. */
export const water: Rule = onHousehold('water', {
  options: ['clean', 'not-clean'],
  holds: [false, true],
  household: ['waterSource'],
  judge: ({ waterSource }, _total, { limits }) => (isMissing(waterSource) ? UNKNOWN : isIn(limits.cleanWaters, waterSource) ? 0 : 1),
  parameters: ['cleanWaters'],
});

/** Indicator of the latrine: 10 in 2022-2026, 11 in 2027-2030. */
export const toilet: Rule = onHousehold('toilet', {
  options: ['hygienic', 'not-hygienic'],
  holds: [false, true],
  household: ['toilet'],
  judge: ({ toilet: kind }, _total, { limits }) => (isMissing(kind) ? UNKNOWN : isIn(limits.hygienicToilets, kind) ? 0 : 1),
  parameters: ['hygienicToilets'],
});

/** Indicator of telecom service: 11 in 2022-2026, 9 in 2027-2030. One user is enough. */
export const telecom: Rule = {
  id: 'telecom',
  finds: { kind: 'indicator', indicator: 'telecom' },
  options: ['nobody', 'somebody'],
  holds: [true, false],
  household: [],
  members: ['birth', 'internet'],
  member: memberInternet,
  merge: 'max',
  judge: totalAsOption,
  breaks: null,
  parameters: ['internetFromAge'],
};

function memberInternet(member: MemberAnswers, age: number, { limits }: Scene): number {
  if (age !== UNKNOWN && age < limits.internetFrom) return 0;
  if (member.internet === false) return 0;
  return age === UNKNOWN || isMissing(member.internet) ? UNKNOWN : 1;
}

/** Indicator 12 of 2022-2026 only. */
export const means: Rule = {
  ...onHousehold('means', {
    options: ['some', 'none'],
    holds: [false, true],
    household: ['televisions', 'radios', 'desktops', 'telephones', 'laptops', 'tablets', 'smartphones'],
    judge: judgeMeans,
    parameters: ['meansOfAccess'],
  }),
  breaks: () => [1],
};

function judgeMeans(household: HouseholdAnswers, _total: number, { limits }: Scene): number {
  let open = false;
  for (const field of limits.meansOfAccess) {
    const pieces = household[field];
    if (isMissing(pieces)) open = true;
    else if (pieces > 0) return 0;
  }
  return open ? UNKNOWN : 1;
}

/** Indicator 12 of 2027-2030 only. */
export const waste: Rule = onHousehold('waste', {
  options: ['handled', 'not-handled'],
  holds: [false, true],
  household: ['waste'],
  judge: ({ waste: way }, _total, { limits }) => (isMissing(way) ? UNKNOWN : isIn(limits.handledWastes, way) ? 0 : 1),
  parameters: ['handledWastes'],
});

function onHousehold(indicator: Indicator, rest: Pick<Rule, 'options' | 'holds' | 'household' | 'judge' | 'parameters'>): Rule {
  return { id: indicator, finds: { kind: 'indicator', indicator }, members: [], member: null, merge: 'max', breaks: null, ...rest };
}
