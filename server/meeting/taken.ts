/**
 * Decisions that were taken (quyết định đã ban hành): the commune's own of every year, and those of communes that merged into it, by whom
 * and when. They are read and printed; nothing of them is changed.
 */
import { sql } from 'kysely';
import { type AreaPeriod, forerunners, levelOf, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { TakenDecision } from '../../core/meeting/taken-views.ts';
import { notFound } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';

type Asking = Pick<Context, 'tx' | 'tree' | 'today'>;
type Taken = Omit<TakenDecision, 'of'> & { readonly roundId: string };
export type FoundTaken = TakenDecision & { readonly roundId: string };

/** Throws `not-found` where there is no such commune today. */
export async function readTaken({ tx, tree, today }: Asking, areaId: string): Promise<readonly FoundTaken[]> {
  const { areaId: own } = communeNow({ tree, today }, areaId);
  const how = new Map<string, TakenDecision['of']>(forerunners(tree, own).map((kin) => [kin.areaId, kin.how]));
  how.set(own, 'own');
  return (await readOf(tx, [...how.keys()])).map((one) => ({ ...one, of: how.get(one.communeId) ?? 'own' }));
}

export function communeNow({ tree, today }: Omit<Asking, 'tx'>, areaId: string): AreaPeriod {
  const period = isAreaId(areaId) ? periodAt(tree, areaId, today) : null;
  if (period === null || levelOf(tree, period.areaId) !== 'commune') throw notFound();
  return period;
}

async function readOf(tx: Tx, communeIds: readonly string[]): Promise<readonly Taken[]> {
  const { rows } = await sql<Taken>`
    select d.decision_id as "decisionId", d.number, d.decided_on as "decidedOn", r.year, json_build_object('kind', r.kind, 'year', r.year, 'opensOn', r.opens_on, 'nth', r.nth) as round, d.rulebook, d.round_id as "roundId",
           d.commune_id as "communeId", coalesce(p.name, '') as "communeName", coalesce(a.display_name, '') as by,
           case when d.withdrawn_on is not null then
             json_build_object('on', d.withdrawn_on, 'number', d.withdrawn_number, 'reason', d.withdrawn_reason, 'by', coalesce(w.display_name, ''))::jsonb
               || d.withdrawn_of end as withdrawn,
           json_build_object('poor', d.poor, 'nearPoor', d.near_poor, 'escapedPoverty', d.escaped_poverty,
                             'escapedNearPoverty', d.escaped_near) as counts
      from decision d
      join round r on r.round_id = d.round_id
      left join account a on a.account_id = d.account_id
      left join account w on w.account_id = d.withdrawn_by
      left join area_period p on p.area_id = d.commune_id and p.valid_from <= d.decided_on and (p.valid_to is null or d.decided_on < p.valid_to)
     where d.commune_id = any (${[...communeIds]})
     order by d.decided_on desc, d.commune_id, d.number`.execute(tx);
  return rows;
}
