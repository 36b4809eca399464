/**
 * For which rounds a household can be visited now (hộ được rà soát cho đợt nào): a round of requests may run beside the yearly one. The one on
 * whose list it stands, in which it was not visited and that is due first comes first; the commune's own round is there also where the household is on no list.
 */
import { sql } from 'kysely';
import { areaAbove } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { interviewsTaken, type RoundStanding } from '../../core/meeting/gates.ts';
import type { GateState } from '../../core/meeting/views.ts';
import { byVisit, type VisitFor } from '../../core/meeting/visit-order.ts';
import type { Context } from '../http/route.ts';
import { findGate, findOpenings, findOpenRound, getRound } from '../interview/rounds.ts';
import { readSent } from '../ledger/objections.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { blindOf } from '../interview/blind.ts';

type Who = Pick<Context, 'tx' | 'actor' | 'tree' | 'today'>;

export interface VisitRound {
  readonly standing: RoundStanding;
  readonly gate: GateState;
}

export async function visitRounds(
  who: Who,
  { householdId, hamletId }: { readonly householdId: string; readonly hamletId: string },
): Promise<readonly VisitRound[]> {
  const { tx, tree, today, actor } = who;
  const commune = isAreaId(hamletId) ? areaAbove(tree, hamletId, today, 'commune') : null;
  if (commune === null) return [];
  const own = await findOpenRound(tx, commune.areaId);
  // An opening list stands in the interviews of the review: whoever is visited again for it asks for it by its id.
  const beside = (await findOpenings(tx, commune.areaId)).filter(({ round }) => round.kind !== 'opening');
  const listed = await readListed(who, householdId);
  const visited = await readVisited(who, householdId);
  const asked = (await blindOf(who)).get(householdId)?.roundId;
  const sent = (await readSent(sqlOfKysely(tx), [householdId], actor.accountId)).get(householdId);
  const visitFor = ({ standing: { round } }: VisitRound): VisitFor => ({
    round,
    sent: round.roundId === asked || round.roundId === sent,
    visited: visited.has(round.roundId),
    listed: listed.has(round.roundId),
  });
  const found: VisitRound[] = [];
  for (const standing of [...(own === null ? [] : [own]), ...beside.filter(({ round }) => round.roundId !== own?.round.roundId)]) {
    const { roundId } = standing.round;
    const gate = await findGate(tx, roundId, commune.areaId);
    if (gate === null || (roundId !== own?.round.roundId && !listed.has(roundId))) continue;
    const open = roundId === asked || interviewsTaken(standing, gate, today, roundId === sent).ok;
    if (open) found.push({ standing, gate });
  }
  return found.sort((a, b) => byVisit(visitFor(a), visitFor(b)));
}

/** The open rounds on whose list it stands: put there, or on it as the poor of now where all of these are decided on. */
async function readListed({ tx, today }: Who, householdId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ roundId: string }>`
    select r.round_id as "roundId" from round r
     where r.state = 'open'
       and (exists (select from review_list l where l.round_id = r.round_id and l.household_id = ${householdId})
            or (r.kind = 'yearly' and exists (select from status s where s.household_id = ${householdId} and s.class in ('poor', 'near-poor')
                                                 and s.valid_from <= ${today}::date and (s.valid_to is null or ${today}::date < s.valid_to))))`.execute(
    tx,
  );
  return new Set(rows.map(({ roundId }) => roundId));
}

async function readVisited({ tx }: Who, householdId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ roundId: string }>`select round_id as "roundId" from interview where household_id = ${householdId}`.execute(
    tx,
  );
  return new Set(rows.map(({ roundId }) => roundId));
}

/** The round asked for by its id; else the first for which it can be visited, else the commune's own; null: none is open. */
export async function roundOfVisit(
  who: Who,
  household: { readonly householdId: string; readonly hamletId: string },
  roundId: string | undefined,
): Promise<{ readonly standing: RoundStanding | null; readonly visits: readonly VisitRound[] }> {
  const visits = await visitRounds(who, household);
  if (roundId !== undefined) return { standing: await getRound(who.tx, roundId), visits };
  return { standing: visits[0]?.standing ?? (await findOpenRound(who.tx)), visits };
}
