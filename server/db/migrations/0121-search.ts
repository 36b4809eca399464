/**
 * Search of names from the start of any word (tìm theo đầu mỗi chữ trong tên): "Văn An" finds Nguyễn Văn An. Each name is in the
 * index as a whole and without its first one, two, three, four words, so a part of a name is a range of an ordered index,
 * however many bear it: the trigram index had to gather every bearer of common syllables first. Small areas are read by hamlet.
 */
import { type Kysely, sql } from 'kysely';

/** The name from its second, third, fourth, fifth word on; null when it has fewer. */
const TAILS = [1, 2, 3, 4].map((words) => `substring(folded from '^${'\\S+ '.repeat(words)}(.+)$')`);
const STARTS = ['folded', ...TAILS];
/** Bearers looked at for each start: more than a page of results, and quick. */
const MOST = 500;

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  for (const [at, start] of STARTS.entries()) {
    const named = at === 0 ? '' : ` and ${start} is not null`;
    await run(`create index member_name_${at} on member ((${start}) collate "C") where state = 'present'${named}`);
  }
  await run('drop index member_folded');
  await run('create index member_hamlet_names on member (hamlet_id) include (folded, state, household_id, member_id)');
  await run('drop index member_hamlet');
  await run(searchMembers);
}

const everywhere = STARTS.map((start) => start.replace('folded', 'm.folded'))
  .map(
    (start) => `
        (select m.household_id, m.member_id, m.folded from member m
          where everywhere and m.state = 'present' and (${start}) collate "C" >= q and (${start}) collate "C" < beyond
          order by (${start}) collate "C" limit ${MOST})`,
  )
  .join('\n        union all');

const searchMembers = `
  create or replace function search_members(q text, max_rows integer) returns table (household_id uuid, member_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
  declare
    everywhere boolean := coalesce(current_setting('vuon.reach', true), '') = 'all';
    hamlets text[] := string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ',');
    beyond text := q || chr(1114111);
    pattern text := '% ' || replace(replace(replace(q, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%';
  begin
    if length(q) < 2 or max_rows < 1 then
      return;
    end if;
    return query
      with named as (${everywhere}
      ), near as (
        select m.household_id, m.member_id, m.folded from member m
         where not everywhere and m.hamlet_id = any (hamlets) and ' ' || m.folded like pattern and m.state = 'present'
      ), numbered as (
        select m.household_id, m.member_id, m.folded from member m
         where m.citizen_id = q and m.state = 'present' and (everywhere or m.hamlet_id = any (hamlets))
      ), coded as (
        select m.household_id, m.member_id, m.folded
          from household h join member m on m.household_id = h.household_id
         where lower(h.code) = q and m.relation = 'head' and m.state = 'present' and (everywhere or h.hamlet_id = any (hamlets))
      )
      select found.household_id, found.member_id
        from (select * from named union select * from near union select * from numbered union select * from coded) found
       order by found.folded, found.member_id
       limit max_rows;
  end $$`;
