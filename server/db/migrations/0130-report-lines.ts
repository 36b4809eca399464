/**
 * What the official tables count from (nguồn số liệu của biểu): one line for each household and hamlet where it was on a list
 * at the close of either of two days. A household that has moved away since still counts where it lived, so the function
 * looks past row security at statuses and checks the hamlets itself; it gives ids and codes, no name.
 */
import { type Kysely, sql } from 'kysely';

/**
 * The text of `report_lines`. `$1` hamlets, `$2` start, `$3` end, `$4` standard, `$5` and `$6` the years of that
 * standard (a status from an older list names none), `$7` whether the sex of heads is asked for. Executed as text, so that it
 * is planned for the values given.
 */
export const reportLines = `
  create or replace function report_lines(hamlets text[], start_day date, end_day date, standard text, first_year integer,
                                          last_year integer, with_heads boolean)
  returns table (household_id uuid, hamlet_id text, was text, was_people integer, now text, now_people integer, rose boolean,
                 lived boolean, had boolean, minority boolean, deprived integer, groups_mask integer, causes_mask integer,
                 cannot_escape text, grounds_mask integer, female_head boolean)
  language plpgsql stable security definer set search_path = public, pg_temp as $body$
  declare
    mine text[] := string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ',');
    wanted text[] := hamlets;
  begin
    if coalesce(current_setting('vuon.reach', true), '') <> 'all' then
      wanted := array(select unnest(hamlets) intersect select unnest(mine));
    end if;
    return query execute $query$
      with at_start as (
        select r.household_id, r.hamlet_id, s.class, s.people
          from residence r join status s on s.household_id = r.household_id
         where r.hamlet_id = any ($1) and r.people > 0
           and r.valid_from <= $2 and (r.valid_to is null or r.valid_to > $2)
           and s.valid_from <= $2 and (s.valid_to is null or s.valid_to > $2)
           and (s.rulebook = $4 or (s.rulebook is null and s.year between $5 and $6))
           and s.class in ('poor', 'near-poor')
      ), at_end as (
        select r.household_id, r.hamlet_id, s.class, s.people, r.minority, s.round_id, s.deprived, s.groups_mask, s.causes_mask,
               s.cannot_escape, s.grounds_mask
          from residence r join status s on s.household_id = r.household_id
         where r.hamlet_id = any ($1) and r.people > 0
           and r.valid_from <= $3 and (r.valid_to is null or r.valid_to > $3)
           and s.valid_from <= $3 and (s.valid_to is null or s.valid_to > $3)
           and (s.rulebook = $4 or (s.rulebook is null and s.year between $5 and $6))
           and s.class in ('poor', 'near-poor')
      )
      select coalesce(a.household_id, b.household_id), coalesce(a.hamlet_id, b.hamlet_id), a.class, a.people, b.class, b.people,
             b.household_id is null and exists (
               select from residence r join status s on s.household_id = r.household_id
                where r.household_id = a.household_id and r.hamlet_id = a.hamlet_id and r.people > 0
                  and r.valid_from <= $3 and (r.valid_to is null or r.valid_to > $3)
                  and s.valid_from <= $3 and (s.valid_to is null or s.valid_to > $3)
                  and (s.rulebook = $4 or (s.rulebook is null and s.year between $5 and $6))),
             a.household_id is not null or exists (
               select from residence r
                where r.household_id = b.household_id and r.hamlet_id = b.hamlet_id and r.people > 0
                  and r.valid_from <= $2 and (r.valid_to is null or r.valid_to > $2)),
             exists (
               select from status s
                where s.household_id = b.household_id and s.class = b.class and s.valid_from <= $2
                  and (s.valid_to is null or s.valid_to > s.valid_from)),
             b.minority, b.deprived, b.groups_mask, b.causes_mask, b.cannot_escape, b.grounds_mask,
             case when not $7 or b.household_id is null then null else (
               select case sex when 'female' then true when 'male' then false end from (
                 (select m.value ->> 'sex' as sex, m.value ->> 'relation' = 'head' as head, m.place
                    from interview i cross join jsonb_array_elements(i.answers -> 'members') with ordinality as m (value, place)
                   where i.household_id = b.household_id and i.round_id = b.round_id)
                 union all
                 (select m.sex, m.relation = 'head', 1000 + m.ordinal from member m
                   where m.household_id = b.household_id and m.state = 'present'
                     and not exists (select from interview i where i.household_id = b.household_id and i.round_id = b.round_id))
                 order by head desc, place limit 1) as first) end
        from at_start a full join at_end b on b.household_id = a.household_id and b.hamlet_id = a.hamlet_id
    $query$ using wanted, start_day, end_day, standard, first_year, last_year, with_heads;
  end $body$`;

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(reportLines);
  await run('revoke all on function report_lines(text[], date, date, text, integer, integer, boolean) from public');
  await run('grant execute on function report_lines(text[], date, date, text, integer, integer, boolean) to vuon_app');
}
