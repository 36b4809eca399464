/**
 * A restriction is ended only by whoever reaches a household that it restricts today (thôi hạn chế: đúng nơi hộ đang ở).
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const HAMLETS = `string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ',')`;

const statements = [
  // As 0665 made it, asking where.
  `create or replace function lift_restriction(request uuid, on_day date) returns void
   language plpgsql volatile security definer set search_path = public, pg_temp as $$
   begin
     if coalesce(current_setting('vuon.reach', true), '') <> 'all'
        and not exists (select from restricted_homes() h join household k on k.household_id = h.household_id
                         where h.request_id = request and k.hamlet_id = any (${HAMLETS})) then
       raise exception 'no household in reach is restricted by %', request using errcode = 'insufficient_privilege';
     end if;
     update restriction r set lifted_on = on_day where r.request_id = request;
   end $$`,
];
