/** When an import was undone, and what became of its households (hủy một lần nhập danh sách). */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table import_run add column undone_at timestamptz, add column undone jsonb`.execute(db);
  await sql`comment on column import_run.undone is 'removed, restored, kept: households'`.execute(db);
  await sql`create index import_run_commune on import_run (commune_id, at)`.execute(db);
}
