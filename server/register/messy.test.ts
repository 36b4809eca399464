/**
 * Files as offices really have them: what is hidden is told, formulas count by their saved result, old encodings read right,
 * endless and broken files end with a name for their trouble; and over random bytes and random sheets nothing else ever happens.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import * as XLSX from '@e965/xlsx';
import fc from 'fast-check';
import { write } from 'hucre';
import { legacyEncodingOf } from '../../core/kernel/legacy-text.ts';
import { planImport } from '../../core/register/import/plan.ts';
import type { Sheet, SheetSink } from '../../core/register/import/sheet.ts';
import { COMMUNE, register } from '../../core/register/import/worked-lists.ts';
import { sourceOf } from './parts/source.ts';
import { type Limits, walkXlsx } from './parts/xlsx.ts';
import { type BroughtFile, LONG, readSheets, walkSheets } from './workbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'vuon-messy-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function read(file: BroughtFile): Promise<readonly Sheet[]> {
  const result = await readSheets(file, LONG);
  return result.ok ? result.value : assert.fail(result.error.code);
}

async function trouble(name: string, bytes: Uint8Array): Promise<string> {
  const result = await readSheets({ name, bytes }, LONG);
  return result.ok ? 'none' : result.error.code;
}

/** A zip with these parts, as a program would pack them; `claim` lies about how much they hold. */
function zip(parts: Readonly<Record<string, string | Buffer>>, claim?: number): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(claim ?? raw.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    locals.push(local, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

function book(sheetXml: string, more: Readonly<Record<string, string>> = {}): Buffer {
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zip({
    'xl/workbook.xml': `<workbook xmlns:r="${relation}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': sheetXml,
    ...more,
  });
}

test('hidden rows and sheets are told, not lost', async () => {
  const sheet = XLSX.utils.aoa_to_sheet([['Mã hộ'], ['1'], ['2'], ['3']]);
  sheet['!rows'] = [{}, {}, { hidden: true }, {}];
  const workbook = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(workbook, sheet, 'Hiện');
  XLSX.utils.book_append_sheet(workbook, XLSX.utils.aoa_to_sheet([['x']]), 'Ẩn');
  workbook.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
  const [first, second] = await read({ name: 'a.xlsx', bytes: new Uint8Array(XLSX.write(workbook, { type: 'buffer' })) });
  assert.deepEqual(
    first?.lines.map(({ line, hidden }) => [line, hidden ?? false]),
    [
      [1, false],
      [2, false],
      [3, true],
      [4, false],
    ],
  );
  assert.deepEqual([first?.hidden, second?.hidden], [false, true]);
});

test('a formula counts by its saved result; one without is no value, and an error is one', async () => {
  const xml = `<x:worksheet xmlns:x="m"><x:sheetData><x:row r="2">
    <x:c r="A2"><x:f>1+1</x:f><x:v>2</x:v></x:c><x:c r="B2"><x:f>A2</x:f></x:c><x:c r="C2" t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c>
    <x:c r="D2" t="str"><x:f>B</x:f><x:v>Nguy&#7877;n &amp; con</x:v></x:c><x:c r="AA2" t="inlineStr"><x:is><x:r><x:t>Hộ</x:t></x:r><x:r><x:t xml:space="preserve"> nghèo</x:t></x:r></x:is></x:c>
  </x:row></x:sheetData></x:worksheet>`;
  const [sheet] = await read({ name: 'a.xlsx', bytes: book(xml) });
  const cells = sheet?.lines[0]?.cells ?? [];
  assert.equal(sheet?.lines[0]?.line, 2);
  assert.deepEqual(cells.slice(0, 4), [2, { fault: 'formula' }, { fault: 'error' }, 'Nguyễn & con']);
  assert.equal(cells[26], 'Hộ nghèo');
});

test('a cell merged over rows speaks for each of them', async () => {
  const sheet = XLSX.utils.aoa_to_sheet([
    ['Ấp', 'Mã hộ'],
    ['Gòn', '1'],
    [null, '2'],
    ['Vĩnh Tiến', '3'],
  ]);
  sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }];
  const bytes = new Uint8Array(XLSX.write(XLSX.utils.book_new(sheet, 'A'), { type: 'buffer', bookType: 'xlsx' }));
  const [read_] = await read({ name: 'a.xlsx', bytes });
  assert.deepEqual(
    read_?.lines.map((line) => line.cells[0]),
    ['Ấp', 'Gòn', 'Gòn', 'Vĩnh Tiến'],
  );
});

test('text files: Windows-1258, UTF-16 without a mark, and old fonts that are left for a person to agree to', async () => {
  const text = 'Mã hộ;Họ và tên chủ hộ;Ấp\r\n01;Nguyễn Thị Bưởi;Gòn\r\n';
  /** Windows-1258 writes the tone behind the letter. */
  const signs = [...text].flatMap((sign) => {
    const tone = sign.normalize('NFD').match(/[\u0300\u0301\u0303\u0309\u0323]/)?.[0] ?? '';
    return [sign.normalize('NFD').replace(tone, '').normalize('NFC'), tone].filter((part) => part !== '');
  });
  const table = new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1258').decode(Uint8Array.of(byte)), byte]));
  const encoded = Buffer.from(signs.map((sign) => table.get(sign) ?? assert.fail(sign)));
  const [sheet] = await read({ name: 'a.csv', bytes: encoded });
  assert.equal(sheet?.lines[1]?.cells[1], 'Nguyễn Thị Bưởi');
  const [wide] = await read({ name: 'a.csv', bytes: Buffer.from(text, 'utf16le') });
  assert.equal(wide?.lines[1]?.cells[1], 'Nguyễn Thị Bưởi');
  const [old] = await read({ name: 'a.csv', bytes: Buffer.from('M· hé;Hä vµ tªn chñ hé;Êp\r\n01;NguyÔn ThÞ B­ëi;Gßn\r\n', 'latin1') });
  const texts = old?.lines.flatMap((line) => line.cells.filter((cell) => typeof cell === 'string')) ?? [];
  assert.equal(legacyEncodingOf(texts), 'tcvn3');
});

test('a page saved as a workbook, a workbook under another name, a locked one', async () => {
  const rows = [['Mã hộ'], ['1']];
  const xls = new Uint8Array(XLSX.write(XLSX.utils.book_new(XLSX.utils.aoa_to_sheet(rows), 'A'), { type: 'buffer', bookType: 'biff8' }));
  assert.equal(await trouble('a.xlsx', xls), 'none', 'an .xls renamed .xlsx');
  assert.equal(await trouble('a.xls', await write({ sheets: [{ name: 'A', rows }] })), 'none', 'an .xlsx renamed .xls');
  assert.equal(await trouble('a.xls', Buffer.from('\ufeff<html><body><table><tr><td>Mã hộ</table>')), 'file-is-a-page');
  assert.equal(await trouble('a.xls', Buffer.from('<?xml version="1.0"?><Workbook/>')), 'file-is-a-page');
  assert.equal(await trouble('a.xlsx', zip({ 'word/document.xml': '<w/>' })), 'file-kind-unknown');
  const locked = await write({ sheets: [{ name: 'A', rows }], encryption: { password: 'bí mật', spinCount: 1_000 } });
  assert.equal(await trouble('a.xlsx', locked), 'file-locked');
});

const NOBODY: SheetSink = { begin: () => {}, line: () => {} };

test('what says that it unpacks to too much, or does without saying so, ends', async () => {
  assert.equal(await trouble('a.xlsx', zip({ 'xl/workbook.xml': '<workbook/>' }, 0xf000_0000)), 'file-too-large');
  const row = (line: number): string => `<row r="${line}"><c r="A1"><v>1</v></c></row>`;
  const many = `<worksheet><sheetData>${Array.from({ length: 20_000 }, (_, i) => row(i + 1)).join('')}</sheetData></worksheet>`;
  const bytes = book(many);
  const limited = async (limits: Limits): Promise<unknown> =>
    walkXlsx(await sourceOf({ bytes }), { limits, sink: NOBODY }).catch((error: Error) => error.message);
  assert.equal(await limited({ unpacked: 10_000_000, rows: 20_000 }), true);
  assert.equal(await limited({ unpacked: 10_000_000, rows: 19_999 }), 'rows');
  const lying = zip({ 'xl/workbook.xml': `<workbook>${' '.repeat(5_000_000)}</workbook>` }, 10);
  assert.equal(
    await walkXlsx(await sourceOf({ bytes: lying }), { limits: { unpacked: 1_000_000, rows: 1 }, sink: NOBODY }).catch(
      (error: Error) => error.message,
    ),
    'file-too-large',
  );
  const endless = book(`<worksheet><sheetData><row r="1">${'<c'.padEnd(5_000_000, ' ')}`);
  assert.equal(await trouble('a.xlsx', endless), 'file-broken');
});

/** Each is a kilobyte or two as a file, and held the server up for minutes while every beginning was followed to the end. */
test('small files that unpack to beginnings without an end are broken at once', async () => {
  const sheet = (inside: string): string => `<worksheet><sheetData>${inside}</sheetData></worksheet>`;
  const strings = { 'xl/sharedStrings.xml': `<sst><si>${'<t '.repeat(600_000)}</si></sst>` };
  assert.equal(await trouble('a.xlsx', book(sheet(`<row r="1"><v/>${'<c>'.repeat(600_000)}</row>`))), 'file-broken');
  assert.equal(await trouble('a.xlsx', book(sheet('<row r="1"/>'), strings)), 'file-broken');
  assert.equal(await trouble('a.xlsx', book('x'.repeat(100_000_000))), 'file-broken');
  assert.equal(await trouble('a.xlsx', book(sheet('<row r="1"/>'), { 'xl/styles.xml': styleOf('['.repeat(1_500_000)) })), 'none');
  const target = `<Relationships><Relationship Id="rId1" Target="${'a'.repeat(1_500_000)}"/></Relationships>`;
  assert.equal(await trouble('a.xlsx', book(sheet(''), { 'xl/_rels/workbook.xml.rels': target })), 'none');
  const names = `<workbook><sheets>${'<sheet name="A"/>'.repeat(200_000)}</sheets></workbook>`;
  assert.equal(await trouble('a.xlsx', book(sheet(''), { 'xl/workbook.xml': names })), 'file-too-large');
  const merges = `<mergeCells>${'<mergeCell ref="A1:A9"/>'.repeat(100_000)}</mergeCells>`;
  assert.equal(await trouble('a.xlsx', book(sheet(`<row r="1"><c><v>1</v></c></row>${merges}`))), 'none');
});

const styleOf = (format: string): string => `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="${format}"/></numFmts></styleSheet>`;

test('reading stops when nobody waits for it any more', async () => {
  const row = (line: number): string => `<row r="${line}"><c><v>${line}</v></c></row>`;
  const rows = Array.from({ length: 100_000 }, (_, i) => row(i + 1)).join('');
  const text = Array.from({ length: 100_000 }, (_, i) => `${i},Ngô Văn Ba\n`).join('');
  for (const [name, bytes] of [
    ['a.xlsx', book(`<worksheet><sheetData>${rows}</sheetData></worksheet>`)],
    ['a.csv', Buffer.from(text)],
  ] as const) {
    const gone = new AbortController();
    let lines = 0;
    const sink: SheetSink = { begin: () => {}, line: () => void ((lines += 1) === 10 && gone.abort(new Error('gone'))) };
    await assert.rejects(walkSheets({ name, bytes }, sink, { signal: gone.signal }), { message: 'gone' });
    assert.ok(lines < 10_000, `${lines} rows of ${name} were read`);
  }
});

test('a million rows without a value, as a sheet formatted to its end has them, are passed over', async () => {
  const blank = '<row r="9" s="1"><c r="A9" s="1"/></row>'.repeat(1_000_000);
  const xml = `<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>Mã hộ</v></c></row><row r="2"><c r="A2"><v>7</v></c></row>${blank}</sheetData></worksheet>`;
  const path = join(folder, 'million.xlsx');
  writeFileSync(path, book(xml));
  const [sheet] = await read({ name: 'million.xlsx', path });
  assert.deepEqual(
    sheet?.lines.map((line) => line.cells),
    [['Mã hộ'], [7]],
  );
});

/** By the second writer, which hides no rows in .xls: there the record of the third row is put before the end of the last sheet. */
function hiding(type: 'xlsx' | 'biff8', people: number): Uint8Array {
  const rows = [['Mã hộ', 'Họ tên', 'Ghi chú', 'Ấp'], ...Array.from({ length: people }, (_, i) => [`A${i}`, 'Ngô Văn Ba', 'x', 'Gòn'])];
  const sheet = XLSX.utils.aoa_to_sheet(rows);
  sheet['!rows'] = rows.map((_, i) => ({ hidden: i === 2 }));
  sheet['!cols'] = [{}, {}, { hidden: true }, {}];
  const book = XLSX.utils.book_new(XLSX.utils.aoa_to_sheet([['cũ']]), 'Ẩn');
  XLSX.utils.book_append_sheet(book, sheet, 'Hộ');
  book.Workbook = { Sheets: [{ Hidden: 1 }, { Hidden: 0 }] };
  const bytes = new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: type }));
  if (type === 'xlsx') return bytes;
  const container = XLSX.CFB.read(bytes, { type: 'buffer' });
  const entry = XLSX.CFB.find(container, 'Workbook') ?? assert.fail('no workbook');
  const stream = Buffer.from(entry.content as Uint8Array).subarray(0, entry.size);
  const end = stream.lastIndexOf(Buffer.from([0x0a, 0, 0, 0]));
  const row = Buffer.from([0x08, 0x02, 16, 0, 2, 0, 0, 0, 4, 0, 255, 0, 0, 0, 0, 0, 0x20, 1, 15, 0]);
  const changed = Buffer.concat([stream.subarray(0, end), row, stream.subarray(end)]);
  XLSX.CFB.utils.cfb_add(container, '/Workbook', changed);
  return new Uint8Array(XLSX.CFB.write(container, { type: 'buffer' }) as Buffer);
}

test('hidden rows, columns and sheets are told alike by .xls and .xlsx', async () => {
  for (const people of [3, 3_000])
    for (const [name, type] of [
      ['a.xlsx', 'xlsx'],
      ['a.xls', 'biff8'],
    ] as const) {
      const sheets = await read({ name, bytes: hiding(type, people) });
      assert.deepEqual(
        sheets.map(({ lines, ...sheet }) => [sheet, lines.filter((line) => line.hidden === true).map((line) => line.line)]),
        [
          [{ name: 'Ẩn', hidden: true, hiddenColumns: [] }, []],
          [{ name: 'Hộ', hidden: false, hiddenColumns: [2] }, [3]],
        ],
        `${name} of ${people}`,
      );
    }
});

test('30 MB of blank lines in a text take no memory, and the rows behind them keep their numbers', async () => {
  const path = join(folder, 'blank.csv');
  const blank = 15_000_000;
  writeFileSync(path, `Mã hộ,Họ tên\r\n${'\r\n'.repeat(blank)}A1,Ngô Văn Ba\r\n`);
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  const before = process.memoryUsage().rss;
  const [sheet] = await read({ name: 'blank.csv', path });
  clearInterval(watch);
  assert.deepEqual(
    sheet?.lines.map(({ line }) => line),
    [1, blank + 2],
  );
  assert.ok(Math.max(most, process.memoryUsage().rss) - before < 60_000_000, `${most - before} bytes more`);
});

// ---- anything at all ---------------------------------------------------------------------------------------------------

const SEED = Number(process.env['VUON_SEED'] ?? 1);
const WHOLE = book(
  '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>45000.5</v></c></row></sheetData></worksheet>',
  {
    'xl/sharedStrings.xml': '<sst><si><t>Mã hộ</t></si></sst>',
    'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>',
  },
);
const OLD = new Uint8Array(
  XLSX.write(XLSX.utils.book_new(XLSX.utils.aoa_to_sheet([['Mã hộ', 1]]), 'A'), { type: 'buffer', bookType: 'biff8' }),
);

async function neverCrashes(name: string, bytes: Uint8Array): Promise<void> {
  const result = await readSheets({ name, bytes }, LONG);
  if (result.ok) planImport(result.value, { commune: COMMUNE, register: register() });
  else assert.match(result.error.code, /^file-/);
}

test('random bytes, and files with bytes changed or cut, are read or named, never a crash', async () => {
  const damaged = fc
    .tuple(fc.constantFrom<Uint8Array>(WHOLE, OLD), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 12 }), fc.option(fc.nat()))
    .map(([whole, changes, cut]) => {
      const bytes = Uint8Array.from(whole);
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      return cut === null ? bytes : bytes.subarray(0, cut % (bytes.length + 1));
    });
  const noise = fc.uint8Array({ maxLength: 400 });
  const named = fc.constantFrom('a.xlsx', 'a.xls', 'a.csv', 'a.txt', 'a', '.csv');
  await fc.assert(
    fc.asyncProperty(named, fc.oneof(damaged, noise), (name, bytes) => neverCrashes(name, bytes)),
    { numRuns: 400, seed: SEED },
  );
});

test('random sheets, titles among them, are planned: every row taken, returned or told as repeated', () => {
  const titles = fc.constantFrom(
    'Mã hộ',
    'Họ tên',
    'chu ho',
    'Ấp',
    'Giới tính',
    'Năm sinh',
    'Quan hệ với chủ hộ',
    'Số khẩu',
    'B2',
    'Kết quả',
    'lạ',
    '',
  );
  const cell = fc.oneof(
    titles,
    fc.constantFrom(
      'Gòn',
      'Vĩnh Tiến',
      '2.040 %',
      'Tổng cộng',
      'Nam',
      'Chủ hộ',
      '1e9',
      '31/02/2020',
      '\u0000',
      'Nguyễn  Văn\u00a0A'.normalize('NFD'),
    ),
    fc.constant(null),
    fc.double(),
    fc.boolean(),
    fc.constantFrom({ fault: 'formula' as const }, { fault: 'error' as const }),
    fc.string({ maxLength: 60 }),
  );
  const lines = fc.array(fc.tuple(fc.array(cell, { maxLength: 12 }), fc.boolean()), { maxLength: 30 });
  fc.assert(
    fc.property(fc.array(lines, { minLength: 1, maxLength: 3 }), (sheets) => {
      const brought = sheets.map((rows, i) => ({
        name: `S${i}`,
        lines: rows.map(([cells, hidden], at) => ({ line: at + 1, cells, hidden })),
      }));
      const plan = planImport(brought, { commune: COMMUNE, register: register() });
      const places = plan.taken.flatMap((each) => each.household.places).length;
      assert.equal(places + plan.refused.length + plan.repeated.length, plan.rows);
    }),
    { numRuns: 600, seed: SEED },
  );
});
