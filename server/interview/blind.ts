/**
 * Whoever asks a household once more (hậu kiểm) is not told what the first form came to before they have: the one place that says of which
 * households that is so, what is withheld on a screen, and that a paper which would tell it is not handed to that person at all.
 */
import { ROLES_OF_ACTION } from '../../core/access/may.ts';
import { isWithheld } from '../../core/meeting/withheld.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import { readOnce } from '../http/transaction.ts';
import { type Blind, readAllBlind } from '../ledger/back-checks.ts';
import { sqlOfKysely } from '../ledger/sql.ts';

export type Asks = Pick<Context, 'tx' | 'actor'>;

const NONE: ReadonlyMap<string, Blind> = new Map();
const KEY = Symbol('blind');

/** By household: all that wait for this person. Read once in a transaction; of who interviews nowhere there are none. */
export function blindOf({ tx, actor }: Asks): Promise<ReadonlyMap<string, Blind>> {
  const interviews = actor.grants.some(({ role }) => ROLES_OF_ACTION.interview.includes(role));
  return interviews ? readOnce(tx, KEY, () => readAllBlind(sqlOfKysely(tx), actor.accountId)) : Promise.resolve(NONE);
}

/** Where something is told by the very list on which a household stands. `roundId`: in whose forms the list stands; null: in any. */
export interface Telling {
  readonly hamletIds: readonly string[];
  readonly roundId: string | null;
  /** As of which day it stands, where it is not today: before the round began nothing of it is told. */
  readonly until?: string;
}

/** Of the households there, those of which nothing may be told. */
export async function blindIn(who: Asks, { hamletIds, roundId, until }: Telling): Promise<readonly string[]> {
  const blind = await blindOf(who);
  if (blind.size === 0) return [];
  const hamlets = new Set(hamletIds);
  const tells = (one: Blind): boolean =>
    hamlets.has(one.hamletId) && isWithheld(one, roundId) && (until === undefined || one.since <= until);
  return [...blind.values()].filter(tells).map(({ householdId }) => householdId);
}

/** Throws `back-check-first` where a paper of these hamlets would tell this person what they are to find out for themselves. */
export async function unlessBlind(who: Asks, telling: Telling): Promise<void> {
  refuseFor((await blindIn(who, telling)).length > 0);
}

/** Of papers about one household. */
export async function unlessBlindTo(who: Asks, householdId: string): Promise<void> {
  refuseFor((await blindOf(who)).has(householdId));
}

/** A file that was made before one of its households was given to this person. */
export async function unlessBlindSince(
  who: Asks,
  { householdIds, askedAt }: { readonly householdIds: readonly string[]; readonly askedAt: string },
): Promise<void> {
  const blind = await blindOf(who);
  refuseFor(householdIds.some((id) => Date.parse(blind.get(id)?.givenAt ?? askedAt) > Date.parse(askedAt)));
}

function refuseFor(tells: boolean): void {
  if (tells) throw new HttpProblem(409, 'back-check-first');
}
