/**
 * How many certificates a commune has given in a year (số đã cấp của xã trong năm): a number given is never given again, also when the
 * household that bore it was forgotten. Names nobody, is only ever raised, and is not emptied when the register is made again.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // No reference to area: the count outlasts the areas while they are made again.
  `create table certificate_count (
    commune_id  text not null,
    serial_year integer not null,
    given       integer not null check (given > 0),
    primary key (commune_id, serial_year)
  )`,
  'alter table certificate_count enable row level security',
  'alter table certificate_count force row level security',
  // Touched by the functions below alone.
  'create policy closed on certificate_count for all using (false)',
  `insert into certificate_count (commune_id, serial_year, given)
     select commune_id, serial_year, max(serial) from certificate group by commune_id, serial_year`,
  `create function raise_certificate_count(commune text, of_year integer, serial integer) returns void
   language sql volatile security definer set search_path = public, pg_temp as $$
     insert into certificate_count as c (commune_id, serial_year, given) values (commune, of_year, serial)
     on conflict (commune_id, serial_year) do update set given = greatest(c.given, excluded.given)
   $$`,
  'revoke all on function raise_certificate_count(text, integer, integer) from public',
  'grant execute on function raise_certificate_count(text, integer, integer) to vuon_app',
  `create or replace function next_certificate_serial(commune text, of_year integer) returns integer
   language sql stable security definer set search_path = public, pg_temp as $$
     select coalesce(max(c.given), 0) + 1 from certificate_count c where c.commune_id = commune and c.serial_year = of_year
   $$`,
];
