/**
 * Ground truth of a made commune (sự thật của làng giả định): how each household really lives and what it earns, kept in a
 * stream of its own, never among commands or answers. For measuring how well the review finds the poor.
 */
import { chance } from './chance.ts';
import type { Tier } from './living.ts';

export interface Truth {
  readonly householdId: string;
  readonly tier: Tier;
  /** Đồng per person per month. */
  readonly income: number;
  /** Below the line of 2022-2026 and lacking several services. */
  readonly reallyPoor: boolean;
}

/** Thousands of đồng per person per month in a rural commune. */
const INCOME: Readonly<Record<Tier, { low: number; mean: number; high: number }>> = {
  poor: { low: 550, mean: 1_050, high: 1_500 },
  near: { low: 800, mean: 1_250, high: 1_500 },
  edge: { low: 1_520, mean: 1_850, high: 2_400 },
  middle: { low: 2_200, mean: 3_800, high: 6_500 },
  well: { low: 5_000, mean: 8_000, high: 20_000 },
};

export function truthOf(wish: { readonly seed: string; readonly key: string; readonly householdId: string; readonly tier: Tier }): Truth {
  const { seed, key, householdId, tier } = wish;
  const income = chance(seed, 'income', key).bell(INCOME[tier]) * 1_000;
  return { householdId, tier, income, reallyPoor: tier === 'poor' };
}
