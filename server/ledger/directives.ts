/**
 * Facts of hamlets by which a directive is resolved (chỉ đạo đến ấp nào): read alike for the sender who looks beforehand and at the
 * door. Row security leaves out hamlets that the sender does not reach.
 */
import type { HamletFacts } from '../../core/steer/reach.ts';
import type { Sql } from './sql.ts';

/** Hamlets below the area on that day whose book is open. */
export function readHamletFacts(sql: Sql, areaId: string, day: string): Promise<HamletFacts[]> {
  return sql.query<HamletFacts & Record<string, unknown>>(
    `with recursive below as (
       select $1::text as area_id, 0 as depth
       union all
       select p.area_id, b.depth + 1 from below b join area_period p on p.parent_id = b.area_id
        where b.depth < 4 and p.valid_from <= $2::date and (p.valid_to is null or $2::date < p.valid_to)
     ), hamlet as (
       select k.hamlet_id from below b join book k on k.hamlet_id = b.area_id and k.closed_at is null
     ), reviewed as (
       select l.hamlet_id, count(*)::int as listed, (count(*) filter (where i.household_id is null))::int as unvisited
         from review_list l
         join round r on r.round_id = l.round_id and r.state = 'open'
         join household h on h.household_id = l.household_id and h.state = 'present'
         left join interview i on i.round_id = l.round_id and i.household_id = l.household_id
        where l.hamlet_id in (select hamlet_id from hamlet)
        group by l.hamlet_id
     )
     select h.hamlet_id as "hamletId", coalesce(r.listed, 0) as listed, coalesce(r.unvisited, 0) as unvisited,
            coalesce(c.poor, 0) as poor, coalesce(c.near_poor, 0) as "nearPoor"
       from hamlet h left join reviewed r on r.hamlet_id = h.hamlet_id left join hamlet_count c on c.hamlet_id = h.hamlet_id
      order by h.hamlet_id`,
    [areaId, day],
  );
}
