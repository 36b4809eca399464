/**
 * Facts of hamlets by which a directive is resolved (chỉ đạo đến ấp nào): read alike for the sender who looks beforehand and at the
 * door. Row security leaves out hamlets that the sender does not reach.
 */
import { PACE_DAYS, shortIn } from '../../core/meeting/workload.ts';
import type { HamletFacts } from '../../core/steer/reach.ts';
import type { Sql } from './sql.ts';

interface Counted extends Omit<HamletFacts, 'short'> {
  readonly [column: string]: unknown;
  /** Of the round people are visited in: an opening list is written from the forms of that one. */
  readonly visiting: {
    readonly opensOn: string;
    readonly closesOn: string;
    readonly listed: number;
    readonly interviewed: number;
    readonly recent: number;
  } | null;
}

/** Hamlets below the area on that day whose book is open. */
export async function readHamletFacts(sql: Sql, areaId: string, day: string): Promise<HamletFacts[]> {
  const rows = await sql.query<Counted>(
    `with recursive below as (
       select $1::text as area_id, 0 as depth
       union all
       select p.area_id, b.depth + 1 from below b join area_period p on p.parent_id = b.area_id
        where b.depth < 4 and p.valid_from <= $2::date and (p.valid_to is null or $2::date < p.valid_to)
     ), hamlet as (
       select k.hamlet_id from below b join book k on k.hamlet_id = b.area_id and k.closed_at is null
     ), reviewed as (
       select l.hamlet_id, l.round_id, count(*)::int as listed, (count(*) filter (where i.household_id is null))::int as unvisited
         from review_list l
         join round r on r.round_id = l.round_id and r.state = 'open' and r.kind <> 'opening'
         join household h on h.household_id = l.household_id and h.state = 'present'
         left join interview i on i.round_id = l.round_id and i.household_id = l.household_id
        where l.hamlet_id in (select hamlet_id from hamlet) and (l.unvisited is null or i.household_id is not null)
        group by l.hamlet_id, l.round_id
     ), summed as (
       select hamlet_id, sum(listed)::int as listed, sum(unvisited)::int as unvisited from reviewed group by hamlet_id
     ), gone as (
       select i.hamlet_id, i.round_id, count(*)::int as recent
         from interview i join round r on r.round_id = i.round_id and r.state = 'open'
        where i.hamlet_id in (select hamlet_id from hamlet)
          and i.interviewed_on >= greatest(r.opens_on, $2::date - $3::int) and i.interviewed_on < $2::date
        group by i.hamlet_id, i.round_id
     ), visiting as (
       select distinct on (v.hamlet_id) v.hamlet_id,
              json_build_object('opensOn', r.opens_on, 'closesOn', r.closes_on, 'listed', v.listed,
                                'interviewed', v.listed - v.unvisited, 'recent', coalesce(g.recent, 0)) as body
         from reviewed v
         join round r on r.round_id = v.round_id
         left join gone g on g.hamlet_id = v.hamlet_id and g.round_id = v.round_id
        order by v.hamlet_id, (r.opens_on <= $2::date) desc, (r.kind = 'yearly') desc, r.year desc, r.opens_on desc
     )
     select h.hamlet_id as "hamletId", coalesce(s.listed, 0) as listed, coalesce(s.unvisited, 0) as unvisited,
            coalesce(c.poor, 0) as poor, coalesce(c.near_poor, 0) as "nearPoor", v.body as visiting
       from hamlet h
       left join summed s on s.hamlet_id = h.hamlet_id
       left join visiting v on v.hamlet_id = h.hamlet_id
       left join hamlet_count c on c.hamlet_id = h.hamlet_id
      order by h.hamlet_id`,
    [areaId, day, PACE_DAYS],
  );
  return rows.map(({ visiting, ...counts }) => ({ ...counts, short: visiting === null ? 0 : shortIn(visiting, day, visiting) }));
}

/** What became of hamlets by that day: one that was merged or cut is its heirs. In pairs; those that stand are their own. */
export function readHeirs(sql: Sql, hamletIds: readonly string[], day: string): Promise<{ asked: string; now: string }[]> {
  return sql.query<{ asked: string; now: string }>(
    `with recursive kin as (
       select id as asked, id as now from unnest($1::text[]) as n (id)
       union
       select k.asked, l.to_id from kin k join area_lineage l on l.from_id = k.now and l.on_date <= $2::date
     )
     select asked, now from kin
      where not exists (select from area_lineage l where l.from_id = kin.now and l.on_date <= $2::date)`,
    [hamletIds, day],
  );
}
