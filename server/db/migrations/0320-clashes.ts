/** What two people told otherwise, and that it was settled, found among all events of a household (tìm chỗ ghi khác nhau). */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index event_clash on event (household_id) where kind in ('clash-found', 'clash-settled')`.execute(db);
}
