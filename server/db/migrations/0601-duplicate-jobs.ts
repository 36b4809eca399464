/**
 * The search for people written twice in the whole province (việc tìm người ghi trùng toàn tỉnh): one line for each part of the search with the
 * pairs that it kept, so that a server that was killed goes on with the next; what was found, by ids alone. Only the province reaches it.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const NOBODY = `(select coalesce(current_setting('vuon.account', true), '')) = 'public'`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table duplicate_job (
    job_id        uuid primary key,
    account_id    uuid not null references account deferrable,
    area_id       text not null references area deferrable,
    state         text not null check (state in ('making', 'done', 'stopped', 'failed')),
    problem       text,
    communes      integer not null,
    communes_read integer not null default 0,
    people        integer,
    print         text,
    asked_at      timestamptz not null,
    ended_at      timestamptz,
    claimed_until timestamptz
  )`,
  `comment on column duplicate_job.print is 'SHA-256 of the people as they were read: where they changed, the parts begin anew'`,
  `create unique index duplicate_job_making on duplicate_job (area_id) where state = 'making'`,
  'create index duplicate_job_area on duplicate_job (area_id, asked_at)',
  `create table duplicate_part (
    job_id uuid not null references duplicate_job on delete cascade,
    place  integer not null check (place >= 0),
    pairs  integer[],
    primary key (job_id, place)
  )`,
  `create table duplicate_found (
    job_id       uuid not null references duplicate_job on delete cascade,
    place        integer not null check (place >= 0),
    commune_a    text not null,
    commune_b    text not null,
    household_a  uuid not null,
    household_b  uuid not null,
    member_a     uuid not null,
    member_b     uuid not null,
    score        integer not null,
    above        integer not null,
    reasons      jsonb not null,
    primary key (job_id, place)
  )`,
  ...['duplicate_job', 'duplicate_part', 'duplicate_found'].flatMap((table) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy area on ${table} for all using (${REACH_ALL}) with check (${REACH_ALL})`,
    `grant select, insert, update, delete on ${table} to vuon_app`,
  ]),
  `create policy maker on duplicate_job for all using (${NOBODY}) with check (${NOBODY})`,
];
