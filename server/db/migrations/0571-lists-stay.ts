/**
 * Finished lists stay where no household is forgotten (danh sách đã lập được giữ khi không xóa hộ nào): requests and minutes that are over
 * their time stand in none, so that an `erased` event which names no household ends no list.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(erasePayloads).execute(db);
}

/**
 * Bodies of the events that this `erased` event names, in its own book; only in the transaction that appended it. Where a household is
 * forgotten, lists of the hamlet's unit and of all above it, at any time, lose their parts and files: which of them name it nobody keeps.
 */
const erasePayloads = `
  create or replace function erase_payloads(erased_event uuid) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    book uuid;
    hamlet text;
    household uuid;
    named uuid[];
    lists uuid[];
    gone integer;
  begin
    select e.book_id, e.hamlet_id, e.household_id, array(select jsonb_array_elements_text(p.body::jsonb -> 'eventIds'))::uuid[]
      into book, hamlet, household, named
      from event e join payload p on p.event_id = e.event_id
     where e.event_id = erased_event and e.kind = 'erased' and e.xmin = pg_current_xact_id()::xid;
    if book is null then
      raise exception 'no erased event % in this transaction', erased_event using errcode = 'insufficient_privilege';
    end if;
    delete from payload p using event e
     where p.event_id = any (named) and e.event_id = p.event_id and e.book_id = book and e.event_id <> erased_event;
    get diagnostics gone = row_count;
    if household is null then
      return gone;
    end if;
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
