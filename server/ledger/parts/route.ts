/**
 * What a batch is about, before it is decided (lệnh thuộc sổ nào): its households, areas and books. The heads of all its books are
 * then locked at once in ascending id, so that two batches never wait for each other in a circle.
 */
import type { Command } from '../../../core/kinds.ts';
import type { Head } from '../../../core/ledger/chain.ts';
import type { Round } from '../../../core/meeting/round.ts';
import type { GateState } from '../../../core/meeting/views.ts';
import { type Sql, together } from '../sql.ts';
import { loadAreas, loadHamletsOf } from './areas.ts';
import { readEventBooks } from './decide-erase.ts';
import { readDecidedBooks } from './decide-rejudge.ts';
import { tablesOfRounds } from '../score-tables.ts';
import { addBook, type Book, type InstallationNow, type RoundNow, type World } from './world.ts';

/** What the commands name, each once. */
export interface Named {
  readonly households: ReadonlySet<string>;
  readonly areas: ReadonlySet<string>;
  readonly books: ReadonlySet<string>;
}

export function namedBy(commands: readonly Command[]): Named {
  const named = { households: new Set<string>(), areas: new Set<string>(), books: new Set<string>() };
  for (const { kind, payload } of commands) {
    if ('householdId' in payload && payload.householdId !== null) named.households.add(payload.householdId);
    if ('newHouseholdId' in payload) named.households.add(payload.newHouseholdId);
    if ('otherHouseholdId' in payload) named.households.add(payload.otherHouseholdId);
    if ('intoHouseholdId' in payload) named.households.add(payload.intoHouseholdId);
    if ('hamletId' in payload) named.areas.add(payload.hamletId);
    if ('toHamletId' in payload) named.areas.add(payload.toHamletId);
    if ('communeId' in payload && payload.communeId !== null) named.areas.add(payload.communeId);
    if ('areaId' in payload) named.areas.add(payload.areaId);
    if ('grants' in payload) for (const grant of payload.grants) named.areas.add(grant.areaId);
    if ('householdIds' in payload) for (const householdId of payload.householdIds) named.households.add(householdId);
    if (kind === 'installation-created') named.areas.add(payload.provinceId);
    if (kind === 'round-opened') for (const communeId of payload.communes) named.areas.add(communeId);
    if (kind === 'figures-sealed') for (const { bookId } of payload.hamlets) named.books.add(bookId);
    if (kind === 'hamlets-added') {
      for (const hamlet of payload.hamlets) named.areas.add(hamlet.areaId).add(hamlet.communeId);
      for (const hamlet of payload.hamlets) named.books.add(hamlet.bookId);
    }
    if (kind === 'areas-reformed') for (const hamlet of payload.hamlets) named.areas.add(hamlet.areaId).add(hamlet.communeId);
    if (kind === 'cut-hamlet') {
      for (const { hamlet } of payload.into) named.areas.add(hamlet.areaId).add(hamlet.communeId);
      for (const { hamlet, householdIds } of payload.into) {
        named.books.add(hamlet.bookId);
        for (const householdId of householdIds) named.households.add(householdId);
      }
    }
    if (kind === 'areas-loaded') {
      for (const area of payload.areas) named.areas.add(area.areaId);
      for (const period of payload.periods) named.areas.add(period.areaId).add(period.parentId ?? period.areaId);
      for (const edge of payload.lineage) named.areas.add(edge.fromId).add(edge.toId);
    }
  }
  return named;
}

/** Books that only the ledger itself knows to belong to a command. */
export async function findFurtherBooks(
  sql: Sql,
  commands: readonly Command[],
  today: string,
): Promise<{ areas: string[]; books: string[] }> {
  const found: { areas: string[]; books: string[] } = { areas: [], books: [] };
  for (const { kind, payload } of commands) {
    if (kind === 'decide-list') found.areas.push(...(await loadHamletsOf(sql, payload.communeId, [payload.decidedOn, today])));
    if (kind === 'gate-passed') found.areas.push(...(await loadHamletsOf(sql, payload.communeId, [today])));
    if (kind === 'erase') found.books.push(...(await readEventBooks(sql, payload.householdId)).map(({ bookId }) => bookId));
    if (kind === 'rejudge' || kind === 'withdraw-decision') found.books.push(...(await readDecidedBooks(sql, payload.decisionId)));
  }
  return found;
}

export async function readPlaces(sql: Sql, world: World, householdIds: readonly string[]): Promise<void> {
  if (householdIds.length === 0) return;
  const rows = await sql.query<{ household_id: string; book_id: string; hamlet_id: string }>(
    'select household_id, book_id, hamlet_id from household_books($1::uuid[])',
    [householdIds],
  );
  for (const row of rows) world.places.set(row.household_id, { bookId: row.book_id, hamletId: row.hamlet_id });
}

export async function readInstallation(sql: Sql): Promise<InstallationNow | null> {
  const [row] = await sql.query<InstallationNow & Record<string, unknown>>(
    `select installation_id as "installationId", province_id as "provinceId", epoch, demonstration from installation`,
  );
  return row ?? null;
}

export async function readBooks(
  sql: Sql,
  world: World,
  { books, areas }: { books: readonly string[]; areas: readonly string[] },
): Promise<void> {
  const rows = await sql.query<Book & Record<string, unknown>>(
    `select book_id as "bookId", kind, area_id as "areaId", hamlet_id as "hamletId", closed_at as "closedAt"
       from book where book_id = any ($1::uuid[]) or area_id = any ($2::text[])`,
    [books, areas],
  );
  for (const row of rows) addBook(world, row);
}

/** Waits for whoever holds one of them; from here to the end of the transaction nobody else adds to these books. */
export async function lockHeads(sql: Sql, world: World): Promise<void> {
  const rows = await sql.query<{ book_id: string; version: number; hash: Uint8Array }>(
    'select book_id, version, hash from head where book_id = any ($1::uuid[]) order by book_id for update',
    [[...world.books.keys()]],
  );
  for (const { book_id, version, hash } of rows) world.heads.set(book_id, { version, hash } satisfies Head);
}

/** Held against change where an interview depends on the round's state; closing waits, or is waited for. */
export async function readRounds(sql: Sql, world: World, hold: boolean): Promise<void> {
  const communes = [...world.areas].filter(([, area]) => area.level === 'commune').map(([areaId]) => areaId);
  const [rows, gates, left] = await together(sql, (at) => [
    at.query<{ round_id: string; state: 'open' | 'closed'; cancelled: boolean; body: Round }>(
      `select round_id, state, cancelled, body from round ${hold ? 'order by round_id for share' : ''}`,
    ),
    at.query<{ round_id: string; commune_id: string; gate: GateState; decided: string | null }>(
      `select c.round_id, c.commune_id, c.gate,
              case when c.gate = 'closed' and exists (select from decision d
                          where d.round_id = c.round_id and d.commune_id = c.commune_id and d.withdrawn_on is null)
                   then (c.since at time zone 'Asia/Ho_Chi_Minh')::date end as decided
         from round_commune c where c.commune_id = any ($1::text[])`,
      [communes],
    ),
    at.query<{ round_id: string; commune_id: string }>(
      'select round_id, commune_id from round_cancelled where commune_id = any ($1::text[])',
      [communes],
    ),
  ]);
  const tables = await tablesOfRounds(
    sql,
    rows.map(({ body }) => body),
  );
  const rounds = rows.map((row): [string, RoundNow] => {
    const own = gates.filter((gate) => gate.round_id === row.round_id);
    const at = new Map(own.map((gate) => [gate.commune_id, gate.gate]));
    const decided = new Map(own.flatMap((gate) => (gate.decided === null ? [] : [[gate.commune_id, gate.decided] as const])));
    const gone = new Set(left.filter((one) => one.round_id === row.round_id).map((one) => one.commune_id));
    const { state, cancelled } = row;
    return [row.round_id, { round: row.body, state, cancelled, gates: at, decided, left: gone, tables: tables(row.body) }];
  });
  world.rounds = new Map(rounds);
}

/** Again after an act of an office: what it changed, the commands after it must see. */
export async function refresh(world: World, areaIds: readonly string[]): Promise<void> {
  world.installation = await readInstallation(world.sql);
  world.areas = await loadAreas(world.sql, areaIds);
  await readRounds(world.sql, world, true);
}
