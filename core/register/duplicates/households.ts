/**
 * One household written twice, under two heads (một hộ ghi hai lần): candidates of people, gathered by their two households. Half of
 * the smaller one's people are alike, and at least two where it has two.
 */
import type { Candidate } from './find.ts';

export interface HouseholdPair {
  readonly a: string;
  readonly b: string;
  readonly candidates: readonly Candidate[];
  readonly above: number;
  /** Otherwise some of them live in both, such as after somebody moved. */
  readonly whole: boolean;
}

/** `sizeOf`: people of a household. The surest first. */
export function householdPairs(candidates: readonly Candidate[], sizeOf: (householdId: string) => number): HouseholdPair[] {
  const apart = candidates.filter(({ a, b }) => a.householdId !== b.householdId);
  // Map.groupBy is younger than what the core is compiled for.
  const pairs = new Map<string, Candidate[]>();
  for (const one of apart) {
    const key = [one.a.householdId, one.b.householdId].sort().join(' ');
    const own = pairs.get(key);
    if (own === undefined) pairs.set(key, [one]);
    else own.push(one);
  }
  return [...pairs]
    .map(([key, all]): HouseholdPair => {
      const [a = '', b = ''] = key.split(' ');
      const smaller = Math.min(sizeOf(a), sizeOf(b));
      const alike = Math.min(new Set(all.map((one) => one.a.memberId)).size, new Set(all.map((one) => one.b.memberId)).size);
      const whole = alike >= Math.min(2, smaller) && alike * 2 >= smaller;
      return { a, b, candidates: all, above: Math.max(...all.map(({ above }) => above)), whole };
    })
    .sort((a, b) => b.above - a.above);
}
