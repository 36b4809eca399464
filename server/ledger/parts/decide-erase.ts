/**
 * To forget a household (xóa theo luật): in every book in which it was written of, also where that went along with a clash into the household that
 * it was joined into, one `erased` event names the events whose bodies go. The bodies themselves are removed by the database's own function, right after the event was appended.
 */
import type { CommandOf } from '../../../core/kinds.ts';
import { ok } from '../../../core/kernel/result.ts';
import { isHeld } from '../holds.ts';
import type { Sql } from '../sql.ts';
import type { Plan } from './append.ts';
import { type Decided, unknownHousehold } from './decide-household.ts';
import { forbids, forbidsTied, Overtaken, refuse, type World } from './world.ts';

export async function eraseHousehold(world: World, { payload }: CommandOf<'erase'>): Promise<Decided> {
  const { householdId, ground, office } = payload;
  const place = world.places.get(householdId);
  if (place === undefined) return unknownHousehold(world, 'erase');
  const forbidden = forbids(world, 'erase', place.hamletId);
  if (forbidden !== null) return refuse(forbidden);
  const tied = forbidsTied(world, 'erase', world.dossiers.get(householdId));
  if (tied !== null) return refuse(tied);
  const file = world.dossiers.get(householdId)?.file ?? null;
  if (file !== null && file.bookId !== place.bookId) throw new Overtaken(`household ${householdId} moved`);
  if (file?.state === 'erased') return refuse({ code: 'household-not-present', state: file.state });
  if (await isHeld(world.sql, householdId, place.hamletId)) return refuse({ code: 'data-held' });
  if (await restrictsElsewhere(world.sql, householdId)) return refuse({ code: 'restriction-elsewhere' });
  if (await isCarriedHeld(world.sql, householdId)) return refuse({ code: 'data-held' });
  const written = await readEventBooks(world.sql, householdId);
  // What is out of reach may be a household: only one of which nothing but a handover was ever written has no file.
  if (file === null && !(await onlyHandedOver(world.sql, householdId, written))) return refuse({ code: 'not-your-area' });
  const books = written.map(({ bookId }) => bookId);
  // The book in which it is now comes last: its version is the household's.
  const ordered = [...books.filter((bookId) => bookId !== place.bookId), place.bookId];
  const plans: Plan[] = [];
  for (const bookId of ordered) {
    if (!world.books.has(bookId)) return refuse({ code: 'not-your-area' });
    if (!world.heads.has(bookId)) throw new Overtaken(`household ${householdId}`);
    const eventIds = await readBodies(world.sql, householdId, bookId);
    if (eventIds.length > 0) plans.push({ bookId, householdId, said: { kind: 'erased', body: { eventIds, ground, office } } });
  }
  return ok(plans);
}

/** What goes along in the book of another household is held where that is. */
async function isCarriedHeld(sql: Sql, householdId: string): Promise<boolean> {
  const carried = await sql.query<{ into: string; hamletId: string }>(
    'select distinct household_id as into, hamlet_id as "hamletId" from clashes_carried($1)',
    [householdId],
  );
  for (const { into, hamletId } of carried) if (await isHeld(sql, into, hamletId)) return true;
  return false;
}

/** Whose data are restricted by what this household holds, and live in another one by now: forgetting it would end that without a word. */
async function restrictsElsewhere(sql: Sql, householdId: string): Promise<boolean> {
  const [row] = await sql.query<{ elsewhere: boolean }>('select restricts_elsewhere($1) as elsewhere', [householdId]);
  return row?.elsewhere === true;
}

async function onlyHandedOver(sql: Sql, householdId: string, written: readonly EventBook[]): Promise<boolean> {
  const rows = await sql.query<{ book_id: string; kind: string }>('select distinct book_id, kind from event where household_id = $1', [
    householdId,
  ]);
  const seen = new Set(rows.map((row) => row.book_id));
  return written.every(({ bookId }) => seen.has(bookId)) && rows.every(({ kind }) => kind.startsWith('hand'));
}

export interface EventBook {
  readonly bookId: string;
  readonly hamletId: string | null;
}

export async function readEventBooks(sql: Sql, householdId: string): Promise<readonly EventBook[]> {
  return sql.query<EventBook & Record<string, unknown>>(
    `select book_id as "bookId", hamlet_id as "hamletId" from event_books($1)
      union select book_id, hamlet_id from clashes_carried($1) order by 1`,
    [householdId],
  );
}

async function readBodies(sql: Sql, householdId: string, bookId: string): Promise<string[]> {
  const rows = await sql.query<{ event_id: string }>(
    `select e.event_id from event e join payload p on p.event_id = e.event_id
      where e.book_id = $2 and e.kind <> 'erased'
        and (e.household_id = $1 or e.event_id in (select r.event_id from request_events($1) r)
             or e.event_id in (select c.event_id from clashes_carried($1) c))
      order by e.version`,
    [householdId, bookId],
  );
  return rows.map((row) => row.event_id);
}

/** How many bodies and salts are gone. */
export async function removeBodies(sql: Sql, erasedEventId: string): Promise<number> {
  await sql.query('select forget_wall_pictures($1)', [erasedEventId]);
  const [row] = await sql.query<{ gone: number }>('select erase_payloads($1) as gone', [erasedEventId]);
  await sql.query('select forget_lifts($1)', [erasedEventId]);
  await sql.query('select forget_objections(e.household_id) from event e where e.event_id = $1', [erasedEventId]);
  await sql.query('select forget_requests(e.household_id) from event e where e.event_id = $1', [erasedEventId]);
  await sql.query('select forget_named_requests($1)', [erasedEventId]);
  await sql.query('select forget_income(e.household_id) from event e where e.event_id = $1', [erasedEventId]);
  await sql.query('select forget_certificates(e.household_id) from event e where e.event_id = $1', [erasedEventId]);
  return row?.gone ?? 0;
}
