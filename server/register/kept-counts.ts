/**
 * What was counted of a hamlet, kept in memory while its book stays (số đã đếm, giữ theo sổ của ấp). Every row of a hamlet follows
 * from its book, so what was counted is true for as long as the hash at the book's head is the same; only hamlets whose book moved
 * are counted again. Heads are read under row security: nobody is told of a hamlet out of reach. What is counted of days gone by rests
 * besides on the books of those who have moved away since (migration 0440).
 */
import { sql } from 'kysely';
import { runPrepared } from '../db/connection.ts';
import { readOnce, type Tx, withFullReach } from '../http/transaction.ts';

export interface KeptCounts<T, W> {
  /** Of these hamlets, `null`: of all within reach. Hamlets without a book are absent. */
  (tx: Tx, what: W, hamlets: readonly string[] | null): Promise<ReadonlyMap<string, T>>;
}

interface Counting<T, W> {
  /** Tells apart what is counted. */
  readonly key: (what: W) => string;
  readonly count: (tx: Tx, what: W, hamlets: readonly string[]) => Promise<ReadonlyMap<string, T>>;
  /** Of a hamlet in which nothing is counted. */
  readonly none: T;
  /** Counts who lived there once as well: then it counts, for every person alike, also rows of those who have moved out of reach. */
  readonly past?: boolean;
  /** So many kinds of count are kept, those asked for last. */
  readonly most?: number;
}

/** A server shows few rounds at a time. */
const MOST_KEYS = 6;

/** One per server. */
export function keepCounts<T, W>({ key, count, none, past = false, most = MOST_KEYS }: Counting<T, W>): KeptCounts<T, W> {
  const kept = new Map<string, Shelf<T>>();
  return async (tx, what, hamlets) => {
    const shelf = kept.get(key(what)) ?? { known: new Map(), last: Promise.resolve() };
    // Again the youngest.
    kept.delete(key(what));
    kept.set(key(what), shelf);
    for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
    // Before the rows: what is written meanwhile is then counted once more, and never too seldom.
    const heads = await (past ? readStamps : readHeads)(tx, hamlets);
    const { known } = shelf;
    const moved = () => heads.filter(({ hamletId, head }) => known.get(hamletId)?.head !== head);
    // Whoever asks while others count waits for them, and finds their counts.
    if (moved().length > 0) await inTurn(shelf, () => recount(moved()));
    return new Map(heads.map(({ hamletId }) => [hamletId, known.get(hamletId)?.value ?? none]));

    async function recount(those: readonly Head[]): Promise<void> {
      if (those.length === 0) return;
      const ids = those.map(({ hamletId }) => hamletId);
      const counted = await (past ? withFullReach(tx, () => count(tx, what, ids)) : count(tx, what, ids));
      for (const { hamletId, head } of those) known.set(hamletId, { head, value: counted.get(hamletId) ?? none });
    }
  };
}

interface Shelf<T> {
  readonly known: Map<string, { readonly head: string; readonly value: T }>;
  /** Ends when nobody counts any more; never fails. */
  last: Promise<void>;
}

function inTurn(shelf: Shelf<unknown>, work: () => Promise<void>): Promise<void> {
  const mine = shelf.last.then(work);
  shelf.last = mine.catch(() => {});
  return mine;
}

interface Head {
  readonly hamletId: string;
  readonly head: string;
}

/** A register that was built again, perhaps by another program, is another one: its mark is that of the row of the installation. */
const BUILT = sql`(select coalesce(max(xmin::text), '') from installation)`;

export async function readHeads(tx: Tx, hamlets: readonly string[] | null): Promise<readonly Head[]> {
  const within = hamlets === null ? sql`true` : sql`hamlet_id = any (${[...hamlets]}::text[])`;
  return runPrepared(
    tx,
    sql<Head>`select hamlet_id as "hamletId", encode(hash, 'base64') || ${BUILT} as head from head where hamlet_id is not null and ${within}`,
  );
}

/** One page asks for several counts of the same hamlets. */
async function readStamps(tx: Tx, hamlets: readonly string[] | null): Promise<readonly Head[]> {
  const asked = hamlets === null ? null : [...hamlets];
  return readOnce(tx, hamlets, () =>
    runPrepared(tx, sql<Head>`select hamlet_id as "hamletId", stamp || ${BUILT} as head from past_stamps(${asked}::text[])`),
  );
}
