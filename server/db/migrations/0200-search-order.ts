/**
 * Search in the order that people expect (thứ tự kết quả tìm): who bears exactly the name, then who bears its words whole, then
 * who has a word that only begins so. A part of a household's code finds it too: its beginning or its end over the whole province,
 * any part of it in smaller areas. Where the second, third, fourth and fifth word of a name begin is reckoned by cutting at blanks:
 * a regular expression, read twice for each of four indexes, took two fifths of the time in which a person is put in. Folded
 * names have single blanks and none at their ends, so both say the same.
 */
import { type Kysely, sql } from 'kysely';

const COUNTS = [1, 2, 3, 4];

/** The name without its first `words` words. */
const tailOf = (words: number, folded: string): string => {
  const cut = Array.from({ length: words }, (_, i) => `length(split_part(${folded}, ' ', ${i + 1}))`);
  return `substr(${folded}, ${cut.join(' + ')} + ${words + 1})`;
};

/** It has more than `words` words. */
const longerThan = (words: number, folded: string): string => `${folded} like '%${' %'.repeat(words)}'`;

/** Looked at for each start: more than a page of results, and quick. In this order whole words come before longer ones. */
const MOST = 500;

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run('create index household_code_from on household (lower(code) collate "C") where code is not null');
  await run('create index household_code_to on household (reverse(lower(code)) collate "C") where code is not null');
  for (const words of COUNTS) {
    await run(`drop index member_name_${words}`);
    await run(
      `create index member_name_${words} on member ((${tailOf(words, 'folded')}) collate "C")
        where state = 'present' and ${longerThan(words, 'folded')}`,
    );
  }
  await run(searchMembers);
}

const starts = [
  { start: 'm.folded', also: '' },
  ...COUNTS.map((words) => ({ start: tailOf(words, 'm.folded'), also: ` and ${longerThan(words, 'm.folded')}` })),
];

const everywhere = starts
  .map(
    ({ start, also }) => `
        (select m.household_id, m.member_id, m.folded from member m
          where everywhere and m.state = 'present'${also} and (${start}) collate "C" >= q and (${start}) collate "C" < q || last
          order by (${start}) collate "C" limit ${MOST})`,
  )
  .join('\n        union all');

const ends = [
  ['lower(h.code)', 'q'],
  ['reverse(lower(h.code))', 'reverse(q)'],
].map(
  ([code, asked]) => `
        (select h.household_id, lower(h.code) as code from household h
          where everywhere and numeric and h.code is not null and ${code} collate "C" >= ${asked} and ${code} collate "C" < ${asked} || last
          order by ${code} collate "C" limit ${MOST})`,
);

const searchMembers = `
  create or replace function search_members(q text, max_rows integer) returns table (household_id uuid, member_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
  declare
    everywhere boolean := coalesce(current_setting('vuon.reach', true), '') = 'all';
    hamlets text[] := string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ',');
    last text := chr(1114111);
    numeric boolean := q ~ '[0-9]';
    escaped text := replace(replace(replace(q, '\\', '\\\\'), '%', '\\%'), '_', '\\_');
  begin
    if length(q) < 2 or max_rows < 1 then
      return;
    end if;
    return query
      with named as (${everywhere}
        union all
        select m.household_id, m.member_id, m.folded from member m
         where not everywhere and m.hamlet_id = any (hamlets) and ' ' || m.folded like '% ' || escaped || '%' and m.state = 'present'
      ), numbered as (
        select m.household_id, m.member_id, m.folded from member m
         where m.citizen_id = q and m.state = 'present' and (everywhere or m.hamlet_id = any (hamlets))
      ), codes as (${ends.join('\n        union')}
        union
        select h.household_id, lower(h.code) from household h
         where not everywhere and numeric and h.hamlet_id = any (hamlets) and lower(h.code) like '%' || escaped || '%'
      ), coded as (
        select m.household_id, m.member_id, m.folded, c.code
          from codes c join member m on m.household_id = c.household_id
         where m.relation = 'head' and m.state = 'present'
      ), ranked as (
        select n.household_id, n.member_id, n.folded,
               case when n.folded = q then 1 when ' ' || n.folded || ' ' like '% ' || escaped || ' %' then 2 else 3 end as place
          from named n
        union all
        select n.household_id, n.member_id, n.folded, 0 from numbered n
        union all
        select c.household_id, c.member_id, c.folded, case when c.code = q then 0 else 4 end from coded c
      )
      select r.household_id, r.member_id from ranked r
       group by r.household_id, r.member_id, r.folded
       order by min(r.place), r.folded, r.member_id
       limit max_rows;
  end $$`;
