/** Rows that come back are handed over in parts as they are read, however many they are; the workbook is read by another program. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read as readWorkbook } from 'hucre';
import * as XLSX from '@e965/xlsx';
import type { ReadTable } from '../../core/register/import/reading.ts';
import { refuse } from '../../core/register/import/refusal.ts';
import { XlsxWriter } from './parts/xlsx-writer.ts';
import { ReturnedRows, returnedSheet, ROWS_A_PART } from './returned.ts';

const TABLE: ReadTable = {
  ...{ sheet: 'Hộ', kind: 'households', titlesAt: 1, titleLines: 1, titles: ['Mã hộ', 'Ấp'], unused: [], hiddenTitles: [] },
  columns: [
    { field: 'code', at: 0 },
    { field: 'hamlet', at: 1 },
  ],
  ...{ rows: 0, hiddenRows: 0, totalDiffers: false },
};

const refusedAt = (line: number) => ({
  ...{ at: { sheet: 'Hộ', line }, code: null, name: null, hamletId: null },
  refusals: [refuse('hamlet-unknown', 'Ấp Xa')],
});

test('no part is longer than the others, and each row comes once', () => {
  const MANY = 20_000;
  const parts: number[] = [];
  const lines: unknown[] = [];
  const rows = new ReturnedRows(
    [TABLE],
    Array.from({ length: MANY }, (_, i) => refusedAt(i + 2)),
    (message) => {
      if (message === 'end' || !('rows' in message)) return;
      parts.push(message.rows.length);
      for (const row of message.rows) lines.push(row[1]);
    },
  );
  rows.begin({ name: 'Hộ' });
  for (let line = 1; line <= MANY + 1; line += 1) rows.line({ line, cells: [`H${line}`, 'Ấp Xa'] });
  assert.ok(rows.end());
  assert.ok(
    parts.every((length) => length <= ROWS_A_PART),
    `parts of ${Math.max(...parts)}`,
  );
  assert.deepEqual(lines, ['Dòng', ...Array.from({ length: MANY }, (_, i) => i + 2)]);
});

test('once nobody waits for it, no sheet is made', async () => {
  const wish = { files: [{ name: 'ho.csv', bytes: Buffer.from(`Mã hộ,Ấp\n${'A,Ấp Xa\n'.repeat(100)}`) }] };
  const plan = { tables: [{ ...TABLE, sheet: 'ho' }] };
  const refused = [{ ...refusedAt(3), at: { sheet: 'ho', line: 3 } }];
  const gone = new AbortController();
  const asked = returnedSheet({ plan, wish }, refused, gone.signal);
  gone.abort(new Error('gone'));
  await assert.rejects(asked, /gone/);
  assert.ok((await returnedSheet({ plan, wish }, refused)) instanceof Uint8Array);
});

test('what is written row by row reads back the same, whatever stands in the cells and names', () => {
  const odd = 'a&b <c> "d"\nẤp\u0000 \u000b\ud800';
  const long = Array.from({ length: 30_000 }, (_, i) => [`Nguyễn ${i}`, i, i % 2 === 0, null]);
  const writer = new XlsxWriter();
  writer.sheet('Hộ: [2026]', [60, 8]);
  writer.line([odd, 1.5, null, 'Đ']);
  writer.line([...Array.from({ length: 30 }, () => null), 'far']);
  writer.sheet('Hộ: [2026]', []);
  for (const row of long) writer.line(row);
  const book = XLSX.read(writer.end());
  assert.deepEqual(book.SheetNames, ['Hộ   2026', 'Hộ   2026 (2)']);
  const [first, second] = book.SheetNames.map((name) => XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[name] ?? {}, { header: 1 }));
  assert.deepEqual(first?.[0]?.[0], 'a&b <c> "d"\nẤp \ufffd');
  assert.deepEqual([first?.[0]?.[1], first?.[0]?.[3], first?.[1]?.[30]], [1.5, 'Đ', 'far']);
  assert.deepEqual(
    second,
    long.map((row) => row.slice(0, 3)),
  );
});

test('on the screen and on paper titles are bold and on every page, and a long reason stands in its cell whole', async () => {
  const reason = 'Thiếu mã hộ: điền mã hộ. '.repeat(5);
  const writer = new XlsxWriter();
  writer.sheet("Hộ 'nghèo'", [60, 8]);
  for (const row of [
    ['Lý do trả lại', 'Dòng'],
    [reason, 2],
    ['Ngắn', 3],
  ])
    writer.line(row);
  const { sheets } = await readWorkbook(writer.end(), { readStyles: true });
  const [sheet] = sheets;
  const look = (at: string) => sheet?.cells?.get(at)?.style;
  assert.deepEqual([look('0,0')?.font?.bold, look('1,0')?.font?.bold ?? false], [true, false]);
  assert.deepEqual([look('0,0')?.alignment?.wrapText, look('1,0')?.alignment?.wrapText], [true, true]);
  const heights = [1, 2].map((row) => sheet?.rowDefs?.get(row)?.height ?? 0);
  assert.ok((heights[0] ?? 0) >= 3 * 15 && heights[1] === 0, `rows as high as their texts: ${heights.join(', ')}`);
  assert.equal(sheet?.pageSetup?.orientation, 'landscape');
});
