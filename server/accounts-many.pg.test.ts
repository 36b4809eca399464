/**
 * Accounts for every hamlet (tài khoản cho mọi ấp) from one workbook: looked at, written, slips for all, each with its event. A few
 * communes' worth here; `VUON_HAMLETS=752` tries it at the size of a province and prints how long each step took.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { read, utils, type WorkBook, write } from '@e965/xlsx';
import { roleNamed } from '../core/access/account-sheet.ts';
import { ROLES } from '../core/access/role.ts';
import type { AccountSheetView, HamletSheetView } from '../core/access/views.ts';
import { COMMUNES, makeCanaryProvince, NOW, PASSWORD, PROVINCE } from '../tools/test/canary-province.ts';
import { instant } from '../tools/test/crawl-cases.ts';
import { withDatabase } from '../tools/test/database.ts';
import { command, id, take } from '../tools/test/small-province.ts';
import { pdfText } from '../tools/test/unpack.ts';
import { accountsText } from '../words/accounts.ts';
import { problemsText } from '../words/problems.ts';
import type { App } from './http/app.ts';
import { createApp } from './main.ts';

const COUNT = Number(process.env['VUON_HAMLETS'] ?? 24);
const database = await withDatabase({ max: 4 });
let app: App;
let cookies: Record<string, string>;

before(async () => {
  const province = await makeCanaryProvince(database.app);
  app = await createApp({ db: database.app, now: () => instant(NOW), perMinute: 1e6, signInsPerMinute: 1e6, facesDir: '/nowhere' });
  await province.addAccount('quan.tri', [{ role: 'administrator', areaId: PROVINCE }]);
  const hamlets = Array.from({ length: COUNT }, (_, i) => {
    const place = { areaId: id(`many ${i}`), bookId: id(`many book ${i}`), name: nameOf(i), kind: 'ap', synthetic: true };
    return { ...place, communeId: COMMUNES[i % COMMUNES.length] ?? COMMUNES[0], from: '2025-07-01' };
  });
  await take(database.app, [command('hamlets-added', { hamlets })]);
  const answer = await ask('/api/sign-in', { username: 'quan.tri', password: PASSWORD });
  cookies = { vuon: answer.cookies[0]?.value ?? '' };
});
after(() => app.close());

const nameOf = (i: number): string => `Ấp Thêm ${i + 1}`;
const base64Of = (book: WorkBook): string => Buffer.from(write(book, { type: 'buffer', bookType: 'xlsx' })).toString('base64');
const ask = (url: string, payload: object) =>
  app.inject({ method: 'POST', url, payload, cookies: cookies ?? {}, headers: { 'x-vuon': '1' } });

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const done = await work();
  if (process.env['VUON_HAMLETS'] !== undefined)
    console.log(`${COUNT} hamlets, ${what}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
  return done;
}

test('rows of the list of hamlets that are refused come back as a sheet with the reason, and it goes in again', async () => {
  const titles = ['TT', 'Xã', 'Tên ấp', 'Ghi chú'];
  const rows = [
    [1, 'Xã 1', 'Rạch Gốc', 'a'],
    [2, 'Xã 99', 'Ấp Một', 'b'],
    [3, 'Xã 2', '', 'c'],
  ];
  const file = (lines: unknown[][]) => ({ name: 'ap.xlsx', base64: base64Of(utils.book_new(utils.aoa_to_sheet(lines), 'A')) });
  const answer = await ask('/api/hamlets/sheet/returned', file([['DANH SÁCH'], titles, ...rows]));
  assert.equal(answer.statusCode, 200, answer.body);
  const book = read(answer.rawPayload);
  const back = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { header: 1 });
  assert.deepEqual(back[0], [...titles, accountsText('vi', 'sheet.why-title')]);
  assert.deepEqual(
    back.slice(1).map((row) => [row[1], row[3], row[4]]),
    [
      ['Xã 99', 'b', problemsText('vi', 'account-commune-unknown', { told: 'Xã 99' })],
      ['Xã 2', 'c', problemsText('vi', 'hamlet-name-missing', { told: '' })],
    ],
  );
  const mended = back.map((row) => row.map((cell) => (cell === 'Xã 99' ? 'Xã 1' : cell)));
  const again: HamletSheetView = (await ask('/api/hamlets/sheet', { ...file(mended), write: false })).json();
  assert.deepEqual([again.added.map(({ name }) => name), again.refused.length], [['Ấp Một'], 1]);
  assert.equal((await ask('/api/hamlets/sheet/returned', file([titles, rows[0] ?? []]))).statusCode, 404);
});

test('a workbook of all hamlets becomes accounts with slips, each in the ledger', async () => {
  const people = Array.from({ length: COUNT }, (_, i) => [
    ...[i + 1, `Người Giữ Ấp ${i + 1}`, 'Trưởng ấp'],
    ...[`Xã ${(i % COMMUNES.length) + 1}`, nameOf(i)],
  ]);
  const table = utils.aoa_to_sheet([['DANH SÁCH TRƯỞNG ẤP'], ['TT', 'Họ và tên', 'Chức vụ', 'Xã', 'Ấp'], ...people]);
  const base64 = base64Of(utils.book_new(table, 'Ấp'));
  const sheet = async (save: boolean): Promise<AccountSheetView> => {
    const answer = await ask('/api/accounts/sheet', { name: 'truong-ap.xlsx', base64, write: save });
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json();
  };
  const looked = await timed('preview', () => sheet(false));
  assert.deepEqual([looked.created.length, looked.refused, looked.written], [COUNT, [], false]);
  assert.equal(new Set(looked.created.map((row) => row.username)).size, COUNT);
  const written = await timed('accounts', () => sheet(true));
  assert.equal(written.created.length, COUNT);
  const accountIds = written.created.map((row) => row.accountId);
  const slips = await timed('codes and slips (PDF)', () => ask('/api/accounts/codes', { accountIds, format: 'pdf' }));
  assert.equal(slips.statusCode, 200, slips.body.slice(0, 200));
  const printed = pdfText(slips.rawPayload);
  for (const { username } of written.created) assert.ok(printed.includes(username), username);
  const { rows } = await database.ownerPool.query<{ kind: string; accounts: number }>(
    `select e.kind, count(distinct p.body::jsonb ->> 'accountId')::int as accounts from event e join payload p using (event_id)
      where p.body::jsonb ->> 'accountId' = any ($1) group by e.kind order by e.kind`,
    [accountIds],
  );
  assert.deepEqual(rows, [
    { kind: 'account-created', accounts: COUNT },
    { kind: 'sign-in-renewed', accounts: COUNT },
  ]);
  const [first] = written.created;
  const wrong = await ask('/api/sign-in', { username: first?.username, password: 'không phải mã' });
  assert.equal(wrong.json().problem.code, 'sign-in-failed');
});

test('a sample sheet names every column and post so that it is understood when it comes back', async () => {
  const answer = await app.inject({ url: '/api/accounts/sheet/template', cookies });
  assert.equal(answer.statusCode, 200, answer.body);
  const book = read(answer.rawPayload);
  const [list, guide, units] = book.SheetNames.map((name) => utils.sheet_to_json<string[]>(book.Sheets[name] ?? {}, { header: 1 }));
  assert.ok(list !== undefined && guide !== undefined && units !== undefined);
  const [titles = []] = list;
  const posts = guide.slice(guide.findLastIndex(([first]) => first === accountsText('vi', 'template.roles')) + 1);
  assert.deepEqual(
    posts.map(([post = '']) => roleNamed(post)),
    ROLES.filter((role) => role !== 'district-officer'),
  );
  const [code = '', commune = '', hamlet = ''] = units.find((row) => row[2] === nameOf(0)) ?? [];
  const filled: Record<string, string> = {
    [accountsText('vi', 'title.name')]: 'Người Điền Mẫu',
    [accountsText('vi', 'title.role')]: posts.find(([post = '']) => roleNamed(post) === 'hamlet-head')?.[0] ?? '',
    [accountsText('vi', 'title.code')]: code,
    [accountsText('vi', 'title.commune')]: commune,
    [accountsText('vi', 'title.hamlet')]: hamlet,
    [accountsText('vi', 'title.to')]: '31/12/2030',
  };
  book.Sheets[book.SheetNames[0] ?? ''] = utils.aoa_to_sheet([titles, titles.map((title) => filled[title] ?? '')]);
  const view: AccountSheetView = (await ask('/api/accounts/sheet', { name: 'mau.xlsx', base64: base64Of(book), write: false })).json();
  assert.deepEqual(view.refused, []);
  assert.deepEqual(
    view.created.map(({ displayName, post }) => [displayName, post.includes(nameOf(0))]),
    [['Người Điền Mẫu', true]],
  );
});

test('refused rows come back with their reasons, and go in again once they are mended', async () => {
  const titles = ['TT', 'Họ và tên', 'Chức vụ', 'Xã', 'Ấp', 'Ghi chú'];
  const rows = [
    [1, 'Người Đúng Cả', 'Trưởng ấp', 'Xã 1', nameOf(0), 'a'],
    [2, 'Người Sai Ấp', 'Trưởng ấp', 'Xã 1', 'Ấp Không Có', 'b'],
    [3, 'Người Sai Việc', 'Trưởng bản', 'Xã 1', nameOf(0), 'c'],
  ];
  const file = (lines: unknown[][]) => ({ name: 'ds.xlsx', base64: base64Of(utils.book_new(utils.aoa_to_sheet(lines), 'A')) });
  const first = file([['DANH SÁCH'], titles, ...rows]);
  const back = async (sent: object): Promise<string[][]> => {
    const answer = await ask('/api/accounts/sheet/returned', sent);
    assert.equal(answer.statusCode, 200, answer.body);
    const book = read(answer.rawPayload);
    return utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { header: 1 });
  };
  const returned = await back(first);
  const why = accountsText('vi', 'sheet.why-title');
  assert.deepEqual(returned[0], [...titles, why]);
  assert.deepEqual(
    returned.slice(1).map((row) => [row[1], row[5], row[6]]),
    [
      ['Người Sai Ấp', 'b', problemsText('vi', 'account-hamlet-unknown', { told: 'Ấp Không Có' })],
      ['Người Sai Việc', 'c', problemsText('vi', 'account-role-unknown', { told: 'Trưởng bản' })],
    ],
  );
  const half = returned.map((row, i) => (i === 1 ? row.map((cell) => (cell === 'Ấp Không Có' ? nameOf(0) : cell)) : row));
  const again = await back(file(half));
  assert.deepEqual(
    [again.length, again[0], again[1]?.[1]],
    [2, [...titles, why], 'Người Sai Việc'],
    'the reason is not a column of its own twice',
  );
  assert.equal((await ask('/api/accounts/sheet/returned', file([titles, rows[0] ?? []]))).statusCode, 404);
});
