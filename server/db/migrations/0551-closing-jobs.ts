/**
 * Closing a round for the whole province (việc đóng đợt rà soát): one line for each commune of the round, with what stands in the way of its list.
 * The command has its id from the beginning, so that a server that was killed asks the door the very same again. Only the province reaches it.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const NOBODY = `(select coalesce(current_setting('vuon.account', true), '')) = 'public'`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table closing_job (
    job_id        uuid primary key,
    account_id    uuid not null references account,
    round_id      uuid not null references round,
    command_id    uuid not null,
    anyway        boolean not null,
    state         text not null check (state in ('making', 'done', 'held', 'stopped', 'failed')),
    problem       text,
    asked_at      timestamptz not null,
    ended_at      timestamptz,
    claimed_until timestamptz
  )`,
  `comment on column closing_job.anyway is 'also while lists are not decided, which the person was shown'`,
  `create unique index closing_job_making on closing_job (round_id) where state = 'making'`,
  'create index closing_job_round on closing_job (round_id, asked_at)',
  `create table closing_job_row (
    job_id     uuid not null references closing_job on delete cascade,
    place      integer not null check (place >= 0),
    commune_id text not null references area,
    answer     text not null check (answer in ('waiting', 'decided', 'open')),
    gate       text,
    blockers   jsonb not null default '[]',
    primary key (job_id, place)
  )`,
  ...['closing_job', 'closing_job_row'].flatMap((table) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy area on ${table} for all using (${REACH_ALL}) with check (${REACH_ALL})`,
    `grant select, insert, update, delete on ${table} to vuon_app`,
  ]),
  `create policy maker on closing_job for all using (${NOBODY}) with check (${NOBODY})`,
];
