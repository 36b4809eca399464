/**
 * Forms made before somebody was set right (phiếu trước khi sửa người): besides whoever was written as dead and lives, a visit that names
 * somebody who never lived there, or goes by a birth or sex that was written wrong, decides nothing until the household is asked again.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    create or replace function outdated_interviews(round uuid, households uuid[]) returns table (household_id uuid)
    language sql stable security definer set search_path = public, pg_temp as $$
      select i.household_id
        from interview i
        join event visit on visit.event_id = i.event_id
       where i.round_id = round and i.household_id = any (households)
         and (coalesce(current_setting('vuon.reach', true), '') = 'all'
              or i.hamlet_id = any (string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ',')))
         and exists (select from event righted
                       join payload p on p.event_id = righted.event_id
                       join member m on m.household_id = i.household_id and m.member_id::text = p.body::jsonb ->> 'memberId'
                       left join lateral (
                         select a.told from jsonb_array_elements(i.answers -> 'members') as a (told)
                          where a.told ->> 'memberId' = m.member_id::text) named on true
                      where righted.household_id = i.household_id and righted.seq > visit.seq
                        and righted.kind in ('death-withdrawn', 'joining-withdrawn', 'member-corrected')
                        and case righted.kind
                              when 'death-withdrawn' then m.state = 'present' and named.told is null
                              when 'joining-withdrawn' then m.state <> 'present' and named.told is not null
                              when 'member-corrected' then m.state = 'present'
                                and (named.told ->> 'birth' <> m.birth or named.told ->> 'sex' <> m.sex)
                              else false end)
    $$`)
    .execute(db);
}
