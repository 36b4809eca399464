/**
 * What was taken back or used up where the asker may not look (đã ghi lại, đã dùng): a visit that found somebody dead who lives, a household
 * that was forgotten, an id that another hamlet of the commune has handed over under. Each answers that one thing and nothing besides.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  for (const [signature, body] of functions) {
    await run(body);
    await run(`revoke all on function ${signature} from public`);
    await run(`grant execute on function ${signature} to vuon_app`);
  }
}

const functions = [
  [
    'outdated_interviews(uuid, uuid[])',
    `create function outdated_interviews(round uuid, households uuid[]) returns table (household_id uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
      select i.household_id
        from interview i
        join event visit on visit.event_id = i.event_id
       where i.round_id = round and i.household_id = any (households)
         and (coalesce(current_setting('vuon.reach', true), '') = 'all'
              or i.hamlet_id = any (string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ',')))
         and exists (select from event back
                       join payload p on p.event_id = back.event_id
                       join member m on m.household_id = i.household_id and m.member_id::text = p.body::jsonb ->> 'memberId'
                      where back.household_id = i.household_id and back.kind = 'death-withdrawn' and back.seq > visit.seq
                        and m.state = 'present'
                        and not i.answers -> 'members' @> jsonb_build_array(jsonb_build_object('memberId', m.member_id)))
    $$`,
  ],
  [
    'is_erased(uuid)',
    `create function is_erased(household uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp as $$
      select exists (select from household h where h.household_id = household and h.state = 'erased')
    $$`,
  ],
  [
    'handed_over_beside(text, text)',
    `create function handed_over_beside(handover text, hamlet text) returns table (account_id uuid, recorded_at timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
      select e.account_id, e.recorded_at
        from area_period here
        join area_period there on there.parent_id = here.parent_id and there.valid_to is null and there.area_id <> hamlet
        join event e on e.hamlet_id = there.area_id and e.kind = 'handed-over'
        join payload p on p.event_id = e.event_id
       where here.area_id = hamlet and here.valid_to is null and p.body::jsonb ->> 'handoverId' = handover
       order by e.seq limit 1
    $$`,
  ],
] as const;
