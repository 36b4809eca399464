/**
 * What is found by income alone (xác định thu nhập): requests of two more forms, and where each stands. Figures and words lie in the ledger; the
 * table says what a list or a next step needs. Forgotten with its household.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const HAMLETS = `(select string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ','))::text[]`;
const IN_HAMLET = `${REACH_ALL} or hamlet_id = any (${HAMLETS})`;
const FORMS = `'review', 'exit', 'average-living', 'low-income', 'data-access', 'data-correct', 'data-restrict', 'data-erase'`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const open = (name: string) => [`revoke all on function ${name} from public`, `grant execute on function ${name} to vuon_app`];

const statements = [
  'alter table request drop constraint request_form_check',
  `alter table request add constraint request_form_check check (form in (${FORMS}))`,
  'alter table request drop constraint request_of_household',
  `alter table request add constraint request_of_household
     check (coalesce(outcome in ('listed', 'accepted', 'recognised'), false) = (household_id is not null))`,
  `create table income_case (
    request_id    uuid primary key,
    household_id  uuid not null,
    member_id     uuid,
    commune_id    text not null references area,
    hamlet_id     text not null references area,
    state         text not null check (state in ('checked', 'posted', 'recognised', 'refused')),
    finding       text not null,
    checked_on    date not null,
    checked_event uuid not null,
    posted_from   date,
    posted_until  date,
    number        text,
    decided_on    date,
    decided_event uuid,
    check ((decided_on is not null) = (state in ('recognised', 'refused'))),
    check ((number is not null) = (state = 'recognised'))
  )`,
  'create index income_case_household on income_case (household_id)',
  'create index income_case_number on income_case (commune_id, number) where number is not null',
  'alter table income_case enable row level security',
  'alter table income_case force row level security',
  'grant select, insert, update, delete on income_case to vuon_app',
  `create policy area on income_case for all using (${IN_HAMLET}) with check (${IN_HAMLET})`,
  // A commune gives a number once in a year, whatever hamlet its reader has.
  `create function income_number_used(commune text, wanted text, in_year int) returns boolean
   language sql stable security definer set search_path = public, pg_temp as $$
     select exists (select from income_case c where c.commune_id = commune and c.number = wanted and extract(year from c.decided_on) = in_year)
   $$`,
  ...open('income_number_used(text, text, int)'),
  `create function forget_income(household uuid) returns void
   language sql volatile security definer set search_path = public, pg_temp as $$
     delete from income_case c where c.household_id = household and is_erased(household)
   $$`,
  ...open('forget_income(uuid)'),
];
