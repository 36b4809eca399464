/**
 * Whose data may be used only where a law asks for it (hạn chế xử lý dữ liệu): households of which such a request was carried out, wherever
 * they live now and whoever asks. Ids alone are answered, of those that were asked about.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create function restricted_among(households uuid[]) returns table (household_id uuid)
   language sql stable security definer set search_path = public, pg_temp as $$
     select distinct r.household_id from request r
      where r.household_id = any (households) and r.form = 'data-restrict' and r.done_on is not null
   $$`,
  'revoke all on function restricted_among(uuid[]) from public',
  'grant execute on function restricted_among(uuid[]) to vuon_app',
];
