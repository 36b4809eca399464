/**
 * What a number of a table on screen opens counts the same: of every linked cell of every table, for a hamlet, a commune and the
 * province, the list has as many households as the cell says, and a cell of people the same sum over the units below.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { date, parseInstant } from '../core/kernel/dates.ts';
import { type FigureUnits, TABLE_NUMBERS, type TableView } from '../core/report/views.ts';
import type { AreaView, FigureHouseholds, HouseholdPage, HouseholdView, SessionView } from '../core/views.ts';
import { withDatabase } from '../tools/test/database.ts';
import { loadMini, TEST_PASSWORD } from '../tools/village/load.ts';
import { asActor } from './http/transaction.ts';
import { createApp } from './main.ts';
import { lastSeen } from './report/seen.ts';

const NOBODY = '00000000-0000-4000-8000-00000000ffff';

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

test('a list behind a number tells of each household the last visit until that day, as its own page has it', async () => {
  const told = new Set<string>();
  for (const year of [2025, 2026]) {
    const url = `/api/figures/households/households?area=${mini.village.communeId}&year=${year}&limit=500`;
    const page = await ask<FigureHouseholds>(url);
    assert.ok(page.rows.length > 0);
    for (const { householdId } of page.rows) {
      const { interviews, history } = await ask<HouseholdView>(`/api/households/${householdId}`);
      const end = `${year}-12-31`;
      const last = interviews.filter((one) => one.interviewedOn <= end).sort((a, b) => (a.interviewedOn < b.interviewedOn ? 1 : -1))[0];
      const listed = history.filter((one) => one.source === 'recorded' && one.validFrom <= end).map((one) => one.validFrom);
      const list = listed.length === 0 ? undefined : { how: 'list', on: listed.sort().at(-1) };
      const expected = last === undefined ? list : { how: 'interview', on: last.interviewedOn, by: last.by };
      assert.deepEqual(page.seen[householdId], expected, `${householdId} in ${year}`);
      told.add(expected?.how ?? 'never');
    }
  }
  assert.deepEqual([...told].sort(), ['interview', 'never']);
});

test('who was on a list before the first interview was seen by that list', async () => {
  const { rows } = await ask<HouseholdPage>(`/api/areas/${mini.village.communeId}/households?limit=500`);
  const ids = rows.map((row) => row.householdId);
  const scope = { accountId: NOBODY, reach: 'all', today: '2026-10-20' } as const;
  const seen = await asActor(database.app, scope, (tx) => lastSeen(tx, ids, date('2024-12-31')));
  const expected = mini.village.households.flatMap(({ registered, expected: { last } }) =>
    last === 'poor' || last === 'near-poor' ? [registered.householdId] : [],
  );
  assert.deepEqual(Object.keys(seen).sort(), expected.sort());
  assert.ok(Object.values(seen).every(({ how, on }) => how === 'list' && on < '2025-01-01') && expected.length > 0);
});
