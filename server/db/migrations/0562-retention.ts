/**
 * Legal holds (lệnh giữ dữ liệu), made from the ledger and seen in the commune's reach; and what goes from the tables when the bodies of
 * requests go that were put on no list.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const COMMUNES = `(select string_to_array(coalesce(current_setting('vuon.communes', true), ''), ','))::text[]`;
const HELD = `${REACH_ALL} or commune_id = any (${COMMUNES})`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const open = (name: string) => [`revoke all on function ${name} from public`, `grant execute on function ${name} to vuon_app`];

const statements = [
  `create table legal_hold (
    hold_id         uuid primary key,
    commune_id      text not null references area,
    about_household uuid,
    ground          text not null,
    office          text not null,
    set_on          date not null,
    ended_on        date check (set_on <= ended_on)
  )`,
  'create index legal_hold_household on legal_hold (about_household) where ended_on is null',
  'alter table legal_hold enable row level security',
  'alter table legal_hold force row level security',
  'grant select, insert, update, delete on legal_hold to vuon_app',
  `create policy held on legal_hold for all using (${HELD}) with check (${HELD})`,
  // Whoever asks, and whichever commune ordered it: a household that moved stays held.
  `create function is_held(household uuid, commune text) returns boolean
   language sql stable security definer set search_path = public, pg_temp as $$
     select exists (select from legal_hold h
                     where h.ended_on is null and (h.about_household = household or h.about_household is null and h.commune_id = commune))
   $$`,
  ...open('is_held(uuid, text)'),
  `create function forget_named_requests(erased_event uuid) returns void
   language sql volatile security definer set search_path = public, pg_temp as $$
     delete from request r
      where r.household_id is null
        and not exists (select from payload p where p.event_id = r.event_id)
        and r.event_id in (select (jsonb_array_elements_text(p.body::jsonb -> 'eventIds'))::uuid
                             from event e join payload p on p.event_id = e.event_id
                            where e.event_id = erased_event and e.kind = 'erased')
   $$`,
  ...open('forget_named_requests(uuid)'),
];
