/**
 * Sealed figures (số liệu chốt): who sealed them when, the province's word, and the numbers of each hamlet. Counts without a person, so
 * that whoever acts may read them; which units somebody is shown is asked before.
 */
import { type Kysely, sql } from 'kysely';

const SOMEBODY = `(select coalesce(current_setting('vuon.account', true), '')) <> ''`;
const SIGNED_IN = `(select coalesce(current_setting('vuon.account', true), '')) not in ('', 'public')`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const guarded = (table: string) => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy reads on ${table} for select using (${SOMEBODY})`,
  `create policy adds on ${table} for insert with check (${SIGNED_IN})`,
  `create policy changes on ${table} for update using (${SIGNED_IN}) with check (${SIGNED_IN})`,
  `create policy removes on ${table} for delete using (${SIGNED_IN})`,
  `grant select, insert, update, delete on ${table} to vuon_app`,
];

const statements = [
  `create table figure_seal (
    seal_id     uuid primary key,
    round_id    uuid not null references round,
    commune_id  text not null references area,
    start_on    date not null,
    end_on      date not null check (start_on < end_on),
    rulebook    text not null,
    figures     text[] not null,
    hash        text not null check (hash ~ '^[0-9a-f]{64}$'),
    sealed_by   uuid not null,
    sealed_at   timestamptz not null,
    state       text not null check (state in ('sealed', 'asked', 'returned')),
    answered_by uuid,
    answered_at timestamptz,
    word        text,
    check ((answered_by is null) = (answered_at is null) and (answered_by is null) = (word is null)),
    check (state <> 'returned' or answered_by is not null)
  )`,
  `create index figure_seal_round on figure_seal (round_id, commune_id)`,
  `create table figure_sealed (
    seal_id   uuid not null references figure_seal,
    hamlet_id text not null references area,
    book_id   uuid not null references book,
    version   bigint not null check (version >= 0),
    numbers   integer[] not null,
    primary key (seal_id, hamlet_id)
  )`,
  ...guarded('figure_seal'),
  ...guarded('figure_sealed'),
];
