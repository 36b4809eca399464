/**
 * All nine tables of the province of 2023, of a district, a commune and a hamlet, as sheets read back by a second reader: headings
 * where the declared form has them, formats, print set-up, and every number as the pure figures count it.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { read as readSheet, utils, type WorkSheet } from '@e965/xlsx';
import { levelOf } from '../../core/kernel/areas.ts';
import { date, type Instant } from '../../core/kernel/dates.ts';
import type { AreaId } from '../../core/kernel/ids.ts';
import { countFigures as countPure } from '../../core/report/figure.ts';
import { FIGURE_IDS, type FigureId } from '../../core/report/figure-ids.ts';
import { columnsOf } from '../../core/report/forms/form.ts';
import { FORMS } from '../../core/report/forms/forms.ts';
import { TABLE_NUMBERS, type TableNumber, type TableRow, type TableView } from '../../core/report/views.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { END_2023, makeOldProvince, type OldProvince } from '../../tools/test/old-province.ts';
import { readFacts } from '../../tools/test/report-facts.ts';
import { id } from '../../tools/test/small-province.ts';
import { pdfPages, pdfText, unzip } from '../../tools/test/unpack.ts';
import { headingText } from '../../words/heading.ts';
import { asActor } from '../http/transaction.ts';
import { tableFile } from './file.ts';
import { makePart, NOTHING_YET } from './list-maker.ts';
import { findRound } from './store.ts';
import { layoutFor, tableView } from './table.ts';
import { hamletsOf, listUnits, territoryOf } from './territory.ts';

const SEED = Number(process.env['VUON_SEED'] ?? 1);
const NOW = '2026-10-01T02:00:00.000Z';
const TODAY = date('2026-10-01');
const { app, ownerPool } = await withDatabase();
let old: OldProvince;
let figures: ReturnType<typeof countPure>;
before(async () => {
  old = await makeOldProvince(ownerPool, { seed: SEED, communes: 4, hamlets: 2, households: 24 });
  figures = countPure(await readFacts(ownerPool), { start: date('2022-12-31'), end: END_2023, rulebook: '2022-2026' }, FIGURE_IDS);
});

const scope = { accountId: id('reader'), reach: 'all', today: TODAY } as const;

async function requestFor(areaId: AreaId) {
  const round = await asActor(app, scope, (tx) => findRound(tx, old.roundId));
  const territory = territoryOf(old.tree, areaId, END_2023);
  assert.ok(round !== null && territory !== null);
  return { territory, tree: old.tree, round, rulebook: null, today: TODAY, readers: ['commune' as const] };
}

async function view(table: TableNumber, areaId: AreaId): Promise<TableView> {
  const request = await requestFor(areaId);
  return asActor(app, scope, (tx) => tableView(tx, { table, ...request, language: 'vi' }));
}

const around = (areaId: AreaId) => ({ tree: old.tree, now: NOW as Instant, areaId, date: END_2023 });
const LEVELS = () => [old.provinceId, old.districtId, old.communeId, old.hamletId];

/** Of some hamlets, counted without the server. */
function pure(id: FigureId, hamletIds: readonly string[]): number {
  return hamletIds.reduce((sum, hamletId) => sum + (figures.get(id)?.get(hamletId) ?? 0), 0);
}

interface Read {
  readonly sheet: WorkSheet;
  readonly rows: readonly (readonly unknown[])[];
  /** Of the row of column numbers, from 0. */
  readonly numbersAt: number;
  readonly parts: ReadonlyMap<string, string>;
  readonly titles: string | undefined;
}

async function sheetOf(shown: TableView, areaId: AreaId): Promise<Read> {
  const { bytes } = await tableFile(shown, around(areaId), 'xlsx');
  const book = readSheet(Buffer.from(bytes), { cellStyles: true, cellNF: true });
  const sheet = book.Sheets[`Bieu_${shown.table}`] ?? assert.fail('no sheet');
  const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, blankrows: true, raw: true });
  const numbersAt = rows.findIndex((row) => shown.columnNumbers.every((number, column) => String(row[column] ?? '') === number));
  assert.ok(numbersAt > 0, `table ${shown.table}: the row of column numbers`);
  const titles = book.Workbook?.Names?.find(({ Name }) => Name === '_xlnm.Print_Titles')?.Ref;
  return { sheet, rows, numbersAt, titles, parts: unzip(Buffer.from(bytes)) };
}

/** Where each heading must stand by the declared form, reckoned from the spans alone. */
function mergesOf(table: TableNumber, numbersAt: number): { readonly range: string; readonly text: string }[] {
  const { tiers } = layoutFor(table, '2022-2026');
  const taken = new Set<string>();
  const first = numbersAt - tiers.length;
  return tiers.flatMap((tier, down) => {
    let column = 0;
    return tier.map(({ key, columns, rows }) => {
      while (taken.has(`${down} ${column}`)) column += 1;
      for (let r = 0; r < rows; r += 1) for (let c = 0; c < columns; c += 1) taken.add(`${down + r} ${column + c}`);
      const s = { r: first + down, c: column };
      return { range: utils.encode_range({ s, e: { r: s.r + rows - 1, c: column + columns - 1 } }), text: headingText('vi', key) };
    });
  });
}

test('every table at every level as a sheet: headings as declared, formats, print set-up, the cells of the screen', async () => {
  for (const areaId of LEVELS())
    for (const table of TABLE_NUMBERS) {
      if (table === 15 && ['province', 'district'].includes(levelOf(old.tree, areaId) ?? '')) continue;
      const shown = await view(table, areaId);
      const read = await sheetOf(shown, areaId);
      const where = `table ${table} of ${shown.areaName}`;
      const merged = new Set((read.sheet['!merges'] ?? []).map((range) => utils.encode_range(range)));
      for (const { range, text } of mergesOf(table, read.numbersAt)) {
        const [from = '', to] = range.split(':');
        assert.equal(read.sheet[from]?.v, text, `${where}: heading at ${from}`);
        if (to !== undefined && to !== from) assert.ok(merged.has(range), `${where}: ${range} is merged`);
      }
      const tiers = layoutFor(table, '2022-2026').tiers.length;
      assert.equal(read.titles, `Bieu_${table}!$${read.numbersAt - tiers + 1}:$${read.numbersAt + 1}`, `${where}: rows that repeat`);
      const xml = read.parts.get('xl/worksheets/sheet1.xml') ?? '';
      const setUp = /<pageSetup[^>]*>/.exec(xml)?.[0] ?? '';
      assert.match(setUp, /orientation="landscape"/, where);
      assert.match(setUp, /fitToHeight="0"/, where);
      assert.match(setUp, layoutFor(table, '2022-2026').paper === 'A3' ? /paperSize="8"/ : /paperSize="9"/, where);
      for (const [down, row] of shown.rows.entries())
        for (const [column, cell] of row.cells.entries()) {
          const at = read.sheet[utils.encode_cell({ r: read.numbersAt + 1 + down, c: column })];
          if (cell.kind === 'count') assert.deepEqual([at?.t, at?.v, at?.z], ['n', cell.value, '[$-42A]#,##0'], where);
          if (cell.kind === 'rate' && cell.value !== null) assert.deepEqual([at?.v, at?.z], [cell.value / 100, '[$-42A]0.00'], where);
          if (cell.kind === 'rate' && cell.value === null) assert.ok(at?.v === undefined, `${where}: blank over nothing`);
          if (cell.kind === 'not-collected') assert.equal(at?.v, '–', where);
        }
    }
});

test('every number of every row is the pure count of the hamlets of its unit', async () => {
  for (const areaId of LEVELS())
    for (const table of TABLE_NUMBERS) {
      if (table === 15) continue;
      const columns = columnsOf(FORMS[table], '2022-2026');
      const shown = await view(table, areaId);
      for (const row of shown.rows) {
        const hamletIds = hamletsOf(old.tree, (row.areaId ?? areaId) as AreaId, END_2023);
        const cells = row.cells.slice(row.cells.length - columns.length);
        for (const [place, column] of columns.entries()) {
          const cell = cells[place];
          if ('figure' in column && cell?.kind === 'count') {
            const figure = row.measure === 'person' ? column.people : column.figure;
            assert.equal(cell.value, pure(figure ?? 'households', hamletIds), `table ${table}, ${column.number}, ${row.areaId ?? 'total'}`);
          }
          if ('share' in column && cell?.kind === 'rate') {
            const [part, whole] = column.share.map((each) => pure(each, hamletIds));
            assert.equal(cell.value, whole === 0 ? null : Math.floor((20_000 * (part ?? 0) + (whole ?? 0)) / (2 * (whole ?? 0))));
          }
        }
      }
      const total = shown.rows.at(-1)?.cells.some((cell) => cell.kind === 'count' && cell.value > 0);
      assert.ok(total, `table ${table} of ${shown.areaName} counts something`);
    }
});

test('the province lists districts with their communes below; what has no register shows a dash and not 0', async () => {
  for (const table of TABLE_NUMBERS) {
    if (table === 15) continue;
    const shown = await view(table, old.provinceId);
    const lines = shown.rows.filter(({ measure }) => measure !== 'person');
    assert.equal(lines.filter(({ style }) => style === 'subtotal').length, 8, 'districts');
    assert.equal(lines.filter(({ style }) => style === 'row').length, 107, 'communes');
    const without = shown.rows.filter((row) => row.areaId === old.emptyCommuneId);
    assert.equal(without.length, FORMS[table].twoLines ? 2 : 1);
    const numbers = (row: TableRow) => row.cells.filter(({ kind }) => kind !== 'text');
    assert.ok(
      without.every((row) => numbers(row).every(({ kind }) => kind === 'not-collected')),
      `table ${table}`,
    );
    assert.ok(
      shown.notes.some((note) => note.startsWith('103 đơn vị chưa có hộ nào')),
      shown.notes.join(),
    );
    const filled = shown.rows.find((row) => row.areaId === old.communeId);
    assert.ok(filled !== undefined && numbers(filled).some(({ kind }) => kind === 'count'));
  }
  assert.equal(listUnits(old.tree, territoryOf(old.tree, old.districtId, END_2023) ?? assert.fail()).at(0)?.style, 'row');
});

test('on paper the two lines of a unit stay together and the headings stand on every page', async () => {
  for (const table of [2, 3, 8] as const) {
    const { bytes } = await tableFile(await view(table, old.provinceId), around(old.provinceId), 'pdf');
    const pages = pdfPages(Buffer.from(bytes)).map((page) => page.split('\n').map((piece) => piece.trim()));
    assert.ok(pages.length >= 4, `table ${table}: ${pages.length} pages`);
    for (const page of pages) {
      const measures = page.filter((piece) => piece === 'Hộ' || piece === 'Khẩu');
      if (measures.length === 0) continue;
      assert.equal(measures.length % 2, 0, `table ${table}`);
      assert.ok(
        measures.every((piece, place) => piece === (place % 2 === 0 ? 'Hộ' : 'Khẩu')),
        `table ${table}: ${measures.join(' ')}`,
      );
      assert.ok(page.includes('STT'), 'headings');
    }
  }
});

test('the long list of the district names the poor people of table 1', async () => {
  const request = await requestFor(old.districtId);
  const wish = { request, areaId: old.districtId, format: 'xlsx' as const, now: NOW as Instant };
  const units = listUnits(old.tree, request.territory);
  let people = 0;
  for (const [place, unit] of units.entries())
    people += (await makePart((work) => asActor(app, scope, work), wish, { unit, place, of: units.length }, { ...NOTHING_YET, people }))
      .people;
  assert.equal(people, pure('poorPeople', request.territory.hamletIds));
  assert.ok(people > 0);
});

test('a commune of nobody takes no page of the long list; the last part tells how many there are', async () => {
  const request = await requestFor(old.districtId);
  const wish = { request, areaId: old.districtId, format: 'pdf' as const, now: NOW as Instant };
  const units = listUnits(old.tree, request.territory);
  const place = units.findIndex((unit) => unit.area.areaId === old.emptyCommuneId);
  const unit = units[place] ?? assert.fail('the commune without a register');
  const run = <T>(work: Parameters<typeof asActor<T>>[2]) => asActor(app, scope, work);
  const inside = await makePart(run, wish, { unit, place, of: units.length }, NOTHING_YET);
  assert.deepEqual([inside.people, inside.pages, inside.bytes.length], [0, 0, 0]);
  const last = await makePart(run, wish, { unit, place, of: place + 1 }, { ...NOTHING_YET, empty: 4 });
  const text = pdfText(Buffer.from(last.bytes)).replace(/\s+/g, ' ');
  assert.equal(last.pages, 1);
  assert.match(text, /5 xã, phường không có hộ nghèo nào/);
  assert.match(text, /Người lập biểu/);
});
