/**
 * When a round was closed (ngày giờ đóng đợt), and the events written after a moment: what was told later about its days can be counted.
 * Rounds closed before know it from their event.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table round add column closed_at timestamptz`.execute(db);
  await sql`
    update round r set closed_at = e.recorded_at
      from event e join payload p on p.event_id = e.event_id
     where e.kind = 'round-closed' and (p.body::jsonb ->> 'roundId')::uuid = r.round_id`.execute(db);
  await sql`create index event_recorded on event using brin (recorded_at)`.execute(db);
}
