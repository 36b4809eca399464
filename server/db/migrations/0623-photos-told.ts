/**
 * Which pictures of a household the ledger was told of (ảnh đã báo), also in books of communes where it lived before: whoever has the
 * household now may remove them. Answers for households of the actor's areas only.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create function photos_told(household uuid) returns table (photo_id text, removed boolean)
   language sql stable security definer set search_path = public, pg_temp as $$
     select p.body::jsonb ->> 'photoId', bool_or(e.kind = 'photo-removed')
       from event e join payload p on p.event_id = e.event_id
      where e.household_id = household and e.kind in ('photo-taken', 'photo-removed')
        and exists (select from household h where h.household_id = household
                      and (coalesce(current_setting('vuon.reach', true), '') = 'all'
                           or h.hamlet_id = any (string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ','))))
      group by 1
   $$`,
  'revoke all on function photos_told(uuid) from public',
  'grant execute on function photos_told(uuid) to vuon_app',
];
