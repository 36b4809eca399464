/**
 * Who still has answers missing (đơn vị còn thiếu câu trả lời): the household or one member, and which values a missing
 * answer could take. One value stands for all values that no rule tells apart: every code, yes and no, the least value of
 * each band, each month of age at which a rule may change its mind.
 */
import type { Answers, HouseholdAnswers, HouseholdField, MemberAnswers, MemberField } from '../../interview/answers.ts';
import * as codes from '../../interview/codes.ts';
import { type Rule, type Scene, UNKNOWN } from '../rulebook.ts';
import { oldest, youngest } from './ages.ts';
import type { Compiled } from './compile.ts';
import type { Pass } from './judge.ts';
import type { Domains } from './domains.ts';
import { isMissing } from './told.ts';

/** A value supposed for a missing answer. */
export interface Patch {
  readonly field: HouseholdField | MemberField;
  readonly household: Partial<HouseholdAnswers>;
  readonly member: Partial<MemberAnswers>;
  /** Completed months; null leaves the age as it is. */
  readonly age: number | null;
}

/** The answers of the unit with what is supposed so far. */
export interface Said {
  readonly household: HouseholdAnswers;
  readonly member: MemberAnswers | null;
  /** Completed months; UNKNOWN for the household and where the birth date leaves it open. */
  readonly age: number;
}

export interface Unit {
  /** Index of the member; null for the household. */
  readonly member: number | null;
  readonly memberId: string | null;
  readonly said: Said;
  /** The answer on which many rules hang at once (birth, tenure), if it is missing: it is supposed first. */
  readonly hub: HouseholdField | MemberField | null;
  readonly hubValues: () => readonly Patch[];
  /** The answers, other than the hub, that the rule reads and that are missing. */
  readonly missing: (rule: Rule) => readonly (HouseholdField | MemberField)[];
  /** Every value that tells, given the ages supposed. */
  readonly values: (field: HouseholdField | MemberField, rules: readonly Rule[], ages: readonly number[]) => readonly Patch[];
  /** Contribution of the member, or option of the household; UNKNOWN if it depends on what is still missing. */
  readonly outcome: (rule: Rule, said: Said) => number;
}

const NOTHING = { household: {}, member: {}, age: null } as const;

export function supposing(said: Said, patch: Patch): Said {
  if (patch.age !== null) return { ...said, age: patch.age };
  if (said.member === null) return { ...said, household: { ...said.household, ...patch.household } };
  return { ...said, member: { ...said.member, ...patch.member } };
}

/** A dwelling that was described exists, whoever owns it. */
export function householdUnit({ household }: Answers, { scene, domains }: Compiled): Unit {
  const { wallMaterial, columnMaterial, roofMaterial, dwellingAreaDm2 } = household;
  const described = [wallMaterial, columnMaterial, roofMaterial, dwellingAreaDm2].some((answer) => answer !== undefined);
  return {
    member: null,
    memberId: null,
    said: { household, member: null, age: UNKNOWN },
    hub: isMissing(household.tenure) && !described ? 'tenure' : null,
    hubValues: () => domains.tenure.map((tenure) => supposed('tenure', { tenure })),
    missing: (rule) => rule.household.filter((field) => field !== 'tenure' && isMissing(household[field])),
    values: (field, rules) => householdValues(field, rules, scene, domains),
    outcome: (rule, said) => rule.judge(said.household, 0, scene),
  };
}

export function memberUnit({ household, members }: Answers, index: number, { scene, domains }: Compiled, pass: Pass): Unit {
  const member = members[index];
  if (member === undefined) throw new RangeError('No such member.');
  const age = pass.ages[index] ?? UNKNOWN;
  const hubValues = age === UNKNOWN ? ages(member, pass.today, scene) : [];
  return {
    member: index,
    memberId: member.memberId,
    said: { household, member, age },
    hub: age === UNKNOWN ? 'birth' : null,
    hubValues: () => hubValues,
    missing: (rule) => rule.members.filter((field) => field !== 'birth' && isMissing(member[field])),
    values: (field, _rules, at) => memberValues(field, at, scene, domains),
    outcome: (rule, said) => (rule.member === null || said.member === null ? UNKNOWN : rule.member(said.member, said.age, scene)),
  };
}

/** The first and the last month and both sides of every bound, also of the growth limits that the measures cross. */
function ages(member: MemberAnswers, today: number, { limits, ...scene }: Scene): readonly Patch[] {
  const [least, most] = [youngest(member.birth, today), oldest(member.birth, today)];
  const bounds = [...limits.ageBreaks, scene.workingAgeEndMale, scene.workingAgeEndFemale];
  for (let month = 1; month < limits.growthBelow; month += 1)
    if (growth(member, month, limits) !== growth(member, month - 1, limits)) bounds.push(month);
  const found = new Set([least, most, ...bounds.flatMap((bound) => [bound - 1, bound])]);
  const inside = [...found].filter((month) => month >= least && month <= most).sort((a, b) => a - b);
  return inside.map((age) => ({ ...NOTHING, field: 'birth', age }));
}

/** How a child of that month with these measures stands to the limits of either sex. */
function growth({ heightMm, weightG }: MemberAnswers, month: number, { leastHeight, leastWeight }: Scene['limits']): string {
  const short = [leastHeight.male, leastHeight.female].map((table) => typeof heightMm === 'number' && heightMm < (table[month] ?? 0));
  const light = [leastWeight.male, leastWeight.female].map((table) => typeof weightG === 'number' && weightG < (table[month] ?? 0));
  return [...short, ...light, month < leastWeight.male.length].join();
}

function householdValues(field: HouseholdField | MemberField, rules: readonly Rule[], scene: Scene, domains: Domains): readonly Patch[] {
  switch (field) {
    case 'columnMaterial':
      return domains.columnMaterial.map((columnMaterial) => supposed(field, { columnMaterial }));
    case 'wallMaterial':
      return domains.wallMaterial.map((wallMaterial) => supposed(field, { wallMaterial }));
    case 'roofMaterial':
      return domains.roofMaterial.map((roofMaterial) => supposed(field, { roofMaterial }));
    case 'powerSource':
      return domains.powerSource.map((powerSource) => supposed(field, { powerSource }));
    case 'waterSource':
      return domains.waterSource.map((waterSource) => supposed(field, { waterSource }));
    case 'toilet':
      return domains.toilet.map((toilet) => supposed(field, { toilet }));
    case 'waste':
      return domains.waste.map((waste) => supposed(field, { waste }));
    case 'aquaculture':
      return [false, true].map((aquaculture) => supposed(field, { aquaculture }));
    default:
      return numbers(field, rules, scene).map((value) => supposed(field, { [field]: value }));
  }
}

function supposed(field: HouseholdField | MemberField, household: Partial<HouseholdAnswers>): Patch {
  return { ...NOTHING, field, household };
}

/** 0 and the least value of each band, over all rules that read the number. */
function numbers(field: HouseholdField | MemberField, rules: readonly Rule[], scene: Scene): readonly number[] {
  const reading = rules.filter((rule) => rule.household.some((read) => read === field));
  return [...new Set([0, ...reading.flatMap((rule) => (rule.breaks === null ? [] : [...rule.breaks(scene)]))])].sort((a, b) => a - b);
}

function memberValues(field: HouseholdField | MemberField, at: readonly number[], { limits }: Scene, domains: Domains): readonly Patch[] {
  switch (field) {
    case 'sex':
      return codes.SEXES.map((sex) => person(field, { sex }));
    case 'ethnicity':
      return domains.ethnicity.map((ethnicity) => person(field, { ethnicity }));
    case 'study':
      return domains.study.map((study) => person(field, { study }));
    case 'generalLevel':
      return domains.generalLevel.map((generalLevel) => person(field, { generalLevel }));
    case 'vocationalLevel':
      return domains.vocationalLevel.map((vocationalLevel) => person(field, { vocationalLevel }));
    case 'assistance':
      return domains.assistance.map((assistance) => person(field, { assistance }));
    case 'jobStatus':
      return domains.jobStatus.map((jobStatus) => person(field, { jobStatus }));
    case 'jobType':
      return domains.jobType.map((jobType) => person(field, { jobType }));
    case 'contract':
      return domains.contract.map((contract) => person(field, { contract }));
    case 'pension':
      return domains.pension.map((pension) => person(field, { pension }));
    case 'heightMm':
      return least(at, limits.leastHeight).map((heightMm) => person(field, { heightMm }));
    case 'weightG':
      return least(at, limits.leastWeight).map((weightG) => person(field, { weightG }));
    default:
      return [false, true].map((yes) => person(field, { [field]: yes }));
  }
}

function person(field: HouseholdField | MemberField, member: Partial<MemberAnswers>): Patch {
  return { ...NOTHING, field, member };
}

/** 0 and the values that a child of one of these ages must reach, for both sexes. */
function least(at: readonly number[], table: Scene['limits']['leastHeight']): readonly number[] {
  return [...new Set([0, ...at.flatMap((age) => [table.male[age] ?? 0, table.female[age] ?? 0])])].sort((a, b) => a - b);
}
