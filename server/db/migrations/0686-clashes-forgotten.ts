/**
 * What two people told otherwise of a household lies also in the book of the one into which it was joined (mang theo chỗ ghi khác nhau), with
 * those who did not come along: where the household is forgotten, that is too.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // What was told there of it, also where that household was joined into a further one.
  `create function clashes_carried(household uuid) returns table (event_id uuid, book_id uuid, hamlet_id text, household_id uuid)
   language sql stable security definer set search_path = public, pg_temp as $$
     with recursive told (event_id, book_id, hamlet_id, household_id, clash_id) as (
       select null::uuid, null::uuid, null::text, household, null::text
       union
       select f.event_id, f.book_id, f.hamlet_id, f.household_id, g.body::jsonb ->> 'clashId'
         from told t
         join event h on h.household_id = t.household_id and h.kind = 'clash-handed-on'
         join payload k on k.event_id = h.event_id and (t.clash_id is null or k.body::jsonb ->> 'clashId' = t.clash_id)
         join event f on f.household_id = (k.body::jsonb ->> 'toHouseholdId')::uuid and f.household_id <> t.household_id and f.kind = 'clash-found'
         join payload g on g.event_id = f.event_id and g.body::jsonb ->> 'clashId' = k.body::jsonb ->> 'clashId'
                       and g.body::jsonb -> 'carried' ->> 'endedHouseholdId' = t.household_id::text
     )
     select t.event_id, t.book_id, t.hamlet_id, t.household_id from told t where t.event_id is not null
   $$`,
  'revoke all on function clashes_carried(uuid) from public',
  'grant execute on function clashes_carried(uuid) to vuon_app',
];
