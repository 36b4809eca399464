/**
 * Imports that have begun to write (lần nhập đã bắt đầu ghi): one that is not among those noted was cut off, or is being written
 * now. A note beside the ledger, which says what was written; a rebuilding leaves it as it is.
 */
import { type Kysely, sql } from 'kysely';

const IN_COMMUNE = `(select coalesce(current_setting('vuon.reach', true), '')) = 'all'
  or commune_id = any ((select string_to_array(coalesce(current_setting('vuon.communes', true), ''), ','))::text[])`;

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`
    create table import_begun (
      import_id  uuid primary key,
      commune_id text not null,
      file_name  text not null,
      at         timestamptz not null,
      account_id uuid not null
    )`);
  await run('create index import_begun_commune on import_begun (commune_id, at)');
  await run('alter table import_begun enable row level security');
  await run('alter table import_begun force row level security');
  await run(`create policy area on import_begun for all using (${IN_COMMUNE}) with check (${IN_COMMUNE})`);
  await run('grant select, insert on import_begun to vuon_app');
}
