/**
 * What a commune that is no more left open (việc còn dở của xã cũ): a list that hangs is seen by those who have its hamlet or a part of it, a doubt
 * by the commune into which the other one went and where what it is about is today. Nothing else of them is told to anybody new.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const HAMLETS = `(select string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ','))::text[]`;
const COMMUNES = `(select string_to_array(coalesce(current_setting('vuon.communes', true), ''), ','))::text[]`;
const HANGS = `${REACH_ALL} or hamlet_id = any (${HAMLETS}) or hamlet_id = any ((select former_hamlets(${HAMLETS}))::text[])`;
const HELD = `${REACH_ALL} or commune_id = any (${COMMUNES})
   or (commune_id = any ((select communes_before(${COMMUNES}))::text[]) and flag_follows(about_household, about_hamlet, ${COMMUNES}))`;
const TODAY = `coalesce(nullif(current_setting('vuon.today', true), '')::date, current_date)`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const open = (name: string) => [`revoke all on function ${name} from public`, `grant execute on function ${name} to vuon_app`];

const statements = [
  'drop policy area on posting',
  `create policy area on posting for all using (${HANGS}) with check (${HANGS})`,
  'create index posting_hanging on posting (hamlet_id) where taken_down_on is null',
  // Those that went into one of these, whole or in part, and are no more today: one that gave a part and lives on answers for itself, and a
  // commune that takes another one in later is told from that day on.
  `create function communes_before(now text[]) returns text[]
   language sql stable security definer set search_path = public, pg_temp as $$
     with recursive kin (id) as (
       select unnest(now)
       union
       select l.from_id from kin join area_lineage l on l.to_id = kin.id and l.on_date <= ${TODAY}
                        join area a on a.area_id = l.from_id and a.level = 'commune'
        where not exists (select from area_period p where p.area_id = l.from_id and p.valid_from <= ${TODAY}
                                                      and (p.valid_to is null or ${TODAY} < p.valid_to))
     )
     select array(select id from kin where id <> all (now))
   $$`,
  ...open('communes_before(text[])'),
  // About somebody of the offices: to each heir. About a household or a hamlet: where that is today.
  `create function flag_follows(of_household uuid, of_hamlet text, communes text[]) returns boolean
   language sql stable security definer set search_path = public, pg_temp as $$
     select case when of_household is not null
                 then exists (select from household h where h.household_id = of_household and commune_now(h.hamlet_id) = any (communes))
                 when of_hamlet is not null then commune_now(of_hamlet) = any (communes)
                 else true end
   $$`,
  ...open('flag_follows(uuid, text, text[])'),
  'drop policy held on flag',
  `create policy held on flag for all using (${HELD}) with check (${HELD})`,
];
