/**
 * A list that is looked through and sorted by the server, and the sheet of it: page by page the same households in the same order as the
 * whole list has when the screen's own function filters and sorts it; nobody is found by a name that they are not shown.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { read as readSheet, utils } from '@e965/xlsx';
import { parseInstant } from '../core/kernel/dates.ts';
import { matching, orderFromText, seenOf } from '../core/listed-order.ts';
import type { HouseholdPage, HouseholdRow } from '../core/views.ts';
import { withDatabase } from '../tools/test/database.ts';
import { loadMini, TEST_PASSWORD } from '../tools/village/load.ts';
import { compareNames } from '../words/locale.ts';
import { createApp } from './main.ts';

const moment = parseInstant('2026-10-20T02:00:00.000Z');
assert.ok(moment.ok);
const now = () => moment.value;
const database = await withDatabase<unknown>({ max: 4 });
const { village } = await loadMini(database.app, { now });
const app = await createApp({ db: database.app, now, perMinute: 1_000_000, signInsPerMinute: 1_000 });
after(() => app.close());

async function enter(username: string) {
  const payload = { username, password: TEST_PASSWORD };
  const entered = await app.inject({ method: 'POST', url: '/api/sign-in', headers: { 'x-vuon': '1' }, payload });
  assert.equal(entered.statusCode, 200, entered.body);
  const cookies = Object.fromEntries(entered.cookies.map(({ name, value }) => [name, value]));
  return async (query: Record<string, string>, status = 200) => {
    const url = `/api/areas/${village.communeId}/households?${new URLSearchParams(query)}`;
    const answer = await app.inject({ url, cookies });
    assert.equal(answer.statusCode, status, `${url} ${answer.statusCode === 200 ? '' : answer.body}`);
    return answer;
  };
}
const officer = await enter('canbo');
const whole: HouseholdPage = (await officer({ limit: '500' })).json();
assert.equal(whole.next, null);
assert.ok(whole.rows.length > 10);

async function pages(asked: Record<string, string>): Promise<{ rows: HouseholdRow[]; totals: Set<number>; of: Set<number | undefined> }> {
  const all = { rows: [] as HouseholdRow[], totals: new Set<number>(), of: new Set<number | undefined>() };
  for (let after: string | null = ''; after !== null; ) {
    const page: HouseholdPage = (await officer({ ...asked, limit: '3', ...(after === '' ? {} : { after }) })).json();
    all.rows.push(...page.rows);
    all.totals.add(page.total);
    all.of.add(page.of);
    after = page.next;
  }
  return all;
}

const TEXTS = ['', 'nguyen', 'Ấp', whole.rows[3]?.code ?? '', 'không có ai như vậy'];
const ORDERS = ['', 'head', '-head', 'people', '-people', 'status', '-status', 'review', '2022-2026', '-2027-2030'];

test('page by page the whole list as the screen’s own function filters and sorts it', async () => {
  let moved = 0;
  for (const text of TEXTS)
    for (const order of ORDERS) {
      if (text === '' && order === '') continue;
      const expected = seenOf(whole.rows, { text, order: orderFromText(order) }, compareNames).map(({ householdId }) => householdId);
      const found = await pages({ ...(text === '' ? {} : { match: text }), ...(order === '' ? {} : { order }) });
      assert.deepEqual(
        found.rows.map(({ householdId }) => householdId),
        expected,
        `${text} ${order}`,
      );
      assert.deepEqual([...found.totals], [expected.length]);
      assert.deepEqual([...found.of], [whole.total]);
      if (text === '' && expected.some((id, i) => id !== whole.rows[i]?.householdId)) moved += 1;
    }
  assert.ok(moved > 3);
});

test('the sheet of what is seen has those households alone, in that order, and says so', async () => {
  const code = whole.rows[3]?.code ?? '';
  const texts = [code.slice(0, -1), 'nguyen'];
  for (const match of texts) {
    const expected = seenOf(whole.rows, { text: match, order: { key: 'people', down: true } }, compareNames);
    assert.ok(expected.length > 0 && expected.length <= whole.rows.length, match);
    const answer = await officer({ match, order: '-people', format: 'xlsx' });
    const [sheet] = Object.values(readSheet(answer.rawPayload).Sheets);
    const lines = utils.sheet_to_json<unknown[]>(sheet ?? {}, { header: 1 });
    const codes = new Set(whole.rows.map((row) => row.code));
    assert.deepEqual(
      lines.flatMap((line) => line.filter((cell) => codes.has(String(cell)))),
      expected.map((row) => row.code),
    );
    assert.ok(lines.flat().some((cell) => String(cell).includes(`“${match}”`)));
  }
});

test('what an address may say of the order is bounded; an unknown column moves nobody', async () => {
  await officer({ order: "head'; drop table household" }, 400);
  await officer({ match: 'x'.repeat(101) }, 400);
  const odd: HouseholdPage = (await officer({ order: 'hat', limit: '500' })).json();
  assert.deepEqual(odd.rows, whole.rows);
});

test('nobody is found by a name that they are not shown', async () => {
  const auditor = await enter('kiemtra');
  const masked: HouseholdPage = (await auditor({ limit: '500' })).json();
  const hidden = whole.rows.find((row) => matching(masked.rows, row.headName).length === 0);
  assert.ok(hidden !== undefined, 'the auditor sees names masked');
  const found: HouseholdPage = (await auditor({ match: hidden.headName })).json();
  assert.equal(found.total, 0);
});
