/**
 * What each hamlet still has to visit in the round that is open, who goes there and how fast of late (khối lượng và tiến độ rà soát): counted
 * from the review list, without those of whom it was said why they could not be visited, and from the interviews that stand. What follows from it is core/meeting/workload.ts.
 */
import { sql } from 'kysely';
import * as z from 'zod';
import { type AreaPeriod, children, descendants, levelOf, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { RoundView } from '../../core/meeting/views.ts';
import { communeLoad, type HamletLoad, paceSpan, type Visitor, workload, type WorkloadView } from '../../core/meeting/workload.ts';
import { runPrepared } from '../db/connection.ts';
import { communeOf } from '../access/hamlets-under.ts';
import { notFound } from '../http/problem.ts';
import { type Context, mayOrThrow, route, type Server } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { findOpenRound, viewRound } from './rounds.ts';

export function workloadRoutes(server: Server): void {
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/workload',
    params: z.strictObject({ areaId: z.string().max(40) }),
    handle: async (context, { params: { areaId } }): Promise<WorkloadView> => {
      mayOrThrow(context, 'plan-visits', areaId);
      const standing = await findOpenRound(context.tx, communeOf(context, areaId));
      if (standing === null) return { of: 'nothing' };
      return viewWorkload(context, areaId, viewRound(standing));
    },
  });
}

export async function viewWorkload(
  { tx, tree, today }: Pick<Context, 'tx' | 'tree' | 'today'>,
  areaId: string,
  round: RoundView,
): Promise<WorkloadView> {
  const area = isAreaId(areaId) ? periodAt(tree, areaId, today) : null;
  const level = area === null ? null : levelOf(tree, area.areaId);
  if (area === null || level === 'hamlet') throw notFound();
  const units = level === 'commune' ? [area] : descendants(tree, area.areaId, today, 'commune');
  const hamlets = units.map((commune) => children(tree, commune.areaId, today));
  const loads = await readLoads(tx, { round, today, hamlets: hamlets.flat() });
  const of = units.map((commune, i) => ({
    areaId: commune.areaId,
    name: commune.name,
    load: workload(
      round,
      today,
      (hamlets[i] ?? []).flatMap((hamlet) => loads.get(hamlet.areaId) ?? []),
    ),
  }));
  const [first] = of;
  if (level === 'commune' && first !== undefined) return { of: 'hamlets', round, ...first.load };
  const { daysLeft } = workload(round, today, []);
  // Those without a list take no part in the round.
  const communes = of.map((commune) => communeLoad(commune, commune.load)).filter(({ listed }) => listed > 0);
  return { of: 'communes', round, daysLeft, communes };
}

interface Wanted {
  readonly round: RoundView;
  readonly today: string;
  readonly hamlets: readonly AreaPeriod[];
}

/** By hamlet, those without a list too. */
async function readLoads(tx: Tx, { round, today, hamlets }: Wanted): Promise<ReadonlyMap<string, HamletLoad>> {
  const ids = hamlets.map(({ areaId }) => areaId);
  const lists = await readLists(tx, round.roundId, ids);
  const visitors = await readVisitors(tx, { round, today, ids });
  return new Map(
    hamlets.map(({ areaId, name }) => [
      areaId,
      { areaId, name, ...(lists.get(areaId) ?? { listed: 0, interviewed: 0 }), visitors: visitors.get(areaId) ?? [] },
    ]),
  );
}

async function readLists(tx: Tx, roundId: string, ids: readonly string[]) {
  const rows = await runPrepared(
    tx,
    sql<{ hamletId: string; listed: number; interviewed: number }>`
    select l.hamlet_id as "hamletId", count(*)::int as listed, count(i.household_id)::int as interviewed
      from review_list l
      join household h on h.household_id = l.household_id and h.state = 'present'
      left join interview i on i.round_id = l.round_id and i.household_id = l.household_id
     where l.round_id = ${roundId} and l.hamlet_id = any (${ids}::text[]) and (l.unvisited is null or i.household_id is not null)
     group by l.hamlet_id`,
  );
  return new Map(rows.map(({ hamletId, listed, interviewed }) => [hamletId, { listed, interviewed }]));
}

interface OfWhom {
  readonly round: RoundView;
  readonly today: string;
  readonly ids: readonly string[];
}

/** Those in post there, and whoever made visits there in the round. */
async function readVisitors(tx: Tx, { round, today, ids }: OfWhom): Promise<ReadonlyMap<string, readonly Visitor[]>> {
  const span = paceSpan(round, today);
  const rows = await runPrepared(
    tx,
    sql<Visitor & { hamletId: string }>`
    with posts as (
      select distinct g.area_id as hamlet_id, g.account_id
        from role_grant g join account a on a.account_id = g.account_id and a.state = 'active'
       where g.role = 'enumerator' and g.area_id = any (${ids}::text[])
         and g.valid_from <= ${today}::date and (g.valid_to is null or g.valid_to >= ${today}::date)
    ), made as (
      select i.hamlet_id, i.account_id, count(*)::int as visits,
             (count(*) filter (where i.interviewed_on between ${span?.from ?? null}::date and ${span?.to ?? null}::date))::int as recent
        from interview i
       where i.round_id = ${round.roundId} and i.hamlet_id = any (${ids}::text[])
       group by i.hamlet_id, i.account_id
    )
    select hamlet_id as "hamletId", account_id as "accountId", coalesce(a.display_name, '') as name,
           coalesce(m.visits, 0) as visits, coalesce(m.recent, 0) as recent, p.account_id is not null as posted
      from posts p full join made m using (hamlet_id, account_id) left join account a using (account_id)
     order by name, account_id`,
  );
  return Map.groupBy(rows, ({ hamletId }) => hamletId);
}
