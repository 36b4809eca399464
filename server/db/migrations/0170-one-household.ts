/**
 * Where a person or a household code is already (một người ở một hộ): the door asks it of everybody whom a batch names, also outside
 * the actor's areas. Ids and areas only; what of it the actor is told is the door's decision.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create index member_id on member (member_id) where state = 'present'`);
  await run(`
    create function homes_of(members uuid[], citizens text[])
    returns table (member_id uuid, citizen_id text, household_id uuid, hamlet_id text)
    language sql stable security definer set search_path = public, pg_temp as $$
      with found as (
        select m.member_id, m.citizen_id, m.household_id from member m where m.member_id = any (members) and m.state = 'present'
        union
        select m.member_id, m.citizen_id, m.household_id from member m
         where m.citizen_id is not null and m.citizen_id = any (citizens) and m.state = 'present'
      )
      select f.member_id, f.citizen_id, f.household_id, h.hamlet_id
        from found f join household h on h.household_id = f.household_id and h.state = 'present'
    $$`);
  await run(`
    create function holders_of_codes(codes text[], hamlets text[])
    returns table (code text, household_id uuid, hamlet_id text, commune_id text)
    language sql stable security definer set search_path = public, pg_temp as $$
      select lower(h.code), h.household_id, h.hamlet_id, there.parent_id
        from household h
        join area_period there on there.area_id = h.hamlet_id and there.valid_to is null
       where h.code is not null and lower(h.code) = any (codes) and h.state = 'present'
         and there.parent_id in (select here.parent_id from area_period here where here.area_id = any (hamlets) and here.valid_to is null)
    $$`);
  for (const signature of ['homes_of(uuid[], text[])', 'holders_of_codes(text[], text[])']) {
    await run(`revoke all on function ${signature} from public`);
    await run(`grant execute on function ${signature} to vuon_app`);
  }
}
