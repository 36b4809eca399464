/**
 * Minutes with what tells of the clock of the device on which they were closed (giờ máy ghi biên bản): what it claimed, and when the server
 * had them. Else as before.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const HAMLETS = `(select string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ','))::text[]`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'drop function minutes_of(text[], text)',
  `create function minutes_of(asked text[], of_round text)
   returns table (hamlet_id text, kind text, body text, said_by text, tied boolean, seq bigint, device_at timestamptz, recorded_at timestamptz)
   language sql stable security definer set search_path = public, pg_temp as $$
     with recursive here as (
       select h.id from unnest(asked) as h (id) where ${REACH_ALL} or h.id = any (${HAMLETS})
     ), kin as (
       select id from here
       union
       select l.from_id from area_lineage l join kin on kin.id = l.to_id
     )
     select e.hamlet_id, e.kind, p.body, coalesce(a.display_name, ''),
            exists (select from tie t where t.household_id = e.household_id and t.account_id = e.account_id)
            or exists (select from event handed
                         join payload told on told.event_id = handed.event_id
                         join tie t on t.household_id = e.household_id and t.account_id = handed.account_id
                        where handed.household_id = e.household_id and handed.kind = 'handed-over' and handed.seq < e.seq
                          and told.body::jsonb ->> 'refusedBecause' = 'device-withdrawn'
                          and told.body::jsonb ->> 'handoverId' = p.body::jsonb ->> 'recordId'),
            e.seq, e.device_at, e.recorded_at
       from event e
       join payload p on p.event_id = e.event_id
       left join account a on a.account_id = e.account_id
      where e.kind in ('meeting-held', 'household-discussed') and e.hamlet_id in (select id from kin) and p.body::jsonb ->> 'roundId' = of_round
        and (e.kind = 'meeting-held' or e.hamlet_id in (select id from here)
             or exists (select from household h where h.household_id = e.household_id and h.hamlet_id in (select id from here)))
      order by e.seq
   $$`,
  'revoke all on function minutes_of(text[], text) from public',
  'grant execute on function minutes_of(text[], text) to vuon_app',
];
