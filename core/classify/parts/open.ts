/**
 * What can be said while answers are missing (khi còn thiếu câu trả lời): the classes still possible, the range of points
 * and exactly the answers that could change the class. Nothing that shares an answer is taken to be independent: open
 * rules are grouped into components that share none, each component is listed completely, components are added up.
 * Where that takes more than MERGES steps, a component is taken rule by rule, which can only widen the result: never a
 * class too few, never an answer that matters left out.
 */
import type { Answers } from '../../interview/answers.ts';
import { type Rule, UNKNOWN } from '../rulebook.ts';
import type { AreaType } from '../score-table.ts';
import { CLASSES, type MissingAnswer, type Points, type PovertyClass } from '../verdict.ts';
import type { Compiled } from './compile.ts';
import { outcomes, pairs } from './completions.ts';
import type { Pass } from './judge.ts';
import { addCut, classOf, cut, distinctSums, isPartOfClass, NO_SUM, plus, type Sum, sumOf } from './sums.ts';
import { householdUnit, memberUnit, type Unit } from './units.ts';
import { merge, mergeAll, type Vector } from './vectors.ts';

/** For one component, and again for each of its answers. */
const MERGES = 60_000;

export interface Work {
  readonly book: Compiled;
  readonly answers: Answers;
  readonly areaType: AreaType;
  readonly pass: Pass;
}

/** An answer that leaves a rule open, and whose it is. */
export interface Cell extends MissingAnswer {
  readonly unit: Unit;
}

export interface OpenRule {
  readonly at: number;
  readonly rule: Rule;
  /** Options it can still reach, ascending. */
  readonly options: readonly number[];
  readonly cells: readonly Cell[];
}

export interface Opened {
  readonly rules: ReadonlyMap<number, OpenRule>;
  readonly b1: Points;
  readonly b2: Points;
  readonly possible: readonly PovertyClass[];
  readonly missing: readonly MissingAnswer[];
}

interface Component {
  readonly rules: readonly OpenRule[];
  readonly units: readonly Unit[];
  /** What each unit can contribute. */
  readonly vectors: readonly (readonly Vector[])[];
  /** False when there were too many merges: `sums` is then wider than what is possible. */
  readonly listed: boolean;
  readonly sums: readonly Sum[];
}

export function openUp(work: Work): Opened {
  const { book, areaType } = work;
  const units = unitsOf(work);
  const rules = openRules(work, units);
  const base = settledSum(work, rules);
  const components = componentsOf(
    work,
    [...rules.values()].filter((open) => matters(work, open)),
    units,
  );
  const possible = addAll(work, [cut(book, areaType, base)], components);
  const b1 = components.map(({ sums }) => sums.map((sum) => sum.b1));
  const deprived = components.map(({ sums }) => sums.map((sum) => sum.deprived * book.pointsEach));
  return {
    rules,
    b1: range(base.b1, b1),
    b2: range(base.deprived * book.pointsEach, deprived),
    possible: CLASSES.filter((name) => possible.some((sum) => classAt(work, sum) === name)),
    missing: leaveOneOut(work, [cut(book, areaType, base)], components).flatMap(({ component, others }) =>
      missingIn(work, component, others),
    ),
  };
}

interface Units {
  readonly household: readonly Unit[];
  readonly members: readonly Unit[];
}

function unitsOf({ answers, book, pass }: Work): Units {
  return { household: [householdUnit(answers, book)], members: answers.members.map((_, at) => memberUnit(answers, at, book, pass)) };
}

function openRules(work: Work, units: Units): ReadonlyMap<number, OpenRule> {
  const found = new Map<number, OpenRule>();
  work.book.rules.forEach((rule, at) => {
    if (work.pass.options[at] !== UNKNOWN) return;
    const mine = rule.member === null ? units.household : units.members;
    const states = mergeAll(vectorsOf(mine, [rule]), [rule], Number.POSITIVE_INFINITY) ?? [];
    const options = [...new Set(states.map((state) => optionOf(work, rule, state[0] ?? 0)))].sort((a, b) => a - b);
    found.set(at, { at, rule, options, cells: mine.flatMap((unit) => cellsOf(unit, rule)) });
  });
  return found;
}

function cellsOf(unit: Unit, rule: Rule): readonly Cell[] {
  if (unit.outcome(rule, unit.said) !== UNKNOWN) return [];
  const hub = unit.hub === null || ![...rule.household, ...rule.members].includes(unit.hub) ? [] : [unit.hub];
  return [...hub, ...unit.missing(rule)].map((field) => ({ field, memberId: unit.memberId, unit }));
}

/** An open rule that comes out the same whatever the answers are does not keep the class open. */
function matters(work: Work, open: OpenRule): boolean {
  return (
    isPartOfClass(open.rule) && distinctSums(open.options.map((option) => sumOf(work.book, work.areaType, open.at, option))).length > 1
  );
}

function settledSum(work: Work, open: ReadonlyMap<number, OpenRule>): Sum {
  const { book, areaType, pass } = work;
  return book.rules.reduce<Sum>((sum, _rule, at) => {
    const left = open.get(at);
    if (left !== undefined && matters(work, left)) return sum;
    return plus(sum, sumOf(book, areaType, at, left?.options[0] ?? pass.options[at] ?? UNKNOWN));
  }, NO_SUM);
}

function componentsOf(work: Work, open: readonly OpenRule[], units: Units): readonly Component[] {
  let found: readonly (readonly OpenRule[])[] = [];
  for (const rule of open) {
    const joined = found.filter((rules) => rules.some((other) => shareAnswer(rule, other)));
    found = [...found.filter((rules) => !joined.includes(rules)), [...joined.flat(), rule]];
  }
  return found.map((rules) => component(work, rules, units));
}

function shareAnswer(a: OpenRule, b: OpenRule): boolean {
  return a.cells.some((x) => b.cells.some((y) => x.unit === y.unit && x.field === y.field));
}

function component(work: Work, open: readonly OpenRule[], units: Units): Component {
  const rules = open.map(({ rule }) => rule);
  const mine = rules[0]?.member === null ? units.household : units.members;
  const vectors = vectorsOf(mine, rules);
  const states = mergeAll(vectors, rules, MERGES);
  const sums = states === null ? independentSums(work, open) : distinctSums(states.map((state) => finish(work, open, state)));
  return { rules: open, units: mine, vectors, listed: states !== null, sums };
}

function vectorsOf(units: readonly Unit[], rules: readonly Rule[]): readonly (readonly Vector[])[] {
  return units.map((unit) => outcomes(unit, rules));
}

/** As if every rule could come out as it likes. */
function independentSums({ book, areaType }: Work, open: readonly OpenRule[]): readonly Sum[] {
  const each = open.map(({ at, options }) => options.map((option) => sumOf(book, areaType, at, option)));
  return each.reduce<readonly Sum[]>((sums, more) => distinctSums(sums.flatMap((a) => more.map((b) => plus(a, b)))), [NO_SUM]);
}

function finish(work: Work, open: readonly OpenRule[], state: Vector): Sum {
  return open.reduce((sum, { at, rule }, i) => plus(sum, sumOf(work.book, work.areaType, at, optionOf(work, rule, state[i] ?? 0))), NO_SUM);
}

function optionOf({ answers, book }: Work, rule: Rule, state: number): number {
  return rule.member === null ? state : rule.judge(answers.household, state, book.scene);
}

/** All sums, cut: enough to know the classes. */
function addAll({ book, areaType }: Work, base: readonly Sum[], components: readonly Component[]): readonly Sum[] {
  return components.reduce((sums, { sums: more }) => addCut(book, areaType, sums, more), base);
}

/** For each component the sums of all others: by halves, so that nothing is added up twice. */
function leaveOneOut(
  work: Work,
  base: readonly Sum[],
  components: readonly Component[],
): readonly { component: Component; others: readonly Sum[] }[] {
  const [component] = components;
  if (component === undefined) return [];
  if (components.length === 1) return [{ component, others: base }];
  const half = components.length >> 1;
  const [left, right] = [components.slice(0, half), components.slice(half)];
  return [...leaveOneOut(work, addAll(work, base, right), left), ...leaveOneOut(work, addAll(work, base, left), right)];
}

/** The component's answers of which two values give different classes, everything else the same. */
function missingIn(work: Work, part: Component, others: readonly Sum[]): readonly MissingAnswer[] {
  const differs: Differ = (a, b) => others.some((other) => classAt(work, plus(a, other)) !== classAt(work, plus(b, other)));
  if (!part.sums.some((a) => part.sums.some((b) => differs(a, b)))) return [];
  const cells = new Map(part.rules.flatMap((open) => open.cells.map((cell) => [`${cell.unit.member} ${cell.field}`, cell] as const)));
  return part.units.flatMap((unit) => {
    const mine = [...cells.values()].filter((cell) => cell.unit === unit);
    const rest = mine.length === 0 ? null : restOf(part, unit);
    return mine
      .filter((cell) => rest === null || changes(work, part, { cell, rest }, differs))
      .map(({ field, memberId }) => ({ field, memberId }));
  });
}

function classAt({ book, areaType }: Work, { b1, deprived }: Sum): PovertyClass {
  return classOf(book, areaType, b1, deprived);
}

type Differ = (a: Sum, b: Sum) => boolean;

/** What all other units together can contribute; null when that is too much to list. */
function restOf(part: Component, unit: Unit): readonly Vector[] | null {
  const vectors = part.vectors.filter((_, at) => part.units[at] !== unit);
  return part.listed
    ? mergeAll(
        vectors,
        part.rules.map(({ rule }) => rule),
        MERGES,
      )
    : null;
}

function changes(work: Work, part: Component, { cell, rest }: { cell: Cell; rest: readonly Vector[] }, differs: Differ): boolean {
  const rules = part.rules.map(({ rule }) => rule);
  let left = MERGES;
  const isSeen = (state: Vector, pair: Vector): boolean => {
    const a = finish(work, part.rules, merge(state, pair.slice(0, rules.length), rules));
    const b = finish(work, part.rules, merge(state, pair.slice(rules.length), rules));
    return (a.b1 !== b.b1 || a.deprived !== b.deprived) && differs(a, b);
  };
  for (const two of pairs(cell.unit, rules, cell.field)) {
    left -= rest.length * two.length;
    if (left < 0 || rest.some((state) => two.some((pair) => isSeen(state, pair)))) return true;
  }
  return false;
}

function range(base: number, parts: readonly (readonly number[])[]): Points {
  return {
    min: parts.reduce((sum, values) => sum + Math.min(...values), base),
    max: parts.reduce((sum, values) => sum + Math.max(...values), base),
  };
}
