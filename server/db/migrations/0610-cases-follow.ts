/**
 * What was asked and said goes where its hamlet goes (đơn đi theo ấp): of a hamlet that was cut, requests and objections are seen by those
 * who have its parts, those about a household by whoever has that household; a denunciation that a former commune held is seen by its heir.
 * Their words lie in books that are closed or of an office that is no more, and are told with them; who denounces is told to nobody new.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const HAMLETS = `(select string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ','))::text[]`;
const COMMUNES = `(select string_to_array(coalesce(current_setting('vuon.communes', true), ''), ','))::text[]`;
const partOf = (of: string, household: string): string =>
  `${of}.hamlet_id = any ((select former_hamlets(${HAMLETS}))::text[])
     and (${of}.${household} is null
          or exists (select from household h where h.household_id = ${of}.${household} and h.hamlet_id = any (${HAMLETS})))`;
const inHamlet = (of: string): string => `${of}.hamlet_id = any (${HAMLETS})`;
const requestSeen = (of: string): string => `${REACH_ALL} or ${inHamlet(of)} or (${partOf(of, 'household_id')})`;
const objectionSeen = (of: string): string =>
  `${REACH_ALL} or case when ${of}.kind = 'denunciation'
     then ${of}.holder_id = any (${COMMUNES}) or (${of}.holder_id = ${of}.commune_id and commune_now(${of}.hamlet_id) = any (${COMMUNES}))
     else ${inHamlet(of)} or (${partOf(of, 'about')}) end`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const open = (name: string) => [`revoke all on function ${name} from public`, `grant execute on function ${name} to vuon_app`];

const statements = [
  // Areas and their lineage are everybody's to read; no row of a person is touched.
  `create function former_hamlets(now text[]) returns text[]
   language sql stable security definer set search_path = public, pg_temp as $$
     with recursive kin as (
       select id from unnest(now) as n (id)
       union
       select l.from_id from area_lineage l join kin on kin.id = l.to_id join area a on a.area_id = l.from_id and a.level = 'hamlet'
     )
     select coalesce(array_agg(id), '{}') from kin where not id = any (now)
   $$`,
  ...open('former_hamlets(text[])'),
  `create function commune_now(hamlet text) returns text
   language sql stable security definer set search_path = public, pg_temp as $$
     with recursive kin as (
       select hamlet as id
       union
       select l.to_id from area_lineage l join kin on kin.id = l.from_id
     )
     select p.parent_id from kin join area_period p on p.area_id = kin.id and p.valid_to is null order by p.area_id limit 1
   $$`,
  ...open('commune_now(text)'),
  'drop policy area on request',
  `create policy area on request for all using (${requestSeen('request')}) with check (${requestSeen('request')})`,
  'drop policy held on objection',
  `create policy held on objection for all using (${objectionSeen('objection')}) with check (${objectionSeen('objection')})`,
  // What was said and answered, for whoever sees the row: its book may be closed by now, or of an office that is no more.
  `create function request_words(id uuid) returns table (lodged jsonb, answered jsonb)
   language sql stable security definer set search_path = public, pg_temp as $$
     select l.body::jsonb, a.body::jsonb
       from request r left join payload l on l.event_id = r.event_id left join payload a on a.event_id = r.answer_event
      where r.request_id = id and (${requestSeen('r')})
   $$`,
  ...open('request_words(uuid)'),
  `create function objection_words(id uuid) returns table (lodged jsonb, answered jsonb)
   language sql stable security definer set search_path = public, pg_temp as $$
     select l.body::jsonb, a.body::jsonb
       from objection o left join payload l on l.event_id = o.event_id left join payload a on a.event_id = o.answer_event
      where o.objection_id = id and (${objectionSeen('o')})
   $$`,
  ...open('objection_words(uuid)'),
];
