/**
 * May a household end in another, or move to another commune, while a round still has to decide on it (nhập, chuyển hộ khi chưa có quyết định)? Only where
 * nothing is lost by it: the household that stays is decided in the same rounds, and its class until now is no better than that of the one that ends.
 */
import type { PovertyClass } from '../classify/verdict.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Scope } from './round.ts';
import type { GateState } from './views.ts';

/** A household as far as rounds are concerned. `listed`: why it is on the review list, by round. */
export interface Standing {
  readonly listed: ReadonlyMap<string, string>;
  /** The class that holds; null: never on a list. */
  readonly class: PovertyClass | null;
  /** Rounds of its commune. */
  readonly rounds: readonly {
    readonly roundId: string;
    readonly state: 'open' | 'closed';
    readonly gate: GateState;
    readonly scope?: Scope | undefined;
  }[];
}

export type MergeProblem = { readonly code: 'to-be-decided-first'; readonly rounds: number };

const RANK: Readonly<Record<PovertyClass, number>> = { 'not-poor': 0, 'near-poor': 1, poor: 2 };
const rankOf = (found: PovertyClass | null): number => (found === null ? 0 : RANK[found]);

/** Open rounds whose decision must say something of the household: it was put on the list, or stands on one now. */
export function toBeDecidedIn({ listed, class: until, rounds }: Standing): string[] {
  return rounds
    .filter(({ roundId, state, gate, scope = 'whole' }) => {
      const all = scope === 'whole' && rankOf(until) > 0;
      return state === 'open' && gate !== 'closed' && (asked(listed.get(roundId)) || all);
    })
    .map(({ roundId }) => roundId);
}

export function mayEndIn(ending: Standing, kept: Standing): Result<true, MergeProblem> {
  const open = toBeDecidedIn(ending);
  const alsoThere = new Set(toBeDecidedIn(kept));
  const lost = open.filter((roundId) => !alsoThere.has(roundId));
  const rounds = rankOf(ending.class) > rankOf(kept.class) ? open.length : lost.length;
  return rounds === 0 ? ok(true) : fail({ code: 'to-be-decided-first', rounds });
}

/** Where `there`, the rounds of the place it would move to, none decides on it any more, no decision would ever say anything of it. */
export function mayMoveTo(household: Standing, there: Standing['rounds']): Result<true, MergeProblem> {
  const deciding = new Set(there.filter(({ state, gate }) => state === 'open' && gate !== 'closed').map(({ roundId }) => roundId));
  const lost = toBeDecidedIn(household).filter((roundId) => !deciding.has(roundId));
  return lost.length === 0 ? ok(true) : fail({ code: 'to-be-decided-first', rounds: lost.length });
}

/** A sample household is interviewed, not decided. */
function asked(why: string | undefined): boolean {
  return why !== undefined && why !== 'sample';
}
