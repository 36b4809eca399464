/**
 * A righted typo that changes nothing (sửa ngày sinh mà tuổi vẫn vậy): a form made before a birth was set right still decides where no rule could
 * tell the two births apart on the day of the visit. Such are two with the same completed months, and from sixteen years on two within
 * the same year of age, but for the years in which working age ends, which is reckoned in months. `settled-ages.test.ts` holds the bounds
 * against the parameters of every rulebook.
 */
import { type Kysely, sql } from 'kysely';
import { SETTLED_AGES } from '../../../core/classify/settled-ages.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const { from, workEndsFrom, workEndedFrom } = SETTLED_AGES;

const statements = [
  // Null where the birth is not known to the day.
  `create function months_old(birth text, on_day date) returns integer
   language sql immutable set search_path = public, pg_temp as $$
     select case when birth ~ '^\\d{4}-\\d{2}-\\d{2}$' then
       greatest(0, (extract(year from on_day)::int * 12 + extract(month from on_day)::int)
                   - (substr(birth, 1, 4)::int * 12 + substr(birth, 6, 2)::int)
                   - case when extract(day from on_day)::int < substr(birth, 9, 2)::int then 1 else 0 end) end
   $$`,
  'revoke all on function months_old(text, date) from public',
  'grant execute on function months_old(text, date) to vuon_app',
  `create function same_age(told text, righted text, on_day date) returns boolean
   language sql immutable set search_path = public, pg_temp as $$
     select told = righted or coalesce((
       select a = b or (a / 12 = b / 12 and least(a, b) >= ${from} and (greatest(a, b) < ${workEndsFrom} or least(a, b) >= ${workEndedFrom}))
         from (select months_old(told, on_day) as a, months_old(righted, on_day) as b) ages), false)
   $$`,
  'revoke all on function same_age(text, text, date) from public',
  'grant execute on function same_age(text, text, date) to vuon_app',
  // As 0531 made it.
  `create or replace function outdated_interviews(round uuid, households uuid[]) returns table (household_id uuid)
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
                               and (not same_age(named.told ->> 'birth', m.birth, i.interviewed_on) or named.told ->> 'sex' <> m.sex)
                             else false end)
   $$`,
];
