/** Files of two writers give the same cells; a file that cannot be read has a name for its trouble. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as XLSX from '@e965/xlsx';
import { write } from 'hucre';
import { type Cell, MAX_COLUMNS, type Sheet } from '../../core/register/import/sheet.ts';
import { readSheets, walkSheets } from './workbook.ts';

const ROWS = [
  ['Mã hộ', 'Họ và tên chủ hộ', 'Ngày sinh', 'Số nhân khẩu'],
  ['086001', 'Nguyễn Văn Tám', new Date(Date.UTC(1979, 2, 12)), 3],
  [null, 'Đặng Thị Út', '12/03/1979', 1.5],
];

async function sheetsOf(name: string, bytes: Uint8Array): Promise<readonly Sheet[] | string> {
  const read = await readSheets({ name, bytes });
  return read.ok ? read.value : read.error.code;
}

function cells(sheets: readonly Sheet[] | string, row: number): readonly Cell[] {
  assert.ok(typeof sheets !== 'string', `not read: ${String(sheets)}`);
  return sheets[0]?.lines.find((line) => line.line === row + 1)?.cells ?? [];
}

/** The second writer counts days in the machine's own time. */
function bySecondWriter(type: 'xlsx' | 'xls'): Uint8Array {
  const rows = ROWS.map((row) =>
    row.map((value) => (value instanceof Date ? new Date(value.getUTCFullYear(), value.getUTCMonth(), value.getUTCDate()) : value)),
  );
  const book = XLSX.utils.book_new(XLSX.utils.aoa_to_sheet(rows, { cellDates: true }), 'Hộ nghèo');
  return new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: type, cellDates: false }));
}

test('a workbook of either writer gives the same cells, days and leading zeros among them', async () => {
  const own = await sheetsOf('a.xlsx', await write({ sheets: [{ name: 'Hộ nghèo', rows: ROWS }] }));
  for (const sheets of [own, await sheetsOf('b.xlsx', bySecondWriter('xlsx')), await sheetsOf('b.xls', bySecondWriter('xls'))]) {
    assert.deepEqual(cells(sheets, 0), ROWS[0]);
    assert.deepEqual(cells(sheets, 1), ['086001', 'Nguyễn Văn Tám', { date: '1979-03-12' }, 3]);
    assert.deepEqual(cells(sheets, 2), [null, 'Đặng Thị Út', '12/03/1979', 1.5]);
  }
});

test('text files: separators, byte order marks, UTF-16, empty lines keep their numbers', async () => {
  const text = 'Mã hộ;Họ tên;Số nhân khẩu\r\n\r\n01;"Ngô; Văn ""Ba""";1.234\r\n';
  for (const bytes of [
    Buffer.from(text),
    Buffer.from(`\ufeff${text}`),
    Buffer.from(`\ufeff${text}`, 'utf16le'),
    Buffer.from(text.replaceAll(';', '\t').replace('Ngô\t', 'Ngô;')),
  ]) {
    const sheets = await sheetsOf('ho.csv', bytes);
    assert.deepEqual(cells(sheets, 0), ['Mã hộ', 'Họ tên', 'Số nhân khẩu']);
    assert.deepEqual(cells(sheets, 1), []);
    assert.deepEqual(cells(sheets, 2), ['01', 'Ngô; Văn "Ba"', '1.234']);
  }
  assert.deepEqual(cells(await sheetsOf('ho.csv', Buffer.from('a,b\n1,"2,5"')), 1), ['1', '2,5']);
});

test('a file that cannot be read has a name for its trouble', async () => {
  const whole = await write({ sheets: [{ name: 'A', rows: ROWS }] });
  assert.equal(await sheetsOf('a.xlsx', whole.subarray(0, whole.length - 200)), 'file-broken');
  assert.equal(await sheetsOf('a.xlsx', whole.subarray(0, 40)), 'file-broken');
  assert.equal(await sheetsOf('a.xlsx', Buffer.from('không phải bảng tính')), 'file-broken');
  assert.equal(await sheetsOf('a.pdf', Buffer.from('%PDF-1.7')), 'file-kind-unknown');
  assert.equal(await sheetsOf('a.csv', Buffer.alloc(0)), 'file-empty');
  assert.equal(await sheetsOf('a.csv', Buffer.from([0x4d, 0x00, 0x01, 0x02, 0xf4])), 'file-not-text');
  assert.equal(await sheetsOf('a.xls', Buffer.from('<html><table><tr><td>Mã hộ</td></tr></table></html>')), 'file-is-a-page');
  assert.equal(
    await sheetsOf('a.xlsx', await write({ sheets: [{ name: 'A', rows: ROWS }], encryption: { password: 'bí mật', spinCount: 1_000 } })),
    'file-locked',
  );
});

test('a file that says it unpacks to more than fits is not unpacked', async () => {
  const bomb = Buffer.from(await write({ sheets: [{ name: 'A', rows: ROWS }] }));
  const entry = bomb.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  bomb.writeUInt32LE(0xf0000000, entry + 24);
  assert.equal(await sheetsOf('a.xlsx', bomb), 'file-too-large');
});

test('a row of text has no more columns than one of a workbook, and a text without line ends is no list', async () => {
  const titles = ['Mã hộ', ...Array.from({ length: 5_000 }, (_, i) => `Cột ${i}`)].join(',');
  const read = await sheetsOf('a.csv', Buffer.from(`${titles}\nA1,${'x,'.repeat(5_000)}\n`));
  assert.deepEqual([cells(read, 0).length, cells(read, 1).length], [MAX_COLUMNS, MAX_COLUMNS]);
  assert.equal(await sheetsOf('a.csv', Buffer.from('a,'.repeat(2_000_000))), 'file-broken');
});

test('an old workbook is read in a worker: the thread has turns meanwhile, no part is long, and it ends when nobody waits', async () => {
  const rows = Array.from({ length: 3_000 }, (_, i) => [`A${i}`, `Nguyễn ${i}`, i]);
  const book = XLSX.utils.book_new(XLSX.utils.aoa_to_sheet(rows), 'Hộ');
  const file = { name: 'a.xls', bytes: new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'biff8' })) };
  let [turn, inTurn, longest, lines] = [0, -1, 0, 0];
  let together = 0;
  let turning = setImmediate(function next() {
    turn += 1;
    turning = setImmediate(next);
  });
  const line = (): void => {
    together = turn === inTurn ? together + 1 : 1;
    [inTurn, longest, lines] = [turn, Math.max(longest, together), lines + 1];
  };
  const read = await walkSheets(file, { begin: () => {}, line }).finally(() => clearImmediate(turning));
  assert.ok(read.ok);
  assert.equal(lines, rows.length);
  assert.ok(longest < rows.length, `${longest} rows in one turn`);
  const gone = new AbortController();
  const asked = walkSheets(file, { begin: () => gone.abort(new Error('gone')), line: () => {} }, { signal: gone.signal });
  await assert.rejects(asked, /gone/);
});
