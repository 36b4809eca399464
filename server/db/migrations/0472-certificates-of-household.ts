/** Certificates found by household (chỉ mục theo hộ): the door asks for each, the page of a commune for three thousand at once. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('create index certificate_household on certificate (household_id, decision_id)').execute(db);
}
