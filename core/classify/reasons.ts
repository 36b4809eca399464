/**
 * A verdict's reasons for people (vì sao ra kết quả này): the trace in the order a household wants to hear it, each line
 * as keys and numbers for `words/classify`, with the members concerned. What to say is there; here only what, in which
 * order. Numbers come from the rulebook the verdict names.
 */
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

/**
 * Class first, then what is lacking, what is not clear, what is not lacking, points from most to least, groups. `people`: of the
 * household, when it was asked.
 */
export function reasonsOf(verdict: ExplainedVerdict, people: number): readonly Reason[] {
  const params = { ...paramsOf(verdict), people };
  const reasons = verdict.trace.flatMap((line) => {
    const part = partOf(line);
    return part === null ? [] : [reasonOf(line, part, params)];
  });
  return PARTS.flatMap((part) =>
    reasons.filter((reason) => reason.part === part).sort((a, b) => (part === 'points' ? most(b) - most(a) : 0)),
  );
}

/** What the points stand for, in money: a sentence of `words/classify` that takes the same numbers as the class. */
export function lineKeyOf({ trace }: ExplainedVerdict): 'line.rural' | 'line.urban' {
  return trace.some(({ rule }) => rule === 'b1.urban') ? 'line.urban' : 'line.rural';
}

function reasonOf(line: TraceLine, part: Part, params: Reason['params'] & { readonly people: number }): Reason {
  const memberIds = [...new Set(line.answers.flatMap(({ memberId }) => (memberId === null ? [] : [memberId])))];
  const told = toldIn(line, { people: params.people, members: memberIds.length });
  return {
    part,
    title: titleOf(line),
    key: told?.key ?? keyOf(line),
    params: { ...params, ...told?.params },
    points: line.points,
    memberIds,
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

/** Options that are told with the number of people concerned: each of them is named by their own answer. */
const COUNTED = [
  'employment.no-contract',
  'employment.no-job',
  'nutrition.underweight',
  'nutrition.stunted',
  'insurance.uninsured',
  'adult-education.without-level',
  'child-schooling.wrong-level',
  'child-schooling.not-in-school',
];

/** The same with this household's own number; null where it has none, or where the reader may not see the answers it comes from. */
function toldIn(
  { rule, option, answers }: TraceLine,
  { people, members }: { readonly people: number; readonly members: number },
): { readonly key: string; readonly params: Reason['params'] } | null {
  if (option === null) return null;
  if (COUNTED.includes(`${rule}.${option}`)) return members === 0 ? null : { key: `counted.${rule}.${option}`, params: { count: members } };
  if (!rule.startsWith('housing-')) return null;
  if (answers.some(({ field, value }) => field === 'tenure' && value === 'none')) return { key: `counted.${rule}.no-dwelling`, params: {} };
  const area = answers.find(({ field }) => field === 'dwellingAreaDm2')?.value;
  if (rule !== 'housing-area' || typeof area !== 'number' || people < 1) return null;
  // Rounded down, so that what is below the limit never reads as the limit.
  const params = { area: area / 100, perPerson: Math.floor(area / people / 10) / 10 };
  return { key: `counted.${rule}.${option}`, params };
}

function most({ points }: Reason): number {
  return points?.max ?? 0;
}

function paramsOf({ rulebook, trace, b1, b2, deprivations }: ExplainedVerdict): Reason['params'] {
  const { parameters } = rulebookById(rulebook);
  const urban = trace.some(({ rule }) => rule === 'b1.urban');
  const each = parameters.deprivationPoints.value;
  return {
    ...agesOf(parameters),
    b1: between(b1),
    b2: between(b2),
    deprived: between({ min: b2.min / each, max: b2.max / each }),
    all: deprivations.length,
    many: Math.ceil(parameters.deprivationCutOff.value / each),
    each,
    cutOff: (urban ? parameters.cutOffUrban : parameters.cutOffRural).value,
    line: (urban ? parameters.incomeLineUrban : parameters.incomeLineRural).value,
    dependantShare: parameters.dependantShare.value,
    parts: parameters.partsNotDurable.value,
    leastArea: parameters.leastArea.value / 100,
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
