/**
 * Sign-in and the log of reads (đăng nhập, nhật ký truy cập): operational tables, no facts of the register. Passwords and
 * sessions are seen only by transactions that run for nobody (`vuon.account` = 'public'), never by those of a signed-in
 * person; a line of the log can be added for oneself only, and nobody may change or remove one.
 */
import { type Kysely, sql } from 'kysely';

const NOBODY = `(select coalesce(current_setting('vuon.account', true), '')) = 'public'`;
const MYSELF = `account_id::text = (select coalesce(current_setting('vuon.account', true), ''))`;
const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const HAMLETS = `(select string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ','))::text[]`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...indexes]) await sql.raw(statement).execute(db);
  for (const table of ['credential', 'session', 'sign_in_attempt', 'read_log']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db);
    await sql.raw(`alter table ${table} force row level security`).execute(db);
  }
  for (const table of ['credential', 'session', 'sign_in_attempt']) {
    await sql.raw(`create policy nobody on ${table} for all to vuon_app using (${NOBODY}) with check (${NOBODY})`).execute(db);
    await sql.raw(`grant select, insert, update, delete on ${table} to vuon_app`).execute(db);
  }
  await sql.raw(`create policy adds on read_log for insert to vuon_app with check (${MYSELF})`).execute(db);
  await sql
    .raw(`create policy reads on read_log for select to vuon_app using (${MYSELF} or ${REACH_ALL} or hamlet_id = any (${HAMLETS}))`)
    .execute(db);
  await sql.raw('grant select, insert on read_log to vuon_app').execute(db);
  await sql.raw(publicProgress).execute(db);
  await sql.raw('revoke all on function public_progress(uuid, date) from public').execute(db);
  await sql.raw('grant execute on function public_progress(uuid, date) to vuon_app').execute(db);
}

/** Three counts of each commune for the public page, which runs for nobody and sees no household. */
const publicProgress = `
  create function public_progress(wanted uuid, day date)
  returns table (commune_id text, households integer, listed integer, interviewed integer)
  language sql stable security definer set search_path = public, pg_temp as $$
    with hamlet as (
      select p.area_id, p.parent_id from area_period p join area a on a.area_id = p.area_id
       where a.level = 'hamlet' and p.valid_from <= day and (p.valid_to is null or day < p.valid_to)
    ), lives as (
      select hamlet_id, count(*) as n from household where state = 'present' group by hamlet_id
    ), on_list as (
      select hamlet_id, count(*) as n from review_list where round_id = wanted group by hamlet_id
    ), visited as (
      select hamlet_id, count(*) as n from interview where round_id = wanted group by hamlet_id
    )
    select h.parent_id, coalesce(sum(l.n), 0)::integer, coalesce(sum(o.n), 0)::integer, coalesce(sum(v.n), 0)::integer
      from hamlet h
      left join lives l on l.hamlet_id = h.area_id
      left join on_list o on o.hamlet_id = h.area_id
      left join visited v on v.hamlet_id = h.area_id
     group by h.parent_id
  $$`;

const tables = [
  `create table credential (
    account_id    uuid primary key,
    password_hash text not null,
    changed_at    timestamptz not null
  )`,
  `comment on column credential.password_hash is 'argon2id, 19 MiB, 2 passes, with its salt'`,
  `create table session (
    token_hash   bytea primary key check (length(token_hash) = 32),
    account_id   uuid not null,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null
  )`,
  `create table sign_in_attempt (
    username     text primary key check (length(username) <= 100),
    failures     integer not null,
    first_at     timestamptz not null,
    locked_until timestamptz
  )`,
  `comment on table sign_in_attempt is 'by the name as typed, in small letters, whether such an account exists or not'`,
  `create table read_log (
    read_id      bigint generated always as identity primary key,
    at           timestamptz not null,
    account_id   uuid not null,
    kind         text not null check (kind in ('household', 'search', 'export', 'log')),
    household_id uuid,
    hamlet_id    text,
    area_id      text,
    purpose      text not null check (length(purpose) <= 200),
    rows         integer not null check (rows >= 0)
  )`,
];

const indexes = [
  'create index session_account on session (account_id)',
  'create index read_log_household on read_log (household_id, at) where household_id is not null',
  'create index read_log_account on read_log (account_id, at)',
  'create index read_log_at on read_log (at)',
  "create index household_list on household (hamlet_id, head_folded, household_id) where state = 'present'",
  'create index member_hamlet on member (hamlet_id)',
  'create index status_now on status (hamlet_id, class) where valid_to is null',
  'create index review_list_round on review_list (round_id, hamlet_id)',
  'create index interview_round on interview (round_id, hamlet_id)',
  'create index verdict_open on verdict (round_id, rulebook, hamlet_id) where outcome is null',
];
