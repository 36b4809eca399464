/**
 * Lists on the wall and what is said against them (niêm yết, phản ánh, khiếu nại, tố cáo): made from the ledger, without anybody's
 * words or name, which lie in the ledger alone. A denunciation is seen by the office that answers it; the public sees places and days.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const HAMLETS = `(select string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ','))::text[]`;
const COMMUNES = `(select string_to_array(coalesce(current_setting('vuon.communes', true), ''), ','))::text[]`;
const IN_HAMLET = `${REACH_ALL} or hamlet_id = any (${HAMLETS})`;
const HELD = `${REACH_ALL} or case when kind = 'denunciation' then holder_id = any (${COMMUNES}) else hamlet_id = any (${HAMLETS}) end`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const open = (name: string) => [`revoke all on function ${name} from public`, `grant execute on function ${name} to vuon_app`];

const statements = [
  'alter table round_commune add column since timestamptz',
  `comment on column round_commune.since is 'when its list came to this gate; null: it stands where it began'`,
  `select set_config('vuon.reach', 'all', true)`,
  `update round_commune c set since = passed.at
     from (select p.body::jsonb ->> 'roundId' as round_id, p.body::jsonb ->> 'communeId' as commune_id, max(e.recorded_at) as at
             from event e join payload p on p.event_id = e.event_id where e.kind = 'gate-passed' group by 1, 2) passed
    where passed.round_id = c.round_id::text and passed.commune_id = c.commune_id`,
  `create table posting (
    posting_id    uuid primary key,
    round_id      uuid not null references round,
    hamlet_id     text not null references area,
    place         text not null check (place in ('hamlet', 'commune-office')),
    place_name    text not null,
    starts_on     date not null,
    ends_on       date not null check (starts_on <= ends_on),
    print         text not null,
    again         boolean not null,
    taken_down_on date check (starts_on <= taken_down_on),
    photo_up      uuid,
    photo_down    uuid
  )`,
  'create index posting_round on posting (round_id, hamlet_id)',
  `create table objection (
    objection_id uuid primary key,
    event_id     uuid not null unique,
    number       text not null unique,
    round_id     uuid not null references round,
    commune_id   text not null references area,
    hamlet_id    text not null references area,
    holder_id    text not null references area,
    kind         text not null check (kind in ('feedback', 'complaint', 'denunciation')),
    matter       text not null,
    against      text,
    about        uuid,
    via          text not null,
    lodged_on    date not null,
    due_on       date not null,
    secret_print text not null,
    revisit_of   uuid,
    revisit_by   uuid,
    revisit_on   date,
    answered_on  date,
    outcome      text,
    answer_event uuid,
    check ((answered_on is null) = (outcome is null)),
    check ((revisit_of is null) = (revisit_by is null))
  )`,
  'create index objection_round on objection (round_id, commune_id)',
  'create index objection_about on objection (about) where about is not null',
  'create index objection_revisit on objection (revisit_of) where revisit_of is not null',
  ...['posting', 'objection'].flatMap((table) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `grant select, insert, update, delete on ${table} to vuon_app`,
  ]),
  `create policy area on posting for all using (${IN_HAMLET}) with check (${IN_HAMLET})`,
  `create policy held on objection for all using (${HELD}) with check (${HELD})`,
  // Ids alone, whoever may see the rest: an id is used once, a list waits for what another office answers, a visit is expected.
  `create function objection_known(id uuid) returns boolean
   language sql stable security definer set search_path = public, pg_temp as $$
     select exists (select from objection o where o.objection_id = id)
   $$`,
  ...open('objection_known(uuid)'),
  `create function open_objections(round uuid, commune text, kinds text[]) returns integer
   language sql stable security definer set search_path = public, pg_temp as $$
     select count(*)::integer from objection o
      where o.round_id = round and o.commune_id = commune and o.kind = any (kinds) and o.answered_on is null
   $$`,
  ...open('open_objections(uuid, text, text[])'),
  `create function revisits_of(households uuid[]) returns table (household_id uuid, round_id uuid, account_id uuid)
   language sql stable security definer set search_path = public, pg_temp as $$
     select o.revisit_of, o.round_id, o.revisit_by from objection o
      where o.revisit_of = any (households) and o.answered_on is null
   $$`,
  ...open('revisits_of(uuid[])'),
  // What is forgotten in the ledger is forgotten here: whoever erases need not reach what another office holds.
  `create function forget_objections(household uuid) returns void
   language sql volatile security definer set search_path = public, pg_temp as $$
     delete from objection o where o.about = household and o.kind <> 'denunciation' and is_erased(household);
     update objection o set revisit_of = null, revisit_by = null, revisit_on = null
      where o.revisit_of = household and is_erased(household)
   $$`,
  ...open('forget_objections(uuid)'),
  // For everybody: where a list hangs and until when.
  `create function public_postings(round uuid)
   returns table (hamlet_id text, place text, place_name text, starts_on date, ends_on date)
   language sql stable security definer set search_path = public, pg_temp as $$
     select p.hamlet_id, p.place, p.place_name, p.starts_on, p.ends_on from posting p
      where p.round_id = round and p.taken_down_on is null
   $$`,
  ...open('public_postings(uuid)'),
  `create function public_objection(receipt text, secret text)
   returns table (kind text, matter text, lodged_on date, due_on date, revisit_on date, answered_on date, outcome text)
   language sql stable security definer set search_path = public, pg_temp as $$
     select o.kind, o.matter, o.lodged_on, o.due_on, o.revisit_on, o.answered_on, o.outcome from objection o
      where o.number = receipt and o.secret_print = secret
   $$`,
  ...open('public_objection(text, text)'),
];
