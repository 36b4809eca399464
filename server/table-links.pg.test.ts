/**
 * What a number of a table on screen opens counts the same: of every linked cell of every table, for a hamlet, a commune and the
 * province, the list has as many households as the cell says, and a cell of people the same sum over the units below.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { parseInstant } from '../core/kernel/dates.ts';
import { type FigureUnits, TABLE_NUMBERS, type TableView } from '../core/report/views.ts';
import type { AreaView, HouseholdPage, SessionView } from '../core/views.ts';
import { withDatabase } from '../tools/test/database.ts';
import { loadMini, TEST_PASSWORD } from '../tools/village/load.ts';
import { createApp } from './main.ts';

const moment = parseInstant('2026-10-20T02:00:00.000Z');
assert.ok(moment.ok);
const now = () => moment.value;
const database = await withDatabase<unknown>({ max: 4 });
const mini = await loadMini(database.app, { now });
const app = await createApp({ db: database.app, now, perMinute: 1_000_000, signInsPerMinute: 1_000 });
after(() => app.close());

const entered = await app.inject({
  method: 'POST',
  url: '/api/sign-in',
  headers: { 'x-vuon': '1' },
  payload: { username: 'canbotinh', password: TEST_PASSWORD },
});
assert.equal(entered.statusCode, 200, entered.body);
const cookies = Object.fromEntries(entered.cookies.map(({ name, value }) => [name, value]));

async function ask<T>(url: string): Promise<T> {
  const answer = await app.inject({ url, cookies });
  assert.equal(answer.statusCode, 200, `${url} ${answer.body}`);
  return answer.json();
}

test('every number that can be opened opens as many', async () => {
  const { village, rounds } = mini;
  const commune = await ask<AreaView>(`/api/areas/${village.communeId}`);
  const session = await ask<SessionView>('/api/session');
  assert.ok(session.round);
  const areas = [commune.crumbs[0]?.areaId, village.communeId, village.hamlets[0]?.areaId];
  const opened = { households: 0, people: 0, totals: 0 };
  for (const areaId of areas)
    for (const table of TABLE_NUMBERS.filter((one) => one !== 15))
      for (const round of [rounds.last, rounds.now]) {
        const view = await ask<TableView>(`/api/reports/${table}?area=${areaId}&round=${round}`);
        for (const row of view.rows)
          for (const [column, cell] of row.cells.entries()) {
            const figure = (row.measure === 'person' ? view.behindPeople : view.behind)[column] ?? null;
            if (figure === null || row.areaId === null || cell.kind !== 'count' || cell.value === 0) continue;
            const asked = `area=${row.areaId}&year=${view.year}`;
            const where = `${figure} in table ${table} of ${view.areaName}, ${view.year}`;
            const units = await ask<FigureUnits>(`/api/figures/${figure}/units?${asked}`);
            assert.equal(units.total, cell.value, where);
            if (row.style === 'total') opened.totals += 1;
            if (units.unit !== 'household') opened.people += 1;
            else {
              opened.households += 1;
              const list = await ask<HouseholdPage>(`/api/figures/${figure}/households?${asked}&limit=500`);
              assert.deepEqual(
                [list.total, new Set(list.rows.map(({ householdId }) => householdId)).size],
                [cell.value, cell.value],
                where,
              );
            }
          }
      }
  assert.ok(opened.households > 50 && opened.people > 20 && opened.totals > 20, JSON.stringify(opened));
});
