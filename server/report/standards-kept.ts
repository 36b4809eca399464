/**
 * What two standards say of each hamlet (hai chuẩn theo ấp), counted once for each state of its book: groups of alike households with
 * their comparison, and those of whom nothing can be said yet. The view and the length of every list are sums of these.
 */
import type { Comparison } from '../../core/classify/compare.ts';
import type { StandardsFilter } from '../../core/report/standards-view.ts';
import type { Tx } from '../http/transaction.ts';
import { type KeptCounts, keepCounts } from '../register/kept-counts.ts';
import { comparisonOf } from './standards-compared.ts';
import { countOpen, groupCompared, type Pair } from './standards-store.ts';

export interface HamletStandards {
  readonly groups: readonly StandardsGroup[];
  readonly undetermined: number;
  readonly waiting: number;
}

export interface StandardsGroup {
  readonly count: number;
  readonly told: Comparison;
}

/** By hamlet, for the hamlets of the pair. */
export type KeptStandards = (tx: Tx, pair: Pair) => Promise<ReadonlyMap<string, HamletStandards>>;

const NOTHING: HamletStandards = { groups: [], undetermined: 0, waiting: 0 };

/** One per server. */
export function keepStandards(): KeptStandards {
  const kept: KeptCounts<HamletStandards, Pair> = keepCounts({
    key: ({ roundId, first, second }) => `${roundId} ${first} ${second}`,
    none: NOTHING,
    count: (tx, pair, hamlets) => countHamlets(tx, { ...pair, hamlets }),
  });
  return (tx, pair) => kept(tx, pair, pair.hamlets);
}

async function countHamlets(tx: Tx, pair: Pair): Promise<Map<string, HamletStandards>> {
  const found = new Map<string, { groups: StandardsGroup[]; undetermined: number; waiting: number }>();
  const of = (hamletId: string) => {
    const one = found.get(hamletId) ?? { groups: [], undetermined: 0, waiting: 0 };
    found.set(hamletId, one);
    return one;
  };
  for (const { hamletId, count, ...alike } of await groupCompared(tx, pair))
    of(hamletId).groups.push({ count, told: comparisonOf(pair, alike) });
  for (const { hamletId, undetermined, waiting } of await countOpen(tx, pair)) Object.assign(of(hamletId), { undetermined, waiting });
  return found;
}

/**
 * What was counted, without these households: whoever is to ask them once more would else find by subtraction what they were found to be.
 * That one was not visited yet tells nothing of it.
 */
export async function leaveOut(
  tx: Tx,
  pair: Pair,
  { counted, households }: { readonly counted: ReadonlyMap<string, HamletStandards>; readonly households: readonly string[] },
): Promise<ReadonlyMap<string, HamletStandards>> {
  if (households.length === 0) return counted;
  const left = new Map(counted);
  for (const [hamletId, own] of await countHamlets(tx, { ...pair, only: households })) {
    const { groups, undetermined, waiting } = left.get(hamletId) ?? NOTHING;
    const minus = own.groups.map(({ count, told }) => ({ count: -count, told }));
    left.set(hamletId, { groups: alike([...groups, ...minus]), undetermined: undetermined - own.undetermined, waiting });
  }
  return left;
}

/** Groups whose comparison is the same become one. */
export function alike(groups: readonly StandardsGroup[]): readonly StandardsGroup[] {
  const found = new Map<string, StandardsGroup>();
  for (const { count, told } of groups) {
    const key = JSON.stringify(told);
    found.set(key, { told, count: count + (found.get(key)?.count ?? 0) });
  }
  return [...found.values()].filter(({ count }) => count !== 0);
}

/** How many households the list behind this filter has there. */
export function countListed({ groups, undetermined, waiting }: HamletStandards, filter: StandardsFilter): number {
  if (filter.state === 'waiting') return waiting;
  if (filter.state === 'undetermined') return undetermined;
  return groups.reduce((sum, { count, told }) => sum + (passes(told, filter) ? count : 0), 0);
}

function passes(told: Comparison, { from, to, move, difference, indicator, change }: StandardsFilter): boolean {
  return (
    (from === undefined || told.from === from) &&
    (to === undefined || told.to === to) &&
    (move === undefined || told.move === move) &&
    (difference === undefined || told.difference === difference) &&
    (indicator === undefined || changesOf(told, change).includes(indicator))
  );
}

const changesOf = ({ added, dropped }: Comparison, change: StandardsFilter['change']): Comparison['added'] =>
  change === undefined ? [...added, ...dropped] : change === 'added' ? added : dropped;
