/** What was handed to the commune and what it said, found among all events of a hamlet (tìm phiếu chuyển cho xã). */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index event_handover on event (hamlet_id) where kind in ('handed-over', 'handover-settled')`.execute(db);
}
