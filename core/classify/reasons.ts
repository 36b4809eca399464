/**
 * A verdict's reasons for people (vì sao ra kết quả này): the trace in the order a household wants to hear it, each line
 * as keys and numbers for `words/classify`, with the members concerned. What to say is there; here only what, in which
 * order. Numbers come from the rulebook the verdict names.
 */
import { groupVi, scaledVi } from '../kernel/numbers.ts';
import type { Parameters } from './rulebook.ts';
import { rulebookById } from './rulebooks.ts';
import type { ExplainedVerdict, Points, TraceLine, UsedAnswer } from './verdict.ts';

export const PARTS = ['class', 'deprived', 'open', 'fine', 'points', 'groups', 'cannot-escape'] as const;
export type Part = (typeof PARTS)[number];

export interface Reason {
  readonly part: Part;
  /** What it is about: an indicator, an item, a group; null for the class itself. */
  readonly title: string | null;
  /** The sentence. */
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly points: Points | null;
  /** Members whose answers decided, or are missing. */
  readonly memberIds: readonly string[];
  readonly answers: readonly UsedAnswer[];
  readonly clause: string;
  readonly sure: string;
}

/** Class first, then what is lacking, what is not clear, what is not lacking, points from most to least, groups. */
export function reasonsOf(verdict: ExplainedVerdict): readonly Reason[] {
  const params = paramsOf(verdict);
  const reasons = verdict.trace.flatMap((line) => {
    const part = partOf(line);
    return part === null ? [] : [reasonOf(line, part, params)];
  });
  return PARTS.flatMap((part) =>
    reasons.filter((reason) => reason.part === part).sort((a, b) => (part === 'points' ? most(b) - most(a) : 0)),
  );
}

function reasonOf(line: TraceLine, part: Part, params: Reason['params']): Reason {
  return {
    part,
    title: titleOf(line),
    key: keyOf(line),
    params,
    points: line.points,
    memberIds: [...new Set(line.answers.flatMap(({ memberId }) => (memberId === null ? [] : [memberId])))],
    answers: line.answers,
    clause: `clause.${line.clause}`,
    sure: `sure.${line.sure}`,
  };
}

/** Totals have no part of their own: they are in the sentence of the class. */
function partOf({ rule, finding }: TraceLine): Part | null {
  if (rule === 'class') return 'class';
  if (rule === 'b2' || rule === 'b1.rural' || rule === 'b1.urban') return null;
  if (rule.startsWith('ground.') || rule === 'cannot-escape') return 'cannot-escape';
  if (rule.startsWith('group.')) return 'groups';
  if (finding === 'points') return 'points';
  return finding === 'deprived' ? 'deprived' : finding === 'unknown' ? 'open' : 'fine';
}

function titleOf({ rule }: TraceLine): string | null {
  if (rule === 'class' || rule === 'cannot-escape') return null;
  if (rule.startsWith('b1.')) return `rule.${rule}`;
  return rule.startsWith('group.') || rule.startsWith('ground.') ? rule : `indicator.${rule}`;
}

function keyOf({ rule, option, finding }: TraceLine): string {
  if (rule === 'class') return `because.${option ?? 'undetermined'}`;
  if (rule === 'cannot-escape') return `cannot-escape.${option ?? 'unknown'}`;
  if (option !== null) return `option.${rule}.${option}`;
  if (finding === 'deprived' || finding === 'in-group') return 'settled.yes';
  if (finding === 'not-deprived' || finding === 'not-in-group') return 'settled.no';
  return rule.startsWith('b1.') ? 'open.b1' : `open.${rule}`;
}

function most({ points }: Reason): number {
  return points?.max ?? 0;
}

function paramsOf({ rulebook, trace, b1, b2 }: ExplainedVerdict): Reason['params'] {
  const { parameters } = rulebookById(rulebook);
  const urban = trace.some(({ rule }) => rule === 'b1.urban');
  const each = parameters.deprivationPoints.value;
  return {
    ...agesOf(parameters),
    b1: between(b1),
    b2: between(b2),
    deprived: between({ min: b2.min / each, max: b2.max / each }),
    many: Math.ceil(parameters.deprivationCutOff.value / each),
    each,
    cutOff: (urban ? parameters.cutOffUrban : parameters.cutOffRural).value,
    line: groupVi((urban ? parameters.incomeLineUrban : parameters.incomeLineRural).value),
    dependantShare: parameters.dependantShare.value,
    parts: parameters.partsNotDurable.value,
    leastArea: scaledVi(parameters.leastArea.value, 2).replace(/,?0+$/, ''),
    protectedShare: parameters.protectedShare.value,
    manyDependants: parameters.manyDependants.value,
    manyDependantsShare: parameters.manyDependantsShare.value,
  };
}

function agesOf(parameters: Parameters): Record<string, number> {
  const bands = parameters.schoolBands.value;
  return {
    workFrom: parameters.workFromAge.value,
    dependantBelow: parameters.dependantBelowAge.value,
    growthBelow: parameters.growthBelowAge.value,
    insuranceFrom: parameters.insuranceFromAge.value,
    adultFrom: parameters.adultFromAge.value,
    adultTo: parameters.adultToAge.value,
    schoolFrom: Math.min(...bands.map((band) => band.fromAge)),
    schoolBelow: Math.max(...bands.map((band) => band.belowAge)),
    burdenBelow: parameters.burdenBelowAge.value,
    burdenAbove: parameters.burdenAboveAge.value,
  };
}

function between({ min, max }: Points): string {
  return min === max ? String(min) : `${min}–${max}`;
}
