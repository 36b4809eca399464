/**
 * Which restrictions may hold in some households (hạn chế gần các hộ này): their people are compared with all who are restricted at once, which
 * costs the same whatever the planner guesses of how many there are.
 */
import { type Kysely, sql } from 'kysely';

const CLOSED = `('duplicate-closed', 'household-merged')`;
const JOINED = `('members-joined', 'duplicate-joined')`;

export async function up(db: Kysely<unknown>): Promise<void> {
  // As 0705 made it, but for its last step.
  await sql
    .raw(
      `create or replace function restrictions_near(households uuid[]) returns uuid[]
   language sql stable security definer set search_path = public, pg_temp as $$
     with recursive
       entry (id) as (
         select unnest(households)
         union
         select h.household_id
           from entry i join event e on e.household_id = i.id and e.kind in ${JOINED}
                join payload p on p.event_id = e.event_id
                join household h on h.household_id = (p.body::jsonb ->> 'fromHouseholdId')::uuid and h.state = 'merged'),
       person (household_id, member_id) as (
         select m.household_id, m.member_id from member m where m.household_id in (select i.id from entry i)
         union
         select x.household_id, x.member_id
           from person q cross join lateral (
             select m.household_id, m.member_id from member m where m.member_id = q.member_id and m.state = 'present'
             union all
             select m.household_id, m.member_id from member m where m.member_id = q.member_id and m.state <> 'present'
             union all
             select h.household_id, (y.pair ->> 'memberId')::uuid
               from event e join payload p on p.event_id = e.event_id
                    join household h on h.household_id = (p.body::jsonb ->> 'fromHouseholdId')::uuid and h.state = 'merged'
                    cross join lateral (select k.body::jsonb as body from event c join payload k on k.event_id = c.event_id
                                         where c.household_id = h.household_id and c.kind in ${CLOSED} order by c.seq desc limit 1) j
                    cross join lateral jsonb_array_elements(j.body -> 'same') y (pair)
              where e.household_id = q.household_id and e.kind in ${JOINED} and y.pair ->> 'asMemberId' = q.member_id::text) x),
       restricted as materialized (
         select r.request_id, u.id from restriction r cross join lateral unnest(r.member_ids) u (id) where r.lifted_on is null)
     select coalesce(array_agg(f.request_id), '{}')
       from (select n.request_id from restricted n where n.id in (select q.member_id from person q)
             union
             select r.request_id
               from entry i join restriction r on r.household_id = i.id and r.member_ids is null and r.lifted_on is null) f
   $$`,
    )
    .execute(db);
}
