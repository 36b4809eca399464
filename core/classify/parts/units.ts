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
import { isMissing } from './told.ts';

/** Answers supposed for the ones missing. */
export interface Patch {
  readonly field: HouseholdField | MemberField;
  readonly household: Partial<HouseholdAnswers>;
  readonly member: Partial<MemberAnswers>;
  /** Completed months; null leaves the age as it is. */
  readonly age: number | null;
}

export interface Unit {
  /** Index of the member; null for the household. */
  readonly member: number | null;
  readonly memberId: string | null;
  /** Completed months; UNKNOWN for the household and where the birth date leaves it open. */
  readonly age: number;
  /** The answer on which many rules hang at once (birth, tenure), if it is missing: it is supposed first. */
  readonly hub: HouseholdField | MemberField | null;
  readonly hubValues: (rules: readonly Rule[]) => readonly Patch[];
  /** The answers, other than the hub, that the rule reads and that are missing. */
  readonly missing: (rule: Rule) => readonly (HouseholdField | MemberField)[];
  /** Every value that tells, given the ages supposed. */
  readonly values: (field: HouseholdField | MemberField, rules: readonly Rule[], ages: readonly number[]) => readonly Patch[];
  /** Contribution of the member, or option of the household; UNKNOWN if it depends on what is still missing. */
  readonly outcome: (rule: Rule, patches: readonly Patch[]) => number;
}

const NOTHING = { household: {}, member: {}, age: null } as const;

/** A dwelling that was described exists, whoever owns it. */
export function householdUnit(answers: Answers, { scene }: Compiled): Unit {
  const { household } = answers;
  const described = [household.wallMaterial, household.columnMaterial, household.roofMaterial, household.dwellingAreaDm2].some(
    (a) => a !== undefined,
  );
  return {
    member: null,
    memberId: null,
    age: UNKNOWN,
    hub: isMissing(household.tenure) && !described ? 'tenure' : null,
    hubValues: () => codes.TENURES.map((tenure) => supposed('tenure', { tenure })),
    missing: (rule) => rule.household.filter((field) => field !== 'tenure' && isMissing(household[field])),
    values: (field, rules) => householdValues(field, rules, scene),
    outcome: (rule, patches) =>
      rule.judge(
        patches.reduce((all, patch) => ({ ...all, ...patch.household }), household),
        0,
        scene,
      ),
  };
}

export function memberUnit(answers: Answers, index: number, { scene }: Compiled, pass: Pass): Unit {
  const member = answers.members[index];
  if (member === undefined) throw new RangeError('No such member.');
  const known = pass.ages[index] ?? UNKNOWN;
  return {
    member: index,
    memberId: member.memberId,
    age: known,
    hub: known === UNKNOWN ? 'birth' : null,
    hubValues: (rules) => ages(youngest(member.birth, pass.today), oldest(member.birth, pass.today), rules, scene),
    missing: (rule) => rule.members.filter((field) => field !== 'birth' && isMissing(member[field])),
    values: (field, _rules, at) => memberValues(field, at, scene),
    outcome: (rule, patches) => {
      const age = patches.findLast((patch) => patch.age !== null)?.age ?? known;
      const supposing = patches.reduce((all, patch) => ({ ...all, ...patch.member }), member);
      return rule.member === null ? UNKNOWN : rule.member(supposing, age, scene);
    },
  };
}

/** The first and the last month, both sides of every bound; each month where growth is judged. */
function ages(least: number, most: number, rules: readonly Rule[], { limits, ...scene }: Scene): readonly Patch[] {
  const found = new Set([least, most]);
  for (const bound of [...limits.ageBreaks, scene.workingAgeEndMale, scene.workingAgeEndFemale]) found.add(bound - 1).add(bound);
  const monthly = rules.some((rule) => rule.members.includes('heightMm')) ? limits.growthBelow : 0;
  for (let month = least; month < monthly; month += 1) found.add(month);
  const inside = [...found].filter((month) => month >= least && month <= most).sort((a, b) => a - b);
  return inside.map((age) => ({ ...NOTHING, field: 'birth', age }));
}

function householdValues(field: HouseholdField | MemberField, rules: readonly Rule[], scene: Scene): readonly Patch[] {
  switch (field) {
    case 'tenure':
      return codes.TENURES.map((tenure) => supposed(field, { tenure }));
    case 'columnMaterial':
      return codes.COLUMNS.map((columnMaterial) => supposed(field, { columnMaterial }));
    case 'wallMaterial':
      return codes.WALLS.map((wallMaterial) => supposed(field, { wallMaterial }));
    case 'roofMaterial':
      return codes.ROOFS.map((roofMaterial) => supposed(field, { roofMaterial }));
    case 'powerSource':
      return codes.POWERS.map((powerSource) => supposed(field, { powerSource }));
    case 'waterSource':
      return codes.WATERS.map((waterSource) => supposed(field, { waterSource }));
    case 'toilet':
      return codes.TOILETS.map((toilet) => supposed(field, { toilet }));
    case 'waste':
      return codes.WASTES.map((waste) => supposed(field, { waste }));
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

function memberValues(field: HouseholdField | MemberField, at: readonly number[], { limits }: Scene): readonly Patch[] {
  switch (field) {
    case 'sex':
      return codes.SEXES.map((sex) => person(field, { sex }));
    case 'ethnicity':
      return codes.ETHNICITIES.map((ethnicity) => person(field, { ethnicity }));
    case 'study':
      return codes.STUDIES.map((study) => person(field, { study }));
    case 'generalLevel':
      return codes.GENERAL_LEVELS.map((generalLevel) => person(field, { generalLevel }));
    case 'vocationalLevel':
      return codes.VOCATIONAL_LEVELS.map((vocationalLevel) => person(field, { vocationalLevel }));
    case 'assistance':
      return codes.ASSISTANCES.map((assistance) => person(field, { assistance }));
    case 'jobStatus':
      return codes.JOB_STATUSES.map((jobStatus) => person(field, { jobStatus }));
    case 'jobType':
      return codes.JOB_TYPES.map((jobType) => person(field, { jobType }));
    case 'contract':
      return codes.CONTRACTS.map((contract) => person(field, { contract }));
    case 'pension':
      return codes.PENSIONS.map((pension) => person(field, { pension }));
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
