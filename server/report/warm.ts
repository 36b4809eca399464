/**
 * Counts beforehand what people will look at (đếm sẵn sau khi mở máy): this year and the rounds there were, the newest first, once the
 * server listens, and again when the day has changed. A few hamlets at a time, so that nobody waits long behind it.
 */
import { SYSTEM_ACCOUNT } from '../../core/ledger/event.ts';
import { type PlainDate, yearOf } from '../../core/kernel/dates.ts';
import { CHANGED_LISTS } from '../../core/report/changes.ts';
import { FIGURE_IDS } from '../../core/report/figure-ids.ts';
import { sql } from 'kysely';
import type { Server } from '../http/route.ts';
import { asActor, type Tx } from '../http/transaction.ts';
import type { Counted } from './counting.ts';
import { momentOf } from './figures.ts';
import type { Counting } from './kept.ts';
import { listRounds } from './store.ts';
import { countedIn } from './table.ts';

/** So many hamlets are counted before others have their turn. */
const AT_ONCE = 60;
const LOOK_EVERY_MS = 60_000;

export function warmCounting({ app, db, clock }: Pick<Server, 'app' | 'db' | 'clock'>, counting: Counting): void {
  let counted: PlainDate | null = null;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closing = false;
  const wake = (): void => {
    const { today } = clock();
    if (closing || running !== null || counted === today) return;
    const asAll: AsAll = (work) => asActor(db, { accountId: SYSTEM_ACCOUNT, reach: 'all', today }, work);
    running = countAll(asAll, { counting, today, goesOn: () => !closing })
      .then(() => {
        counted = today;
      })
      // A database that is away now is asked again at the next look.
      .catch(() => {})
      .finally(() => {
        running = null;
      });
  };
  app.addHook('onListen', async () => {
    timer = setInterval(wake, LOOK_EVERY_MS).unref();
    wake();
  });
  app.addHook('onClose', async () => {
    closing = true;
    clearInterval(timer);
    await running;
  });
}

type AsAll = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

interface Warming {
  readonly counting: Counting;
  readonly today: PlainDate;
  readonly goesOn: () => boolean;
}

async function countAll(asAll: AsAll, { counting, today, goesOn }: Warming): Promise<void> {
  for (const { at, roundId } of await asAll((tx) => readMoments(tx, today)))
    for (let from = 0; from < at.hamletIds.length; from += AT_ONCE) {
      const part = { ...at, hamletIds: at.hamletIds.slice(from, from + AT_ONCE) };
      for (const work of partsOf(part, { roundId, counting })) {
        if (!goesOn()) return;
        await asAll(work);
      }
    }
}

interface Moment {
  readonly at: Counted;
  /** Null: of no round. */
  readonly roundId: string | null;
}

async function readMoments(tx: Tx, today: PlainDate): Promise<readonly Moment[]> {
  const { rows } = await sql<{ hamletId: string }>`
    select hamlet_id as "hamletId" from head where hamlet_id is not null order by area_id`.execute(tx);
  const hamletIds = rows.map(({ hamletId }) => hamletId);
  const year = await momentOf(tx, { year: yearOf(today), today }, hamletIds);
  const rounds = (await listRounds(tx)).map((round) => ({
    at: countedIn({ territory: { hamletIds }, round, rulebook: null, today }),
    roundId: round.roundId,
  }));
  return [{ at: year, roundId: null }, ...rounds];
}

/** Each in a transaction of its own. */
function partsOf(
  at: Counted,
  { roundId, counting }: { readonly roundId: string | null; readonly counting: Counting },
): readonly ((tx: Tx) => Promise<unknown>)[] {
  return [
    (tx: Tx) => counting.figures(tx, at, FIGURE_IDS),
    (tx: Tx) => counting.figures(tx, { ...at, end: at.start }, ['households']),
    ...CHANGED_LISTS.map((list) => (tx: Tx) => counting.moved(tx, at, list)),
    ...(roundId === null ? [] : [(tx: Tx) => counting.late(tx, { roundId, end: at.end, hamletIds: at.hamletIds })]),
  ];
}
