/**
 * Lists of a whole province or district that are made while the person waits (danh sách chi tiết toàn tỉnh): what was asked, how
 * far it is, the parts made so far, the finished file for a day. Each person reaches only their own; the maker finds what waits in
 * transactions that run for nobody, which see no part and no file.
 */
import { type Kysely, sql } from 'kysely';

const OWN = `account_id::text = (select coalesce(current_setting('vuon.account', true), ''))`;
const NOBODY = `(select coalesce(current_setting('vuon.account', true), '')) = 'public'`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
  for (const table of ['list_job', 'list_part', 'list_file']) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db);
    await sql.raw(`alter table ${table} force row level security`).execute(db);
    await sql.raw(`create policy own on ${table} for all using (${OWN}) with check (${OWN})`).execute(db);
    await sql.raw(`grant select, insert, update, delete on ${table} to vuon_app`).execute(db);
  }
  await sql.raw(`create policy maker on list_job for all using (${NOBODY}) with check (${NOBODY})`).execute(db);
}

const statements = [
  `create table list_job (
    job_id        uuid primary key,
    account_id    uuid not null references account,
    area_id       text not null references area,
    round_id      uuid not null references round,
    rulebook      text not null,
    format        text not null check (format in ('xlsx', 'pdf')),
    state         text not null check (state in ('making', 'ready', 'failed', 'stopped')),
    problem       text,
    parts         integer not null check (parts > 0),
    asked_at      timestamptz not null,
    ended_at      timestamptz,
    file_name     text,
    claimed_until timestamptz,
    unique (job_id, account_id)
  )`,
  `comment on column list_job.claimed_until is 'a running server has it in hand; after this moment another takes it up'`,
  `create index list_job_making on list_job (asked_at) where state = 'making'`,
  `create index list_job_account on list_job (account_id, asked_at)`,
  `create table list_part (
    job_id     uuid not null,
    account_id uuid not null,
    place      integer not null check (place >= 0),
    households integer not null,
    people     integer not null,
    changed    integer not null,
    pages      integer not null,
    bytes      bytea not null,
    primary key (job_id, place),
    foreign key (job_id, account_id) references list_job (job_id, account_id) on delete cascade
  )`,
  `comment on column list_part.bytes is 'of a sheet: its rows, packed; of a paper: its pages'`,
  `create table list_file (
    job_id     uuid not null,
    account_id uuid not null,
    place      integer not null check (place >= 0),
    bytes      bytea not null,
    primary key (job_id, place),
    foreign key (job_id, account_id) references list_job (job_id, account_id) on delete cascade
  )`,
];
