/**
 * Search of names of which a word between is left out (tìm theo họ và tên, bỏ tên đệm): "Nguyễn Tám" finds Nguyễn Văn Tám. Each name of
 * three or four words is in an ordered index once for each way to leave out words between: the first with the last, without
 * the second, without the third, from the second on without the third. Over the whole province longer names are found so only
 * where one word or all between are left out; in smaller areas, read by hamlet, wherever the words stand in this order. Exact names
 * come first, then those that begin and end with the words asked for, then the words one after another, then the words in order, then
 * words of which the last only begins so.
 */
import { type Kysely, sql } from 'kysely';

const word = (place: number, folded: string): string => `split_part(${folded}, ' ', ${place})`;

/** The name without its first `words` words. */
const tailOf = (words: number, folded: string): string => {
  const cut = Array.from({ length: words }, (_, i) => `length(${word(i + 1, folded)})`);
  return `substr(${folded}, ${cut.join(' + ')} + ${words + 1})`;
};

/** It has more than `words` words. */
const longerThan = (words: number, folded: string): string => `${folded} like '%${' %'.repeat(words)}'`;

/** Of names of more than so many words. */
const APART: readonly { readonly words: number; readonly key: (folded: string) => string }[] = [
  { words: 2, key: (folded) => `${word(1, folded)} || ' ' || ${word(-1, folded)}` },
  { words: 3, key: (folded) => `${word(1, folded)} || ' ' || ${tailOf(2, folded)}` },
  { words: 3, key: (folded) => `${word(1, folded)} || ' ' || ${word(2, folded)} || ' ' || ${tailOf(3, folded)}` },
  { words: 3, key: (folded) => `${word(2, folded)} || ' ' || ${tailOf(3, folded)}` },
];

/** `member_name_0` is the whole name, 1 to 4 its ends. */
const FIRST = 5;

/** Looked at for each start: more than a page of results, and quick. In this order whole words come before longer ones. */
const MOST = 500;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [at, { words, key }] of APART.entries())
    await sql
      .raw(
        `create index member_name_${FIRST + at} on member ((${key('folded')}) collate "C")
          where state = 'present' and ${longerThan(words, 'folded')}`,
      )
      .execute(db);
  await sql.raw(searchMembers).execute(db);
}

const ENDS = [1, 2, 3, 4];
const FOLDED = 'm.folded';
const starts = [
  { start: FOLDED, when: 'everywhere', also: '' },
  ...ENDS.map((words) => ({ start: tailOf(words, FOLDED), when: 'everywhere', also: ` and ${longerThan(words, FOLDED)}` })),
  ...APART.map(({ words, key }) => ({ start: key(FOLDED), when: 'apart', also: ` and ${longerThan(words, FOLDED)}` })),
];

const named = starts
  .map(
    ({ start, when, also }) => `
        (select m.household_id, m.member_id, m.folded from member m
          where ${when} and m.state = 'present'${also} and (${start}) collate "C" >= q and (${start}) collate "C" < q || last
          order by (${start}) collate "C" limit ${MOST})`,
  )
  .join('\n        union all');

const codes = [
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
    apart boolean := everywhere and q like '% %';
    escaped text := replace(replace(replace(q, '\\', '\\\\'), '%', '\\%'), '_', '\\_');
    spread text := replace(escaped, ' ', '% ');
    words text := replace(regexp_replace(q, '([^[:alnum:] ])', '\\\\\\1', 'g'), ' ', '( .*)? ');
    in_order text := '(^| )' || words;
    from_first_to_last text := '^' || words || '$';
  begin
    if length(q) < 2 or max_rows < 1 then
      return;
    end if;
    return query
      with named as (${named}
        union all
        select m.household_id, m.member_id, m.folded from member m
         where not everywhere and m.hamlet_id = any (hamlets) and m.state = 'present' and ' ' || m.folded like '% ' || spread || '%'
           and m.folded ~ in_order
      ), numbered as (
        select m.household_id, m.member_id, m.folded from member m
         where m.citizen_id = q and m.state = 'present' and (everywhere or m.hamlet_id = any (hamlets))
      ), codes as (${codes.join('\n        union')}
        union
        select h.household_id, lower(h.code) from household h
         where not everywhere and numeric and h.hamlet_id = any (hamlets) and lower(h.code) like '%' || escaped || '%'
      ), coded as (
        select m.household_id, m.member_id, m.folded, c.code
          from codes c cross join lateral (
                 select s.* from member s where s.household_id = c.household_id and s.state = 'present'
                  order by s.relation = 'head' desc, s.ordinal limit 1) m
      ), ranked as (
        select n.household_id, n.member_id, n.folded,
               case when n.folded = q then 1
                    when n.folded ~ from_first_to_last then 2
                    when ' ' || n.folded || ' ' like '% ' || escaped || ' %' then 3
                    when n.folded ~ (in_order || '( |$)') then 4
                    when ' ' || n.folded like '% ' || escaped || '%' then 5
                    else 6 end as place
          from named n
        union all
        select n.household_id, n.member_id, n.folded, 0 from numbered n
        union all
        select c.household_id, c.member_id, c.folded, case when c.code = q then 0 else 7 end from coded c
      )
      select r.household_id, r.member_id from ranked r
       group by r.household_id, r.member_id, r.folded
       order by min(r.place), r.folded, r.member_id
       limit max_rows;
  end $$`;
