/** Alike households of two standards (hai chuẩn của những hộ giống nhau), as the store found them, compared by the pure function of the core. */
import { compareVerdicts, type Comparison } from '../../core/classify/compare.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import type { Indicator, RulebookId, Three } from '../../core/classify/verdict.ts';
import type { Alike, Pair } from './standards-store.ts';

export function comparisonOf({ first, second }: Pick<Pair, 'first' | 'second'>, alike: Alike): Comparison {
  const found = (outcome: Alike['from'], rulebook: RulebookId, masks: { deprived: number; unknown: number; points: number }) => {
    const { indicators: order } = rulebookById(rulebook);
    const three = (_: Indicator, at: number): Three => (bit(masks.deprived, at) ? 'yes' : bit(masks.unknown, at) ? 'unknown' : 'no');
    return { verdict: { outcome, b1: { min: masks.points, max: masks.points }, deprivations: order.map(three) }, indicators: order };
  };
  const told = compareVerdicts(
    found(alike.from, first, { deprived: alike.firstDeprived, unknown: alike.firstUnknown, points: 0 }),
    found(alike.to, second, { deprived: alike.secondDeprived, unknown: alike.secondUnknown, points: alike.samePoints ? 0 : 1 }),
  );
  if (told === null) throw new Error('Both classes are known here.');
  return told;
}

const bit = (mask: number, at: number): boolean => ((mask >> at) & 1) === 1;
