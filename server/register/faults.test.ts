/**
 * The faults that lists of provinces are known for (lỗi thường gặp của danh sách), each under its own name: brought as the bytes of a file, and
 * followed to the row that comes back or to the household that is taken. What a whole file does to the reader's memory and time is
 * `messy.test.ts`.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as XLSX from '@e965/xlsx';
import { write } from 'hucre';
import type { RefusalCode } from '../../core/register/import/refusal.ts';
import { planImport } from '../../core/register/import/plan.ts';
import { COMMUNE, LOI, MEMBER_TITLES, register, TAM, TITLES, VINH, withCell } from '../../core/register/import/worked-lists.ts';
import type { Cell } from '../../core/register/import/sheet.ts';
import { LONG, readSheets } from './workbook.ts';

type ImportPlan = ReturnType<typeof planImport>;
type Rows = readonly (readonly unknown[])[];

/** By the second writer, as an office's program would save it. */
function bytesOf(sheets: Readonly<Record<string, Rows | XLSX.WorkSheet>>): Uint8Array {
  const book = XLSX.utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    XLSX.utils.book_append_sheet(
      book,
      Array.isArray(rows) ? XLSX.utils.aoa_to_sheet(rows.map((row) => [...row])) : (rows as XLSX.WorkSheet),
      name,
    );
  return new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }));
}

async function bring(bytes: Uint8Array, name = 'danh-sach.xlsx'): Promise<ImportPlan> {
  const read = await readSheets({ name, bytes }, LONG);
  return read.ok ? planImport(read.value, { commune: COMMUNE, register: register() }) : assert.fail(read.error.code);
}

const list = (...rows: readonly (readonly Cell[])[]): Promise<ImportPlan> =>
  bring(bytesOf({ 'Hộ': [TITLES, ...rows.map((row) => row.map((cell) => (cell !== null && typeof cell === 'object' ? null : cell)))] }));

const codesOf = ({ refused }: ImportPlan): readonly RefusalCode[] => refused.flatMap(({ refusals }) => refusals.map(({ code }) => code));

async function trouble(bytes: Uint8Array, name = 'danh-sach.xlsx'): Promise<string> {
  const read = await readSheets({ name, bytes }, LONG);
  return read.ok ? 'none' : read.error.code;
}

test('duplicate household codes: one household said twice counts once, two under one code come back, both', async () => {
  const same = await list(TAM, TAM);
  assert.deepEqual([same.counts.new, same.repeated.length, codesOf(same)], [1, 1, []]);
  const other = await list(TAM, withCell(LOI, 'Mã hộ', 'VX001'));
  assert.deepEqual([other.counts.new, codesOf(other)], [0, ['code-twice', 'code-twice']]);
});

test('missing dates: a household without a day of review or of birth is taken, and told to be looked at', async () => {
  const plan = await list(withCell(withCell(TAM, 'Ngày rà soát', null), 'Năm sinh', null));
  assert.deepEqual([plan.counts.new, codesOf(plan)], [1, []]);
  assert.equal(plan.taken[0]?.result?.reviewedOn, null);
  assert.ok(plan.notices.some(({ code }) => code === 'birth-missing'));
});

test('totals smaller than their parts: the row of totals is no household, and is told to differ', async () => {
  const total = TITLES.map((title) => (title === 'STT' ? 'Tổng cộng' : title === 'Số nhân khẩu' ? 1 : null));
  const plan = await list(TAM, LOI, total);
  assert.equal(plan.counts.new, 2);
  assert.ok(plan.notices.some(({ code }) => code === 'total-differs'));
  const people = await bring(
    bytesOf({
      'Hộ': [TITLES, withCell(TAM, 'Số nhân khẩu', 1)],
      'Thành viên': [
        ['Mã hộ', 'Họ và tên', 'Quan hệ', 'Năm sinh', 'Giới tính'],
        ['VX001', 'Nguyễn Văn Tám', 'Chủ hộ', '12/03/1979', 'Nam'],
        ['VX001', 'Lê Thị Bé', 'Vợ', 1981, 'Nữ'],
      ],
    }),
  );
  assert.deepEqual([...new Set(codesOf(people))], ['members-more-than-people']);
});

test('2.040 %: a percentage in a column of counts comes back, as text and as a number that a sheet shows so', async () => {
  assert.deepEqual(codesOf(await list(withCell(TAM, 'Số nhân khẩu', '2.040 %'))), ['people-not-understood']);
  const sheet = XLSX.utils.aoa_to_sheet([TITLES, withCell(TAM, 'Số nhân khẩu', 20.4)].map((row) => row.map((cell) => cell as string)));
  assert.deepEqual(codesOf(await bring(bytesOf({ 'Hộ': sheet }))), ['people-not-understood']);
});

test('double blanks: names and hamlets with blanks doubled, unbreakable or at the ends are the plain ones', async () => {
  const [plain, blanks] = [
    await list(TAM),
    await list(withCell(withCell(TAM, 'Họ và tên chủ hộ', ' Nguyễn\u00a0 Văn   Tám '), 'Ấp', ' Ấp  Vĩnh\u00a0Tiến ')),
  ];
  assert.deepEqual(
    blanks.taken.map(({ household, members }) => [household.hamletId, members[0]?.fullName]),
    plain.taken.map(({ household, members }) => [household.hamletId, members[0]?.fullName]),
  );
  assert.equal(plain.counts.new, 1);
});

test('mixed Unicode forms: composed and decomposed letters, and tones set either way, are one text', async () => {
  const mixed = TAM.map((cell, i) => (typeof cell === 'string' ? cell.normalize(i % 2 === 0 ? 'NFD' : 'NFC') : cell));
  const [plain, odd] = [await list(TAM), await list(mixed)];
  assert.equal(odd.counts.new, 1);
  assert.deepEqual(odd.taken[0]?.household, plain.taken[0]?.household);
  assert.deepEqual(odd.taken[0]?.members, plain.taken[0]?.members);
});

test('formulas: a saved result counts, one that was never reckoned or is an error comes back', async () => {
  const sheet = XLSX.utils.aoa_to_sheet([TITLES, TAM].map((row) => row.map((cell) => cell as string)));
  const at = XLSX.utils.encode_cell({ r: 1, c: TITLES.indexOf('Số nhân khẩu') });
  sheet[at] = { t: 'n', f: '2+2', v: 4 };
  assert.equal((await bring(bytesOf({ 'Hộ': sheet }))).taken[0]?.household.people, 4);
  sheet[at] = { t: 'e', f: '1/0', v: 0x07 };
  assert.deepEqual(codesOf(await bring(bytesOf({ 'Hộ': sheet }))), ['cell-error']);
});

test('hidden rows and hidden sheets: left out, counted, and told', async () => {
  const sheet = XLSX.utils.aoa_to_sheet([TITLES, TAM, LOI].map((row) => row.map((cell) => cell as string)));
  sheet['!rows'] = [{}, {}, { hidden: true }];
  const plan = await bring(bytesOf({ 'Hộ': sheet }));
  assert.deepEqual([plan.counts.new, plan.tables[0]?.hiddenRows], [1, 1]);
});

test('a million rows: more than fit are named, and rows that only hold a format are passed over', async () => {
  const text = `Mã hộ,Họ tên chủ hộ,Ấp\n${Array.from({ length: 1_000_000 }, (_, i) => `A${i},Ngô Văn Ba,Gòn`).join('\n')}`;
  assert.equal(await trouble(Buffer.from(text), 'a.csv'), 'file-too-many-rows');
});

test('a zip bomb: a small file that unpacks to gigabytes is named before it is unpacked', async () => {
  const bomb = Buffer.from(await write({ sheets: [{ name: 'A', rows: [['Mã hộ'], ['1']] }] }));
  const entry = bomb.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  bomb.writeUInt32LE(0xf000_0000, entry + 24);
  assert.equal(await trouble(bomb), 'file-too-large');
});

test('a password: a locked workbook says that it is locked', async () => {
  const locked = await write({ sheets: [{ name: 'A', rows: [['Mã hộ']] }], encryption: { password: 'bí mật', spinCount: 1_000 } });
  assert.equal(await trouble(locked), 'file-locked');
});

test('what only begins like an old workbook cannot be read; it is not locked', async () => {
  const rubbish = Buffer.alloc(8_192, 7);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(rubbish);
  for (const name of ['a.xls', 'a.xlsx']) assert.equal(await trouble(rubbish, name), 'file-broken');
});

test('a truncated file: cut anywhere it is named, never half read', async () => {
  const whole = bytesOf({ 'Hộ': [TITLES, TAM, LOI, VINH].map((row) => row.map((cell) => cell)) });
  for (let cut = 1; cut < 12; cut += 1) {
    const length = Math.floor((whole.length * cut) / 12);
    assert.equal(await trouble(whole.subarray(0, length)), 'file-broken', `${length} of ${whole.length} bytes`);
  }
});

test('blank fields: a row without code, name or hamlet comes back with the reason', async () => {
  assert.deepEqual(codesOf(await list(withCell(TAM, 'Mã hộ', null))), ['code-missing']);
  assert.deepEqual(codesOf(await list(withCell(TAM, 'Họ và tên chủ hộ', null))), ['name-missing']);
  assert.deepEqual(codesOf(await list(withCell(TAM, 'Ấp', null))), ['hamlet-missing']);
});

test('communes with no row: an empty list is no list, and a list of titles alone changes nothing', async () => {
  assert.equal(await trouble(new Uint8Array(), 'a.csv'), 'file-empty');
  const plan = await bring(bytesOf({ 'Hộ': [TITLES] }));
  assert.deepEqual([plan.rows, plan.counts, plan.refused], [0, { new: 0, changed: 0, same: 0 }, []]);
});

test('days that cannot be are told as people write them', async () => {
  const said = async (title: string, cell: string) => (await list(withCell(TAM, title, cell))).refused[0]?.refusals;
  assert.deepEqual(await said('Năm sinh', '2030-12-12'), [{ code: 'birth-in-future', said: '12/12/2030' }]);
  assert.deepEqual(await said('Năm sinh', '12/12/2030'), [{ code: 'birth-in-future', said: '12/12/2030' }]);
  assert.deepEqual(await said('Ngày rà soát', '2026-12-25'), [{ code: 'reviewed-in-future', said: '25/12/2026' }]);
});

test('a citizen number of 11 digits: with its zero in front it is one digit short, without it the zero was lost', async () => {
  const said = async (number: string | number) =>
    (
      await bring(
        bytesOf({
          'Thành viên': [
            [...MEMBER_TITLES, 'Ấp'],
            ['A1', 'Ngô Văn Ba', 'Chủ hộ', 1979, 'Nam', 'Kinh', number, 'Gòn'],
          ],
        }),
      )
    ).refused[0]?.refusals[0];
  assert.equal(await said(86_079_000_101), undefined, 'a number, of which the spreadsheet dropped the zero');
  assert.deepEqual(await said('08607900010'), { code: 'citizen-id-malformed', said: '08607900010' });
  assert.deepEqual(await said('86079000101'), { code: 'citizen-id-zero-lost', said: '086079000101' });
});
