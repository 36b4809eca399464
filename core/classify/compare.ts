/**
 * Two standards side by side (so sánh hai chuẩn nghèo): from two verdicts on the same interview, whether the household comes
 * onto a list, leaves it, changes lists or stays, and what made the difference: the line of B1, the points of B1, the line of B2
 * with the indicators that differ. Only arithmetic; a class comes from a decision. Counting over an area is the server's.
 *
 * Poor: B1 at or below the cut-off and B2 at or above its own; near-poor: B1 at or below, B2 below (Decree 07/2021/NĐ-CP
 * Art. 3 [S 10, 12]; Decree 351/2025/NĐ-CP [S 1, 2]). So a determined class already tells on which side of both lines it is.
 */
import type { Clause } from './clauses.ts';
import type { Rulebook } from './rulebook.ts';
import { CLASSES, type Indicator, type PovertyClass, type Sureness, type Three, type Verdict } from './verdict.ts';

/** `gains`: comes onto a list; `loses`: leaves both lists; `to-poor`, `to-near-poor`: from one list to the other. */
export const MOVES = ['loses', 'to-near-poor', 'stays', 'to-poor', 'gains'] as const;
export type Move = (typeof MOVES)[number];

/**
 * What carried the household over. `b1-line`: the same B1 points, but the cut-off moved; `b1-points`: the B1 points themselves
 * differ (or are open under one of the standards); `b2-line`: on the same side of B1, but B2 came to lie on the other side of its
 * line, because of indicators that differ.
 */
export const DIFFERENCES = ['b1-line', 'b1-points', 'b2-line'] as const;
export type Difference = (typeof DIFFERENCES)[number];

export type ComparedVerdict = Pick<Verdict, 'outcome' | 'b1' | 'deprivations'>;

export interface Comparison {
  readonly from: PovertyClass;
  readonly to: PovertyClass;
  readonly move: Move;
  /** Null where the class stays. */
  readonly difference: Difference | null;
  /** Surely lacking under the second standard and not under the first, in the order of the second. Only with `b2-line`. */
  readonly added: readonly Indicator[];
  /** Surely lacking under the first standard and not under the second, in the order of the first. Only with `b2-line`. */
  readonly dropped: readonly Indicator[];
}

/** One standard's finding on the interview, with that standard's order of indicators. */
export interface Found {
  readonly verdict: ComparedVerdict;
  readonly indicators: readonly Indicator[];
}

/** Null where either class is still open. */
export function compareVerdicts(first: Found, second: Found): Comparison | null {
  const [from, to] = [first.verdict.outcome, second.verdict.outcome];
  if (from === null || to === null) return null;
  const move = moveOf(from, to);
  const difference = move === 'stays' ? null : differenceOf(move, first.verdict, second.verdict);
  const byIndicators = difference === 'b2-line';
  return {
    from,
    to,
    move,
    difference,
    added: byIndicators ? lackedOnlyBy(second, first) : [],
    dropped: byIndicators ? lackedOnlyBy(first, second) : [],
  };
}

export function moveOf(from: PovertyClass, to: PovertyClass): Move {
  if (from === to) return 'stays';
  if (from === 'not-poor') return 'gains';
  if (to === 'not-poor') return 'loses';
  return to === 'poor' ? 'to-poor' : 'to-near-poor';
}

function differenceOf(move: Move, first: ComparedVerdict, second: ComparedVerdict): Difference {
  if (move === 'to-poor' || move === 'to-near-poor') return 'b2-line';
  return first.b1.min === second.b1.min && first.b1.max === second.b1.max ? 'b1-line' : 'b1-points';
}

/** Surely lacking in one and not in the other, in the order of the first: under two standards, or on two visits under one. */
export function lackedOnlyBy(one: Found, other: Found): readonly Indicator[] {
  return one.indicators.filter((indicator, at) => one.verdict.deprivations[at] === 'yes' && stateOf(other, indicator) === 'no');
}

/** An indicator that the standard does not know is not lacked under it. */
function stateOf({ verdict, indicators }: Found, indicator: Indicator): Three {
  const at = indicators.indexOf(indicator);
  return at < 0 ? 'no' : (verdict.deprivations[at] ?? 'unknown');
}

/** A number of the standard under both, with the clause of the second. */
export interface ChangedNumber {
  readonly name: 'incomeLineRural' | 'incomeLineUrban' | 'cutOffRural' | 'cutOffUrban' | 'deprivationCutOff';
  readonly from: number;
  readonly to: number;
  readonly clause: Clause;
  readonly sure: Sureness;
}

export interface ComparedRulebooks {
  readonly numbers: readonly ChangedNumber[];
  /** Indicators that only one of the two knows. */
  readonly newIndicators: readonly Indicator[];
  readonly goneIndicators: readonly Indicator[];
}

const NUMBERS = ['incomeLineRural', 'incomeLineUrban', 'cutOffRural', 'cutOffUrban', 'deprivationCutOff'] as const;

/** What changed between the two standards, before any household is looked at. */
export function compareRulebooks(first: Rulebook, second: Rulebook): ComparedRulebooks {
  return {
    numbers: NUMBERS.map((name) => {
      const { value, clause, sure } = second.parameters[name];
      return { name, from: first.parameters[name].value, to: value, clause, sure };
    }),
    newIndicators: second.indicators.filter((indicator) => !first.indicators.includes(indicator)),
    goneIndicators: first.indicators.filter((indicator) => !second.indicators.includes(indicator)),
  };
}

/** The nine cells of the matrix, row by row: every class under the first standard against every class under the second. */
export const PAIRS: readonly { readonly from: PovertyClass; readonly to: PovertyClass }[] = CLASSES.flatMap((from) =>
  CLASSES.map((to) => ({ from, to })),
);
