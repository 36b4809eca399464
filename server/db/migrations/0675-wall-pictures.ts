/**
 * Pictures of a list on the wall and of the empty wall after it (ảnh niêm yết, ảnh đã gỡ): beside the ledger, whose events name them by an id that
 * is made from their bytes. Who reaches the hamlet reaches them; one that no event names goes after a day, one whose event is forgotten at once.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const HAMLETS = `(select string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ','))::text[]`;
const IN_HAMLET = `${REACH_ALL} or hamlet_id = any (${HAMLETS})`;
const NAMING = `'list-posted', 'list-taken-down', 'income-posted', 'income-taken-down'`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const open = (name: string) => [`revoke all on function ${name} from public`, `grant execute on function ${name} to vuon_app`];

const statements = [
  `create table wall_picture (
    picture_id uuid not null,
    hamlet_id  text not null references area deferrable initially immediate,
    account_id uuid not null references account deferrable initially immediate,
    kept_at    timestamptz not null,
    picture    bytea not null check (octet_length(picture) between 1 and 400000),
    primary key (picture_id, hamlet_id)
  )`,
  'create index wall_picture_hamlet on wall_picture (hamlet_id)',
  'alter table wall_picture enable row level security',
  'alter table wall_picture force row level security',
  'grant select, insert, update, delete on wall_picture to vuon_app',
  `create policy area on wall_picture for all using (${IN_HAMLET}) with check (${IN_HAMLET})`,
  `create index event_wall on event (hamlet_id) where kind in (${NAMING})`,
  `alter table income_case add column photo_up uuid, add column photo_down uuid`,
  `select set_config('vuon.reach', 'all', true)`,
  ...[
    ['photo_up', 'income-posted', 'posted_from'],
    ['photo_down', 'income-taken-down', 'taken_down_on'],
  ].map(
    ([column, kind, when]) =>
      `update income_case c set ${column} = (
         select (p.body::jsonb ->> 'photo')::uuid from event e join payload p on p.event_id = e.event_id
          where e.household_id = c.household_id and e.kind = '${kind}' and p.body::jsonb ->> 'requestId' = c.request_id::text
          order by e.recorded_at desc limit 1) where ${when} is not null`,
  ),
  // For the server's own clearing away, whoever is at work.
  `create function forget_unnamed_wall_pictures(kept_before timestamptz) returns integer
   language plpgsql security definer set search_path = public, pg_temp as $$
   declare
     gone integer;
   begin
     delete from wall_picture w
      where w.kept_at < kept_before
        and not exists (select from event e join payload p on p.event_id = e.event_id
                         where e.hamlet_id = w.hamlet_id and e.kind in (${NAMING})
                           and p.body::jsonb ->> 'photo' = w.picture_id::text);
     get diagnostics gone = row_count;
     return gone;
   end $$`,
  ...open('forget_unnamed_wall_pictures(timestamptz)'),
  // Before the bodies go: what only they name, and what is named itself because its time is over. Only in the transaction of that event.
  `create function forget_wall_pictures(erased_event uuid) returns void
   language sql volatile security definer set search_path = public, pg_temp as $$
     with asked as (
       select e.hamlet_id, array(select jsonb_array_elements_text(p.body::jsonb -> 'eventIds'))::uuid[] as ids
         from event e join payload p on p.event_id = e.event_id
        where e.event_id = erased_event and e.kind = 'erased' and e.xmin = pg_current_xact_id()::xid)
     delete from wall_picture w using asked a
      where w.hamlet_id = a.hamlet_id
        and (w.picture_id = any (a.ids)
             or exists (select from event e join payload p on p.event_id = e.event_id
                         where e.event_id = any (a.ids) and e.hamlet_id = a.hamlet_id and e.kind in (${NAMING})
                           and p.body::jsonb ->> 'photo' = w.picture_id::text)
                and not exists (select from event e join payload p on p.event_id = e.event_id
                                 where e.hamlet_id = a.hamlet_id and e.kind in (${NAMING}) and e.event_id <> all (a.ids)
                                   and p.body::jsonb ->> 'photo' = w.picture_id::text))
   $$`,
  ...open('forget_wall_pictures(uuid)'),
];
