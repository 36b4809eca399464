/**
 * The official score table from its spreadsheet (bảng điểm B1 chính thức), as an office brings it: looked at, mended by the rows that came
 * back, set once; and the verdicts, phones and notices that follow from it.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { read, write } from 'hucre';
import type { ScoreTablesView, TableLook } from '../core/classify/score-table-view.ts';
import type { SessionView } from '../core/views.ts';
import {
  type CanaryProvince,
  COMMUNES,
  command,
  hamletOf,
  makeCanaryProvince,
  NOW,
  PASSWORD,
  PROVINCE,
} from '../tools/test/canary-province.ts';
import { instant } from '../tools/test/crawl-cases.ts';
import { withDatabase } from '../tools/test/database.ts';
import { yearlyRound } from '../tools/village/office.ts';
import type { App } from './http/app.ts';
import { submit } from './ledger/door.ts';
import { createApp } from './main.ts';

const database = await withDatabase({ max: 4 });
const ROUND_2027 = 'c0000000-0000-4000-8000-000000002027';
let app: App;
let late: App;
let province: CanaryProvince;
type Cookies = Record<string, string>;
let officer: Cookies;

before(async () => {
  province = await makeCanaryProvince(database.app);
  const make = (now: string) =>
    createApp({ db: database.app, now: () => instant(now), perMinute: 1e6, signInsPerMinute: 1e6, facesDir: '/nowhere' });
  app = await make(NOW);
  late = await make('2027-10-01T02:00:00.000Z');
  await province.addAccount('tinh', [{ role: 'province-officer', areaId: PROVINCE }]);
  await province.addAccount('cong.chuc', [{ role: 'commune-officer', areaId: COMMUNES[0] }]);
  await province.addAccount('ra.soat', [{ role: 'enumerator', areaId: hamletOf(2, 1) }]);
  officer = await come(app, 'tinh');
});
after(() => Promise.all([app.close(), late.close()]));

async function come(to: App, username: string): Promise<Cookies> {
  const answer = await to.inject({
    method: 'POST',
    url: '/api/sign-in',
    headers: { 'x-vuon': '1' },
    payload: { username, password: PASSWORD },
  });
  assert.equal(answer.statusCode, 200, answer.body);
  return { vuon: answer.cookies[0]?.value ?? '' };
}

const NOTHING = { version: null, status: null, source: null, approver: null, approvedOn: null };
const APPROVED = { version: 1, status: 'official', source: 'Phụ lục IV', approver: 'Giám đốc Sở', approvedOn: '2026-08-20' };
type Cells = (string | number | boolean | Date | null)[];

async function template(): Promise<Cells[]> {
  const answer = await app.inject({ url: '/api/score-tables/2022-2026/sheet', cookies: officer });
  assert.equal(answer.statusCode, 200, answer.body);
  const [sheet] = (await read(answer.rawPayload)).sheets;
  return (sheet?.rows ?? []).map((row) => [...row]);
}

async function bring(rows: Cells[], want: 'look' | 'set' | 'refused', given: object = APPROVED, cookies: Cookies = officer) {
  const bytes = await write({ sheets: [{ name: 'Bảng điểm', rows }] });
  const payload = { rulebook: '2022-2026', name: 'bang-diem.xlsx', base64: Buffer.from(bytes).toString('base64'), given, want };
  return app.inject({ method: 'POST', url: '/api/score-tables', headers: { 'x-vuon': '1' }, cookies, payload });
}

async function look(rows: Cells[], given: object = APPROVED): Promise<TableLook> {
  const answer = await bring(rows, 'look', given);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json();
}

const events = async () =>
  (await database.ownerPool.query<{ count: number }>(`select count(*) from event where kind = 'score-table-set'`)).rows[0]?.count;

test('who may not set a table sees none of it', async () => {
  const commune = await come(app, 'cong.chuc');
  for (const answer of [
    await app.inject({ url: '/api/score-tables', cookies: commune }),
    await app.inject({ url: '/api/score-tables/2022-2026/sheet', cookies: commune }),
    await bring(await template(), 'look', APPROVED, commune),
  ])
    assert.equal(answer.statusCode, 403);
});

test('the sheet to fill in is the table in force: brought back unchanged it differs in nothing', async () => {
  const same = await look(await template());
  assert.deepEqual([same.changed, same.missing, same.refused, same.state], [[], [], [], 'ready']);
  assert.equal(same.rows, 178);
});

test('points that change are told place by place, and what the table does not say of itself', async () => {
  const rows = await template();
  const [, first] = rows;
  const five = rows.find((row) => row[3] === '5 người');
  assert.ok(first !== undefined && five !== undefined);
  const before = Number(five[4]);
  five[4] = before + 7;
  const told = await look(rows, NOTHING);
  assert.deepEqual(
    told.changed.map(({ itemName, optionName, areaType, was, now }) => [itemName, optionName, areaType, was, now]),
    [['Số người trong hộ', '5 người', 'rural', before, before + 7]],
  );
  assert.deepEqual([told.state, told.unsaid], ['not-ready', ['version', 'status', 'source']]);
  assert.deepEqual((await look(rows, { ...APPROVED, approver: null, approvedOn: null })).unsaid, ['approver', 'approvedOn']);
  assert.deepEqual((await look(rows, { ...APPROVED, approvedOn: '2027-01-01' })).problem, {
    code: 'score-approval-in-future',
    day: '2027-01-01',
  });
});

test('rows that cannot be taken come back with the reason, and the mended sheet is taken', async () => {
  const rows = await template();
  const wrong: [number, number, string | number, string][] = [
    [1, 4, 'nhiều', 'score-cell-points'],
    [2, 4, 201, 'score-cell-points'],
    [3, 4, 12.5, 'score-cell-points'],
    [4, 3, 'chín người', 'score-cell-option'],
    [5, 2, 'Số bò tót', 'score-cell-item'],
    [6, 1, 'Miền núi', 'score-cell-area'],
    [7, 0, 'Sao Hỏa', 'score-cell-region'],
  ];
  for (const [line, column, value] of wrong) {
    const row = rows[line];
    assert.ok(row !== undefined);
    row[column] = value;
  }
  rows.push([...(rows[10] ?? [])], ['Tây Nguyên', 'Nông thôn', 'Số người trong hộ', '5 người', 3]);
  const told = await look(rows);
  assert.deepEqual(
    told.refused.map(({ line, code }) => [line, code]),
    [...wrong.map(([line, , , code]) => [line + 1, code]), [rows.length - 1, 'score-cell-repeats']],
  );
  assert.deepEqual([told.missing.length, told.otherRegions, told.state], [wrong.length, 1, 'not-ready']);
  const refused = await bring(rows, 'set');
  assert.deepEqual([refused.statusCode, refused.json().problem.code], [409, 'score-table-not-whole']);
  assert.equal(await events(), 0, 'nothing is half set');
  const back = await bring(rows, 'refused');
  const [sheet] = (await read(back.rawPayload)).sheets;
  assert.equal(sheet?.rows.length, wrong.length + 2);
  assert.match(String(sheet?.rows[1]?.[0]), /"nhiều"/);
});

test('a sheet without titles, a broken file and a table whose rows contradict one another are told', async () => {
  const untitled = await bring([['a', 'b']], 'look');
  assert.deepEqual([untitled.statusCode, untitled.json().problem.code], [400, 'score-sheet-titles']);
  const payload = {
    rulebook: '2022-2026',
    name: 'a.xlsx',
    base64: Buffer.from('PK\u0003\u0004 xxxx').toString('base64'),
    given: NOTHING,
    want: 'look',
  };
  const broken = await app.inject({ method: 'POST', url: '/api/score-tables', headers: { 'x-vuon': '1' }, cookies: officer, payload });
  assert.deepEqual([broken.statusCode, broken.json().problem.code], [400, 'file-broken']);
  const rows = await template();
  for (const [i, row] of rows.entries()) row.splice(5, 5, ...(i === 0 ? ['Nguồn', 'Bản'] : ['Phụ lục IV', i === 3 ? 'bản 3' : '2']));
  assert.deepEqual(
    (await look(rows)).refused.map(({ line, code, told }) => [line, code, told]),
    [[4, 'score-cell-differs', '3']],
  );
});

test('set once; brought twice nothing changes; rounds that open have it, verdict, phone and notice follow', async () => {
  const rows = await template();
  for (const row of rows.slice(1)) row[4] = Math.min(200, Number(row[4]) + 1);
  const both = await Promise.all([bring(rows, 'set'), bring(rows, 'set'), bring(rows, 'set')]);
  for (const one of both) assert.equal(one.statusCode, 200, one.body);
  assert.ok(both.some((one) => one.json().state === 'set'));
  const again = await bring(rows, 'set');
  assert.deepEqual([again.statusCode, again.json().state], [200, 'known'], again.body);
  assert.equal(await events(), 1);
  const other = await bring(await template(), 'look');
  assert.equal(other.json().state, 'known', 'the template is the table now in force');

  const view: ScoreTablesView = (await app.inject({ url: '/api/score-tables', cookies: officer })).json();
  const [line] = view.rulebooks.find(({ rulebook }) => rulebook === '2022-2026')?.tables ?? [];
  assert.deepEqual([line?.version, line?.status, line?.approver, line?.approvedOn], [1, 'official', 'Giám đốc Sở', '2026-08-20']);
  assert.deepEqual(
    view.round?.tables.map(({ status }) => status),
    ['illustrative', 'illustrative'],
    'the open round keeps its own',
  );

  const round = { ...yearlyRound({ roundId: ROUND_2027, year: 2027 }), rulebooks: ['2022-2026' as const] };
  const clock = { now: '2027-09-15T02:00:00.000Z', today: '2027-09-15' };
  const sent = [
    command('round-closed', { roundId: view.round === null ? '' : await openRound() }),
    command('round-opened', { round, communes: COMMUNES }),
  ];
  for (const answer of await submit(database.app, 'system', sent, clock)) assert.equal(answer.answer, 'taken', JSON.stringify(answer));

  // Signing in next year clears away the sessions of this one: it comes last.
  const enumerator = await come(late, 'ra.soat');
  const household = province.households.find(({ mark }) => mark === '211');
  const phone = (await late.inject({ url: `/api/households/${household?.householdId}/interview`, cookies: enumerator })).json();
  assert.deepEqual(
    phone.tables.map((each: { rulebook: string; table: { version: number; status: string; rows: unknown[] } }) => [
      each.rulebook,
      each.table.version,
      each.table.status,
      each.table.rows.length,
    ]),
    [['2022-2026', 1, 'official', 178]],
  );
  const session: SessionView = (await late.inject({ url: '/api/session', cookies: enumerator })).json();
  assert.equal(session.provisional, false, 'an official table needs no notice');
});

async function openRound(): Promise<string> {
  const { rows } = await database.ownerPool.query<{ round_id: string }>(`select round_id from round where state = 'open'`);
  return rows[0]?.round_id ?? '';
}
