/** Minutes of hamlets' meetings, found among all events of a hamlet (tìm biên bản họp dân). */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index event_meeting on event (hamlet_id) where kind in ('meeting-held', 'household-discussed')`.execute(db);
}
