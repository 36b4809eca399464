/**
 * Answers a pull (trả lời máy): for each book in reach its changed households as they stand, and tombstones, in one snapshot. The
 * cursor is the head's version in that snapshot; since versions are given under the head's lock, no commit can come in below it.
 */
import type { Kysely } from 'kysely';
import { resultsBefore } from '../../core/meeting/withheld.ts';
import type { BookNews, Cursors, PullAnswer, PulledRow, Tombstone } from '../../core/sync/protocol.ts';
import { type Scope, setScope } from '../db/scope.ts';
import { type Sql, sqlOfKysely } from '../ledger/sql.ts';
import { type Blind, readBlind } from '../ledger/back-checks.ts';
import { readSent } from '../ledger/objections.ts';
import { readClashes, readHouseholds, readVisitPlaces } from './store.ts';
import { type PulledHousehold, type PulledStatus, readTouched, type StoredHousehold, type StoredStatus } from './store.ts';
import { type Post, readSights, type Sight } from './withheld.ts';

export interface PullOptions<Row extends PulledRow> {
  readonly cursors: Cursors;
  /** Most households of one answer, over all its books; the rest with the next pull. */
  readonly limit?: number;
  /** What this reader does in that hamlet. */
  readonly post: (hamletId: string) => Post;
  /** What this reader may see of a household of that hamlet; of one that is restricted no more than `sight`. */
  readonly show: (row: PulledHousehold, hamletId: string, sight: Sight) => Row;
}

export class NotInstalled extends Error {
  override readonly name = 'NotInstalled';
  readonly code = 'not-installed';
}

/** About one megabyte, made in well under 100 ms: many devices that pull at once do not hold up one another. */
const LIMIT = 1_000;

/** Whoever reaches the whole province gets no book unasked: such a device names the books it wants. */
export function pull<Row extends PulledRow>(db: Kysely<unknown>, scope: Scope, options: PullOptions<Row>): Promise<PullAnswer<Row>> {
  const snapshot = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  return snapshot.execute(async (tx) => {
    const sql = sqlOfKysely(tx);
    await setScope(sql, scope);
    const epoch = await readEpoch(sql);
    const { cursors } = options;
    const wanted = scope.reach === 'all' ? [] : scope.reach.hamlets;
    const reached = await readBooks(sql, wanted, Object.keys(cursors));
    const forgotten = Object.keys(cursors).filter((bookId) => !reached.some((book) => book.bookId === bookId));
    const news: BookNews<Row>[] = [];
    let room = options.limit ?? LIMIT;
    for (const book of reached) {
      const from = cursors[book.bookId] ?? 0;
      // A cursor ahead of the book belongs to another history: from the beginning.
      const start = from > book.version ? 0 : from;
      if (start >= book.version && book.bookId in cursors && start === from) continue;
      const next =
        room > 0
          ? await readNews(sql, book, { ...options, from: start, limit: room, accountId: scope.accountId, today: scope.today })
          : later<Row>(book, start);
      news.push(next);
      room -= next.rows.length;
    }
    return { epoch, books: [...news, ...forgotten.map((bookId) => ({ bookId, forget: true as const }))] };
  });
}

interface ReachedBook {
  readonly bookId: string;
  readonly hamletId: string;
  readonly version: number;
}

interface Part<Row extends PulledRow> extends Pick<PullOptions<Row>, 'show' | 'post'> {
  readonly from: number;
  readonly limit: number;
  readonly accountId: string;
  readonly today: string;
}

/** The answer is full: the book's turn comes with the next pull. */
function later<Row extends PulledRow>({ bookId, hamletId, version }: ReachedBook, from: number): BookNews<Row> {
  return { bookId, hamletId, from, version: from, more: from < version, rows: [], tombstones: [] };
}

async function readNews<Row extends PulledRow>(
  sql: Sql,
  book: ReachedBook,
  { from, limit, show, post, accountId, today }: Part<Row>,
): Promise<BookNews<Row>> {
  const { bookId, hamletId } = book;
  const page = await readHouseholds(sql, { bookId, after: from, limit: limit + 1 });
  const stones = await readTombstones(sql, { bookId, after: from, limit: limit + 1 });
  const version = Math.min(book.version, fullUpTo(page, limit), fullUpTo(stones, limit));
  // In the order of this answer; what a device then has seen of them is their own version. Of a whole book none is left to tell again.
  const again = from === 0 ? [] : await readTouched(sql, { bookId, after: from });
  const touched = again.map((row) => ({ ...row, version, seenFile: row.version }));
  const rows = [...touched, ...page];
  const upTo = <R extends { readonly version: number }>(items: readonly R[]) => items.filter((item) => item.version <= version);
  const ids = rows.map(({ householdId }) => householdId);
  const [clashes, places] = [await readClashes(sql, ids), await readVisitPlaces(sql, ids)];
  const [blind, revisits] = [await readBlind(sql, ids, accountId), await readSent(sql, ids, accountId)];
  const sent = (id: string): boolean => blind.has(id) || revisits.has(id);
  const sights = await readSights(sql, rows, { ...post(hamletId), today, sent });
  const shown = rows.map((row) => {
    const [open, heldAt] = [clashes.get(row.householdId), places.get(row.householdId)];
    const withheld = blind.get(row.householdId);
    // What two people told otherwise is of the form too.
    const clashing = open === undefined || withheld !== undefined ? {} : { clashes: open };
    const revisit = revisits.get(row.householdId);
    const told = { ...clashing, ...(heldAt === undefined ? {} : { heldAt }), ...(revisit === undefined ? {} : { revisit }) };
    return show({ ...toldOf(row, withheld), ...told }, hamletId, sights.get(row.householdId) ?? { kind: 'whole' });
  });
  return { bookId, hamletId, from, version, more: version < book.version, rows: upTo(shown), tombstones: upTo(stones) };
}

/** Whoever asks once more (hậu kiểm) is told nothing of the form that is checked, of one of the same days, nor of what followed from them. */
function toldOf({ statuses, ...row }: StoredHousehold, withheld: Blind | undefined): PulledHousehold {
  if (withheld === undefined) return { ...row, statuses: statuses.map(withoutRound) };
  const interviews = row.interviews.filter(({ roundId }) => !withheld.hidden.has(roundId));
  return { ...row, backCheck: withheld.roundId, interviews, statuses: resultsBefore(statuses, withheld).map(withoutRound) };
}

const withoutRound = ({ roundId: _round, ...status }: StoredStatus): PulledStatus => status;

/** The version up to which the list is whole: the last one shown, where there were more than asked for. */
function fullUpTo(items: readonly PulledRow[], limit: number): number {
  return items.length > limit ? (items[limit - 1]?.version ?? 0) : Number.MAX_SAFE_INTEGER;
}

async function readEpoch(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ epoch: string }>('select epoch from installation');
  if (row === undefined) throw new NotInstalled();
  return row.epoch;
}

/** Row security leaves out the books that are not in reach. */
function readBooks(sql: Sql, hamletIds: readonly string[], bookIds: readonly string[]): Promise<ReachedBook[]> {
  return sql.query<ReachedBook & Record<string, unknown>>(
    `select b.book_id as "bookId", b.hamlet_id as "hamletId", h.version
       from book b join head h on h.book_id = b.book_id
      where b.kind = 'hamlet' and (b.hamlet_id = any ($1::text[]) or b.book_id = any ($2::uuid[]))
      order by b.book_id`,
    [hamletIds, bookIds],
  );
}

interface After {
  readonly bookId: string;
  readonly after: number;
  readonly limit: number;
}

function readTombstones(sql: Sql, { bookId, after, limit }: After): Promise<Tombstone[]> {
  return sql.query<Tombstone & Record<string, unknown>>(
    `select household_id as "householdId", version, reason from tombstone
      where book_id = $1 and version > $2 order by version limit $3`,
    [bookId, after, limit],
  );
}
