/**
 * Codes that are used once, second factors, sessions that can be told apart, the rule of sign-in, posts held for another
 * (tài khoản, xác thực hai lớp). Credentials are seen only by transactions that run for nobody; the rule and the posts follow
 * from the ledger.
 */
import { type Kysely, sql } from 'kysely';

const NOBODY = `(select coalesce(current_setting('vuon.account', true), '')) = 'public'`;
const SOMEBODY = `(select coalesce(current_setting('vuon.account', true), '')) <> ''`;
const SIGNED_IN = `(select coalesce(current_setting('vuon.account', true), '')) not in ('', 'public')`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
  for (const table of ['second_factor', 'recovery_code', 'sign_in_rule']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db);
    await sql.raw(`alter table ${table} force row level security`).execute(db);
    await sql.raw(`grant select, insert, update, delete on ${table} to vuon_app`).execute(db);
  }
  for (const table of ['second_factor', 'recovery_code']) {
    await sql.raw(`create policy nobody on ${table} for all to vuon_app using (${NOBODY}) with check (${NOBODY})`).execute(db);
  }
  await sql.raw(`create policy reads on sign_in_rule for select using (${SOMEBODY})`).execute(db);
  await sql.raw(`create policy adds on sign_in_rule for insert with check (${SIGNED_IN})`).execute(db);
  await sql.raw(`create policy changes on sign_in_rule for update using (${SIGNED_IN}) with check (${SIGNED_IN})`).execute(db);
}

const statements = [
  `alter table credential add column first_code_until timestamptz`,
  `comment on column credential.first_code_until is 'not null: the password is a code from a slip, good until then and for a new password only'`,
  `alter table session add column session_id uuid not null default gen_random_uuid()`,
  `alter table session add column step text check (step in ('new-password', 'second-factor', 'set-up'))`,
  `comment on column session.step is 'what the person still has to do before the session opens anything; null: signed in'`,
  `alter table session add column device text not null default '' check (length(device) <= 60)`,
  `create unique index session_id on session (session_id)`,
  `alter table role_grant add column delegated_by uuid references account`,
  `create table second_factor (
    account_id   uuid primary key,
    secret       bytea not null check (length(secret) = 20),
    confirmed_at timestamptz,
    last_step    bigint not null default 0,
    failures     integer not null default 0,
    first_at     timestamptz,
    locked_until timestamptz
  )`,
  `comment on column second_factor.last_step is 'time step of the last number that was taken; an earlier or equal one is never taken again'`,
  `create table recovery_code (
    account_id uuid not null,
    code_hash  bytea not null check (length(code_hash) = 32),
    primary key (account_id, code_hash)
  )`,
  `comment on table recovery_code is 'a row goes when its code is used'`,
  `create table sign_in_rule (
    only_one      boolean primary key check (only_one),
    second_factor text not null check (second_factor in ('demanded', 'offered'))
  )`,
];
