/**
 * Pages of the households behind a figure of the lists (danh sách phía sau chỉ tiêu), kept hamlet by hamlet: lists are short, and reading one
 * takes a tenth of a second however short its page is. Figures of all households are read page by page as before.
 */
import { sql } from 'kysely';
import type { FigureId } from '../../core/report/figure-ids.ts';
import { runPrepared } from '../db/connection.ts';
import type { Tx } from '../http/transaction.ts';
import { type KeptCounts, keepCounts } from '../register/kept-counts.ts';
import { clausesOf } from './clauses.ts';
import { type Counted, type CountedHousehold, listBehind, pageOfFigure } from './counting.ts';

/** Figures and years that people look through in turn. */
const MOST_KEYS = 24;

type Asked = Counted & { readonly id: FigureId };

export function keepPages(): typeof pageOfFigure {
  const kept: KeptCounts<readonly CountedHousehold[], Asked> = keepCounts({
    ...{ key: ({ id, start, end, rulebook }: Asked) => `${id} ${start} ${end} ${rulebook}`, none: [], past: true, most: MOST_KEYS },
    count: (tx, asked, hamletIds) => listBehind(tx, { ...asked, hamletIds }, asked.id),
  });
  return async (tx, at, page) => {
    const { id, after, limit } = page;
    if (clausesOf(at.rulebook).get(id)?.from !== 'line') return pageOfFigure(tx, at, page);
    const byHamlet = await kept(tx, { ...at, id }, at.hamletIds);
    const all = at.hamletIds.flatMap((hamletId) => byHamlet.get(hamletId) ?? []);
    const place = after === null ? -1 : all.findIndex((one) => one.householdId === after.householdId && one.hamletId === after.hamletId);
    // The last of the page before is on the list no more.
    if (after !== null && place < 0) return pageOfFigure(tx, at, page);
    const found: CountedHousehold[] = [];
    for (let from = place + 1; from < all.length && found.length < limit; from += limit)
      found.push(...(await reached(tx, all.slice(from, from + limit))));
    return found.slice(0, limit);
  };
}

/** Without those that moved out of this person's reach. */
async function reached(tx: Tx, some: readonly CountedHousehold[]): Promise<readonly CountedHousehold[]> {
  const ids = some.map(({ householdId }) => householdId);
  const rows = await runPrepared(
    tx,
    sql<{ id: string }>`select household_id as id from household where household_id = any (${ids}::uuid[])`,
  );
  const seen = new Set(rows.map(({ id }) => id));
  return some.filter(({ householdId }) => seen.has(householdId));
}
