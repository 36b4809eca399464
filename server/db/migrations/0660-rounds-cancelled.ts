/** Rounds that were taken back before they decided anything (đợt đã hủy), whole or for one commune, each with its ground. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table round add column cancelled boolean not null default false`.execute(db);
  await sql`alter table round add constraint round_cancelled_closed check (not cancelled or state = 'closed')`.execute(db);
  await sql`
    create table round_cancelled (
      round_id   uuid not null references round,
      commune_id text references area,
      reason     text not null,
      at         timestamptz not null,
      account_id uuid not null,
      unique nulls not distinct (round_id, commune_id)
    )`.execute(db);
  await sql`grant select, insert, update, delete on round_cancelled to vuon_app`.execute(db);
}
