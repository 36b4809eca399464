/** The few events that give an interview to be held once more (giao hậu kiểm), found among millions. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index event_back_check on event (household_id) where kind = 'back-check-assigned'`.execute(db);
}
