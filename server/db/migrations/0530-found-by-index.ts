/**
 * Who was told apart or joined, found by hamlet (hộ ghi trùng theo ấp) and not among all events; whether a year has a result, found without
 * reading all of them.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index event_duplicate on event (hamlet_id) where kind in ('told-apart', 'duplicate-closed')`.execute(db);
  await sql`create index status_year on status (year)`.execute(db);
}
