/**
 * The official groups of tables 8 and 12 (nhóm đối tượng) and the grounds of the province's own rule "cannot escape
 * poverty" (không có khả năng thoát nghèo). Both are judged for every household, whatever its class; tables count them
 * among the poor. "No working capacity" is the narrower, official term: whether anybody could work. The ground "nobody
 * able" asks whether anybody can earn now, so a household whose only adult still studies falls under it.
 */
import type { MemberAnswers } from '../../interview/answers.ts';
import { type Rule, type Scene, UNKNOWN } from '../rulebook.ts';
import { memberDependant } from './rules-indicators.ts';
import { isIn, isMissing, totalAsOption, workingAge } from './told.ts';

const YES_NO = {
  options: ['no', 'yes'],
  holds: [false, true],
  household: [],
  merge: 'max',
  judge: totalAsOption,
  breaks: null,
} as const;

/** The household counts as its head or the head's spouse does. */
const ethnicMinority: Rule = {
  ...inGroup('ethnic-minority'),
  members: ['relation', 'ethnicity'],
  member: memberMinority,
  parameters: ['minorityRelations', 'minorities'],
};

function memberMinority(member: MemberAnswers, _age: number, { limits }: Scene): number {
  if (!isIn(limits.minorityRelations, member.relation)) return 0;
  return isMissing(member.ethnicity) ? UNKNOWN : isIn(limits.minorities, member.ethnicity) ? 1 : 0;
}

/** Holds when no member has working capacity. */
const noWorkingCapacity: Rule = {
  ...inGroup('no-working-capacity'),
  options: ['nobody', 'somebody'],
  holds: [true, false],
  members: ['birth', 'sex', 'jobStatus', 'assistance'],
  member: memberCapacity,
  parameters: ['incapableStatuses', 'incapableAssistance', 'workFromAge', 'workingAgeEnd'],
};

/** Who works has capacity at any age; otherwise of working age, not unable, not assisted for a disability. */
function memberCapacity(member: MemberAnswers, age: number, scene: Scene): number {
  const { limits } = scene;
  if (age !== UNKNOWN && age < limits.workFrom) return 0;
  if (isIn(limits.incapableStatuses, member.jobStatus)) return 0;
  if (age === UNKNOWN) return UNKNOWN;
  if (member.jobStatus === 'working') return 1;
  const of = workingAge(member, age, scene);
  if (isMissing(member.jobStatus)) return UNKNOWN;
  if (of === 0 || isIn(limits.incapableAssistance, member.assistance)) return 0;
  return of === UNKNOWN || isMissing(member.assistance) ? UNKNOWN : 1;
}

const merit: Rule = {
  ...inGroup('merit'),
  members: ['birth', 'merit'],
  member: memberMerit,
  parameters: ['meritFromAge'],
};

function memberMerit(member: MemberAnswers, age: number, { limits }: Scene): number {
  if (age !== UNKNOWN && age < limits.meritFrom) return 0;
  if (member.merit === false) return 0;
  return age === UNKNOWN || isMissing(member.merit) ? UNKNOWN : 1;
}

/** Ground 1: members on monthly social assistance are at least half of the household. */
const socialProtection: Rule = {
  ...onGround('social-protection'),
  members: ['assistance'],
  member: memberProtected,
  merge: 'sum',
  judge: (_household, total, { limits, people }) => (total * 100 >= people * limits.protectedShare ? 1 : 0),
  parameters: ['protectedShare', 'protectedAssistance'],
};

function memberProtected(member: MemberAnswers, _age: number, { limits }: Scene): number {
  return isMissing(member.assistance) ? UNKNOWN : isIn(limits.protectedAssistance, member.assistance) ? 1 : 0;
}

/** Ground 2: many dependants, both in number and in share. */
const manyDependants: Rule = {
  ...onGround('many-dependants'),
  members: ['birth', 'assistance'],
  member: memberDependant,
  merge: 'sum',
  judge: (_household, total, { limits, people }) =>
    total >= limits.manyDependants && total * 100 > people * limits.manyDependantsShare ? 1 : 0,
  parameters: ['manyDependants', 'manyDependantsShare', 'dependantBelowAge', 'dependantAssistance'],
};

/** Ground 3: nobody of working age can earn now. */
const nobodyAble: Rule = {
  ...onGround('nobody-able'),
  options: ['nobody', 'somebody'],
  holds: [true, false],
  members: ['birth', 'sex', 'jobStatus'],
  member: memberEarning,
  parameters: ['notEarningStatuses', 'workFromAge', 'workingAgeEnd'],
};

function memberEarning(member: MemberAnswers, age: number, scene: Scene): number {
  const { limits } = scene;
  if (age !== UNKNOWN && age < limits.workFrom) return 0;
  if (isIn(limits.notEarningStatuses, member.jobStatus)) return 0;
  if (age === UNKNOWN) return UNKNOWN;
  const of = workingAge(member, age, scene);
  if (of === 0) return 0;
  return of === UNKNOWN || isMissing(member.jobStatus) ? UNKNOWN : 1;
}

export const groupRules: readonly Rule[] = [ethnicMinority, noWorkingCapacity, merit];
export const groundRules: readonly Rule[] = [socialProtection, manyDependants, nobodyAble];

function inGroup(group: 'ethnic-minority' | 'no-working-capacity' | 'merit') {
  return { ...YES_NO, id: `group.${group}`, finds: { kind: 'group', group } } as const;
}

function onGround(ground: 'social-protection' | 'many-dependants' | 'nobody-able') {
  return { ...YES_NO, id: `ground.${ground}`, finds: { kind: 'ground', ground } } as const;
}
