/** Each reason to return a row, from the row itself, from rows against each other, from the register. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Known } from './compare.ts';
import { planImport } from './plan.ts';
import { type Cell, type Sheet, sheetOf } from './sheet.ts';
import { COMMUNE, households, LOI, MEMBER_TITLES, PEOPLE, refusalsOf, register, TAM, VINH, withCell, written } from './worked-lists.ts';

test('each reason to return a row', () => {
  const cases: readonly (readonly [string, Cell, string])[] = [
    ['Mã hộ', null, 'code-missing'],
    ['Mã hộ', 'M'.repeat(41), 'code-too-long'],
    ['Họ và tên chủ hộ', ' ', 'name-missing'],
    ['Họ và tên chủ hộ', 'x'.repeat(101), 'name-too-long'],
    ['Ấp', null, 'hamlet-missing'],
    ['Ấp', 'Ấp Không Có', 'hamlet-unknown'],
    ['Xã', 'Xã Trà Côn', 'other-commune'],
    ['Giới tính', '2', 'sex-not-understood'],
    ['Năm sinh', '12/03/79', 'birth-not-understood'],
    ['Năm sinh', 2027, 'birth-in-future'],
    ['Dân tộc', '01', 'ethnicity-not-understood'],
    ['Số nhân khẩu', 'bốn', 'people-not-understood'],
    ['Số nhân khẩu', 0, 'people-out-of-range'],
    ['Số nhân khẩu', 61, 'people-out-of-range'],
    ['Kết quả Phiếu A', 'có thể', 'form-a-not-understood'],
    ['Điểm B1', '137,5', 'b1-not-understood'],
    ['Điểm B2', '35', 'b2-impossible'],
    ['Điểm B2', 130, 'b2-impossible'],
    ['Phân loại', 'rất nghèo', 'class-not-understood'],
    ['Ngày rà soát', '14/10', 'reviewed-not-understood'],
    ['Ngày rà soát', '25/11/2026', 'reviewed-in-future'],
    ['Ngày rà soát', '15/10/2026', 'year-not-past'],
  ];
  for (const [title, cell, code] of cases) {
    assert.deepEqual(refusalsOf([withCell(TAM, title, cell), LOI]), { 'Hộ 6': [code] }, `${title}: ${JSON.stringify(cell)}`);
  }
  assert.deepEqual(
    refusalsOf([withCell(withCell(TAM, 'Giới tính', '?'), 'Điểm B2', 'x')]),
    { 'Hộ 6': ['sex-not-understood', 'b2-not-understood'] },
    'every reason is named',
  );
});

test('a code that stands in several rows names the others', () => {
  const rows = households(TAM, withCell(LOI, 'Mã hộ', 'VX001'), withCell(VINH, 'Mã hộ', 'VX001'));
  const { refused } = planImport([rows], { commune: COMMUNE, register: register() });
  assert.deepEqual(
    refused.map(({ at, refusals }) => [at.line, refusals[0]?.said]),
    [
      [6, '7, 8'],
      [7, '6, 8'],
      [8, '6, 7'],
    ],
  );
});

test('what rows say against each other returns all rows of the household and no other', () => {
  assert.deepEqual(refusalsOf([TAM, withCell(LOI, 'Mã hộ', 'VX001'), VINH]), { 'Hộ 6': ['code-twice'], 'Hộ 7': ['code-twice'] });
  const head = ['VX001', 'Nguyễn Văn Tám', 'Chủ hộ', '12/03/1979', 'Nam', 'Kinh', '086079000101'];
  const member = (...cells: Cell[]): Sheet => sheetOf('TV', [MEMBER_TITLES, head, cells]);
  assert.deepEqual(refusalsOf([TAM, LOI], member('VX001', 'Lê Thị Bé', 'bạn', 1981, 'Nữ')), {
    'Hộ 6': ['member-refused'],
    'TV 2': ['member-refused'],
    'TV 3': ['relation-not-understood'],
  });
  assert.deepEqual(refusalsOf([TAM, LOI], member('VX001', 'Lê Thị Bé', 'Chủ hộ', 1981, 'Nữ')), {
    'Hộ 6': ['head-twice'],
    'TV 2': ['head-twice'],
    'TV 3': ['head-twice'],
  });
  assert.deepEqual(refusalsOf([TAM, LOI], member('VX009', 'Lê Thị Bé', 'Vợ', 1981, 'Nữ')), { 'TV 3': ['household-not-listed'] });
  assert.deepEqual(refusalsOf([TAM, LOI], member('VX001', 'Lê Thị Bé', 'Vợ', 1981, 'Nữ', 'Kinh', '86181000102')), {
    'Hộ 6': ['member-refused'],
    'TV 2': ['member-refused'],
    'TV 3': ['citizen-id-zero-lost'],
  });
  assert.deepEqual(refusalsOf([TAM, LOI], member('VX001', 'Lê Thị Bé', 'Vợ', 1981, 'Nữ', 'Kinh', '086079000101')), {
    'Hộ 6': ['citizen-id-twice'],
    'TV 2': ['citizen-id-twice'],
    'TV 3': ['citizen-id-twice'],
  });
  assert.deepEqual(refusalsOf([withCell(TAM, 'Số nhân khẩu', 1), LOI], member('VX001', 'Lê Thị Bé', 'Vợ', 1981, 'Nữ')), {
    'Hộ 6': ['members-more-than-people'],
    'TV 2': ['members-more-than-people'],
    'TV 3': ['members-more-than-people'],
  });
  assert.deepEqual(refusalsOf([withCell(TAM, 'Họ và tên chủ hộ', 'Nguyễn Văn Chín')], member()), {
    'Hộ 6': ['head-differs'],
    'TV 2': ['head-differs'],
  });
});

test('what the register says against a row', () => {
  const known = written(planImport([households(TAM), PEOPLE], { commune: COMMUNE, register: register() }));
  const tam = known.get('VX001');
  assert.ok(tam);
  const with_ = (change: Partial<Known>): ReadonlyMap<string, Known> => new Map([['VX001', { ...tam, ...change }]]);
  assert.deepEqual(refusalsOf([withCell(TAM, 'Ấp', 'Gòn')], undefined, known), { 'Hộ 6': ['in-other-hamlet'] });
  assert.deepEqual(refusalsOf([TAM], undefined, with_({ state: 'moved' })), { 'Hộ 6': ['household-gone'] });
  assert.deepEqual(refusalsOf([withCell(TAM, 'Phân loại', 'Cận nghèo')], undefined, known), { 'Hộ 6': ['status-decided-otherwise'] });
});
