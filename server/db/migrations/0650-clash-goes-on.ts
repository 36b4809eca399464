/** That a clash was handed on with its household is found as its finding and settling are (tìm chỗ ghi khác nhau đã chuyển theo hộ). */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index event_clash`.execute(db);
  await sql`create index event_clash on event (household_id)
             where kind in ('clash-found', 'clash-settled', 'clash-handed-on')`.execute(db);
  await sql`create index event_clash_handed_on on event (hamlet_id) where kind = 'clash-handed-on'`.execute(db);
}
