/**
 * Requests of households (đơn đề nghị, Mẫu số 01 và 04): made from the ledger, without anybody's words or name, which lie in the ledger
 * alone. Seen where the hamlet is seen; the public asks after one by number and secret. What was put on a list is forgotten with its
 * household, the request as well, whose event names none.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const HAMLETS = `(select string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ','))::text[]`;
const IN_HAMLET = `${REACH_ALL} or hamlet_id = any (${HAMLETS})`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const open = (name: string) => [`revoke all on function ${name} from public`, `grant execute on function ${name} to vuon_app`];

const statements = [
  `create table request (
    request_id   uuid primary key,
    event_id     uuid not null unique,
    number       text not null unique,
    form         text not null check (form in ('review', 'exit')),
    commune_id   text not null references area,
    hamlet_id    text not null references area,
    via          text not null,
    dossier      text,
    lodged_on    date not null,
    due_on       date not null,
    secret_print text not null,
    answered_on  date,
    outcome      text,
    refusal      text,
    household_id uuid,
    round_id     uuid references round,
    answer_event uuid,
    check ((via = 'national-portal') = (dossier is not null)),
    check ((answered_on is null) = (outcome is null)),
    check ((outcome is not distinct from 'listed') = (household_id is not null))
  )`,
  'create unique index request_dossier on request (dossier) where dossier is not null',
  'create index request_hamlet on request (hamlet_id)',
  'create index request_household on request (household_id) where household_id is not null',
  'alter table request enable row level security',
  'alter table request force row level security',
  'grant select, insert, update, delete on request to vuon_app',
  `create policy area on request for all using (${IN_HAMLET}) with check (${IN_HAMLET})`,
  // Ids and numbers of dossiers are used once in the whole province.
  `create function request_known(id uuid, of_dossier text) returns text
   language sql stable security definer set search_path = public, pg_temp as $$
     select r.number from request r where r.request_id = id or r.dossier = of_dossier limit 1
   $$`,
  ...open('request_known(uuid, text)'),
  // The event of a request that was put on a list is forgotten with that household.
  `create function request_events(household uuid) returns table (event_id uuid, book_id uuid)
   language sql stable security definer set search_path = public, pg_temp as $$
     select e.event_id, e.book_id from request r join event e on e.event_id = r.event_id where r.household_id = household
   $$`,
  ...open('request_events(uuid)'),
  `create function forget_requests(household uuid) returns void
   language sql volatile security definer set search_path = public, pg_temp as $$
     delete from request r where r.household_id = household and is_erased(household)
   $$`,
  ...open('forget_requests(uuid)'),
  // What became of it: whether a decision of its round has spoken, never which.
  `create function public_request(receipt text, secret text)
   returns table (form text, lodged_on date, due_on date, answered_on date, outcome text, refusal text, decided boolean)
   language sql stable security definer set search_path = public, pg_temp as $$
     select r.form, r.lodged_on, r.due_on, r.answered_on, r.outcome, r.refusal,
            exists (select from status s where s.household_id = r.household_id and s.round_id = r.round_id and s.decision_id is not null)
       from request r where r.number = receipt and r.secret_print = secret
   $$`,
  ...open('public_request(text, text)'),
];
