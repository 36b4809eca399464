/**
 * What is found by comparing all of an area with all of it (kết quả so cả địa bàn), kept in memory: it takes a second for a commune of thirty
 * thousand people, and nobody waits for that twice. While the books of its hamlets stay, what was found is true. Once they have moved, a
 * small area is compared again at once; of a large one what was found before is told with its moment, and found anew behind it.
 */
import { SYSTEM_ACCOUNT } from '../../core/ledger/event.ts';
import type { Instant, PlainDate } from '../../core/kernel/dates.ts';
import type { Server } from '../http/route.ts';
import { asActor, type Tx } from '../http/transaction.ts';
import { readHeads } from './kept-counts.ts';

/** Above so many compared nobody waits for the newest: below it takes a tenth of a second. */
export const LARGE = 3_000;

export interface Whole<T> {
  readonly found: T;
  /** When it was found, if the books have moved since; null: it is true now. */
  readonly asOf: Instant | null;
}

interface Comparing<T, W> {
  readonly key: (what: W) => string;
  readonly compare: (tx: Tx, what: W) => Promise<T>;
  /** How many were compared. */
  readonly size: (found: T) => number;
  /** So many areas are kept, those asked for last. */
  readonly most: number;
}

interface OfHamlets {
  readonly hamletIds: readonly string[];
}

interface Clock {
  readonly today: PlainDate;
  readonly now: Instant;
}

/** `waits`: for the newest, however large the area is. */
export type Wholes<T, W> = (tx: Tx, what: W, clock: Clock, waits?: boolean) => Promise<Whole<T>>;

/** What is compared behind an answer has its turn one after the other, before it takes a connection. */
let behind: Promise<void> = Promise.resolve();

/** One per server. */
export function keepWholes<T, W extends OfHamlets>({ db }: Pick<Server, 'db'>, how: Comparing<T, W>): Wholes<T, W> {
  const shelves = new Map<string, Shelf<T>>();
  return async (tx, asked, clock, waits = false) => {
    // Before the rows: what is written meanwhile is compared once more, and never too seldom.
    const heads = await readHeads(tx, asked.hamletIds);
    const hamletIds = heads.map(({ hamletId }) => hamletId).sort();
    // Whoever reaches less of the area is told what is found in that part, whoever asked before.
    const what = { ...asked, hamletIds };
    const shelf = shelfOf(shelves, `${how.key(asked)} ${hamletIds.join()}`, how.most);
    const head = headOf(heads, clock);
    const { known } = shelf;
    if (known?.head === head) return { found: known.found, asOf: null };
    const anew = async (from: Tx): Promise<void> => {
      if (shelf.known?.head !== head) shelf.known = { head, at: clock.now, found: await how.compare(from, what) };
    };
    if (known !== null && !waits && how.size(known.found) > LARGE) {
      if (!shelf.again) {
        shelf.again = true;
        const inScope = () => asActor(db, { accountId: SYSTEM_ACCOUNT, reach: 'all', today: clock.today }, anew);
        behind = behind
          .then(inScope)
          // A database that is away now is asked again by the next who looks.
          .catch(() => {})
          .finally(() => {
            shelf.again = false;
          });
      }
      return { found: known.found, asOf: known.at };
    }
    await inTurn(shelf, () => anew(tx));
    if (shelf.known === null) throw new Error('Nothing was found.');
    return { found: shelf.known.found, asOf: null };
  };
}

interface Shelf<T> {
  known: { readonly head: string; readonly at: Instant; readonly found: T } | null;
  /** It is being compared behind an answer, or waits for its turn. */
  again: boolean;
  /** Ends when nobody compares any more; never fails. */
  last: Promise<void>;
}

function shelfOf<T>(shelves: Map<string, Shelf<T>>, key: string, most: number): Shelf<T> {
  const shelf = shelves.get(key) ?? { known: null, again: false, last: Promise.resolve() };
  // Again the youngest.
  shelves.delete(key);
  shelves.set(key, shelf);
  for (const oldest of shelves.keys()) if (shelves.size > most) shelves.delete(oldest);
  return shelf;
}

function inTurn(shelf: Shelf<unknown>, work: () => Promise<void>): Promise<void> {
  const mine = shelf.last.then(work);
  shelf.last = mine.catch(() => {});
  return mine;
}

/** Ages and the year before are of a day. */
function headOf(heads: readonly { readonly hamletId: string; readonly head: string }[], { today }: Clock): string {
  return [today, ...heads.map(({ hamletId, head }) => `${hamletId} ${head}`).sort()].join('\n');
}
