/** The round of those who ask to leave (đợt xét thoát nghèo theo đơn): a kind of its own beside the yearly, the regular and the opening one. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table round drop constraint round_kind_check`.execute(db);
  await sql`alter table round add constraint round_kind_check check (kind in ('yearly', 'regular', 'exit', 'opening'))`.execute(db);
}
