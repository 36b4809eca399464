/** Whether an id is taken by a certificate of another household (mã đã thuộc hộ khác): asked across the areas, nothing else is told. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create function is_certificate_of_others(id uuid, household uuid) returns boolean
   language sql stable security definer set search_path = public, pg_temp as $$
     select exists (select from certificate c where (c.sheet_id = id or c.row_id = id) and c.household_id <> household)
   $$`,
  'revoke all on function is_certificate_of_others(uuid, uuid) from public',
  'grant execute on function is_certificate_of_others(uuid, uuid) to vuon_app',
];
