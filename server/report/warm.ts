/**
 * Counts beforehand the numbers that people will look at (đếm sẵn sau khi mở máy): this year and the rounds there were, the newest first.
 * A few hamlets at a time, so that nobody waits long behind it.
 */
import { type PlainDate, yearOf } from '../../core/kernel/dates.ts';
import { CHANGED_LISTS } from '../../core/report/changes.ts';
import { FIGURE_IDS } from '../../core/report/figure-ids.ts';
import { sql } from 'kysely';
import { type AsAll, type Beforehand, countBeforehand } from '../http/beforehand.ts';
import type { Tx } from '../http/transaction.ts';
import type { Counted } from './counting.ts';
import { momentOf } from './figures.ts';
import type { Counting } from './kept.ts';
import { YEARS_BACK } from './series.ts';
import { listRounds } from './store.ts';
import { countedIn } from './table.ts';

/** So many hamlets are counted before others have their turn. */
const AT_ONCE = 60;
/** This year, and those that stand beside it in a series. */
const SHOWN_YEARS = Array.from({ length: YEARS_BACK + 1 }, (_, back) => back);

export function warmCounting(server: Beforehand, counting: Counting): void {
  countBeforehand(server, 'figures', ({ asAll, today, goesOn }) => countAll(asAll, { counting, today, goesOn }));
}

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
  const years: Counted[] = [];
  for (const back of SHOWN_YEARS) years.push(await momentOf(tx, { year: yearOf(today) - back, today }, hamletIds));
  const rounds = (await listRounds(tx)).map((round) => ({
    at: countedIn({ territory: { hamletIds }, round, rulebook: null, today }),
    roundId: round.roundId,
  }));
  const [year, ...before] = years.map((at) => ({ at, roundId: null }));
  return [...(year === undefined ? [] : [year]), ...rounds, ...before];
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
