/**
 * Where a household was visited goes with the list to the phones of its hamlet (vị trí các lần rà soát): found by an index of the few forms
 * that tell it, without opening the others.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index payload_held_at on payload (event_id) where body like '%"heldAt":%'`.execute(db);
}
