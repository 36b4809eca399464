/**
 * A hold on a household follows it into the one that it was joined with (lệnh giữ đi theo hộ đã nhập): what was said of its people is held
 * there as well, for as long as they are one.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The household itself, and every one that lives on in it: those it took in and that were not parted from it again.
  `create function lives_on_in(household uuid) returns table (household_id uuid)
   language sql stable security definer set search_path = public, pg_temp as $$
     with recursive one (id) as (
       select household
       union
       select h.household_id
         from one join event e on e.household_id = one.id and e.kind in ('members-joined', 'duplicate-joined')
              join payload p on p.event_id = e.event_id
              join household h on h.household_id = (p.body::jsonb ->> 'fromHouseholdId')::uuid and h.state = 'merged'
     )
     select id from one
   $$`,
  'revoke all on function lives_on_in(uuid) from public',
  'grant execute on function lives_on_in(uuid) to vuon_app',
  // As 0570 made it, over all of them.
  `create or replace function is_held(household uuid, hamlet text) returns boolean
   language sql stable security definer set search_path = public, pg_temp as $$
     select exists (
       select from legal_hold h
        where h.ended_on is null
          and (h.about_household in (select household_id from lives_on_in(household))
               or h.about_household is null
                  and (h.commune_id = any (communes_of_hamlet(hamlet))
                       or exists (select from lives_on_in(household) l, event_books(l.household_id) b
                                   where h.commune_id = any (communes_of_hamlet(b.hamlet_id))))))
   $$`,
];
