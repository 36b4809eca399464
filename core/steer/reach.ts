/**
 * Whom a directive reaches (chỉ đạo đến những ấp nào): a pure rule over the facts of the area's hamlets, the same when the sender
 * looks beforehand and when the directive is taken.
 */
import { DIRECTIVE_RULES, type DirectiveRule } from './directive.ts';

/** Of a hamlet whose book is open. `listed` and `unvisited` of the rounds now open: without one both are 0. */
export interface HamletFacts {
  readonly hamletId: string;
  readonly listed: number;
  /** Of those listed, the households without an interview in the round. */
  readonly unvisited: number;
  readonly poor: number;
  readonly nearPoor: number;
}

export function selects(rule: DirectiveRule, facts: HamletFacts): boolean {
  switch (rule) {
    case 'all':
      return true;
    case 'unfinished':
      return facts.unvisited > 0;
    case 'not-begun':
      return facts.listed > 0 && facts.unvisited === facts.listed;
    case 'poor':
      return facts.poor > 0;
    case 'near-poor':
      return facts.nearPoor > 0;
  }
}

/** Each once, in ascending order: the event says the same whatever the order of the facts. */
export function reachedBy(rule: DirectiveRule, hamlets: readonly HamletFacts[]): string[] {
  const ids = hamlets.filter((facts) => selects(rule, facts)).map(({ hamletId }) => hamletId);
  return [...new Set(ids)].sort();
}

/** How many each rule would reach. */
export function reachOfRules(hamlets: readonly HamletFacts[]): Readonly<Record<DirectiveRule, number>> {
  const count = (rule: DirectiveRule): number => reachedBy(rule, hamlets).length;
  const [all, unfinished, begun, poor, near] = DIRECTIVE_RULES;
  return {
    [all]: count(all),
    [unfinished]: count(unfinished),
    [begun]: count(begun),
    [poor]: count(poor),
    [near]: count(near),
  };
}
