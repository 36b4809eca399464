/** A table on paper and as a sheet that is printed: where its pages end. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TableRow } from '../../core/report/views.ts';
import { pdfPages, unzip } from '../../tools/test/unpack.ts';
import type { TableDocument } from './document.ts';
import { paperOf } from './paper.ts';
import { sheetOf } from './sheet.ts';

function documentOf(units: number, measured: boolean): TableDocument {
  const rows = Array.from({ length: units }, (_, i) => {
    const line = (measure: TableRow['measure']): TableRow => ({
      ...{ style: 'row', measure, areaId: null },
      cells: [
        { kind: 'count', value: i + 1 },
        { kind: 'text', value: `Ấp thứ ${i + 1}` },
        { kind: 'text', value: `dòng ${i + 1} ${measure ?? ''}` },
      ],
    });
    return measured ? [line('household'), line('person')] : [line(null)];
  });
  return {
    view: {
      ...{ table: 8, title: 'Biểu thử' },
      head: [['STT', 'Đơn vị', 'Dòng'].map((text) => ({ text, columns: 1, rows: 1 }))],
      ...{ columnNumbers: ['A', 'B', 'C'], rows: rows.flat(), marks: [], notes: ['Ghi chú cuối.'] },
      ...{ stage: { kind: 'official', text: 'Số liệu chính thức', hash: null }, annex: null },
    },
    ...{ office: 'Xã', motto: ['Cộng hòa', 'Độc lập'], tableNumber: 'Biểu số 8', subtitle: [], placeDate: 'Vĩnh Long' },
    ...{ maker: ['Người lập biểu', ''], signatory: ['Chủ tịch', '', ''], widths: [1, 3, 3], paper: 'A4' },
  };
}

for (const measured of [false, true]) {
  test(`signatures never stand alone, with ${measured ? 'two lines' : 'one line'} for a unit, however many units fill the page`, async () => {
    let pages = 0;
    for (let units = measured ? 9 : 18; units <= (measured ? 17 : 34); units += 1) {
      const paper = pdfPages(Buffer.from(await paperOf(documentOf(units, measured))));
      const last = paper.findLast((page) => page.includes('Người lập biểu')) ?? '';
      pages = Math.max(pages, paper.length);
      for (const part of ['Ghi chú cuối', 'Chủ tịch']) assert.ok(last.includes(part), `${units}: ${part}`);
      assert.ok(last.includes(`dòng ${units}`), `the last line of ${units} stands with the signatures`);
    }
    assert.ok(pages > 1, 'the largest fill more than a page');
  });
}

/** Rows of the sheet on each printed page, filled from the heights and breaks that the file states, on landscape A4. */
async function printedRows(document: TableDocument): Promise<readonly (readonly number[])[]> {
  const xml = unzip(Buffer.from(await sheetOf(document))).get('xl/worksheets/sheet1.xml') ?? '';
  const number = (pattern: RegExp, text: string): number | null => {
    const found = pattern.exec(text)?.[1];
    return found === undefined ? null : Number(found);
  };
  const margins = (number(/ top="([\d.]+)"/, xml) ?? 0) + (number(/ bottom="([\d.]+)"/, xml) ?? 0);
  const page = (210 / 25.4 - margins) * 72;
  const told = new Map([...xml.matchAll(/<row ([^>]*)>/g)].map(([, row = '']) => [number(/\br="(\d+)"/, row) ?? 0, row] as const));
  // An empty row is not in the file.
  const rows = Array.from({ length: Math.max(...told.keys()) }, (_, i) => ({
    row: i + 1,
    height: number(/\bht="([\d.]+)"/, told.get(i + 1) ?? '') ?? 15.75,
  }));
  const breaks = new Set([...xml.matchAll(/<brk [^>]*\bid="(\d+)"/g)].map(([, id]) => Number(id)));
  const formulas = rows.findIndex(({ row }) => new RegExp(`<c r="A${row}"[^>]*>`).test(xml) && xml.includes(`topLeftCell="C${row + 1}"`));
  const repeated = rows.slice(formulas - document.view.head.length, formulas + 1).reduce((sum, { height }) => sum + height, 0);
  const pages: number[][] = [[]];
  let used = 0;
  for (const { row, height } of rows) {
    if (used + height > page || breaks.has(row - 1)) {
      pages.push([]);
      used = repeated;
    }
    pages.at(-1)?.push(row);
    used += height;
  }
  return pages;
}

for (const measured of [false, true]) {
  test(`of a printed sheet as well, with ${measured ? 'two lines' : 'one line'} for a unit`, async () => {
    let pages = 0;
    for (let units = 1; units <= 40; units += 1) {
      const document = documentOf(units, measured);
      const printed = await printedRows(document);
      pages = Math.max(pages, printed.length);
      const all = printed.flat().at(-1) ?? 0;
      // Below the rows: one note, an empty line, four of signatures.
      const lastOfTable = all - 6;
      assert.ok(printed.at(-1)?.includes(lastOfTable), `${units}: the last line stands with the signatures`);
      const first = printed.at(-1)?.[0] ?? 0;
      if (measured && printed.length > 1 && first > lastOfTable - 4)
        assert.equal((lastOfTable - first) % 2, 1, `${units}: a unit keeps its two lines before the signatures`);
    }
    assert.ok(pages > 1, 'the largest fill more than a page');
  });
}
