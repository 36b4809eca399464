/** The list with which a year opens by another standard (danh sách đầu năm): a kind of round beside the yearly and the regular one. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table round drop constraint round_kind_check`.execute(db);
  await sql`alter table round add constraint round_kind_check check (kind in ('yearly', 'regular', 'opening'))`.execute(db);
}
