/**
 * Where others hold what a batch names (người khác đang giữ): the last look of a batch, under the lock of all, leaves out the households
 * that it wrote itself, whose rows are found again one by one otherwise.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run('drop function homes_of(uuid[], text[])');
  await run('drop function holders_of_codes(text[], text[])');
  await run(`
    create function homes_of(members uuid[], citizens text[], own uuid[])
    returns table (member_id uuid, citizen_id text, household_id uuid, hamlet_id text)
    language sql stable security definer set search_path = public, pg_temp as $$
      with found as (
        select m.member_id, m.citizen_id, m.household_id from member m where m.member_id = any (members) and m.state = 'present'
        union
        select m.member_id, m.citizen_id, m.household_id from member m
         where m.citizen_id is not null and m.citizen_id = any (citizens) and m.state = 'present'
      )
      select f.member_id, f.citizen_id, f.household_id, h.hamlet_id
        from (select * from found where not exists (select from unnest(own) as o (id) where o.id = found.household_id)) f
        join household h on h.household_id = f.household_id and h.state = 'present'
    $$`);
  await run(`
    create function holders_of_codes(codes text[], hamlets text[], own uuid[])
    returns table (code text, household_id uuid, hamlet_id text, commune_id text)
    language sql stable security definer set search_path = public, pg_temp as $$
      select lower(h.code), h.household_id, h.hamlet_id, there.parent_id
        from household h
        join area_period there on there.area_id = h.hamlet_id and there.valid_to is null
       where h.code is not null and lower(h.code) = any (codes) and h.state = 'present'
         and not exists (select from unnest(own) as o (id) where o.id = h.household_id)
         and there.parent_id in (select here.parent_id from area_period here where here.area_id = any (hamlets) and here.valid_to is null)
    $$`);
  for (const signature of ['homes_of(uuid[], text[], uuid[])', 'holders_of_codes(text[], text[], uuid[])']) {
    await run(`revoke all on function ${signature} from public`);
    await run(`grant execute on function ${signature} to vuon_app`);
  }
}
