/**
 * Where the definitions lie of indexes and references that are set aside while very many rows are written (chỉ mục tạm gỡ): `../set-aside.ts`. Only
 * the owner's.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table set_aside (name text primary key, definition text not null)`.execute(db);
  // The application has no right on it; row security, forced as everywhere, lets the owner in.
  await sql`alter table set_aside enable row level security`.execute(db);
  await sql`alter table set_aside force row level security`.execute(db);
  await sql`create policy owns on set_aside using (current_user <> 'vuon_app')`.execute(db);
}
