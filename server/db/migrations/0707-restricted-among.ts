/**
 * Which of these households are restricted (hộ nào hạn chế xử lý dữ liệu): by whichever is fewer, from them or from all restrictions. What is near
 * them is found before the statement is planned, which would find it several times over to guess how much there is.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function restricted_among(households uuid[]) returns table (household_id uuid)
    language plpgsql stable security definer set search_path = public, pg_temp as $$
    declare
      many integer := (select count(*) from restriction r where r.lifted_on is null);
      near uuid[];
    begin
      if many = 0 then return; end if;
      if cardinality(households) <= many then near := restrictions_near(households); end if;
      return query select distinct h.household_id from restricted_places(near) h join unnest(households) n (id) on n.id = h.household_id;
    end $$`.execute(db);
}
