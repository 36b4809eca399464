/** Of a directive to hamlets of whose list less than a share is visited: the share, in percent (chỉ đạo đến nơi rà soát dưới bao nhiêu phần trăm). */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table directive add column share smallint check (share between 1 and 100)`.execute(db);
}
