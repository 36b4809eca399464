/**
 * The score tables that came in (bảng điểm B1 được nhập): made from the ledger, named by their hash, one number of each rulebook
 * only once. Facts without a household, which whoever acts may read.
 */
import { type Kysely, sql } from 'kysely';

const SOMEBODY = `(select coalesce(current_setting('vuon.account', true), '')) <> ''`;
const SIGNED_IN = `(select coalesce(current_setting('vuon.account', true), '')) not in ('', 'public')`;

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`
    create table score_table (
      hash       text primary key,
      rulebook   text not null,
      id         text not null,
      version    integer not null,
      status     text not null check (status in ('illustrative', 'official')),
      body       jsonb not null,
      at         timestamptz not null,
      account_id uuid not null,
      unique (rulebook, version)
    )`);
  await run('alter table score_table enable row level security');
  await run('alter table score_table force row level security');
  await run(`create policy reads on score_table for select using (${SOMEBODY})`);
  await run(`create policy adds on score_table for insert with check (${SIGNED_IN})`);
  // For whoever owns the table and builds it again: the application may not remove.
  await run(`create policy removes on score_table for delete using (${SIGNED_IN})`);
  await run('grant select, insert on score_table to vuon_app');
}
