/** A table on paper: where its pages end. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TableRow } from '../../core/report/views.ts';
import { pdfPages } from '../../tools/test/unpack.ts';
import type { TableDocument } from './document.ts';
import { paperOf } from './paper.ts';

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
