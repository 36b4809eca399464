/**
 * Erasing reaches further (xóa trọn vẹn): whoever may erase a household where it is now also reaches the books of the places that it
 * came from, and the finished lists in which it may be named, whoever asked for them, go with its bodies.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run('drop function event_books(uuid)');
  await run(eventBooks);
  await run('revoke all on function event_books(uuid) from public');
  await run('grant execute on function event_books(uuid) to vuon_app');
  await run(erasePayloads);
}

/** Every book in which the household was ever written of, and its hamlet. */
const eventBooks = `
  create function event_books(household uuid) returns table (book_id uuid, hamlet_id text)
  language sql stable security definer set search_path = public, pg_temp as $$
    select distinct e.book_id, e.hamlet_id from event e where e.household_id = household
  $$`;

/**
 * Bodies of the events that this \`erased\` event names, in its own book; only in the transaction that appended it. Lists of the
 * hamlet's unit and of all above it, at any time, lose their parts and files: which of them name the household nobody keeps.
 */
const erasePayloads = `
  create or replace function erase_payloads(erased_event uuid) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    book uuid;
    hamlet text;
    named uuid[];
    lists uuid[];
    gone integer;
  begin
    select e.book_id, e.hamlet_id, array(select jsonb_array_elements_text(p.body::jsonb -> 'eventIds'))::uuid[] into book, hamlet, named
      from event e join payload p on p.event_id = e.event_id
     where e.event_id = erased_event and e.kind = 'erased' and e.xmin = pg_current_xact_id()::xid;
    if book is null then
      raise exception 'no erased event % in this transaction', erased_event using errcode = 'insufficient_privilege';
    end if;
    delete from payload p using event e
     where p.event_id = any (named) and e.event_id = p.event_id and e.book_id = book and e.event_id <> erased_event;
    get diagnostics gone = row_count;
    with recursive up (area_id) as (
      select hamlet
      union
      select p.parent_id from up join area_period p on p.area_id = up.area_id where p.parent_id is not null
    ), ended as (
      update list_job j set state = 'failed', problem = 'list-gone', file_name = null, claimed_until = null,
                            ended_at = coalesce(j.ended_at, clock_timestamp())
        from up where j.area_id = up.area_id and j.state in ('making', 'ready')
      returning j.job_id
    )
    select array_agg(job_id) into lists from ended;
    delete from list_part where job_id = any (lists);
    delete from list_file where job_id = any (lists);
    return gone;
  end $$`;
