/**
 * Households on a list that were not visited, each with the ground that its commune gave (hộ không rà soát được): the list is decided without
 * them, and whoever decides sees them.
 */
import { sql } from 'kysely';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { interviewsTaken, type RoundStanding } from '../../core/meeting/gates.ts';
import type { UnvisitedSaid } from '../../core/meeting/round-codes.ts';
import { notVisited } from '../../core/meeting/round-events.ts';
import type { GateState } from '../../core/meeting/views.ts';
import { reveal } from '../../core/shown.ts';
import type { DecisionDraft, HouseholdRow } from '../../core/views.ts';
import type { Context } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { readersByHamlet } from '../register/rows.ts';

interface UnvisitedRow extends UnvisitedSaid {
  readonly householdId: string;
}

interface At {
  readonly communeId: string;
  readonly gate: GateState;
  readonly hamlets: readonly string[];
}

/** Of those that live there; by the word for the list itself before that for the review in which it stands. */
export async function readUnvisited(
  tx: Tx,
  { round }: Pick<RoundStanding, 'round'>,
  hamlets: readonly string[],
): Promise<readonly UnvisitedRow[]> {
  const rounds = [round.roundId, ...(round.interviewsOf === undefined ? [] : [round.interviewsOf])];
  const { rows } = await sql<UnvisitedRow>`
    select distinct on (l.hamlet_id, h.head_folded, l.household_id) l.household_id as "householdId",
           l.round_id as "roundId", l.unvisited as why, l.unvisited_on as on
      from review_list l join household h on h.household_id = l.household_id and h.state = 'present'
     where l.round_id = any (${rounds}::uuid[]) and l.hamlet_id = any (${[...hamlets]}::text[]) and l.unvisited is not null
       and not exists (select from interview i where i.household_id = l.household_id and i.round_id = any (${rounds}::uuid[]))
     order by l.hamlet_id, h.head_folded, l.household_id, (l.round_id = ${round.roundId}::uuid) desc`.execute(tx);
  return rows;
}

/** Where it is not told who somebody is, or this person is to ask them once more, it is not told why nobody met them either. */
export async function viewUnvisited(
  { tx, actor, tree, today }: Pick<Context, 'tx' | 'actor' | 'tree' | 'today'>,
  standing: RoundStanding,
  { communeId, gate, hamlets }: At,
  rowsOf: (ids: readonly string[]) => Promise<readonly HouseholdRow[]>,
): Promise<Pick<DecisionDraft, 'unvisited' | 'mayExcuse'>> {
  const found = new Map((await readUnvisited(tx, standing, hamlets)).map((one) => [one.householdId, one]));
  const readers = readersByHamlet({ actor, tree, today });
  const unvisited = (await rowsOf([...found.keys()])).flatMap((household) => {
    const one = found.get(household.householdId);
    if (one === undefined) return [];
    const isHidden = household.headName === '' || household.asksAgain === true;
    const seen = isHidden ? null : reveal(notVisited, readers(household.hamletId), one);
    return [{ household, said: seen === null ? null : { roundId: one.roundId, why: one.why, on: one.on } }];
  });
  const right = may(actor, 'assign-revisit', { areaPath: areaPath(tree, communeId, today), date: today });
  return { unvisited, mayExcuse: right.allowed && interviewsTaken(standing, gate, today).ok };
}
