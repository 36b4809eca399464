/**
 * What is found by income goes where its hamlet goes (xác định thu nhập đi theo ấp): of a hamlet that was cut, the case is seen by whoever
 * has the household today, as the request it answers; what was checked and decided lies in a book that is closed, and is told with it.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const HAMLETS = `(select string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ','))::text[]`;
const seen = (of: string): string =>
  `${REACH_ALL} or ${of}.hamlet_id = any (${HAMLETS})
     or (${of}.hamlet_id = any ((select former_hamlets(${HAMLETS}))::text[])
         and exists (select from household h where h.household_id = ${of}.household_id and h.hamlet_id = any (${HAMLETS})))`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const open = (name: string) => [`revoke all on function ${name} from public`, `grant execute on function ${name} to vuon_app`];

const statements = [
  'drop policy area on income_case',
  `create policy area on income_case for all using (${seen('income_case')}) with check (${seen('income_case')})`,
  `create function income_words(id uuid) returns table (checked jsonb, decided jsonb)
   language sql stable security definer set search_path = public, pg_temp as $$
     select k.body::jsonb, d.body::jsonb
       from income_case c left join payload k on k.event_id = c.checked_event left join payload d on d.event_id = c.decided_event
      where c.request_id = id and (${seen('c')})
   $$`,
  ...open('income_words(uuid)'),
];
