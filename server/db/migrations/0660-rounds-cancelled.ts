/** Rounds that were taken back before they decided anything (đợt đã hủy), whole or for one commune, each with its ground. */
import { type Kysely, sql } from 'kysely';

const SOMEBODY = `(select coalesce(current_setting('vuon.account', true), '')) <> ''`;
const SIGNED_IN = `(select coalesce(current_setting('vuon.account', true), '')) not in ('', 'public')`;

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
  // As of rounds themselves: whoever acts reads them, the door writes.
  for (const statement of [
    'alter table round_cancelled enable row level security',
    'alter table round_cancelled force row level security',
    `create policy reads on round_cancelled for select using (${SOMEBODY})`,
    `create policy adds on round_cancelled for insert with check (${SIGNED_IN})`,
    `create policy changes on round_cancelled for update using (${SIGNED_IN}) with check (${SIGNED_IN})`,
    `create policy removes on round_cancelled for delete using (${SIGNED_IN})`,
    'grant select, insert, update, delete on round_cancelled to vuon_app',
  ])
    await sql.raw(statement).execute(db);
}
