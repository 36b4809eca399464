/** CSV: what is written reads back, and what is broken is refused with its line. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { CsvReader, csvFile, type CsvRow, parseCsv, parseTable, writeCsv } from './csv.ts';

function cells(text: string, separator = ','): (readonly string[])[] {
  const parsed = parseCsv(text, separator);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return parsed.value.map((row) => row.cells);
}

const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ',', ';', '\r', '\n', 'ấ', ' ', '\ufeff', 'x') }));

test('what writeCsv writes, parseCsv reads', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 6 }),
      fc.constantFrom(',', ';', '\t'),
      (rows, separator) => {
        // A file of one lone empty cell is an empty line for every reader; writeCsv quotes it, parseCsv leaves it out.
        const expected = rows.filter((row) => row.length > 1 || row[0] !== '');
        assert.deepEqual(cells(writeCsv(rows, separator), separator), expected);
      },
    ),
  );
});

test('reads the forms that spreadsheets write', () => {
  assert.deepEqual(cells('\ufeffa,b\r\n1,"x, ""y"""\r\n'), [
    ['a', 'b'],
    ['1', 'x, "y"'],
  ]);
  assert.deepEqual(cells('a;b\n"l1\nl2";\n\n;c', ';'), [
    ['a', 'b'],
    ['l1\nl2', ''],
    ['', 'c'],
  ]);
  assert.deepEqual(cells('a\rb'), [['a'], ['b']]);
  assert.deepEqual(cells(''), []);
  const parsed = parseCsv('h\n"a\r\nb"\n\nlast');
  assert.ok(parsed.ok);
  assert.deepEqual(
    parsed.value.map((row) => row.line),
    [1, 2, 5],
  );
});

test('names the line of what it refuses', () => {
  assert.deepEqual(parseCsv('a\n"b\nc'), { ok: false, error: { code: 'csv-quote-open', line: 2 } });
  assert.deepEqual(parseCsv('a\nb"c'), { ok: false, error: { code: 'csv-quote-misplaced', line: 2 } });
  assert.deepEqual(parseCsv('a\n"b"c'), { ok: false, error: { code: 'csv-quote-misplaced', line: 2 } });
  assert.deepEqual(parseTable(''), { ok: false, error: { code: 'csv-no-header' } });
  assert.deepEqual(parseTable('a,b,a'), { ok: false, error: { code: 'csv-header-twice', column: 'a' } });
  assert.deepEqual(parseTable('a,b\n1,2\n1'), { ok: false, error: { code: 'csv-row-length', line: 3, expected: 2, found: 1 } });
  assert.deepEqual(parseTable('a,b\n1,2'), { ok: true, value: [{ a: '1', b: '2' }] });
});

test('a text that comes in pieces gives the same rows as the whole', () => {
  const sign = fc.constantFrom('a', 'ế', ',', '"', '\r', '\n', '\r\n', ' ');
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 60 }), fc.array(fc.nat(60), { maxLength: 6 }), (signs, cuts) => {
      const text = signs.join('');
      const at = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
      const reader = new CsvReader(',');
      const rows: CsvRow[] = [];
      let failed = false;
      at.slice(1).forEach((to, i) => {
        const read = reader.push(text.slice(at[i], to), i === at.length - 2);
        if (!read.ok) failed = true;
        else if (!failed) rows.push(...read.value);
      });
      const whole = parseCsv(text);
      assert.equal(failed, !whole.ok);
      if (whole.ok) assert.deepEqual(rows, whole.value);
    }),
    { numRuns: 2_000 },
  );
});

test('of a row no more cells are kept than asked for, and a line without end is refused before it is whole', () => {
  const few = new CsvReader(',', 3).push('a,b,c,d,e\n1,"2,5",3,"4"\n5', true);
  assert.deepEqual(few.ok && few.value.map((row) => row.cells), [['a', 'b', 'c'], ['1', '2,5', '3'], ['5']]);
  const endless = new CsvReader(',');
  let pieces = 0;
  for (; pieces < 1_000; pieces += 1) {
    const read = endless.push('a,'.repeat(32_768), false);
    if (read.ok) continue;
    assert.equal(read.error.code, 'csv-row-too-long');
    break;
  }
  assert.ok(pieces < 20, `refused after ${pieces} pieces`);
});

test('a file of its own begins with the mark, and is read back without it', () => {
  const rows = [
    ['Mã hộ', 'Chủ hộ'],
    ['1', 'Ngô "Ba", ấp Tư'],
  ];
  const file = csvFile(rows);
  assert.ok(file.startsWith('\ufeffMã hộ'));
  assert.deepEqual(cells(file), rows);
});

test('cells are quoted here and nowhere else', () => {
  const root = resolve(import.meta.dirname, '../..');
  const byHand = globSync('{core,desk,field,portal,ui,server,tools,words}/**/*.{ts,svelte}', { cwd: root })
    .filter((path) => !/node_modules|\.svelte-kit|\.test\.ts$/.test(path))
    .filter((path) => readFileSync(join(root, path), 'utf8').includes(`'""'`));
  assert.deepEqual(byHand, ['core/kernel/csv.ts']);
});
