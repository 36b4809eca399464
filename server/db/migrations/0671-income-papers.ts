/**
 * Papers of what was found by income (giấy xác nhận thu nhập): one row for each that was given out, with its number and the print of the token in its
 * square, so that the portal can say whether it holds; withdrawn or given out anew, it says so. Where and until when a result hangs stands with its
 * case. Forgotten with the household; a number that was given stays given as long as its paper is known.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const HAMLETS = `(select string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ','))::text[]`;
/** As 0640 has it of the case. */
const SEEN = `${REACH_ALL} or hamlet_id = any (${HAMLETS})
     or (hamlet_id = any ((select former_hamlets(${HAMLETS}))::text[])
         and exists (select from household h where h.household_id = income_paper.household_id and h.hamlet_id = any (${HAMLETS})))`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const open = (name: string) => [`revoke all on function ${name} from public`, `grant execute on function ${name} to vuon_app`];

const ENDED = `'recognised', 'refused', 'withdrawn'`;

const statements = [
  `alter table income_case
     drop constraint income_case_state_check,
     drop constraint income_case_check,
     drop constraint income_case_check1,
     add column place text,
     add column place_name text,
     add column taken_down_on date,
     add column withdrawn_event uuid`,
  `alter table income_case
     add constraint income_case_state_check check (state in ('checked', 'posted', 'taken-down', ${ENDED})),
     add constraint income_case_decided check ((decided_on is not null) = (state in (${ENDED}))),
     add constraint income_case_numbered check ((number is not null) = (state in ('recognised', 'withdrawn'))),
     add constraint income_case_withdrawn check ((withdrawn_event is not null) = (state = 'withdrawn'))`,
  `update income_case set place = 'commune-office' where posted_from is not null`,
  `create table income_paper (
    paper_id     uuid primary key,
    request_id   uuid not null,
    household_id uuid not null,
    commune_id   text not null references area,
    hamlet_id    text not null references area,
    form         text not null check (form in ('average-living', 'low-income')),
    number       text not null,
    issued_on    date not null,
    token_print  text unique,
    initials     text,
    ended_on     date,
    ended_how    text check (ended_how in ('withdrawn', 'corrected', 'reissued')),
    check ((ended_on is null) = (ended_how is null)),
    check ((token_print is null) = (initials is null))
  )`,
  'create index income_paper_request on income_paper (request_id)',
  'create index income_paper_household on income_paper (household_id)',
  'create index income_paper_number on income_paper (commune_id, number)',
  `insert into income_paper (paper_id, request_id, household_id, commune_id, hamlet_id, form, number, issued_on)
   select c.decided_event, c.request_id, c.household_id, c.commune_id, c.hamlet_id, r.form, c.number, c.decided_on
     from income_case c join request r on r.request_id = c.request_id where c.number is not null`,
  'alter table income_paper enable row level security',
  'alter table income_paper force row level security',
  'grant select, insert, update, delete on income_paper to vuon_app',
  `create policy area on income_paper for all using (${SEEN}) with check (${SEEN})`,
  `create or replace function income_number_used(commune text, wanted text, in_year int) returns boolean
   language sql stable security definer set search_path = public, pg_temp as $$
     select exists (select from income_paper p where p.commune_id = commune and p.number = wanted and extract(year from p.issued_on) = in_year)
   $$`,
  `create or replace function forget_income(household uuid) returns void
   language sql volatile security definer set search_path = public, pg_temp as $$
     with gone as (delete from income_case c where c.household_id = household and is_erased(household))
     delete from income_paper p where p.household_id = household and is_erased(household)
   $$`,
  // For everybody who holds the paper: by the print of its token alone, what the paper shows.
  `create function public_income_paper(print text)
   returns table (number text, form text, commune_name text, issued_on date, ended_on date, ended_how text, initials text, gone boolean,
                  demonstration boolean)
   language sql stable security definer set search_path = public, pg_temp as $$
     select p.number, p.form,
            (select a.name from area_period a where a.area_id = p.commune_id and a.valid_from <= p.issued_on order by a.valid_from desc limit 1),
            p.issued_on, p.ended_on, p.ended_how, p.initials,
            exists (select from household h where h.household_id = p.household_id and h.state in ('merged', 'dissolved')),
            (select demonstration from installation)
       from income_paper p where p.token_print = print
   $$`,
  ...open('public_income_paper(text)'),
  'drop function income_words(uuid)',
  `create function income_words(id uuid) returns table (checked jsonb, decided jsonb, withdrawn jsonb, paper jsonb)
   language sql stable security definer set search_path = public, pg_temp as $$
     select k.body::jsonb, d.body::jsonb, w.body::jsonb, s.body::jsonb -> 'paper'
       from income_case c
       left join payload k on k.event_id = c.checked_event
       left join payload d on d.event_id = c.decided_event
       left join payload w on w.event_id = c.withdrawn_event
       left join income_paper p on p.request_id = c.request_id and p.ended_on is null
       left join payload s on s.event_id = p.paper_id
      where c.request_id = id and (${REACH_ALL} or c.hamlet_id = any (${HAMLETS})
            or (c.hamlet_id = any ((select former_hamlets(${HAMLETS}))::text[])
                and exists (select from household h where h.household_id = c.household_id and h.hamlet_id = any (${HAMLETS}))))
   $$`,
  ...open('income_words(uuid)'),
];
