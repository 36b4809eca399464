/**
 * Pages of households behind every figure of the lists are the same kept as read anew: at first, after a household was registered and
 * after one was erased, for who reaches everything and for who reaches one hamlet less.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date } from '../../core/kernel/dates.ts';
import { FIGURE_IDS, type FigureId } from '../../core/report/figure-ids.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { eraseOf, live } from '../../tools/test/lively-province.ts';
import { HAMLETS, register, take } from '../../tools/test/small-province.ts';
import type { Scope } from '../db/scope.ts';
import { asActor, type Tx } from '../http/transaction.ts';
import { type Counted, type CountedHousehold, pageOfFigure } from './counting.ts';
import { momentOf } from './figures.ts';
import { keepPages } from './kept-pages.ts';

const { app } = await withDatabase();
await live(app);
const today = date('2026-12-31');
const ALL: Scope = { accountId: 'system', reach: 'all', today };
const NARROW: Scope = { ...ALL, reach: { hamlets: HAMLETS.slice(1), communes: [] } };
const kept = keepPages();

/** All pages one after the other. */
async function walk(tx: Tx, pageOf: typeof pageOfFigure, at: Counted, asked: { readonly id: FigureId; readonly limit: number }) {
  const seen: CountedHousehold[] = [];
  for (;;) {
    const page = await pageOf(tx, at, { ...asked, after: seen.at(-1) ?? null });
    seen.push(...page);
    if (page.length < asked.limit) return seen;
  }
}

async function same(when: string): Promise<number> {
  let listed = 0;
  for (const scope of [ALL, NARROW, ALL])
    await asActor(app, scope, async (tx) => {
      const at = await momentOf(tx, { year: 2026, today }, HAMLETS);
      for (const id of FIGURE_IDS) {
        const anew = await walk(tx, pageOfFigure, at, { id, limit: 500 });
        for (const limit of [1, 3]) assert.deepEqual(await walk(tx, kept, at, { id, limit }), anew, `${when}, ${id}`);
        listed += anew.length;
      }
    });
  return listed;
}

test('kept pages are those read anew', async () => {
  assert.ok((await same('at first')) > 50);
  await take(app, [register('Trang một', HAMLETS[0], 3)]);
  await same('after one came');
  await take(app, [eraseOf('Trang một')]);
  await same('after one was erased');
});
