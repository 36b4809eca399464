/** Importing over the web: upload, dry run, columns told otherwise, writing, returned rows, undoing; and who may not. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import * as XLSX from '@e965/xlsx';
import { parseInstant } from '../core/kernel/dates.ts';
import type { DuplicatesView } from '../core/register/duplicates/views.ts';
import type { ImportsView, ImportView, UndoView, UploadView } from '../core/register/import/views.ts';
import { withDatabase } from '../tools/test/database.ts';
import { workbook } from '../tools/test/imports.ts';
import { type LoadedMini, loadMini, TEST_PASSWORD } from '../tools/village/load.ts';
import type { App } from './http/app.ts';
import { createApp } from './main.ts';

const database = await withDatabase({ max: 6 });
const moment = parseInstant('2026-11-24T03:00:00.000Z');
const now = () => (moment.ok ? moment.value : assert.fail());
const uploads = join(mkdtempSync(join(tmpdir(), 'vuon-uploads-')), 'uploads');
const defects: unknown[] = [];
let mini: LoadedMini;
let app: App;
let officer: Record<string, string>;
let area: string;

before(async () => {
  mini = await loadMini(database.app, { now, visited: () => false });
  mkdirSync(join(uploads, 'of-a-killed-server'), { recursive: true });
  writeFileSync(join(uploads, 'of-a-killed-server', '0'), 'Ngô Văn Ba');
  app = await createApp({
    ...{ db: database.app, now, perMinute: 1e6, signInsPerMinute: 1e6, facesDir: '/nowhere', uploads },
    onDefect: (defect) => defects.push(defect),
  });
  officer = await signIn('canbo');
  area = `/api/areas/${mini.village.communeId}/imports`;
});
after(async () => {
  await app.close();
  rmSync(dirname(uploads), { recursive: true, force: true });
});

async function signIn(username: string): Promise<Record<string, string>> {
  const payload = { username, password: TEST_PASSWORD };
  const answer = await app.inject({ method: 'POST', url: '/api/sign-in', headers: { 'x-vuon': '1' }, payload });
  assert.equal(answer.statusCode, 200, answer.body);
  return Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]));
}

type Answer = Awaited<ReturnType<App['inject']>>;
const ask = (url: string, cookies = officer): Promise<Answer> => app.inject({ url, cookies });
const post = (url: string, payload: object | undefined, cookies = officer): Promise<Answer> =>
  app.inject({ method: 'POST', url, cookies, headers: { 'x-vuon': '1' }, ...(payload === undefined ? {} : { payload }) });
const send = (bytes: Uint8Array, query: string, cookies = officer): Promise<Answer> =>
  app.inject({
    method: 'POST',
    url: `${area}/files?${query}`,
    cookies,
    headers: { 'x-vuon': '1', 'content-type': 'application/octet-stream' },
    payload: Buffer.from(bytes),
  });

function good<T>(answer: Answer): T {
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<T>();
}

const code = (answer: Answer): string => answer.json<{ problem: { code: string } }>().problem.code;

const ROWS = [
  ['Ấp', 'Mã hộ', 'Chủ hộ', 'Năm sinh', 'Giới tính', 'Dân tộc', 'Số khẩu', 'Kết quả', 'Ngày rà soát'],
  ['Vĩnh Tiến', 'WEB-1', 'Đặng Văn Khá', 1970, 'Nam', 'Kinh', 2, 'Hộ nghèo', '20/10/2024'],
  ['Gòn', 'WEB-2', 'Thạch Thị Sa', 1980, 'Nữ', 'Khmer', 3, 'Cận nghèo', '20/10/2024'],
  ['Ấp Lạ', 'WEB-3', 'Lê Văn Sót', 1960, 'Nam', 'Kinh', 1, null, null],
];

async function draft(rows: readonly (readonly unknown[])[] = ROWS): Promise<string> {
  return good<UploadView>(await send(workbook({ Ho: rows }).bytes, 'name=ho.xlsx')).draftId;
}

const plan = async (id: string, body: object = { choices: [], legacy: null }): Promise<ImportView> =>
  good<ImportView>(await post(`${area}/drafts/${id}/plan`, body));

async function settled(id: string): Promise<ImportView> {
  for (;;) {
    const view = good<ImportView>(await ask(`${area}/drafts/${id}`));
    if (view.state !== 'writing') return view;
    await new Promise((next) => setImmediate(next));
  }
}

test('a list goes in over the web, comes back where it must, and is undone', async () => {
  const id = await draft();
  const view = await plan(id);
  assert.deepEqual(view.counts, { new: 2, changed: 0, same: 0, refused: 1, repeated: 0 });
  const [sheet] = view.sheets;
  assert.deepEqual(
    sheet?.table?.columns.slice(0, 3).map(({ title, field, sample }) => [title, field, sample]),
    [
      ['Ấp', 'hamlet', 'Vĩnh Tiến'],
      ['Mã hộ', 'code', 'WEB-1'],
      ['Chủ hộ', 'headName', 'Đặng Văn Khá'],
    ],
  );
  const about = { sheet: 'Ho', line: 4, code: 'WEB-3', name: 'Lê Văn Sót', hamlet: '' };
  assert.deepEqual(view.refused, [{ ...about, reasons: [{ code: 'hamlet-unknown', said: 'Ấp Lạ' }] }]);
  assert.deepEqual(
    view.listed.new.first.map(({ code, name, hamlet }) => [code, name, hamlet]),
    [
      ['WEB-1', 'Đặng Văn Khá', 'Ấp Vĩnh Tiến'],
      ['WEB-2', 'Thạch Thị Sa', 'Ấp Gòn'],
    ],
  );
  good(await post(`${area}/drafts/${id}/run`, undefined));
  const written = await settled(id);
  assert.deepEqual([written.state, written.progress], ['written', { done: 2, all: 2 }]);
  const returned = await ask(`${area}/drafts/${id}/returned`);
  const rows = XLSX.utils.sheet_to_json<unknown[]>(XLSX.read(returned.rawPayload).Sheets['Ho'] ?? {}, { header: 1 });
  assert.equal(rows[1]?.[3], 'WEB-3');
  const mended = (await plan(await draft(rows))).sheets[0]?.table?.columns;
  assert.deepEqual(
    mended?.map(({ title, field }) => [title, field !== null]),
    (ROWS[0] ?? []).map((title) => [title, true]),
    'the reason and the row are not offered as columns',
  );

  const runs = good<ImportsView>(await ask(area)).runs;
  assert.partialDeepStrictEqual(runs[0], {
    importId: written.importId,
    fileName: 'ho.xlsx',
    counts: { registered: 2, refused: 1 },
    undoneAt: null,
    undoing: null,
  });
  const undo = `${area}/${written.importId}/undo`;
  assert.deepEqual(good<UndoView>(await ask(undo)), { removed: 2, restored: 0, kept: 0, keptList: [], progress: null });
  const unknown = `${area}/00000000-0000-4000-8000-00000000abcd/undo`;
  assert.deepEqual([(await ask(unknown)).statusCode, (await post(unknown, undefined)).statusCode], [404, 404]);
  good(await post(undo, undefined));
  assert.equal(code(await post(undo, undefined)), 'import-undone-already');
  assert.deepEqual(good<ImportsView>(await ask(area)).runs[0]?.undone, { removed: 2, restored: 0, kept: 0 });
});

test('the households behind each count are named, the first at once and all page by page', async () => {
  const { registered } = mini.village.households.find(({ registered: one }) => one.members.length > 1) ?? assert.fail();
  const hamlet = mini.village.hamlets.find(({ areaId }) => areaId === registered.hamletId)?.name ?? '';
  const titles = ['Ấp', 'Mã hộ', 'Chủ hộ', 'Địa chỉ'];
  const rows = Array.from({ length: 60 }, (_, n) => ['Gòn', `PAGE-${n}`, `Tôn Thất Ngọc ${n + 1}`, null]);
  const spoiled = Array.from({ length: 60 }, (_, n) => ['Ấp Lạ', `LOST-${n}`, `Lê Văn Sót ${n + 1}`, null]);
  const changed = [hamlet, registered.code, registered.headName, 'Số 9'];
  const id = await draft([titles, ...rows, changed, ...spoiled]);
  const { listed, refused } = await plan(id);
  assert.deepEqual([listed.new.all, listed.changed.all, refused.length], [60, 1, 5]);
  const [row] = listed.changed.first;
  assert.deepEqual([row?.code, row?.name, row?.hamlet, row?.changes], [registered.code, registered.headName, hamlet, ['address']]);
  const { address = null } = (await ask(`/api/households/${registered.householdId}`)).json().household;
  assert.deepEqual(row?.differences, [{ who: null, before: { address }, after: { address: 'Số 9' } }], 'as it is and as it would be');
  const all = async (path: string, first: readonly { readonly code: string | null }[]): Promise<(string | null)[]> => {
    const codes = first.map(({ code: each }) => each);
    for (;;) {
      const answer = await ask(`${area}/drafts/${id}/${path}after=${codes.length}`);
      const more = good<{ rows: { code: string | null }[] }>(answer).rows.map(({ code: each }) => each);
      if (more.length === 0) return codes;
      codes.push(...more);
    }
  };
  assert.deepEqual(
    await all('rows?kind=new&', listed.new.first),
    rows.map(([, each]) => each),
  );
  assert.deepEqual(
    await all('returned-rows?', refused),
    spoiled.map(([, each]) => each),
  );
});

test('a new household that may be there already names whom it is like, and leads to that very pair once it is written', async () => {
  const { registered } = mini.village.households.find(({ registered: one }) => (one.members[0]?.birth.length ?? 0) === 10) ?? assert.fail();
  const [head] = registered.members;
  const bare = registered.headName.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
  const hamlet = mini.village.hamlets.find(({ areaId }) => areaId === registered.hamletId)?.name;
  // As many surer pairs as fill the page.
  const twins = Array.from({ length: 60 }, (_, n) => n).flatMap((n) =>
    ['A', 'B'].map((side) => [
      'Gòn',
      `TWIN-${side}${n}`,
      `Hồ Thiện Tâm ${['An', 'Bảo', 'Chi', 'Du', 'Hân', 'Khoa', 'Lam', 'Minh', 'Nga', 'Oanh'][n % 10]} ${['Sơn', 'Tú', 'Uyên', 'Vy', 'Xuân', 'Yến'][Math.floor(n / 10)]}`,
      `0${(n % 9) + 1}/0${(n % 7) + 1}/19${50 + (n % 40)}`,
      'Nam',
    ]),
  );
  const like = [hamlet, 'LIKE-1', bare, head?.birth.slice(0, 4), head?.sex === 'male' ? 'Nam' : 'Nữ'];
  const id = await draft([['Ấp', 'Mã hộ', 'Chủ hộ', 'Ngày sinh', 'Giới tính'], ...twins, like]);
  const { listed } = await plan(id);
  const row = listed.alike.first.find(({ code: each }) => each === 'LIKE-1') ?? assert.fail('not told');
  assert.ok(row.alike.some(({ householdId }) => householdId === registered.householdId));
  good(await post(`${area}/drafts/${id}/run`, {}));
  await settled(id);
  const duplicates = `/api/areas/${mini.village.communeId}/duplicates`;
  const has = ({ shown }: DuplicatesView): boolean =>
    shown.some(({ one, other }) => [one, other].every((side) => [row.householdId, registered.householdId].includes(side.householdId)));
  const whole = good<DuplicatesView>(await ask(duplicates));
  assert.equal(has(whole), false, `not among the first of ${whole.found}`);
  const own = good<DuplicatesView>(await ask(`${duplicates}?household=${row.householdId}`));
  assert.ok(has(own));
  assert.ok(own.shown.every(({ one, other }) => [one.householdId, other.householdId].includes(row.householdId)));
});

test('the person says what a column means, and which sheets count', async () => {
  const id = await draft([
    ['a', 'b', 'c'],
    ['COL-1', 'Ngô Văn Ba', 'Gòn'],
  ]);
  const unread = await plan(id);
  assert.equal(unread.sheets[0]?.table, null);
  assert.deepEqual(unread.sheets[0]?.head[0], { line: 1, text: 'a · b · c' });
  const choices = [{ sheet: 'Ho', titlesAt: 1, fields: { 0: 'code', 1: 'headName', 2: 'hamlet' } }];
  assert.equal((await plan(id, { choices, legacy: null })).counts.new, 1);
  assert.equal((await plan(id, { choices: [{ sheet: 'Ho', use: false }], legacy: null })).rows, 0);
});

test('results of a year that nobody said are not written until somebody says it', async () => {
  const id = await draft([
    ['Ấp', 'Mã hộ', 'Chủ hộ', 'Kết quả'],
    ['Gòn', 'YEAR-1', 'Ngô Văn Ba', 'Hộ nghèo'],
  ]);
  const first = await plan(id, { choices: [], legacy: null });
  const { fitting, ...asked } = first.resultYear;
  assert.deepEqual(
    [first.counts.refused, asked, fitting[0]],
    [1, { households: 1, year: 2025, said: null }, { year: 2024, households: 1 }],
    '2025 has its own round: another year is asked for',
  );
  const said = await plan(id, { choices: [], legacy: null, resultYear: 2024 });
  assert.deepEqual([said.counts.new, said.resultYear], [1, { households: 1, year: 2024, said: 2024, fitting }]);
});

test('numbers of a year that is decided change only after the person has said yes', async () => {
  const { registered } = mini.village.households.find(({ registered: one }) => one.members.length > 1) ?? assert.fail();
  const hamlet = mini.village.hamlets.find(({ areaId }) => areaId === registered.hamletId)?.name;
  const id = await draft([
    ['Ấp', 'Mã hộ', 'Chủ hộ', 'Số khẩu'],
    [hamlet, registered.code, registered.headName, registered.members.length + 1],
  ]);
  const view = await plan(id);
  assert.deepEqual([view.mustAgree, view.decided], [true, [{ kind: 'people', year: 2025, has: null, says: null, households: 1 }]]);
  assert.equal(code(await post(`${area}/drafts/${id}/run`, {})), 'import-decided-unsaid');
  good(await post(`${area}/drafts/${id}/run`, { agreed: true }));
  assert.equal((await settled(id)).state, 'written');
});

test('households that only ask to be reviewed go on the list of the round when that is said, as the manual tells', async () => {
  const id = await draft([
    ['Ấp', 'Mã hộ', 'Chủ hộ', 'Năm sinh', 'Giới tính'],
    ['Gòn', 'ASKS-1', 'Ngô Văn Bốn', 1960, 'Nam'],
  ]);
  assert.deepEqual((await plan(id)).requests, { households: 1, said: false });
  assert.deepEqual((await plan(id, { choices: [], legacy: null, requests: true })).requests, { households: 1, said: true });
  good(await post(`${area}/drafts/${id}/run`, {}));
  assert.equal((await settled(id)).state, 'written');
  const listed = `select l.why from review_list l join household h using (household_id) where h.code = 'ASKS-1'`;
  assert.deepEqual((await database.ownerPool.query(listed)).rows, [{ why: 'request' }]);
});

test('the empty list names the commune’s hamlets, for whoever may import', async () => {
  const answer = await ask(`${area}/template`);
  const guide = XLSX.read(answer.rawPayload).Sheets['Cách điền'] ?? {};
  const cells = XLSX.utils.sheet_to_json<unknown[]>(guide, { header: 1 }).flat();
  for (const hamlet of mini.village.hamlets) assert.ok(cells.includes(hamlet.name), hamlet.name);
  assert.equal(code(await ask(`${area}/template`, await signIn('chutich'))), 'not-your-role');
});

test('two files make one import, and text of an old font waits for a yes', async () => {
  const households = Buffer.from('M· hé;Chñ hé;Êp\r\nOLD-1;NguyÔn V¨n T¸m;Gßn\r\n', 'latin1');
  const members = Buffer.from('Mã hộ;Họ tên thành viên;Quan hệ với chủ hộ\r\nOLD-1;Nguyễn Văn Tám;Chủ hộ\r\n');
  const { draftId } = good<UploadView>(await send(households, 'name=ho.csv'));
  const both = good<UploadView>(await send(members, `name=tv.csv&draft=${draftId}`));
  assert.deepEqual(both.files, ['ho.csv', 'tv.csv']);
  assert.equal((await plan(draftId)).oldFont?.encoding, 'tcvn3');
  const converted = await plan(draftId, { choices: [], legacy: 'tcvn3' });
  assert.deepEqual([converted.converted, converted.counts.new], ['tcvn3', 1]);
});

test('files of one draft that come at once stand side by side, and a seventh is refused', async () => {
  const { draftId } = good<UploadView>(await send(Buffer.from('Ấp,Mã hộ,Chủ hộ\nGòn,SIDE-0,Võ Văn Tư\n'), 'name=0.csv'));
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      send(Buffer.from(`Ấp,Mã hộ,Chủ hộ\nGòn,SIDE-${n + 1},Võ Văn Tư\n`), `name=${n + 1}.csv&draft=${draftId}`),
    ),
  );
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 200, 200, 200, 200, 409, 409, 409]);
  assert.equal(code(answers.find(({ statusCode }) => statusCode === 409) ?? assert.fail()), 'import-too-many-files');
  const view = await plan(draftId);
  assert.deepEqual([view.files.length, view.counts.new, view.counts.refused], [6, 6, 0], 'none stands in the place of another');
});

test('an upload whose connection is lost half-way leaves no file and no draft behind, and the next one goes in', async () => {
  const url = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const rows = [ROWS[0] ?? [], ...Array.from({ length: 40_000 }, (_, i) => ['Vĩnh Tiến', `CUT-${i}`, `Ngô Văn ${i}`, 1970])];
  const bytes = Buffer.from(workbook({ Ho: rows }).bytes);
  const files = () => readdirSync(uploads, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).length;
  const before = [files(), defects.length];
  const draftId = await draft();
  const held = files();
  const cookie = Object.entries(officer).map(([name, value]) => `${name}=${value}`);
  const socket = connect({ host: url.hostname, port: Number(url.port) });
  const gone = once(socket, 'close');
  socket.write(
    [
      ...[`POST ${area}/files?name=ho.xlsx&draft=${draftId} HTTP/1.1`, `host: ${url.host}`, `cookie: ${cookie.join('; ')}`, 'x-vuon: 1'],
      ...['content-type: application/octet-stream', `content-length: ${bytes.length}`, '', ''],
    ].join('\r\n'),
  );
  socket.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
  // Half of it is on the disk: only now the line is cut.
  while (files() === held) await new Promise((next) => setImmediate(next));
  socket.destroy();
  await gone;
  while (files() > held) await new Promise((next) => setImmediate(next));
  const view = await plan(draftId);
  assert.deepEqual([view.files.length, view.counts.new], [1, 2], 'the draft holds what came whole before');
  assert.equal(defects.length, before[1], 'a lost line is no defect of the server');
  assert.equal(good<UploadView>(await send(bytes, `name=ho.xlsx&draft=${draftId}`)).files.length, 2);
});

test('what a killed server left of uploads is gone', () => {
  assert.equal(existsSync(join(uploads, 'of-a-killed-server')), false);
});

test('a list with signs that no book may hold is refused or read plainly, never a failure of the server', async () => {
  const row = (code: string): string => `Gòn,${code},Võ Văn Tư\n`;
  const text = `Ấp,Mã hộ,Chủ hộ\n${row('NUL-1')}${',,\n'.repeat(40_000)}${row('NUL\u0000-2')}`;
  const { draftId } = good<UploadView>(await send(Buffer.from(text), 'name=a.csv'));
  const answer = await post(`${area}/drafts/${draftId}/plan`, { choices: [], legacy: null });
  assert.deepEqual([answer.statusCode, code(answer)], [422, 'file-not-text']);
  const rows = [ROWS[0] ?? [], ['Gòn', 'SIGN-1', '\u3164\u202e', 1960, 'Nam', 'Kinh', 1, null, null]];
  const view = await plan(await draft(rows));
  assert.deepEqual([view.counts.new, view.refused[0]?.reasons], [0, [{ code: 'name-missing', said: '' }]]);
});

test('an import that was cut off is told in the list, with what to do', async () => {
  const id = await draft([ROWS[0] ?? [], ['Gòn', 'HALF-1', 'Võ Văn Tư', 1960, 'Nam', 'Kinh', 1, null, null]]);
  await plan(id);
  good(await post(`${area}/drafts/${id}/run`, undefined));
  const { importId } = await settled(id);
  assert.deepEqual(good<ImportsView>(await ask(area)).unfinished, []);
  // As it stands when the process is killed before the import is noted.
  await database.ownerPool.query('delete from import_run where import_id = $1', [importId]);
  assert.partialDeepStrictEqual(good<ImportsView>(await ask(area)).unfinished, [{ importId, fileName: 'ho.xlsx' }]);
  const again = await plan(await draft([ROWS[0] ?? [], ['Gòn', 'HALF-1', 'Võ Văn Tư', 1960, 'Nam', 'Kinh', 1, null, null]]));
  assert.deepEqual([again.unfinished, again.counts.new, again.counts.same], [true, 0, 1]);
});

test('a file that cannot be read is named, and nothing else happens', async () => {
  const { draftId } = good<UploadView>(await send(Buffer.from('<html><table></table></html>'), 'name=ds.xls'));
  const answer = await post(`${area}/drafts/${draftId}/plan`, { choices: [], legacy: null });
  assert.deepEqual([answer.statusCode, answer.json().problem], [422, { code: 'file-is-a-page', file: 'ds.xls' }]);
  assert.equal((await ask(`${area}/drafts/${draftId}`)).statusCode, 409);
  assert.equal((await post(`${area}/drafts/${draftId}/run`, undefined)).statusCode, 409);
});

test('only the commune’s officer imports, only own drafts are found, and only our own page writes', async () => {
  const id = await draft();
  const chair = await signIn('chutich');
  assert.equal(code(await send(Buffer.from('a'), 'name=a.csv', chair)), 'not-your-role');
  assert.equal(code(await ask(`${area}/drafts/${id}`, chair)), 'not-your-role');
  assert.partialDeepStrictEqual(good<ImportsView>(await ask(area, chair)), { allowed: false, why: 'not-your-role' });
  assert.equal((await send(Buffer.from('a'), 'name=a.csv', {})).statusCode, 401);
  assert.equal((await ask(`${area}/drafts/00000000-0000-4000-8000-000000000000`)).statusCode, 404);
  const foreign = await app.inject({ method: 'POST', url: `${area}/drafts/${id}/run`, cookies: officer });
  assert.equal(code(foreign), 'wrong-origin');
  const large = await send(Buffer.alloc(50 * 1024 * 1024 + 1), 'name=a.csv');
  assert.equal(large.statusCode, 413);
});

test('nothing of all this was a defect of the server', () => assert.deepEqual(defects, []));
