/**
 * What the application's role may do (phân quyền trong cơ sở dữ liệu): row security on every table, by settings that each
 * transaction makes for itself (`scope.ts`); without them no row is seen. Nobody may change or delete an event or a body,
 * save the one function that removes what an `erased` event of the same transaction names.
 */
import { type Kysely, sql } from 'kysely';

const REACH_ALL = `(select current_setting('vuon.reach', true)) = 'all'`;
const HAMLETS = `(select string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ','))::text[]`;
const COMMUNES = `(select string_to_array(coalesce(current_setting('vuon.communes', true), ''), ','))::text[]`;
const SOMEBODY = `(select coalesce(current_setting('vuon.account', true), '')) <> ''`;
const SIGNED_IN = `(select coalesce(current_setting('vuon.account', true), '')) not in ('', 'public')`;

const IN_HAMLET = `${REACH_ALL} or hamlet_id = any (${HAMLETS})`;
/** Rows of a hamlet's book by the hamlet, rows of an office's book by the office's area. */
const IN_BOOK = `${REACH_ALL} or case when hamlet_id is null then area_id = any (${COMMUNES}) else hamlet_id = any (${HAMLETS}) end`;
const IN_COMMUNE = `${REACH_ALL} or commune_id = any (${COMMUNES})`;

const perHamlet = ['household', 'member', 'residence', 'tombstone', 'review_list', 'interview', 'verdict', 'status', 'rejudged'];
/** Facts without a person that whoever acts may read, and that the door writes for those whom it lets. */
const common = ['installation', 'area', 'area_period', 'area_lineage', 'account', 'role_grant', 'round', 'round_commune', 'decision'];

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  for (const table of ['event', 'payload']) {
    await secure(run, table);
    await run(`create policy reads on ${table} for select using (${IN_BOOK})`);
    await run(`create policy appends on ${table} for insert with check (${IN_BOOK})`);
    await run(`grant select, insert on ${table} to vuon_app`);
  }
  for (const table of ['book', 'head']) {
    await secure(run, table);
    await run(`create policy reads on ${table} for select using (${IN_BOOK})`);
    await run(`create policy opens on ${table} for insert with check (${IN_BOOK})`);
    await run(`create policy moves on ${table} for update using (${IN_BOOK}) with check (${IN_BOOK})`);
    await run(`grant select, insert, update on ${table} to vuon_app`);
  }
  await secure(run, 'root');
  await run(`create policy reads on root for select using (${SOMEBODY})`);
  await run(`create policy appends on root for insert with check (${REACH_ALL})`);
  await run('grant select, insert on root to vuon_app');
  for (const table of perHamlet) {
    await secure(run, table);
    await run(`create policy area on ${table} for all using (${IN_HAMLET}) with check (${IN_HAMLET})`);
    await run(`grant select, insert, update, delete on ${table} to vuon_app`);
  }
  for (const table of common) {
    await secure(run, table);
    await run(`create policy reads on ${table} for select using (${SOMEBODY})`);
    await run(`create policy adds on ${table} for insert with check (${SIGNED_IN})`);
    await run(`create policy changes on ${table} for update using (${SIGNED_IN}) with check (${SIGNED_IN})`);
    await run(`create policy removes on ${table} for delete using (${SIGNED_IN})`);
    await run(`grant select, insert, update, delete on ${table} to vuon_app`);
  }
  await secure(run, 'import_run');
  await run(`create policy area on import_run for all using (${IN_COMMUNE}) with check (${IN_COMMUNE})`);
  await run('grant select, insert, update, delete on import_run to vuon_app');
  await run(headMovesForward);
  await run('create trigger forward before update on head for each row execute function head_moves_forward()');
  await run(erasePayloads);
  await run(knownCommands);
  await run(searchMembers);
  await run(householdBooks);
  await run(eventBooks);
  for (const signature of [
    'erase_payloads(uuid)',
    'known_commands(uuid[])',
    'search_members(text, integer)',
    'household_books(uuid[])',
    'event_books(uuid)',
  ]) {
    await run(`revoke all on function ${signature} from public`);
    await run(`grant execute on function ${signature} to vuon_app`);
  }
}

async function secure(run: (text: string) => Promise<unknown>, table: string): Promise<void> {
  await run(`alter table ${table} enable row level security`);
  await run(`alter table ${table} force row level security`);
}

const headMovesForward = `
  create function head_moves_forward() returns trigger language plpgsql as $$
  begin
    if new.version <= old.version or new.book_id <> old.book_id or new.area_id <> old.area_id then
      raise exception 'a head only moves forward';
    end if;
    return new;
  end $$`;

/** Bodies of the events that this \`erased\` event names, in its own book; only in the transaction that appended it. */
const erasePayloads = `
  create function erase_payloads(erased_event uuid) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
  declare
    book uuid;
    named uuid[];
    gone integer;
  begin
    select e.book_id, array(select jsonb_array_elements_text(p.body::jsonb -> 'eventIds'))::uuid[] into book, named
      from event e join payload p on p.event_id = e.event_id
     where e.event_id = erased_event and e.kind = 'erased' and e.xmin = pg_current_xact_id()::xid;
    if book is null then
      raise exception 'no erased event % in this transaction', erased_event using errcode = 'insufficient_privilege';
    end if;
    delete from payload p using event e
     where p.event_id = any (named) and e.event_id = p.event_id and e.book_id = book and e.event_id <> erased_event;
    get diagnostics gone = row_count;
    return gone;
  end $$`;

/** What the ledger knows of these commands, also outside the actor's areas: an id is used once in all books. */
const knownCommands = `
  create function known_commands(ids uuid[])
  returns table (command_id uuid, book_id uuid, version bigint, salt bytea, print bytea)
  language sql stable security definer set search_path = public, pg_temp as $$
    select e.command_id, e.book_id, max(e.version), (array_agg(p.salt) filter (where e.command_part = 0))[1],
           (array_agg(p.print) filter (where e.command_part = 0))[1]
      from event e left join payload p on p.event_id = e.event_id and e.command_part = 0
     where e.command_id = any (ids)
     group by e.command_id, e.book_id
  $$`;

/** Where these households are, also outside the actor's areas: to answer "not your area" and not "unknown". Ids only. */
const householdBooks = `
  create function household_books(ids uuid[]) returns table (household_id uuid, book_id uuid, hamlet_id text)
  language sql stable security definer set search_path = public, pg_temp as $$
    select h.household_id, h.book_id, h.hamlet_id from household h where h.household_id = any (ids)
  $$`;

/** Every book in which the household was ever written of. */
const eventBooks = `
  create function event_books(household uuid) returns table (book_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
    select distinct e.book_id from event e where e.household_id = household
  $$`;

/**
 * Search by folded name, by citizen id or by household code, inside the areas of this transaction. LIKE is not leakproof, so
 * under row security the trigram index would not be used; this function filters by the actor's areas itself, returns ids only.
 * Over the whole province a part of a name that thousands bear is cut at 5,000 before it is sorted: whoever asks must say more.
 */
const searchMembers = `
  create function search_members(q text, max_rows integer) returns table (household_id uuid, member_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
  declare
    everywhere boolean := coalesce(current_setting('vuon.reach', true), '') = 'all';
    hamlets text[] := string_to_array(coalesce(current_setting('vuon.hamlets', true), ''), ',');
    pattern text := '%' || replace(replace(replace(q, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%';
  begin
    if length(q) < 2 or max_rows < 1 then
      return;
    end if;
    return query
      with named as (
        select m.household_id, m.member_id, m.folded from member m
         where everywhere and m.folded like pattern and m.state = 'present' limit 5000
      ), near as (
        select m.household_id, m.member_id, m.folded from member m
         where not everywhere and m.hamlet_id = any (hamlets) and m.folded like pattern and m.state = 'present'
      ), numbered as (
        select m.household_id, m.member_id, m.folded from member m
         where m.citizen_id = q and m.state = 'present' and (everywhere or m.hamlet_id = any (hamlets))
      ), coded as (
        select m.household_id, m.member_id, m.folded
          from household h join member m on m.household_id = h.household_id
         where lower(h.code) = q and m.relation = 'head' and m.state = 'present' and (everywhere or h.hamlet_id = any (hamlets))
      )
      select found.household_id, found.member_id
        from (select * from named union select * from near union select * from numbered union select * from coded) found
       order by found.folded, found.member_id
       limit max_rows;
  end $$`;
