/**
 * What else goes when its time is over (hết thời hạn lưu trữ): a place out of a form, a form's answers, lines of the log of looks. Each only in
 * the transaction of the event that says so; what is left of a body is put back only if it is what that event commits to.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const open = (name: string) => [`revoke all on function ${name} from public`, `grant execute on function ${name} to vuon_app`];

const statements = [
  `create function put_left(erased_event uuid, told json) returns integer
   language plpgsql security definer set search_path = public, pg_temp as $$
   declare
     put integer;
   begin
     insert into payload (event_id, area_id, hamlet_id, salt, body, print)
     select e.event_id, e.area_id, e.hamlet_id, decode(t.salt, 'hex'), t.body, null
       from event s join payload k on k.event_id = s.event_id
       cross join lateral jsonb_to_recordset(k.body::jsonb -> 'left') as n ("eventId" uuid, commitment text)
       join json_to_recordset(told) as t ("eventId" uuid, salt text, body text) on t."eventId" = n."eventId"
       join event e on e.event_id = n."eventId" and e.book_id = s.book_id
      where s.event_id = erased_event and s.kind = 'erased' and s.xmin = pg_current_xact_id()::xid
        and not exists (select from payload p where p.event_id = e.event_id)
        and encode(sha256(convert_to('vuon body' || chr(10), 'UTF8') || decode(t.salt, 'hex') || convert_to(t.body, 'UTF8')), 'hex') = n.commitment;
     get diagnostics put = row_count;
     if put is distinct from json_array_length(told) then
       raise exception 'what is left of % is not what it says', erased_event using errcode = 'insufficient_privilege';
     end if;
     return put;
   end $$`,
  ...open('put_left(uuid, json)'),
  // Only of forms of which nothing but the people is left; what a decision said of them stays with the decision.
  `create function forget_forms(events uuid[]) returns void
   language sql volatile security definer set search_path = public, pg_temp as $$
     with gone as (
       delete from interview i using payload p
        where i.event_id = any (events) and p.event_id = i.event_id and p.body::jsonb ? 'letGo'
       returning i.round_id, i.household_id)
     delete from verdict v using gone g
      where v.round_id = g.round_id and v.household_id = g.household_id
        and not exists (select from status s where s.household_id = v.household_id and s.round_id = v.round_id and s.rulebook = v.rulebook
                                              and s.decision_id is not null)
   $$`,
  ...open('forget_forms(uuid[])'),
  `create function let_go_looks(of_event uuid, ids bigint[]) returns integer
   language plpgsql security definer set search_path = public, pg_temp as $$
   declare
     hamlet text;
     expected integer;
     gone integer;
   begin
     select e.hamlet_id, (p.body::jsonb ->> 'count')::integer into hamlet, expected
       from event e join payload p on p.event_id = e.event_id
      where e.event_id = of_event and e.kind = 'looks-let-go' and e.xmin = pg_current_xact_id()::xid;
     if hamlet is null then
       raise exception 'no event % in this transaction lets looks go', of_event using errcode = 'insufficient_privilege';
     end if;
     delete from read_log l where l.read_id = any (ids) and l.hamlet_id = hamlet;
     get diagnostics gone = row_count;
     if gone <> expected then
       raise exception 'not the looks that % names', of_event using errcode = 'insufficient_privilege';
     end if;
     return gone;
   end $$`,
  ...open('let_go_looks(uuid, bigint[])'),
];
