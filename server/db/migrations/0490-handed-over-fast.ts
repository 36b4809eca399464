/**
 * Who used the id of a handover first in another hamlet of the commune, found by that id (tìm phiếu chuyển theo mã): what a withdrawn phone
 * hands in may be hundreds of forms of tens of kilobytes, and to open all of them for each further one took minutes.
 */
import { type Kysely, sql } from 'kysely';

/** A body is canonical: its keys are in order, and no other kind begins so. */
const HANDED_OVER = `starts_with(body, '{"form":')`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`create index payload_handed_over on payload ((body::jsonb ->> 'handoverId')) where ${HANDED_OVER}`).execute(db);
  await sql
    .raw(
      `create or replace function handed_over_beside(handover text, hamlet text) returns table (account_id uuid, recorded_at timestamptz)
       language sql stable security definer set search_path = public, pg_temp as $$
         with told as materialized (
           select event_id from payload where ${HANDED_OVER} and body::jsonb ->> 'handoverId' = handover
         )
         select e.account_id, e.recorded_at
           from told
           join event e on e.event_id = told.event_id and e.kind = 'handed-over'
           join area_period there on there.area_id = e.hamlet_id and there.valid_to is null and there.area_id <> hamlet
           join area_period here on here.parent_id = there.parent_id and here.area_id = hamlet and here.valid_to is null
          order by e.seq limit 1
       $$`,
    )
    .execute(db);
}
