/**
 * Phones that keep lists (máy giữ sổ), each known by an id that it made for its person: one alone can be withdrawn, and its sessions end
 * with it. Seen only by transactions that run for nobody, as sessions are.
 */
import { type Kysely, sql } from 'kysely';

const NOBODY = `(select coalesce(current_setting('vuon.account', true), '')) = 'public'`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table phone (
    phone_id      uuid primary key,
    account_id    uuid not null references account,
    device        text not null check (length(device) <= 60),
    first_seen_at timestamptz not null,
    last_seen_at  timestamptz not null,
    withdrawn_at  timestamptz
  )`,
  `create index phone_account on phone (account_id)`,
  `alter table phone enable row level security`,
  `alter table phone force row level security`,
  `create policy nobody on phone for all to vuon_app using (${NOBODY}) with check (${NOBODY})`,
  `grant select, insert, update on phone to vuon_app`,
  `alter table session add column phone_id uuid`,
  `comment on column session.phone_id is 'of the phone whose list it asked for; null: it asked for none'`,
  `create index session_phone on session (phone_id) where phone_id is not null`,
];
