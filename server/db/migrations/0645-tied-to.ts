/**
 * Whether an account is tied to a household that lives beyond its areas (quan hệ với hộ ở nơi khác): who refuses a request of a household that
 * has moved away must be no relative of it either. One word, of one household and one account; nobody is listed by it.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function tied_to(household uuid, account uuid) returns text
    language sql stable security definer set search_path = public, pg_temp as $$
      select t.tie from tie t where t.household_id = household and t.account_id = account order by (t.tie = 'own') desc limit 1
    $$`.execute(db);
  await sql`revoke all on function tied_to(uuid, uuid) from public`.execute(db);
  await sql`grant execute on function tied_to(uuid, uuid) to vuon_app`.execute(db);
}
