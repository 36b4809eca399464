/** Numbers of decisions begin anew each year (số quyết định theo năm): one is used once in a commune and a calendar year. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table decision drop constraint decision_commune_id_number_key`.execute(db);
  await sql`create unique index decision_number on decision (commune_id, number, (extract(year from decided_on)))`.execute(db);
}
