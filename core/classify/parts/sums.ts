/**
 * Points and deprivations added up (tổng điểm B1 và số chỉ số thiếu hụt), and the class they mean. While answers are
 * missing there are several sums; for the class only those matter that differ at the two cut-offs, so sums are cut there.
 */
import type { Rule } from '../rulebook.ts';
import type { AreaType } from '../score-table.ts';
import type { PovertyClass } from '../verdict.ts';
import type { Compiled } from './compile.ts';
import { WIDTH } from './steps.ts';

export interface Sum {
  readonly b1: number;
  readonly deprived: number;
}

export const NO_SUM: Sum = { b1: 0, deprived: 0 };

/** What one rule adds when the household has that option; groups and grounds add nothing. */
export function sumOf(book: Compiled, areaType: AreaType, at: number, option: number): Sum {
  const rule = book.rules[at];
  if (rule?.finds.kind === 'points') return { b1: book.points[areaType][at * WIDTH + option] ?? 0, deprived: 0 };
  return rule?.finds.kind === 'indicator' && rule.holds[option] === true ? { b1: 0, deprived: 1 } : NO_SUM;
}

export function isPartOfClass(rule: Rule): boolean {
  return rule.finds.kind === 'points' || rule.finds.kind === 'indicator';
}

export function plus(a: Sum, b: Sum): Sum {
  return { b1: a.b1 + b.b1, deprived: a.deprived + b.deprived };
}

/** At or below the line: poor or near-poor by the number of deprivations; above it: not poor. Circular 07/2021 [S 3]. */
export function classOf(book: Compiled, areaType: AreaType, b1: number, deprived: number): PovertyClass {
  if (b1 > book.cutOff[areaType]) return 'not-poor';
  return deprived >= book.manyDeprivations ? 'poor' : 'near-poor';
}

/** The same sum for every class, and no more of them than needed. */
export function cut(book: Compiled, areaType: AreaType, { b1, deprived }: Sum): Sum {
  return { b1: Math.min(b1, book.cutOff[areaType] + 1), deprived: Math.min(deprived, book.manyDeprivations) };
}

/** Every sum of one of `a` and one of `b`, cut. */
export function addCut(book: Compiled, areaType: AreaType, a: readonly Sum[], b: readonly Sum[]): readonly Sum[] {
  const found = new Map<number, Sum>();
  for (const x of a) {
    for (const y of b) {
      const b1 = Math.min(x.b1 + y.b1, book.cutOff[areaType] + 1);
      const deprived = Math.min(x.deprived + y.deprived, book.manyDeprivations);
      const key = keyOf(b1, deprived);
      if (!found.has(key)) found.set(key, { b1, deprived });
    }
  }
  return [...found.values()];
}

export function distinctSums(sums: readonly Sum[]): readonly Sum[] {
  const found = new Map<number, Sum>();
  for (const sum of sums) found.set(keyOf(sum.b1, sum.deprived), sum);
  return [...found.values()];
}

function keyOf(b1: number, deprived: number): number {
  return b1 * 1_000 + deprived;
}
