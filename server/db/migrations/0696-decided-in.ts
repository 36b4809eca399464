/**
 * Of whom a decision spoke (hộ trong quyết định), wherever they are now: told to the commune that took it and to those into which it went, whose
 * own reach holds neither the book of its office nor a household that moved on.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const COMMUNES = `(select string_to_array(coalesce(current_setting('vuon.communes', true), ''), ','))::text[]`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create function decided_in(decision uuid) returns table (household_id uuid)
   language sql stable security definer set search_path = public, pg_temp as $$
     select distinct (one ->> 'householdId')::uuid
       from decision d
       join book b on b.area_id = d.commune_id and b.kind = 'office'
       join event e on e.book_id = b.book_id and e.kind = 'list-decided'
       join payload p on p.event_id = e.event_id
       cross join lateral jsonb_array_elements(p.body::jsonb -> 'households') as one
      where d.decision_id = decision and p.body::jsonb ->> 'decisionId' = d.decision_id::text
        and (${REACH_ALL} or d.commune_id = any (${COMMUNES}) or commune_heirs(d.commune_id) && ${COMMUNES})
   $$`,
  'revoke all on function decided_in(uuid) from public',
  'grant execute on function decided_in(uuid) to vuon_app',
];
