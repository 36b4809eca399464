/**
 * Legal holds on a whole commune follow what was the commune's (lệnh giữ cả xã đi theo dữ liệu của xã): its hamlets after a merger or a
 * cut, and households after they moved away. The heirs of a commune that is no more see its holds and end them.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const COMMUNES = `(select string_to_array(coalesce(current_setting('vuon.communes', true), ''), ','))::text[]`;
const HELD = `${REACH_ALL} or commune_id = any (${COMMUNES}) or commune_heirs(commune_id) && ${COMMUNES}`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const open = (name: string) => [`revoke all on function ${name} from public`, `grant execute on function ${name} to vuon_app`];

const statements = [
  // Every unit of any time that took people of the commune.
  `create function commune_heirs(commune text) returns text[]
   language sql stable security definer set search_path = public, pg_temp as $$
     with recursive heir (id) as (
       select l.to_id from area_lineage l where l.from_id = commune
       union
       select l.to_id from area_lineage l join heir on heir.id = l.from_id
     )
     select array(select id from heir)
   $$`,
  ...open('commune_heirs(text)'),
  // The communes of any time to which the hamlet belonged, and those out of which it came or that became of it, and what they went into whole.
  `create function communes_of_hamlet(hamlet text) returns text[]
   language sql stable security definer set search_path = public, pg_temp as $$
     with recursive before (id) as (
       select hamlet
       union
       select l.from_id from area_lineage l join before on before.id = l.to_id
     ), after (id) as (
       select hamlet
       union
       select l.to_id from area_lineage l join after on after.id = l.from_id
     ), commune (id) as (
       select p.parent_id from area_period p where p.area_id in (select id from before union select id from after)
       union
       select l.to_id from area_lineage l join commune on commune.id = l.from_id where l.how <> 'part'
     )
     select array(select id from commune)
   $$`,
  ...open('communes_of_hamlet(text)'),
  'drop function is_held(uuid, text)',
  // Whoever asks, and whichever commune ordered it. Of a household wherever it was ever written of; without one, of the hamlet.
  `create function is_held(household uuid, hamlet text) returns boolean
   language sql stable security definer set search_path = public, pg_temp as $$
     select exists (
       select from legal_hold h
        where h.ended_on is null
          and (h.about_household = household
               or h.about_household is null
                  and (h.commune_id = any (communes_of_hamlet(hamlet))
                       or exists (select from event_books(household) b where h.commune_id = any (communes_of_hamlet(b.hamlet_id))))))
   $$`,
  ...open('is_held(uuid, text)'),
  'drop policy held on legal_hold',
  `create policy held on legal_hold for all using (${HELD}) with check (${HELD})`,
];
