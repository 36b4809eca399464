/**
 * Certificates of households (giấy chứng nhận), made from the ledger: a line for each year's row of each sheet. Whoever has its token, and
 * nobody else outside the area, is told of a row what its holder would show; the name as first letters only.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const HAMLETS = `(select string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ','))::text[]`;
const IN_HAMLET = `${REACH_ALL} or hamlet_id = any (${HAMLETS})`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const open = (name: string) => [`revoke all on function ${name} from public`, `grant execute on function ${name} to vuon_app`];

const statements = [
  `create table certificate (
    row_id       uuid primary key,
    sheet_id     uuid not null,
    household_id uuid not null,
    hamlet_id    text not null references area,
    commune_id   text not null references area,
    rulebook     text not null,
    year         integer not null,
    class        text not null check (class in ('poor', 'near-poor')),
    decision_id  uuid not null,
    serial       integer not null check (serial > 0),
    serial_year  integer not null,
    number       text not null,
    opens_sheet  boolean not null,
    began        text not null check (began in ('issued', 'corrected', 'reissued')),
    issued_on    date not null,
    token        text not null,
    statement    text not null,
    signature    text not null,
    public_key   text not null,
    token_print  text not null unique,
    at           timestamptz not null,
    ended_on     date,
    ended_how    text check (ended_how in ('withdrawn', 'corrected', 'reissued')),
    ended_why    text,
    check ((ended_on is null) = (ended_how is null))
  )`,
  `comment on column certificate.opens_sheet is 'the number was given to this sheet; rows added to it, and what corrects it, bear the same'`,
  'create unique index certificate_number on certificate (commune_id, serial_year, serial) where opens_sheet',
  'create unique index certificate_holds on certificate (household_id, decision_id) where ended_how is null',
  `comment on column certificate.began is 'how its sheet came about'`,
  'create index certificate_decision on certificate (decision_id)',
  'create index certificate_sheet on certificate (sheet_id)',
  'alter table certificate enable row level security',
  'alter table certificate force row level security',
  'grant select, insert, update, delete on certificate to vuon_app',
  `create policy area on certificate for all using (${IN_HAMLET}) with check (${IN_HAMLET})`,
  // A count alone: also where a hamlet belongs to another commune by now.
  `create function next_certificate_serial(commune text, of_year integer) returns integer
   language sql stable security definer set search_path = public, pg_temp as $$
     select coalesce(max(c.serial), 0) + 1 from certificate c where c.commune_id = commune and c.serial_year = of_year
   $$`,
  ...open('next_certificate_serial(text, integer)'),
  // What is forgotten in the ledger is forgotten here.
  `create function forget_certificates(household uuid) returns void
   language sql volatile security definer set search_path = public, pg_temp as $$
     delete from certificate c where c.household_id = household and is_erased(household)
   $$`,
  ...open('forget_certificates(uuid)'),
  `create function public_certificate(print text)
   returns table (number text, year integer, class text, commune_id text, commune_name text, issued_on date, ended_on date, ended_how text,
                  initials text, newer boolean, demonstration boolean)
   language sql stable security definer set search_path = public, pg_temp as $$
     select c.number, c.year, c.class, c.commune_id,
            (select p.name from area_period p
              where p.area_id = c.commune_id and p.valid_from <= c.issued_on and (p.valid_to is null or c.issued_on < p.valid_to) limit 1),
            c.issued_on, c.ended_on, c.ended_how,
            (select string_agg(upper(left(word, 1)) || '.', ' ' order by place)
               from household h, unnest(string_to_array(h.head_name, ' ')) with ordinality as w (word, place)
              where h.household_id = c.household_id and word <> ''),
            exists (select from status s join status own on own.household_id = s.household_id and own.decision_id = c.decision_id
                     where s.household_id = c.household_id and s.source = 'decision' and s.valid_from > own.valid_from),
            (select demonstration from installation)
       from certificate c where c.token_print = print
   $$`,
  ...open('public_certificate(text)'),
  `create function certificate_keys() returns setof text
   language sql stable security definer set search_path = public, pg_temp as $$
     select distinct c.public_key from certificate c
   $$`,
  ...open('certificate_keys()'),
];
