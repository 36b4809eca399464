/**
 * Up to which version of each book the ledger was the same before a restore (sổ trước khi khôi phục): what a phone read above it, under the
 * mark of that ledger, is not what stands here under the same number.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`
    create table former_history (
      history uuid not null,
      book_id uuid not null,
      version integer not null check (version >= 0),
      primary key (history, book_id)
    )`);
  await run('alter table former_history enable row level security');
  await run('alter table former_history force row level security');
  // Numbers of books only: nothing of anybody.
  await run(
    `create policy read on former_history for select to vuon_app using ((select coalesce(current_setting('vuon.account', true), '')) <> '')`,
  );
  await run('grant select on former_history to vuon_app');
}
