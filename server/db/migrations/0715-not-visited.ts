/** Why a household on a list was not visited, and on which day it was last tried (hộ không rà soát được): the list goes on without it. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table review_list add column unvisited text, add column unvisited_on date`.execute(db);
  await sql`alter table review_list add constraint unvisited_dated check ((unvisited is null) = (unvisited_on is null))`.execute(db);
}
