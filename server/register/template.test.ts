/** The empty list is understood when it comes back, filled in as it says: the program's own reader and a second one agree on it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as XLSX from '@e965/xlsx';
import { planImport } from '../../core/register/import/plan.ts';
import { TEMPLATE, type TemplateField, TITLE_OF } from '../../core/register/import/template.ts';
import { COMMUNE, register } from '../../core/register/import/worked-lists.ts';
import { templateSheet } from './template.ts';
import { readSheets } from './workbook.ts';

const OF = { name: 'Xã Vĩnh Xuân', code: '29836', hamlets: ['Ấp Gòn'] };
const FILLED: Readonly<Record<TemplateField, string>> = {
  ...{ code: 'A1', headName: 'Ngô Văn Ba', hamlet: 'Gòn', commune: 'Vĩnh Xuân', address: 'số 1', birth: '02/03/1970', sex: 'Nam' },
  ...{ ethnicity: 'Kinh', citizenId: '086070000123', members: '1', class: 'Hộ nghèo', year: '2024', reviewedOn: '10/11/2024' },
  ...{ b1: '120', b2: '30', formA: 'Đạt', origin: 'Cũ', reviewer: 'Trần Thị Lan', memberName: 'Ngô Văn Ba', relation: 'Chủ hộ' },
};

test('every title of the empty list is recognised, its sheets and nothing else, with the code of the commune in it', async () => {
  const read = await readSheets({ name: 'mau.xlsx', bytes: await templateSheet(OF) });
  assert.ok(read.ok);
  const plan = planImport(read.value, { commune: COMMUNE, register: register() });
  assert.deepEqual(
    plan.tables.map(({ kind, columns, unused }) => [kind, columns.map(({ field }) => field), unused]),
    [
      ['households', TEMPLATE.households, []],
      ['members', TEMPLATE.members, []],
    ],
  );
  assert.match(JSON.stringify(read.value[2]?.lines), /29836.*Ấp Gòn/);
});

test('filled in as it says, every column is taken', async () => {
  const book = XLSX.read(await templateSheet(OF));
  for (const [at, kind] of (['households', 'members'] as const).entries()) {
    const sheet = book.Sheets[book.SheetNames[at] ?? ''] ?? assert.fail(kind);
    assert.deepEqual(
      XLSX.utils.sheet_to_json(sheet, { header: 1 })[0],
      TEMPLATE[kind].map((field) => TITLE_OF[field]),
    );
    XLSX.utils.sheet_add_aoa(sheet, [TEMPLATE[kind].map((field) => FILLED[field])], { origin: 'A2' });
  }
  const read = await readSheets({ name: 'a.xlsx', bytes: new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' })) });
  assert.ok(read.ok);
  const { refused, taken } = planImport(read.value, { commune: COMMUNE, register: register() });
  assert.deepEqual(refused, []);
  const { memberId: _, ...head } = taken[0]?.members[0] ?? assert.fail('nobody');
  assert.deepEqual(head, {
    ...{ fullName: 'Ngô Văn Ba', relation: 'head', sex: 'male', birth: '1970-03-02', ethnicity: 'kinh', citizenId: '086070000123' },
  });
  assert.deepEqual(taken[0]?.result, {
    ...{
      year: 2024,
      class: 'poor',
      origin: 'continuing',
      b1: 120,
      b2: 30,
      reviewedOn: '2024-11-10',
      reviewer: 'Trần Thị Lan',
      formA: true,
    },
  });
});
