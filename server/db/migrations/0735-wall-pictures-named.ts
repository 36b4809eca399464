/**
 * When a command named a picture of a wall (ảnh niêm yết đã được ghi): written beside the picture itself, so that those which wait for none are
 * found by index, and no event is read to clear the others away.
 */
import { type Kysely, sql } from 'kysely';

const NAMING = `'list-posted', 'list-taken-down', 'income-posted', 'income-taken-down'`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'alter table wall_picture add column named_at timestamptz',
  `select set_config('vuon.reach', 'all', true)`,
  // Being named moved the day from which it is kept.
  `update wall_picture w set named_at = w.kept_at
    where exists (select from event e join payload p on p.event_id = e.event_id
                   where e.hamlet_id = w.hamlet_id and e.kind in (${NAMING}) and p.body::jsonb ->> 'photo' = w.picture_id::text)`,
  'create index wall_picture_unnamed on wall_picture (kept_at) where named_at is null',
  `create or replace function forget_unnamed_wall_pictures(kept_before timestamptz) returns integer
   language plpgsql security definer set search_path = public, pg_temp as $$
   declare
     gone integer;
   begin
     delete from wall_picture w where w.named_at is null and w.kept_at < kept_before;
     get diagnostics gone = row_count;
     return gone;
   end $$`,
];
