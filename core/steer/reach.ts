/**
 * Whom a directive reaches (chỉ đạo đến những ấp nào): a pure rule over the facts of the area's hamlets, the same when the sender
 * looks beforehand and when the directive is taken.
 */
import type { DirectiveRule } from './directive.ts';

/** Signs of what is said to one hamlet alone. */
export const MOST_OWN_TEXT = 1_000;

/** Of a hamlet whose book is open. `listed` and `unvisited` of the rounds now open: without one both are 0. */
export interface HamletFacts {
  readonly hamletId: string;
  readonly listed: number;
  /** Of those listed, the households without an interview in the round. */
  readonly unvisited: number;
  /** Households that will not be visited in time at the pace of late, as the plan to catch up reckons it. */
  readonly short: number;
  readonly poor: number;
  readonly nearPoor: number;
}

/** A rule with what it needs to be told. */
export interface Reaching {
  readonly rule: DirectiveRule;
  /** Of `below`: percent of the list. */
  readonly share?: number | undefined;
  /** Of `chosen`: hamlets. */
  readonly chosen?: readonly string[] | undefined;
}

export function selects({ rule, share = 0, chosen = [] }: Reaching, facts: HamletFacts): boolean {
  switch (rule) {
    case 'all':
      return true;
    case 'unfinished':
      return facts.unvisited > 0;
    case 'not-begun':
      return facts.listed > 0 && facts.unvisited === facts.listed;
    case 'late':
      return facts.short > 0;
    case 'below':
      return (facts.listed - facts.unvisited) * 100 < share * facts.listed;
    case 'poor':
      return facts.poor > 0;
    case 'near-poor':
      return facts.nearPoor > 0;
    case 'chosen':
      return chosen.includes(facts.hamletId);
  }
}

/** Each once, in ascending order: the event says the same whatever the order of the facts. */
export function reachedBy(reaching: Reaching, hamlets: readonly HamletFacts[]): string[] {
  const ids = hamlets.filter((facts) => selects(reaching, facts)).map(({ hamletId }) => hamletId);
  return [...new Set(ids)].sort();
}
