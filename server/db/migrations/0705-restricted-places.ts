/**
 * Whom a restriction holds (hạn chế xử lý dữ liệu của ai): each of its people by themselves, so that it can end for one of them and go on for
 * the others; by which events it ended; and where they are, found for thousands of them at once, or for a few households by index.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const REACH_ALL = `coalesce(current_setting('vuon.reach', true), '') = 'all'`;
const HAMLETS = `string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ',')`;
const reaches = (household: string) =>
  `(${REACH_ALL} or exists (select from household k where k.household_id = ${household} and k.hamlet_id = any (${HAMLETS})))`;
/** Its hamlet, or the one that it was part of, with the household itself: nothing of the other parts. */
const told = (of: string) =>
  `${of}.hamlet_id = any (${HAMLETS})
     or (${of}.hamlet_id = any ((select former_hamlets(${HAMLETS}))::text[])
         and exists (select from household k where k.household_id = ${of}.household_id and k.hamlet_id = any (${HAMLETS})))`;
const CLOSED = `('duplicate-closed', 'household-merged')`;
const JOINED = `('members-joined', 'duplicate-joined')`;
/** By what an entry was closed, the last time: who is who in the other one, and which one that is. */
const closing = (entry: string) => `(
  select k.body::jsonb as body from event e join payload k on k.event_id = e.event_id
   where e.household_id = ${entry} and e.kind in ${CLOSED} order by e.seq desc limit 1)`;
/** Who of a closed entry is who of the other one. */
const pairs = (entry: string) => `(
  select y.pair from ${closing(entry)} j cross join lateral jsonb_array_elements(j.body -> 'same') y (pair))`;
/** Wherever somebody is or was written of; each half has an index of its own. */
const written = (member: string) => `(
  select m.household_id, m.state from member m where m.member_id = ${member} and m.state = 'present'
   union all
  select m.household_id, m.state from member m where m.member_id = ${member} and m.state <> 'present')`;

const own = (name: string) => `revoke all on function ${name} from public`;
const open = (name: string) => [own(name), `grant execute on function ${name} to vuon_app`];
const DEFINER = 'language sql stable security definer set search_path = public, pg_temp';

const statements = [
  // `lifts`: by which event, on which day, for whom; null: for all. The two others follow from it.
  `alter table restriction add column lifts jsonb not null default '[]', add column lifted_ids uuid[] not null default '{}'`,
  `update restriction r set lifts = l.lifts
     from (select (p.body::jsonb ->> 'requestId')::uuid as request_id,
                  jsonb_agg(jsonb_build_object('event', e.event_id, 'on', (e.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date, 'ids', null)
                            order by e.seq) as lifts
             from event e join payload p on p.event_id = e.event_id where e.kind = 'restriction-lifted' group by 1) l
    where l.request_id = r.request_id`,
  'create index restriction_household on restriction (household_id) where lifted_on is null',
  `create index event_entry_joined on event (household_id) where kind in ${JOINED}`,
  `create index event_entry_closed on event (household_id) where kind in ${CLOSED}`,
  `create index event_restriction_lifted on event (book_id, version) where kind = 'restriction-lifted'`,
  // Of these requests, or of all: wherever their people are or were written of, under every id that they have; `member_id`: by which the request named them.
  `create function restricted_written(requests uuid[])
   returns table (request_id uuid, member_id uuid, known_as uuid, household_id uuid, state text, entry text)
   ${DEFINER} as $$
     with recursive written as (
       select r.request_id, p.id as member_id, p.id as known_as, m.household_id, m.state, c.state as entry
         from restriction r cross join lateral unnest(r.member_ids) p (id)
              cross join lateral ${written('p.id')} m join household c on c.household_id = m.household_id
        where r.lifted_on is null and p.id <> all (r.lifted_ids) and (requests is null or r.request_id = any (requests))
       union
       select w.request_id, w.member_id, s.id, m.household_id, m.state, c.state
         from written w
              cross join lateral ${pairs('w.household_id')} x
              cross join lateral (select (x.pair ->> 'asMemberId')::uuid as id) s
              cross join lateral ${written('s.id')} m join household c on c.household_id = m.household_id
        where w.entry = 'merged' and x.pair ->> 'memberId' = w.known_as::text)
     select w.request_id, w.member_id, w.known_as, w.household_id, w.state, w.entry from written w
   $$`,
  own('restricted_written(uuid[])'),
  // A person's places are where they live or died; of one who is nowhere any more, where they were last written of. In an entry that was closed nobody
  // lives. `member_id` is null for whoever asked before people were named.
  `create function restricted_places(requests uuid[]) returns table (request_id uuid, member_id uuid, household_id uuid)
   ${DEFINER} as $$
     with recursive
       place as (
         select w.*, w.state = 'dead' or w.state = 'present' and w.entry <> 'merged' as there
           from restricted_written(requests) w
          where w.entry <> 'merged'
             or not exists (select from ${pairs('w.household_id')} x where x.pair ->> 'memberId' = w.known_as::text)),
       judged as (
         select p.*, bool_or(p.there) over (partition by p.request_id, p.known_as) as somewhere from place p),
       home as (
         select j.request_id, j.member_id, j.household_id, j.entry from judged j where j.there or not j.somewhere
         union
         select r.request_id, null, r.household_id, c.state
           from restriction r join household c on c.household_id = r.household_id
          where r.lifted_on is null and r.member_ids is null and (requests is null or r.request_id = any (requests))
         union
         select h.request_id, h.member_id, c.household_id, c.state
           from home h cross join lateral ${closing('h.household_id')} j
                join household c on c.household_id = (j.body ->> 'intoHouseholdId')::uuid
          where h.entry = 'merged')
     select h.request_id, h.member_id, h.household_id from home h
   $$`,
  own('restricted_places(uuid[])'),
  // Those that may hold in one of these households, and perhaps some more: found from whoever is or was written of there, under every id that they had.
  `create function restrictions_near(households uuid[]) returns uuid[]
   ${DEFINER} as $$
     with recursive
       entry (id) as (
         select unnest(households)
         union
         select h.household_id
           from entry i join event e on e.household_id = i.id and e.kind in ${JOINED}
                join payload p on p.event_id = e.event_id
                join household h on h.household_id = (p.body::jsonb ->> 'fromHouseholdId')::uuid and h.state = 'merged'),
       person (household_id, member_id) as (
         select m.household_id, m.member_id from member m where m.household_id in (select i.id from entry i)
         union
         select x.household_id, x.member_id
           from person q cross join lateral (
             select m.household_id, q.member_id from ${written('q.member_id')} m
             union all
             select h.household_id, (x.pair ->> 'memberId')::uuid
               from event e join payload p on p.event_id = e.event_id
                    join household h on h.household_id = (p.body::jsonb ->> 'fromHouseholdId')::uuid and h.state = 'merged'
                    cross join lateral ${pairs('h.household_id')} x
              where e.household_id = q.household_id and e.kind in ${JOINED} and x.pair ->> 'asMemberId' = q.member_id::text) x),
       -- Compared at once with all who are restricted: that costs the same whatever the planner guesses of how many there are.
       restricted as materialized (
         select r.request_id, u.id from restriction r cross join lateral unnest(r.member_ids) u (id) where r.lifted_on is null)
     select coalesce(array_agg(f.request_id), '{}')
       from (select n.request_id from restricted n where n.id in (select q.member_id from person q)
             union
             select r.request_id
               from entry i join restriction r on r.household_id = i.id and r.member_ids is null and r.lifted_on is null) f
   $$`,
  own('restrictions_near(uuid[])'),
  // By whichever is fewer, from them or from all restrictions. What is near them is found before the statement is planned, which would find it several times over.
  `create or replace function restricted_among(households uuid[]) returns table (household_id uuid)
   language plpgsql stable security definer set search_path = public, pg_temp as $$
   declare
     many integer := (select count(*) from restriction r where r.lifted_on is null);
     near uuid[];
   begin
     if many = 0 then return; end if;
     if cardinality(households) <= many then near := restrictions_near(households); end if;
     return query select distinct h.household_id from restricted_places(near) h join unnest(households) n (id) on n.id = h.household_id;
   end $$`,
  `create or replace function restrictions_of(household uuid)
   returns table (request_id uuid, number text, commune_id text, hamlet_id text, lodged_on date, since date)
   ${DEFINER} as $$
     select distinct r.request_id, q.number, q.commune_id, q.hamlet_id, q.lodged_on, r.since
       from restricted_places(restrictions_near(array[household])) h join restriction r on r.request_id = h.request_id
            join request q on q.request_id = r.request_id
      where h.household_id = household order by r.since, q.number
   $$`,
  // Of whom it holds here, under the id by which the request named them and the name that they bear; nobody where it names nobody. For whoever reaches it.
  `create function restricted_in(request uuid, household uuid) returns table (member_id uuid, full_name text)
   ${DEFINER} as $$
     select distinct on (h.member_id) h.member_id, m.full_name
       from restricted_places(array[request]) h
            join restricted_written(array[request]) w on w.member_id = h.member_id
            join member m on m.household_id = w.household_id and m.member_id = w.known_as
      where h.household_id = household and ${reaches('household')}
      order by h.member_id, w.household_id = household desc, w.state = 'present' desc, w.household_id
   $$`,
  ...open('restricted_in(uuid, uuid)'),
  // What ended it, whole or for some, of a request or of a household: told where it asked and where it was ended, and once that hamlet was cut or
  // merged to whoever has its household.
  `create function restriction_ends(of_request uuid, of_household uuid)
   returns table (request_id uuid, number text, commune_id text, hamlet_id text, lodged_on date, since date, whole boolean,
                  ended_on date, ended_by text, body jsonb, names text[])
   ${DEFINER} as $$
     select q.request_id, q.number, q.commune_id, q.hamlet_id, q.lodged_on, r.since, r.lifted_on is not null,
            (e.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date, coalesce(a.display_name, ''), p.body::jsonb,
            array(select distinct on (i.id) m.full_name from jsonb_array_elements_text(p.body::jsonb -> 'memberIds') i (id)
                    join lateral (select n.full_name, n.state from member n where n.member_id = i.id::uuid and n.state = 'present'
                                   union all
                                  select n.full_name, n.state from member n where n.member_id = i.id::uuid and n.state <> 'present') m on true
                   order by i.id, m.state = 'present' desc)
       from restriction r join request q on q.request_id = r.request_id
            cross join lateral jsonb_array_elements(r.lifts) l
            join event e on e.event_id = (l ->> 'event')::uuid join payload p on p.event_id = e.event_id
            left join account a on a.account_id = e.account_id
      where (r.request_id = of_request
             or r.household_id = of_household
             or r.request_id in (select (o.body::jsonb ->> 'requestId')::uuid from event v join payload o on o.event_id = v.event_id
                                  where v.household_id = of_household and v.kind = 'restriction-lifted'))
        and (${REACH_ALL} or ${told('q')} or ${told('e')})
      order by e.recorded_at, e.event_id
   $$`,
  ...open('restriction_ends(uuid, uuid)'),
  `create function settle_restriction(request uuid) returns void
   language sql volatile security definer set search_path = public, pg_temp as $$
     update restriction r
        set lifted_ids = l.ids, lifted_on = case when l.whole or r.member_ids <@ l.ids then l.last end
       from (select n.lifts,
                    array(select distinct i.id::uuid from jsonb_array_elements(n.lifts) x (l)
                            cross join lateral jsonb_array_elements_text(nullif(x.l -> 'ids', 'null')) i (id) order by 1) as ids,
                    exists (select from jsonb_array_elements(n.lifts) x (l) where x.l -> 'ids' = 'null') as whole,
                    (select max((x.l ->> 'on')::date) from jsonb_array_elements(n.lifts) x (l)) as last
               from restriction n where n.request_id = request) l
      where r.request_id = request
   $$`,
  own('settle_restriction(uuid)'),
  // What ended a restriction and was forgotten with another household than the one that asked ends nothing any more, as in a rebuild.
  `create function forget_lifts(erased_event uuid) returns void
   language plpgsql volatile security definer set search_path = public, pg_temp as $$
   declare
     of_request uuid;
   begin
     for of_request in
       select distinct r.request_id from event e join payload p on p.event_id = e.event_id
         cross join lateral jsonb_array_elements_text(p.body::jsonb -> 'eventIds') g (id)
         join event v on v.event_id = g.id::uuid and v.kind = 'restriction-lifted'
         join restriction r on r.lifts @> jsonb_build_array(jsonb_build_object('event', v.event_id))
        where e.event_id = erased_event and e.kind = 'erased' and not exists (select from payload k where k.event_id = v.event_id)
     loop
       update restriction r
          set lifts = (select coalesce(jsonb_agg(x.l order by x.n), '[]') from jsonb_array_elements(r.lifts) with ordinality x (l, n)
                        where exists (select from payload k where k.event_id = (x.l ->> 'event')::uuid))
        where r.request_id = of_request;
       perform settle_restriction(of_request);
     end loop;
   end $$`,
  ...open('forget_lifts(uuid)'),
  'drop function lift_restriction(uuid, date)',
  // Only by whoever reaches a household that it restricts today. `ids`: of whom; null: of all.
  `create function lift_restriction(request uuid, on_day date, ids uuid[], by_event uuid) returns void
   language plpgsql volatile security definer set search_path = public, pg_temp as $$
   begin
     if not ${REACH_ALL}
        and not exists (select from restricted_places(array[request]) h join household k on k.household_id = h.household_id
                         where k.hamlet_id = any (${HAMLETS}) and (ids is null or h.member_id = any (ids))) then
       raise exception 'no household in reach is restricted by %', request using errcode = 'insufficient_privilege';
     end if;
     update restriction r set lifts = r.lifts || jsonb_build_object('event', by_event, 'on', on_day, 'ids', to_jsonb(ids))
      where r.request_id = request;
     perform settle_restriction(request);
   end $$`,
  ...open('lift_restriction(uuid, date, uuid[], uuid)'),
  `create or replace function restricts_elsewhere(of_household uuid) returns boolean
   ${DEFINER} as $$
     with of_it as (
       select restrictions_near(array[of_household])
              || array(select r.request_id from restriction r where r.household_id = of_household and r.lifted_on is null) as ids),
     home as materialized (select h.* from of_it o cross join lateral restricted_places(o.ids) h)
     select exists (
       select from home h
        where h.household_id <> of_household
          and (exists (select from restriction r where r.request_id = h.request_id and r.household_id = of_household)
               or exists (select from restricted_written(array[h.request_id]) w
                           where w.household_id = of_household and w.entry = 'merged'
                             and exists (select from ${pairs('of_household')} x where x.pair ->> 'memberId' = w.known_as::text))
               or exists (select from home g join household c on c.household_id = g.household_id and c.state = 'merged'
                           where g.request_id = h.request_id and g.household_id = of_household)))
   $$`,
  'drop function restricted_homes()',
  'drop function restricted_people()',
  'drop function same_as(uuid)',
];
