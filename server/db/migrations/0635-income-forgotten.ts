/**
 * A request by income is forgotten with the household that it was found to be of, also where it was refused or waits for its answer: its case
 * says whose it is. What goes when its time is over takes the case along; the answer of one is known as that of any other request.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const ofIncome = 'r.request_id in (select c.request_id from income_case c where c.household_id = household)';

const statements = [
  `update request r set answer_event = c.decided_event
     from income_case c where c.request_id = r.request_id and r.answer_event is null and c.decided_event is not null`,
  // As 0560 made both, by the case as well.
  `create or replace function request_events(household uuid) returns table (event_id uuid, book_id uuid)
   language sql stable security definer set search_path = public, pg_temp as $$
     select e.event_id, e.book_id from request r join event e on e.event_id = r.event_id where r.household_id = household or ${ofIncome}
   $$`,
  `create or replace function forget_requests(household uuid) returns void
   language sql volatile security definer set search_path = public, pg_temp as $$
     delete from request r where (r.household_id = household or ${ofIncome}) and is_erased(household)
   $$`,
  // As 0562 made it, with the case.
  `create or replace function forget_named_requests(erased_event uuid) returns void
   language sql volatile security definer set search_path = public, pg_temp as $$
     with gone as (
       delete from request r
        where r.household_id is null
          and not exists (select from payload p where p.event_id = r.event_id)
          and r.event_id in (select (jsonb_array_elements_text(p.body::jsonb -> 'eventIds'))::uuid
                               from event e join payload p on p.event_id = e.event_id
                              where e.event_id = erased_event and e.kind = 'erased')
       returning r.request_id)
     delete from income_case c using gone where c.request_id = gone.request_id
   $$`,
];
