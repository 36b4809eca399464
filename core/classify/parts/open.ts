/**
 * What can be said while answers are missing (khi còn thiếu câu trả lời): the classes still possible, the range of points
 * and exactly the answers that could change the class. Nothing that shares an answer is taken to be independent: open
 * rules are grouped into components that share none, each component is listed completely, components are added up.
 * Beyond LIMIT combinations a component is taken rule by rule, which can only widen the result: never a class too few.
 */
import type { Answers } from '../../interview/answers.ts';
import { type Rule, UNKNOWN } from '../rulebook.ts';
import type { AreaType } from '../score-table.ts';
import { CLASSES, type MissingAnswer, type Points, type PovertyClass } from '../verdict.ts';
import type { Compiled } from './compile.ts';
import { distinct, outcomes, pairs, type Vector } from './completions.ts';
import type { Pass } from './judge.ts';
import { addCut, classOf, cut, distinctSums, isPartOfClass, NO_SUM, plus, type Sum, sumOf } from './sums.ts';
import { householdUnit, memberUnit, type Unit } from './units.ts';

/** Most merges of one component, then of each of its answers; tens of milliseconds. */
export const LIMIT = 100_000;

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
  /** Null when there are too many to list. */
  readonly states: readonly Vector[] | null;
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
  const possible = classes(work, base, components);
  const b1 = components.map(({ sums }) => sums.map((sum) => sum.b1));
  const deprived = components.map(({ sums }) => sums.map((sum) => sum.deprived * book.pointsEach));
  return {
    rules,
    b1: range(base.b1, b1),
    b2: range(base.deprived * book.pointsEach, deprived),
    possible: CLASSES.filter((name) => possible.some((sum) => classOf(book, areaType, sum) === name)),
    missing: components.flatMap((component) =>
      missingIn(
        work,
        component,
        classes(
          work,
          base,
          components.filter((c) => c !== component),
        ),
        units,
      ),
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
    const states =
      mergeAll(
        mine.map((unit) => outcomes(unit, [rule])),
        [rule],
      ) ?? [];
    const options = [...new Set(states.map((state) => optionOf(work, rule, state[0] ?? 0)))].sort((a, b) => a - b);
    found.set(at, { at, rule, options, cells: mine.flatMap((unit) => cellsOf(unit, rule)) });
  });
  return found;
}

function cellsOf(unit: Unit, rule: Rule): readonly Cell[] {
  if (unit.outcome(rule, []) !== UNKNOWN) return [];
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
  const states = mergeAll(
    unitsFor(open, units).map((unit) => outcomes(unit, rules)),
    rules,
  );
  if (states !== null) return { rules: open, states, sums: distinctSums(states.map((state) => finish(work, open, state))) };
  const each = open.map(({ at, options }) => options.map((option) => sumOf(work.book, work.areaType, at, option)));
  return {
    rules: open,
    states,
    sums: each.reduce<readonly Sum[]>((sums, more) => distinctSums(sums.flatMap((a) => more.map((b) => plus(a, b)))), [NO_SUM]),
  };
}

function unitsFor(open: readonly OpenRule[], units: Units): readonly Unit[] {
  return open[0]?.rule.member === null ? units.household : units.members;
}

/** Every merge of one vector of each unit; null beyond LIMIT. */
function mergeAll(vectors: readonly (readonly Vector[])[], rules: readonly Rule[]): readonly Vector[] | null {
  let states: readonly Vector[] = [rules.map(() => 0)];
  let done = 0;
  for (const more of vectors) {
    done += states.length * more.length;
    if (done > LIMIT) return null;
    states = distinct(states.flatMap((state) => more.map((vector) => merge(state, vector, rules))));
  }
  return states;
}

function merge(a: Vector, b: Vector, rules: readonly Rule[]): Vector {
  return rules.map((rule, i) => (rule.merge === 'sum' ? (a[i] ?? 0) + (b[i] ?? 0) : Math.max(a[i] ?? 0, b[i] ?? 0)));
}

function finish(work: Work, open: readonly OpenRule[], state: Vector): Sum {
  return open.reduce((sum, { at, rule }, i) => plus(sum, sumOf(work.book, work.areaType, at, optionOf(work, rule, state[i] ?? 0))), NO_SUM);
}

function optionOf({ answers, book }: Work, rule: Rule, state: number): number {
  return rule.member === null ? state : rule.judge(answers.household, state, book.scene);
}

/** All sums, cut: enough to know the classes. */
function classes({ book, areaType }: Work, base: Sum, components: readonly Component[]): readonly Sum[] {
  return components.reduce<readonly Sum[]>((sums, { sums: more }) => addCut(book, areaType, sums, more), [cut(book, areaType, base)]);
}

/** The component's answers of which two values give different classes, everything else the same. */
function missingIn(work: Work, part: Component, others: readonly Sum[], units: Units): readonly MissingAnswer[] {
  const { book, areaType } = work;
  const differs: Differ = (a, b) =>
    others.some((other) => classOf(book, areaType, plus(a, other)) !== classOf(book, areaType, plus(b, other)));
  if (!part.sums.some((a) => part.sums.some((b) => differs(a, b)))) return [];
  const cells = new Map(
    part.rules.flatMap(({ cells: found }) => found.map((cell) => [`${cell.unit.member} ${cell.field}`, cell] as const)),
  );
  return [...cells.values()]
    .filter((cell) => part.states === null || changes(work, part, { cell, units }, differs))
    .map(({ field, memberId }) => ({ field, memberId }));
}

type Differ = (a: Sum, b: Sum) => boolean;

function changes(work: Work, part: Component, { cell, units }: { cell: Cell; units: Units }, differs: Differ): boolean {
  const rules = part.rules.map(({ rule }) => rule);
  const rest = unitsFor(part.rules, units).filter((unit) => unit !== cell.unit);
  const states =
    mergeAll(
      rest.map((unit) => outcomes(unit, rules)),
      rules,
    ) ?? [];
  const two = pairs(cell.unit, rules, cell.field);
  if (states.length * two.length > LIMIT) return true;
  return states.some((state) =>
    two.some((pair) => {
      const a = finish(work, part.rules, merge(state, pair.slice(0, rules.length), rules));
      const b = finish(work, part.rules, merge(state, pair.slice(rules.length), rules));
      return (a.b1 !== b.b1 || a.deprived !== b.deprived) && differs(a, b);
    }),
  );
}

function range(base: number, parts: readonly (readonly number[])[]): Points {
  return {
    min: parts.reduce((sum, values) => sum + Math.min(...values), base),
    max: parts.reduce((sum, values) => sum + Math.max(...values), base),
  };
}
