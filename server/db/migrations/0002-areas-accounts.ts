/**
 * Areas at every date and the posts that people hold in them (đơn vị, tài khoản). All of it follows from events of offices.
 * Passwords and sessions are no facts of the register; they have their own tables.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table area (
      area_id text primary key,
      level   text not null check (level in ('province', 'district', 'commune', 'hamlet'))
    )`.execute(db);
  await sql`
    create table area_period (
      area_id    text not null references area,
      valid_from date not null,
      valid_to   date check (valid_to > valid_from),
      code       text,
      name       text not null,
      kind       text not null,
      area_type  text check (area_type in ('rural', 'urban')),
      parent_id  text references area,
      synthetic  boolean not null,
      primary key (area_id, valid_from)
    )`.execute(db);
  await sql`create index area_period_parent on area_period (parent_id)`.execute(db);
  await sql`create index area_period_code on area_period (code)`.execute(db);
  await sql`comment on column area_period.valid_to is 'the first day on which it holds no more; null: still holds'`.execute(db);
  await sql`
    create table area_lineage (
      from_id text not null references area,
      to_id   text not null references area,
      on_date date not null,
      how     text not null check (how in ('whole', 'part', 'renamed')),
      primary key (from_id, to_id, on_date)
    )`.execute(db);
  await sql`
    create table account (
      account_id   uuid primary key,
      username     text not null unique,
      display_name text not null,
      state        text not null check (state in ('active', 'suspended'))
    )`.execute(db);
  await sql`
    create table role_grant (
      account_id uuid not null references account,
      role       text not null,
      area_id    text not null references area,
      valid_from date not null,
      valid_to   date,
      primary key (account_id, role, area_id, valid_from)
    )`.execute(db);
  await sql`comment on column role_grant.valid_to is 'the last day, inclusive; null: no end set'`.execute(db);
}
