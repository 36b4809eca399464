/**
 * Certificates of a whole decision being issued (việc cấp giấy chứng nhận cả xã): one line for each household, with what became of it. Each
 * has the id of its command from the beginning, so that a run that was cut off asks the door the very same again.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const COMMUNES = `(select string_to_array(coalesce(current_setting('vuon.communes', true), ''), ','))::text[]`;
const OF_COMMUNE = `${REACH_ALL} or commune_id = any (${COMMUNES})`;
const NOBODY = `(select coalesce(current_setting('vuon.account', true), '')) = 'public'`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
  await sql.raw(`alter table list_job drop constraint list_job_kind_check`).execute(db);
  await sql.raw(`alter table list_job drop constraint list_job_households`).execute(db);
  await sql.raw(`alter table list_job add constraint list_job_kind_check check (kind in ('table-15', 'form', 'certificate'))`).execute(db);
  await sql
    .raw(`alter table list_job add constraint list_job_households check ((kind = 'table-15') = (household_ids is null))`)
    .execute(db);
  await sql.raw(`alter table list_job add column certificate jsonb check ((kind = 'certificate') = (certificate is not null))`).execute(db);
}

const statements = [
  `create table certificate_job (
    job_id        uuid primary key,
    account_id    uuid not null references account,
    commune_id    text not null references area,
    decision_id   uuid not null,
    issued_on     date not null,
    sheet         text not null check (sheet in ('new', 'row')),
    state         text not null check (state in ('making', 'done', 'stopped', 'failed')),
    problem       text,
    asked_at      timestamptz not null,
    ended_at      timestamptz,
    claimed_until timestamptz,
    unique (job_id, commune_id)
  )`,
  `create unique index certificate_job_making on certificate_job (decision_id) where state = 'making'`,
  `create index certificate_job_decision on certificate_job (decision_id, asked_at)`,
  `create table certificate_job_row (
    job_id       uuid not null,
    commune_id   text not null,
    place        integer not null check (place >= 0),
    household_id uuid not null,
    command_id   uuid not null,
    row_id       uuid not null,
    answer       text not null check (answer in ('waiting', 'issued', 'refused')),
    problem      jsonb,
    primary key (job_id, place),
    foreign key (job_id, commune_id) references certificate_job (job_id, commune_id) on delete cascade
  )`,
  ...['certificate_job', 'certificate_job_row'].flatMap((table) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy area on ${table} for all using (${OF_COMMUNE}) with check (${OF_COMMUNE})`,
    `grant select, insert, update, delete on ${table} to vuon_app`,
  ]),
  `create policy maker on certificate_job for all using (${NOBODY}) with check (${NOBODY})`,
];
