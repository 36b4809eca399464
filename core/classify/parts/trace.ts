/**
 * The reasons of a verdict, in the order people read them (dấu vết chấm điểm): one line per rule with the answers it
 * used, a line for each total, and the class. Texts are left to `words/`, which knows each rule and option by its id.
 */
import type { Answers } from '../../interview/answers.ts';
import { type Parameters, type Rule, UNKNOWN } from '../rulebook.ts';
import { SURENESSES, type Sureness, type TraceLine, type UsedAnswer, type Verdict } from '../verdict.ts';
import type { Compiled } from './compile.ts';
import { WIDTH } from './steps.ts';
import type { Pass } from './judge.ts';
import type { Opened, OpenRule } from './open.ts';
import { isMissing } from './told.ts';

export interface Judged {
  readonly book: Compiled;
  readonly parameters: Parameters;
  readonly answers: Answers;
  readonly areaType: 'rural' | 'urban';
  readonly pass: Pass;
  readonly opened: Opened | null;
  readonly verdict: Verdict;
}

export function traceOf(judged: Judged): readonly TraceLine[] {
  const lines = (kind: Rule['finds']['kind']) =>
    judged.book.rules.flatMap((rule, at) => (rule.finds.kind === kind ? [lineOf(judged, rule, at)] : []));
  return [
    ...lines('points'),
    b1Line(judged),
    ...lines('indicator'),
    b2Line(judged),
    classLine(judged),
    ...lines('group'),
    ...lines('ground'),
    groundsLine(judged),
  ];
}

function lineOf(judged: Judged, rule: Rule, at: number): TraceLine {
  const open = judged.opened?.rules.get(at);
  const options = open?.options ?? [judged.pass.options[at] ?? UNKNOWN];
  const { finding, points } = foundOf(judged, rule, at, options);
  const proof = open === undefined || finding === 'unknown' || finding === 'points' ? null : proofOf(judged, rule, options);
  const only = proof?.option ?? (options.length === 1 ? options[0] : undefined);
  const quote = clausesOf(judged)[at];
  return {
    rule: rule.id,
    option: only === undefined ? null : (rule.options[only] ?? null),
    finding,
    points,
    answers: open === undefined ? usedBy(judged, rule) : (proof?.answers ?? openAnswers(judged, open, finding)),
    clause: quote?.clause ?? '',
    sure: quote?.sure ?? 'remembered',
  };
}

/** What keeps the rule open; where it is settled all the same, only what was said: an answer not given is no reason. */
function openAnswers(judged: Judged, { cells }: OpenRule, finding: TraceLine['finding']): readonly UsedAnswer[] {
  const all = cells.map(({ field, memberId, unit }) => ({ field, memberId, value: valueAt(judged, unit.member, field) }));
  return finding === 'unknown' || finding === 'points' ? all : all.filter(({ value }) => !isMissing(value ?? undefined));
}

interface Proof {
  readonly option: number;
  readonly answers: readonly UsedAnswer[];
}

/**
 * What already proves a finding that no missing answer can change: the option that the members who did answer come to, and
 * their answers. Null where only all possible answers together prove it.
 */
function proofOf(judged: Judged, rule: Rule, options: readonly number[]): Proof | null {
  if (rule.member === null) return null;
  const { book, answers } = judged;
  const known = partsOf(judged, rule).filter((part) => part !== UNKNOWN);
  if (known.length === 0) return null;
  const total = rule.merge === 'sum' ? known.reduce((sum, part) => sum + part, 0) : Math.max(...known);
  const option = rule.judge(answers.household, total, book.scene);
  return options.includes(option) ? { option, answers: usedBy(judged, rule) } : null;
}

function foundOf(judged: Judged, rule: Rule, at: number, options: readonly number[]): Pick<TraceLine, 'finding' | 'points'> {
  if (rule.finds.kind === 'points') {
    const points = options.map((option) => judged.book.points[judged.areaType][at * WIDTH + option] ?? 0);
    return { finding: 'points', points: { min: Math.min(...points), max: Math.max(...points) } };
  }
  const holds = new Set(options.map((option) => rule.holds[option] === true));
  const each = rule.finds.kind === 'indicator' ? judged.book.pointsEach : null;
  const points = each === null ? null : { min: holds.has(false) ? 0 : each, max: holds.has(true) ? each : 0 };
  if (holds.size > 1) return { finding: 'unknown', points };
  if (rule.finds.kind === 'indicator') return { finding: holds.has(true) ? 'deprived' : 'not-deprived', points };
  return { finding: holds.has(true) ? 'in-group' : 'not-in-group', points };
}

/** Answers of the household, or of the members who decided: those with the deciding contribution, or all who counted in a sum. */
function usedBy(judged: Judged, rule: Rule): readonly UsedAnswer[] {
  const { answers } = judged;
  const used: UsedAnswer[] = [];
  if (rule.member === null) for (const field of rule.household) note(used, field, null, answers.household[field]);
  else {
    const parts = partsOf(judged, rule);
    const most = Math.max(...parts);
    answers.members.forEach((member, at) => {
      const part = parts[at] ?? UNKNOWN;
      const decided = part !== UNKNOWN && (most === 0 || (rule.merge === 'sum' ? part > 0 : part === most));
      if (decided) for (const field of rule.members) note(used, field, member.memberId, member[field]);
    });
  }
  return used;
}

/** What each member contributes, UNKNOWN where an answer is missing. */
function partsOf({ answers, book, pass }: Judged, rule: Rule): readonly number[] {
  return answers.members.map((member, at) => rule.member?.(member, pass.ages[at] ?? UNKNOWN, book.scene) ?? UNKNOWN);
}

function note(used: UsedAnswer[], field: UsedAnswer['field'], memberId: string | null, value: UsedAnswer['value'] | undefined): void {
  if (value !== undefined && !isMissing(value)) used.push({ field, memberId, value });
}

function valueAt({ answers }: Judged, member: number | null, field: UsedAnswer['field']): UsedAnswer['value'] {
  const owner: Readonly<Record<string, UsedAnswer['value'] | undefined>> =
    member === null ? answers.household : (answers.members[member] ?? {});
  return owner[field] ?? null;
}

const quoted = new WeakMap<Compiled, readonly Pick<TraceLine, 'clause' | 'sure'>[]>();

/** Clause and sureness of each rule: made once, since they do not depend on the household. */
function clausesOf({ book, parameters }: Judged): readonly Pick<TraceLine, 'clause' | 'sure'>[] {
  const before = quoted.get(book);
  if (before !== undefined) return before;
  const made = book.rules.map((rule) => clauseOf(rule, parameters, book.table.status));
  quoted.set(book, made);
  return made;
}

function clauseOf(rule: Rule, parameters: Parameters, status: Verdict['tableStatus']): Pick<TraceLine, 'clause' | 'sure'> {
  const [first] = rule.parameters;
  const sures = rule.parameters.map((name) => parameters[name].sure);
  if (rule.finds.kind !== 'points') return { clause: first === undefined ? '' : parameters[first].clause, sure: leastSure(sures) };
  return { clause: 'circular-07-2021-annex-4', sure: status === 'official' ? leastSure(sures) : 'illustrative' };
}

function leastSure(marks: readonly Sureness[]): Sureness {
  return SURENESSES.findLast((mark) => marks.includes(mark)) ?? 'seen';
}

function b1Line({ verdict: { b1 }, parameters, areaType, book }: Judged): TraceLine {
  const cutOff = areaType === 'rural' ? parameters.cutOffRural : parameters.cutOffUrban;
  const option = b1.max <= cutOff.value ? 'at-or-below' : b1.min > cutOff.value ? 'above' : null;
  const sure = leastSure([cutOff.sure, book.table.status === 'official' ? 'seen' : 'illustrative']);
  return { rule: `b1.${areaType}`, option, finding: 'points', points: b1, answers: [], clause: cutOff.clause, sure };
}

function b2Line({ verdict: { b2 }, parameters: { deprivationCutOff: least } }: Judged): TraceLine {
  const option = b2.min >= least.value ? 'many' : b2.max < least.value ? 'few' : null;
  return { rule: 'b2', option, finding: 'points', points: b2, answers: [], clause: least.clause, sure: least.sure };
}

function classLine({ verdict: { outcome }, parameters: { incomeLineRural, incomeLineUrban }, areaType }: Judged): TraceLine {
  const { clause, sure } = areaType === 'rural' ? incomeLineRural : incomeLineUrban;
  return { rule: 'class', option: outcome, finding: 'class', points: null, answers: [], clause, sure };
}

function groundsLine({ verdict: { cannotEscape }, parameters: { protectedShare } }: Judged): TraceLine {
  const finding = cannotEscape.holds === 'yes' ? 'in-group' : cannotEscape.holds === 'no' ? 'not-in-group' : 'unknown';
  return {
    rule: 'cannot-escape',
    option: cannotEscape.holds,
    finding,
    points: null,
    answers: [],
    clause: protectedShare.clause,
    sure: protectedShare.sure,
  };
}
