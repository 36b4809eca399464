/** What a directive says to one hamlet alone (lời riêng cho từng ấp, khóm, khu): beside the text that all of them read. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table directive_hamlet add column own text`.execute(db);
}
