/**
 * Walks every book from its first event to its head (kiểm tra sổ cái) and names what does not fit: an altered header or body, a
 * missing row, a cut tail, a head that is not the last event, a book rewritten with correct hashes against the daily roots. What
 * was lawfully erased is no fault; it is counted and shown. One snapshot, nothing is changed.
 */
import type { Kysely } from 'kysely';
import { checkLink, commit, emptyHead, type Head, sameBytes, toHex } from '../../core/ledger/chain.ts';
import { type ChainedEvent, SYSTEM_ACCOUNT } from '../../core/ledger/event.ts';
import type { EventBody } from '../../core/kinds.ts';
import { idOf } from '../../core/kernel/ids.ts';
import { setScope } from '../db/scope.ts';
import { instant, uuid } from './parts/append.ts';
import { findAltered, readRoots, type RootLine, sumUp } from './root.ts';
import { type Sql, sqlOfKysely } from './sql.ts';
import { sha256 } from './tools.ts';

export type Fault =
  | { readonly code: 'event-altered'; readonly bookId: string; readonly version: number; readonly eventId: string }
  | { readonly code: 'body-altered'; readonly bookId: string; readonly version: number; readonly eventId: string }
  | { readonly code: 'body-missing'; readonly bookId: string; readonly version: number; readonly eventId: string }
  | { readonly code: 'body-not-erased'; readonly bookId: string; readonly version: number; readonly eventId: string }
  | { readonly code: 'events-missing'; readonly bookId: string; readonly from: number; readonly to: number }
  | { readonly code: 'link-broken'; readonly bookId: string; readonly version: number; readonly eventId: string }
  | { readonly code: 'order-altered'; readonly bookId: string; readonly version: number; readonly eventId: string }
  | { readonly code: 'tail-cut'; readonly bookId: string; readonly last: number; readonly expected: number; readonly day: string | null }
  | { readonly code: 'head-altered'; readonly bookId: string; readonly version: number }
  | { readonly code: 'head-missing'; readonly bookId: string }
  | { readonly code: 'book-rewritten'; readonly bookId: string; readonly version: number; readonly day: string }
  | { readonly code: 'book-missing'; readonly bookId: string; readonly day: string }
  | { readonly code: 'roots-altered'; readonly day: string }
  | { readonly code: 'root-differs'; readonly day: string }
  | { readonly code: 'roots-missing' };

export interface VerifyReport {
  readonly books: number;
  readonly events: number;
  /** Days that the file of roots holds; 0 when there was no file to look at. */
  readonly days: number;
  /** What was lawfully erased: the gaps. */
  readonly erased: readonly {
    readonly bookId: string;
    readonly events: number;
    readonly ground: string;
    readonly office: string;
    readonly recordedAt: string;
  }[];
  readonly faults: readonly Fault[];
}

export interface VerifyOptions {
  /** Null: there is none to look at, as in a copy without its data folder. */
  readonly rootsFile: string | null;
  readonly onBook?: (done: number, all: number) => void;
}

/** Passes when `faults` is empty. Runs as the owner or as the application. */
export function verify(db: Kysely<unknown>, options: VerifyOptions): Promise<VerifyReport> {
  const snapshot = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  return snapshot.execute(async (tx) => {
    const sql = sqlOfKysely(tx);
    await setScope(sql, { accountId: SYSTEM_ACCOUNT, reach: 'all', today: '' });
    const lines = options.rootsFile === null ? [] : await readRoots(options.rootsFile);
    const books = await readBooks(sql);
    const walked: Walk[] = [];
    for (const book of books) {
      walked.push(await walkBook(sql, book, marksOf(lines, book.bookId)));
      options.onBook?.(walked.length, books.length);
    }
    const faults = [...walked.flatMap((walk) => walk.faults), ...(await checkRoots(sql, lines, options)), ...missingBooks(lines, books)];
    const events = walked.reduce((sum, walk) => sum + walk.events, 0);
    return { books: books.length, events, days: lines.length, erased: walked.flatMap((walk) => walk.erased), faults };
  });
}

interface BookHead {
  readonly bookId: string;
  readonly head: Head | null;
}

/** By book and not by head, so that a missing head is seen; and by events, so that a missing book is. */
async function readBooks(sql: Sql): Promise<BookHead[]> {
  const rows = await sql.query<{ book_id: string; version: number | null; hash: Uint8Array | null }>(
    `select b.book_id, h.version, h.hash
       from (select book_id from book union select book_id from head union select distinct book_id from event) b
       left join head h on h.book_id = b.book_id order by b.book_id`,
  );
  return rows.map(({ book_id, version, hash }) => ({
    bookId: book_id,
    head: version === null || hash === null ? null : { version, hash },
  }));
}

// ---- one book --------------------------------------------------------------------------------------------------------

interface Walk {
  readonly faults: Fault[];
  readonly erased: VerifyReport['erased'][number][];
  events: number;
  last: Head;
  seq: number;
  /** Bodies that are gone, until an `erased` event names them. */
  readonly gone: Map<string, number>;
  /** Named by an `erased` event, and whether they are gone. */
  readonly named: Map<string, boolean>;
  /** Bodies that do not fit their event, until an `erased` event says what was left of them. */
  readonly altered: Map<string, { readonly version: number; readonly commitment: string }>;
  /** What the newest `erased` event says was left. */
  readonly left: Map<string, string>;
}

/** Heads that the daily roots remember of this book: version to hash and day. */
type Marks = ReadonlyMap<number, { readonly hash: string; readonly day: string }>;

function marksOf(lines: readonly RootLine[], bookId: string): Marks {
  const marks = new Map<number, { hash: string; day: string }>();
  for (const { day, books } of lines) {
    const head = books[bookId];
    if (head !== undefined) marks.set(head[0], { hash: head[1], day });
  }
  return marks;
}

async function walkBook(sql: Sql, { bookId, head }: BookHead, marks: Marks): Promise<Walk> {
  const walk: Walk = {
    faults: [],
    erased: [],
    events: 0,
    last: emptyHead(),
    seq: 0,
    gone: new Map(),
    named: new Map(),
    ...{ altered: new Map(), left: new Map() },
  };
  for (let page = await readPage(sql, bookId, 0); page.length > 0; page = await readPage(sql, bookId, walk.last.version))
    for (const stored of page) check(walk, stored, marks);
  await checkBodies(walk, bookId, sql);
  checkEnd(walk, { bookId, head }, marks);
  return walk;
}

function check(walk: Walk, stored: Stored, marks: Marks): void {
  const { event, salt, body } = stored;
  const { bookId, version, eventId } = event;
  const fault = checkLink(sha256, walk.last, event);
  if (fault?.code === 'version-gap') walk.faults.push({ code: 'events-missing', bookId, from: fault.expected, to: fault.found - 1 });
  else if (fault !== null) walk.faults.push({ code: fault.code, bookId, version, eventId });
  // After a gap the link cannot fit; the event itself can still be right.
  if (fault?.code === 'version-gap') {
    const itself = checkLink(sha256, { version: version - 1, hash: event.prevHash }, event);
    if (itself !== null) walk.faults.push({ code: 'event-altered', bookId, version, eventId });
  }
  if (stored.seq <= walk.seq) walk.faults.push({ code: 'order-altered', bookId, version, eventId });
  if (salt === null || body === null) walk.gone.set(eventId, version);
  else {
    const commitment = commit(sha256, { salt, body });
    if (!sameBytes(commitment, event.commitment)) walk.altered.set(eventId, { version, commitment: toHex(commitment) });
  }
  const mark = marks.get(version);
  if (mark !== undefined && mark.hash !== toHex(event.hash)) walk.faults.push({ code: 'book-rewritten', bookId, version, day: mark.day });
  if (event.kind === 'erased' && body !== null) noteErased(walk, event, body);
  walk.events += 1;
  walk.seq = stored.seq;
  walk.last = { version, hash: event.hash };
}

function noteErased(walk: Walk, event: ChainedEvent, body: string): void {
  const { eventIds, ground, office, left = [] }: EventBody<'erased'> = JSON.parse(body);
  for (const { eventId, commitment } of left) walk.left.set(eventId, commitment);
  const trimmed = new Set(left.map(({ eventId }) => eventId));
  for (const eventId of eventIds.filter((each) => !trimmed.has(each))) walk.named.set(eventId, walk.gone.has(eventId));
  walk.erased.push({ bookId: event.bookId, events: eventIds.length, ground, office, recordedAt: event.recordedAt });
}

async function checkBodies(walk: Walk, bookId: string, sql: Sql): Promise<void> {
  for (const [eventId, commitment] of walk.left)
    if (walk.altered.get(eventId)?.commitment === commitment) walk.altered.delete(eventId);
    else if (!walk.altered.has(eventId) && !walk.gone.has(eventId)) walk.named.set(eventId, false);
  for (const [eventId, { version }] of walk.altered) walk.faults.push({ code: 'body-altered', bookId, version, eventId });
  for (const [eventId, version] of walk.gone)
    if (!walk.named.has(eventId)) walk.faults.push({ code: 'body-missing', bookId, version, eventId });
  const kept = [...walk.named].filter(([, isGone]) => !isGone).map(([eventId]) => eventId);
  for (const { event_id, version } of await readKept(sql, bookId, kept))
    walk.faults.push({ code: 'body-not-erased', bookId, version, eventId: event_id });
}

/** What the head and the roots know to have been there. */
function checkEnd(walk: Walk, { bookId, head }: BookHead, marks: Marks): void {
  const last = walk.last.version;
  if (head === null) walk.faults.push({ code: 'head-missing', bookId });
  else if (head.version > last) walk.faults.push({ code: 'tail-cut', bookId, last, expected: head.version, day: null });
  else if (head.version < last || !sameBytes(head.hash, walk.last.hash))
    walk.faults.push({ code: 'head-altered', bookId, version: head.version });
  const rooted = Math.max(0, ...marks.keys());
  const known = head !== null && head.version > last;
  if (rooted > last && !known) walk.faults.push({ code: 'tail-cut', bookId, last, expected: rooted, day: marks.get(rooted)?.day ?? null });
}

interface Stored {
  readonly event: ChainedEvent;
  readonly seq: number;
  readonly salt: Uint8Array | null;
  readonly body: string | null;
}

const PAGE = 2_000;

async function readPage(sql: Sql, bookId: string, after: number): Promise<Stored[]> {
  const rows = await sql.query<EventColumns & { seq: number; salt: Uint8Array | null; body: string | null }>(
    `select e.book_id, e.version, e.seq, e.event_id, e.command_id, e.command_part, e.kind, e.kind_version, e.household_id,
            e.account_id, e.device_at, e.recorded_at, e.prev_hash, e.commitment, e.hash, p.salt, p.body
       from event e left join payload p on p.event_id = e.event_id
      where e.book_id = $1 and e.version > $2
      order by e.version limit ${PAGE}`,
    [bookId, after],
  );
  return rows.map((row) => ({ event: eventOf(row), seq: row.seq, salt: row.salt, body: row.body }));
}

interface EventColumns {
  readonly book_id: string;
  readonly version: number;
  readonly event_id: string;
  readonly command_id: string;
  readonly command_part: number;
  readonly kind: string;
  readonly kind_version: number;
  readonly household_id: string | null;
  readonly account_id: string;
  readonly device_at: string;
  readonly recorded_at: string;
  readonly prev_hash: Uint8Array;
  readonly commitment: Uint8Array;
  readonly hash: Uint8Array;
}

function eventOf(row: EventColumns): ChainedEvent {
  return {
    bookId: idOf('book', uuid(row.book_id)),
    version: row.version,
    eventId: idOf('event', uuid(row.event_id)),
    commandId: idOf('command', uuid(row.command_id)),
    commandPart: row.command_part,
    kind: row.kind,
    kindVersion: row.kind_version,
    householdId: row.household_id === null ? null : idOf('household', uuid(row.household_id)),
    accountId: idOf('account', uuid(row.account_id)),
    deviceAt: instant(row.device_at),
    recordedAt: instant(row.recorded_at),
    prevHash: row.prev_hash,
    commitment: row.commitment,
    hash: row.hash,
  };
}

function readKept(sql: Sql, bookId: string, eventIds: readonly string[]): Promise<{ event_id: string; version: number }[]> {
  return sql.query(
    `select e.event_id, e.version from event e join payload p on p.event_id = e.event_id
      where e.book_id = $1 and e.event_id = any ($2::uuid[]) order by e.version`,
    [bookId, eventIds],
  );
}

// ---- the roots -------------------------------------------------------------------------------------------------------

async function checkRoots(sql: Sql, lines: readonly RootLine[], { rootsFile }: VerifyOptions): Promise<Fault[]> {
  if (rootsFile === null) return [];
  const kept = await sql.query<{ day: string; root: Uint8Array }>('select day, root from root order by day');
  if (lines.length === 0) return kept.length === 0 ? [] : [{ code: 'roots-missing' }];
  const altered = findAltered(lines);
  const inFile = new Map(lines.map((line) => [line.day, line.root]));
  const inTable = new Map(kept.map((row) => [row.day, toHex(row.root)]));
  const days = [...new Set([...inFile.keys(), ...inTable.keys()])].sort();
  const differing = days.filter((day) => inFile.get(day) !== inTable.get(day));
  return [
    ...(altered === null ? [] : [{ code: 'roots-altered' as const, day: altered }]),
    ...differing.map((day) => ({ code: 'root-differs' as const, day })),
  ];
}

function missingBooks(lines: readonly RootLine[], books: readonly BookHead[]): Fault[] {
  const there = new Set(books.map((book) => book.bookId));
  const days = new Map<string, string>();
  for (const { day, books: moved } of lines) for (const bookId of Object.keys(moved)) days.set(bookId, day);
  return Object.keys(sumUp(lines))
    .filter((bookId) => !there.has(bookId))
    .map((bookId) => ({ code: 'book-missing', bookId, day: days.get(bookId) ?? '' }));
}
