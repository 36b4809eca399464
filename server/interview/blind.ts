/**
 * Whoever asks a household once more (hậu kiểm) is not told what the first form came to before they have: the one place that says of which
 * households that is so, what is withheld on a screen, and that a paper which would tell it is not handed to that person at all.
 */
import { HttpProblem } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import { readOnce } from '../http/transaction.ts';
import { type Blind, blindThere, readBlindOf, type Telling } from '../ledger/back-checks.ts';
import { sqlOfKysely } from '../ledger/sql.ts';

export type Asks = Pick<Context, 'tx' | 'actor'>;

const KEY = Symbol('blind');

/** By household: all that wait for this person. Read once in a transaction; of who interviews nowhere there are none. */
export function blindOf({ tx, actor }: Asks): Promise<ReadonlyMap<string, Blind>> {
  return readOnce(tx, KEY, () => readBlindOf(sqlOfKysely(tx), actor));
}

/** Of the households there, those of which nothing may be told. */
export async function blindIn(who: Asks, telling: Telling): Promise<readonly string[]> {
  return blindThere(await blindOf(who), telling);
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
