/**
 * Which numbers forms of several books share (một số của nhiều quyển): books count each for itself, and a household that moved may have two forms of
 * one round under one number, one of them in a book that whoever compares them cannot read. Told is the number alone.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create function numbers_shared(households uuid[]) returns table (household_id uuid, round_id text, version bigint)
   language sql stable security definer set search_path = public, pg_temp as $$
     select e.household_id, p.body::jsonb ->> 'roundId', e.version
       from household h
       join event e on e.household_id = h.household_id and e.kind = 'interview-finished'
       join payload p on p.event_id = e.event_id
      where h.household_id = any (households)
        and p.body::jsonb -> 'letGo' is null
        and (coalesce(current_setting('vuon.reach', true), '') = 'all'
             or h.hamlet_id = any (string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ',')))
      group by 1, 2, 3 having count(*) > 1
   $$`,
  'revoke all on function numbers_shared(uuid[]) from public',
  'grant execute on function numbers_shared(uuid[]) to vuon_app',
];
