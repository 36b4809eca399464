/**
 * Restricted use follows the person (hạn chế xử lý dữ liệu đi theo người): whose data were restricted, since when, and until when. A household
 * is restricted where one of them lives or died, whether it was split, joined, moved, or found to be written twice; whoever asked before
 * persons were named did so for the household. Made again from the ledger; gone with its request.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const OF_REQUEST = `${REACH_ALL} or exists (select from request r where r.request_id = restriction.request_id)`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const HAMLETS = `string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ',')`;

const open = (name: string) => [`revoke all on function ${name} from public`, `grant execute on function ${name} to vuon_app`];

const statements = [
  `create table restriction (
    request_id   uuid primary key references request on delete cascade deferrable,
    household_id uuid not null,
    member_ids   uuid[],
    since        date not null,
    lifted_on    date check (since <= lifted_on)
  )`,
  'alter table restriction enable row level security',
  'alter table restriction force row level security',
  'grant select, insert, update, delete on restriction to vuon_app',
  `create policy request on restriction for all using (${OF_REQUEST}) with check (${OF_REQUEST})`,
  `insert into restriction (request_id, household_id, since)
   select r.request_id, r.household_id, r.done_on from request r where r.form = 'data-restrict' and r.done_on is not null`,
  // As member_id, which holds those present: a person is looked up by id wherever they are.
  `create index member_gone_id on member (member_id) where state <> 'present'`,
  // Who the person is in the entry into which theirs was closed, and out of which household; none where it was parted again.
  `create function same_as(of_member uuid) returns table (household_id uuid, member_id uuid)
   language sql stable security definer set search_path = public, pg_temp as $$
     select c.household_id, (x.pair ->> 'asMemberId')::uuid
       from (select m.household_id from member m where m.member_id = of_member and m.state = 'present'
             union
             select m.household_id from member m where m.member_id = of_member and m.state <> 'present') w
       join household c on c.household_id = w.household_id and c.state = 'merged'
       cross join lateral (select k.body::jsonb -> 'same' as pairs
                             from event e join payload k on k.event_id = e.event_id
                            where e.household_id = c.household_id and e.kind in ('duplicate-closed', 'household-merged')
                            order by e.seq desc limit 1) j
       cross join lateral jsonb_array_elements(j.pairs) x (pair)
      where x.pair ->> 'memberId' = of_member::text
   $$`,
  'revoke all on function same_as(uuid) from public',
  // Under every id by which they are known.
  `create function restricted_people() returns table (request_id uuid, member_id uuid)
   language sql stable security definer set search_path = public, pg_temp as $$
     with recursive person (request_id, member_id) as (
       select r.request_id, p.id from restriction r cross join lateral unnest(r.member_ids) p (id) where r.lifted_on is null
       union
       select p.request_id, s.member_id from person p cross join lateral same_as(p.member_id) s
     )
     select p.request_id, p.member_id from person p
   $$`,
  'revoke all on function restricted_people() from public',
  // A person's places are where they live or died; of one who is nowhere any more, where they were last written of. In an entry that was closed for
  // another one nobody lives.
  `create function restricted_homes() returns table (request_id uuid, household_id uuid)
   language sql stable security definer set search_path = public, pg_temp as $$
     with recursive
       person as (select p.request_id, p.member_id from restricted_people() p),
       written as (select p.request_id, p.member_id, m.household_id, m.state
                     from person p join member m on m.member_id = p.member_id and m.state = 'present'
                   union all
                   select p.request_id, p.member_id, m.household_id, m.state
                     from person p join member m on m.member_id = p.member_id and m.state <> 'present'),
       place as (select w.request_id, w.member_id, w.household_id, w.state = 'dead' or w.state = 'present' and c.state <> 'merged' as there
                   from written w join household c on c.household_id = w.household_id
                  where not exists (select from same_as(w.member_id) s where s.household_id = w.household_id)),
       home as (select p.request_id, p.household_id from place p
                 where p.there or not exists (select from place o where o.there and o.request_id = p.request_id and o.member_id = p.member_id)
                union
                select r.request_id, r.household_id from restriction r where r.lifted_on is null and r.member_ids is null
                union
                select h.request_id, (j.into_id)::uuid
                  from home h join household c on c.household_id = h.household_id and c.state = 'merged'
                  cross join lateral (select k.body::jsonb ->> 'intoHouseholdId' as into_id
                                        from event e join payload k on k.event_id = e.event_id
                                       where e.household_id = c.household_id and e.kind in ('duplicate-closed', 'household-merged')
                                       order by e.seq desc limit 1) j
                 where j.into_id is not null)
     select h.request_id, h.household_id from home h
   $$`,
  'revoke all on function restricted_homes() from public',
  `create or replace function restricted_among(households uuid[]) returns table (household_id uuid)
   language sql stable security definer set search_path = public, pg_temp as $$
     select distinct h.household_id from restricted_homes() h where h.household_id = any (households)
   $$`,
  `create function restrictions_of(household uuid)
   returns table (request_id uuid, number text, commune_id text, hamlet_id text, lodged_on date, since date)
   language sql stable security definer set search_path = public, pg_temp as $$
     select distinct r.request_id, q.number, q.commune_id, q.hamlet_id, q.lodged_on, r.since
       from restricted_homes() h join restriction r on r.request_id = h.request_id join request q on q.request_id = r.request_id
      where h.household_id = household order by r.since, q.number
   $$`,
  ...open('restrictions_of(uuid)'),
  // Only by whoever reaches a household that it restricts today.
  `create function lift_restriction(request uuid, on_day date) returns void
   language plpgsql volatile security definer set search_path = public, pg_temp as $$
   begin
     if coalesce(current_setting('vuon.reach', true), '') <> 'all'
        and not exists (select from restricted_homes() h join household k on k.household_id = h.household_id
                         where h.request_id = request and k.hamlet_id = any (${HAMLETS})) then
       raise exception 'no household in reach is restricted by %', request using errcode = 'insufficient_privilege';
     end if;
     update restriction r set lifted_on = on_day where r.request_id = request;
   end $$`,
  ...open('lift_restriction(uuid, date)'),
  // Forgotten with this household, while it restricts another one: the household asked, or says who somebody is there.
  `create function restricts_elsewhere(of_household uuid) returns boolean
   language sql stable security definer set search_path = public, pg_temp as $$
     select exists (
       select from restriction r join restricted_homes() h on h.request_id = r.request_id and h.household_id <> of_household
        where r.lifted_on is null
          and (r.household_id = of_household
               or exists (select from restricted_people() p cross join lateral same_as(p.member_id) s
                           where p.request_id = r.request_id and s.household_id = of_household)
               or exists (select from restricted_homes() g join household c on c.household_id = g.household_id and c.state = 'merged'
                           where g.request_id = r.request_id and g.household_id = of_household)))
   $$`,
  ...open('restricts_elsewhere(uuid)'),
];
