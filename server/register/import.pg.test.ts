/** An import on a real database: written once and only once, through the door and its rights, returned rows and all. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as XLSX from '@e965/xlsx';
import { reachOf } from '../../core/access/reach.ts';
import type { AreaTree } from '../../core/kernel/areas.ts';
import { type Instant, instantOf, millisOf, parseInstant } from '../../core/kernel/dates.ts';
import { date } from '../../core/kernel/dates.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { loadMini, type LoadedMini } from '../../tools/village/load.ts';
import { keepAreaTree } from '../access/areas.ts';
import { asActor } from '../http/transaction.ts';
import type { Who } from '../ledger/door.ts';
import { problemsText } from '../../words/problems.ts';
import { type ImportWish, type Prepared, prepareImport, runImport, YearUnsaid } from './import.ts';
import { returnedSheet } from './returned.ts';
import { type BroughtFile, readSheets } from './workbook.ts';

const database = await withDatabase();
const NOW = moment('2026-11-24T03:00:00.000Z');
const TODAY = date('2026-11-24');

let mini: LoadedMini;
let tree: AreaTree;

before(async () => {
  mini = await loadMini(database.app, { passwords: false, now: () => NOW, visited: (key) => key !== 'renter' });
  tree = await asActor(database.app, { accountId: 'public', reach: 'all', today: TODAY }, keepAreaTree());
});

function moment(text: string): Instant {
  const parsed = parseInstant(text);
  return parsed.ok ? parsed.value : assert.fail(text);
}

function whoIs(username: string): Exclude<Who, 'system'> {
  const account = mini.accounts[username] ?? assert.fail(username);
  const actor = { accountId: account.accountId, grants: account.grants };
  return { actor, scope: { accountId: account.accountId, reach: reachOf(actor, tree, TODAY), today: TODAY } };
}

let ticks = 0;
async function prepare(files: readonly BroughtFile[], username = 'canbo', more: Partial<ImportWish> = {}): Promise<Prepared> {
  ticks += 1;
  const wish: ImportWish = {
    files,
    communeId: mini.village.communeId,
    round: { roundId: mini.rounds.now, year: 2026 },
    tree,
    who: whoIs(username),
    now: instantOf(millisOf(NOW) + ticks * 1_000),
    today: TODAY,
    ...more,
  };
  const prepared = await prepareImport(database.app, wish);
  return prepared.ok ? prepared.value : assert.fail(prepared.error.code);
}

/** As an office's spreadsheet program writes it, by the second writer. */
function workbook(sheets: Readonly<Record<string, readonly (readonly unknown[])[]>>): BroughtFile {
  const book = XLSX.utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  return { name: 'danh-sach.xlsx', bytes: new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' })) };
}

const TITLES = ['Ấp', 'Mã hộ', 'Chủ hộ', 'Ngày sinh', 'Giới tính', 'Dân tộc', 'Số khẩu', 'B1', 'B2', 'Kết quả', 'Ngày rà soát', 'Phiếu A'];
const HOUSEHOLDS = [
  TITLES,
  ['Vĩnh Tiến', 'NEW-1', 'Đặng Văn Khá', '05/06/1970', 'Nam', 'Kinh', 2, 120, 30, 'Hộ nghèo', '20/10/2024', null],
  ['Ấp Gòn', 'NEW-2', 'Thạch Thị Sa Ry', 1980, 'Nữ', 'Khmer', '3', '135,0', '20', 'cận nghèo', '20/10/2024', null],
  ['Vĩnh Trinh', 'NEW-3', 'Lê Văn Hai', '1966', 'Nam', 'Kinh', 1, null, null, null, null, 'Đạt'],
  ['Vĩnh Đông', 'NEW-4', 'Lê Văn Ba', '1966', 'Nam', 'Kinh', 1, null, null, null, null, null],
];
const MEMBERS = [
  ['Mã hộ', 'Họ và tên', 'Quan hệ', 'Năm sinh', 'Giới tính', 'CCCD'],
  ['NEW-1', 'Đặng Văn Khá', 'Chủ hộ', '05/06/1970', 'Nam', '086070009901'],
  ['NEW-1', 'Ngô Thị Nhàn', 'Vợ', 1973, 'Nữ', ''],
];
const LISTS = workbook({ 'Hộ': HOUSEHOLDS, 'Thành viên': MEMBERS });

const returnedOf = (prepared: Prepared) => returnedSheet(prepared, prepared.plan.refused);

const count = async (table: string, where = 'true'): Promise<number> =>
  Number((await database.ownerPool.query(`select count(*)::int as n from ${table} where ${where}`)).rows[0]?.n);

test('a list of households and one of members go in once and only once', async () => {
  const untouched = await count('event');
  const prepared = await prepare([LISTS]);
  assert.deepEqual(prepared.plan.counts, { new: 3, changed: 0, same: 0 });
  assert.deepEqual(
    prepared.plan.refused.map((row) => [row.code, row.refusals[0]?.code]),
    [['NEW-4', 'hamlet-unknown']],
  );
  assert.equal(await count('event'), untouched, 'the dry run wrote nothing');

  const written = await runImport(database.app, prepared);
  assert.deepEqual(written.refused, []);
  assert.equal(written.commands, 3 + 2 + 3 + 1, 'registered, results, on the review list, and the import itself');
  assert.deepEqual(
    (await database.ownerPool.query(`select code, members, state from household where code like 'NEW-%' order by code`)).rows,
    [
      { code: 'NEW-1', members: 2, state: 'present' },
      { code: 'NEW-2', members: 3, state: 'present' },
      { code: 'NEW-3', members: 1, state: 'present' },
    ],
  );
  const listed = await database.ownerPool.query(
    `select h.code, l.why, s.class, s.year from household h left join review_list l using (household_id) left join status s using (household_id) where h.code like 'NEW-%' order by 1`,
  );
  assert.deepEqual(listed.rows, [
    { code: 'NEW-1', why: 'on-list', class: 'poor', year: 2024 },
    { code: 'NEW-2', why: 'on-list', class: 'near-poor', year: 2024 },
    { code: 'NEW-3', why: 'request', class: null, year: null },
  ]);
  assert.deepEqual((await database.ownerPool.query('select counts from import_run')).rows[0]?.counts, {
    rows: 6,
    registered: 3,
    updated: 0,
    unchanged: 0,
    refused: 1,
  });

  const events = await count('event');
  const again = await prepare([LISTS]);
  assert.deepEqual(again.plan.counts, { new: 0, changed: 0, same: 3 });
  assert.partialDeepStrictEqual(await runImport(database.app, again), { commands: 0, refused: [] });
  assert.equal(await count('event'), events, 'a second time nothing is written');
});

test('returned rows come back with their reason, and once corrected go in', async () => {
  const bytes = (await returnedOf(await prepare([LISTS]))) ?? assert.fail('nothing was returned');
  const book = XLSX.read(bytes);
  const rows = XLSX.utils.sheet_to_json<unknown[]>(book.Sheets['Hộ'] ?? {}, { header: 1 });
  assert.deepEqual(rows[0], ['Lý do trả lại', 'Dòng', ...TITLES], 'the reason stands first');
  assert.equal(rows.length, 2);
  assert.equal(rows[1]?.[3], 'NEW-4');
  assert.match(String(rows[1]?.[0]), /Không có ấp, khóm, khu tên “Vĩnh Đông”/);
  const corrected = rows.map((row, i) => (i === 0 ? row : [...row.slice(0, 2), 'Vĩnh Tiến', ...row.slice(3)]));
  const prepared = await prepare([workbook({ 'Hộ': corrected })]);
  assert.deepEqual([prepared.plan.counts.new, prepared.plan.refused], [1, []]);
  assert.deepEqual(prepared.plan.tables[0]?.unused, [], 'our own columns are no columns of the list');
  const uncorrected = (await returnedOf(await prepare([workbook({ 'Hộ': rows })]))) ?? assert.fail('nothing was returned');
  const [titles, again] = XLSX.utils.sheet_to_json<unknown[]>(XLSX.read(uncorrected).Sheets['Hộ'] ?? {}, { header: 1 });
  assert.deepEqual([titles, again?.[1], again?.[3]], [rows[0], 2, 'NEW-4'], 'nor do they pile up');
  assert.deepEqual((await runImport(database.app, prepared)).refused, []);
});

test('the register’s own households are known by their code: corrected where not visited, left where visited', async () => {
  const visited = mini.village.households.find((each) => each.key === 'near-poor') ?? assert.fail();
  const open = mini.village.households.find((each) => each.key === 'renter') ?? assert.fail();
  const rows = [visited, open].map(({ registered }) => {
    const hamlet = mini.village.hamlets.find((each) => each.areaId === registered.hamletId)?.name;
    return [hamlet, registered.code, registered.headName, '1990', 'Nam', 'Kinh', registered.members.length, null, null, null, null, null];
  });
  const prepared = await prepare([workbook({ 'Hộ': [TITLES, ...rows] })]);
  assert.deepEqual(
    [prepared.plan.same.map((each) => each.householdId), prepared.plan.work.map((each) => each.code)],
    [[visited.registered.householdId], [open.registered.code]],
  );
  await runImport(database.app, prepared);
  const births = await database.ownerPool.query('select household_id, birth from member where relation = $1 and household_id = any ($2)', [
    'head',
    [visited.registered.householdId, open.registered.householdId],
  ]);
  const birthOf = (id: string): unknown => births.rows.find((row) => row.household_id === id)?.birth;
  assert.equal(birthOf(open.registered.householdId), '1990', 'the list knew better');
  assert.notEqual(birthOf(visited.registered.householdId), '1990', 'the doorstep knew better');
});

test('what the door would refuse is told beforehand: an enumerator’s list, household by household', async () => {
  const list = workbook({
    'Hộ': [TITLES, ['Gòn', 'ENUM-1', 'Võ Văn Tư', 1960, 'Nam', 'Kinh', 1, 100, 30, 'Hộ nghèo', '20/10/2024', null]],
  });
  const { plan } = await prepare([list], 'kiemtra');
  assert.deepEqual(
    plan.refused.map((row) => [row.code, row.refusals]),
    [['ENUM-1', [{ code: 'not-taken', said: problemsText('vi', 'not-your-role') }]]],
  );
  assert.deepEqual([plan.counts, plan.work], [{ new: 0, changed: 0, same: 0 }, []]);
  assert.equal(await count('household', `code = 'ENUM-1'`), 0);
});

test('a result of a year that has its own round here comes back in the dry run, and the dry run writes nothing', async () => {
  const events = await count('event');
  const row = (code: string, year: number) => [
    'Gòn',
    code,
    'Võ Văn Năm',
    1960,
    'Nam',
    'Kinh',
    1,
    100,
    30,
    'Hộ nghèo',
    `20/10/${year}`,
    null,
  ];
  const { plan } = await prepare([workbook({ 'Hộ': [TITLES, row('ROUND-1', 2025), row('ROUND-2', 2024)] })]);
  assert.deepEqual(
    plan.refused.map(({ code, refusals }) => [code, refusals]),
    [['ROUND-1', [{ code: 'year-decided', said: '2025' }]]],
  );
  assert.deepEqual(plan.counts, { new: 1, changed: 0, same: 0 });
  assert.equal(await count('event'), events);
});

test('results without a year or a day of review wait for the person to say the year', async () => {
  const list = workbook({ 'Hộ': [TITLES, ['Gòn', 'YEAR-1', 'Võ Thị Sáu', 1960, 'Nữ', 'Kinh', 1, 100, 30, 'Hộ nghèo', null, null]] });
  const silent = await prepare([list]);
  assert.deepEqual(
    silent.plan.resultYear,
    { households: 1, year: 2025, said: false },
    '2025 has a round: the row comes back, and the year is asked for',
  );
  assert.equal(silent.plan.refused.length, 1);
  // 2025 and, of what was decided before, whatever the decisions say otherwise is not offered: each offered year takes the row.
  const offered = silent.plan.fitting.map(({ year }) => year);
  assert.ok(offered.length > 0 && !offered.includes(2025), JSON.stringify(offered));
  for (let year = 2018; year < 2026; year += 1) {
    const { plan } = await prepare([list], 'canbo', { resultYear: year });
    assert.equal(plan.refused.length === 0, offered.includes(year), String(year));
  }
  const open = await prepare([list], 'canbo', { round: { roundId: mini.rounds.now, year: 2025 } });
  assert.deepEqual(open.plan.resultYear, { households: 1, year: 2024, said: false });
  await assert.rejects(runImport(database.app, open), YearUnsaid);
  const said = await prepare([list], 'canbo', { resultYear: 2023 });
  assert.deepEqual(said.plan.resultYear, { households: 1, year: 2023, said: true });
  await runImport(database.app, said);
  const { rows } = await database.ownerPool.query(`select year from status join household using (household_id) where code = 'YEAR-1'`);
  assert.deepEqual(rows, [{ year: 2023 }]);
});

test('one list imported twice at once is one import, and neither run refuses a row of the other', async () => {
  const person = (n: number) => [
    'Gòn',
    `TWICE-${n}`,
    `Võ Văn ${'ABCDEFGH'.charAt(n % 8)}`,
    1960,
    'Nam',
    'Kinh',
    1,
    null,
    null,
    null,
    null,
    null,
  ];
  const list = workbook({ 'Hộ': [TITLES, ...Array.from({ length: 500 }, (_, n) => person(n))] });
  const runs = [await prepare([list]), await prepare([list])];
  assert.deepEqual(
    runs.map(({ plan }) => plan.counts.new),
    [500, 500],
  );
  const written = await Promise.all(runs.map((prepared) => runImport(database.app, prepared)));
  assert.deepEqual(
    written.map(({ refused }) => refused),
    [[], []],
  );
  assert.equal(await count('household', `code like 'TWICE-%'`), 500);
  const { rows } = await database.ownerPool.query('select counts from import_run where import_id = any ($1)', [
    written.map(({ importId }) => importId),
  ]);
  assert.deepEqual(
    rows.map(({ counts }) => counts),
    [{ rows: 500, registered: 500, updated: 0, unchanged: 0, refused: 0 }],
  );
});

test('a household changed since its list was imported comes back from the same file with that reason, and is not written over', async () => {
  const list = workbook({ 'Hộ': [TITLES, ['Gòn', 'SINCE-1', 'Ngô Văn Ba', '1966', 'Nam', 'Kinh', 2, null, null, null, null, null]] });
  assert.deepEqual((await runImport(database.app, await prepare([list]))).refused, []);
  const later = workbook({ 'Hộ': [TITLES, ['Gòn', 'SINCE-1', 'Ngô Văn Ba', '1966', 'Nam', 'Kinh', 5, null, null, null, null, null]] });
  assert.deepEqual((await runImport(database.app, await prepare([later]))).refused, []);
  const third = workbook({ 'Hộ': [TITLES, ['Gòn', 'SINCE-1', 'Ngô Văn Ba', '1966', 'Nam', 'Kinh', 3, null, null, null, null, null]] });
  assert.deepEqual((await runImport(database.app, await prepare([third]))).refused, []);
  const events = await count('event');
  const again = await prepare([later]);
  assert.deepEqual(
    again.plan.refused.map((row) => [row.code, row.refusals]),
    [['SINCE-1', [{ code: 'not-taken', said: problemsText('vi', 'changed-since-import') }]]],
  );
  await runImport(database.app, again);
  assert.equal(await count('event'), events);
  const { rows } = await database.ownerPool.query(`select members from household where code = 'SINCE-1'`);
  assert.deepEqual(rows, [{ members: 3 }]);
});

test('csv of the same list gives the same plan', async () => {
  const text = HOUSEHOLDS.map((row) =>
    row.map((cell) => (cell === null ? '' : String(cell).includes(',') ? `"${String(cell)}"` : String(cell))).join(','),
  ).join('\r\n');
  const asCsv = await prepare([{ name: 'ho.csv', bytes: Buffer.from(`\ufeff${text}`) }]);
  const asBook = await prepare([workbook({ 'Hộ': HOUSEHOLDS })]);
  assert.deepEqual(asCsv.plan.counts, asBook.plan.counts);
  assert.deepEqual(
    asCsv.plan.work.map((each) => [each.code, each.members.map((member) => ({ ...member, at: null }))]),
    asBook.plan.work.map((each) => [each.code, each.members.map((member) => ({ ...member, at: null }))]),
  );
});

test('two files with sheets of one name are told apart', async () => {
  const read = await readSheets(workbook({ Sheet1: HOUSEHOLDS }));
  assert.ok(read.ok);
  const { plan } = await prepare([workbook({ Sheet1: HOUSEHOLDS }), workbook({ Sheet1: MEMBERS })]);
  assert.deepEqual(
    plan.tables.map((table) => [table.sheet, table.kind]),
    [
      ['Sheet1', 'households'],
      ['Sheet1 (2)', 'members'],
    ],
  );
});

test('a new household with somebody whom the register has in another is told of, and taken all the same', async () => {
  const known = mini.village.households.flatMap(({ registered }) => registered.members).find(({ birth }) => birth.length > 4);
  assert.ok(known);
  const line = (code: string, name: string) => [
    ...['Vĩnh Tiến', code, name, known.birth.slice(0, 4), known.sex === 'male' ? 'Nam' : 'Nữ', 'Kinh', 1],
    ...[null, null, null, null, null],
  ];
  const bare = known.fullName.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
  const prepared = await prepare([workbook({ 'Hộ': [TITLES, line('LIKE-1', bare), line('LIKE-2', 'Tôn Nữ Ngọc Khuê')] })]);
  assert.deepEqual(prepared.plan.counts, { new: 2, changed: 0, same: 0 });
  const told = prepared.plan.notices.find(({ code }) => code === 'alike-in-register');
  assert.deepEqual(told?.households, ['LIKE-1']);
});
