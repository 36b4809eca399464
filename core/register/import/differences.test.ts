/** What is written over is told fact by fact, and what a list says of numbers is told where a number is written. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planImport } from './plan.ts';
import { sheetOf } from './sheet.ts';
import { COMMUNE, households, MEMBER_TITLES, PEOPLE, register, TAM, VINH, withCell, written } from './worked-lists.ts';

const bring = (sheets: Parameters<typeof planImport>[0], known?: Parameters<typeof register>[0]) =>
  planImport(sheets, { commune: COMMUNE, register: register(known) });

test('each fact that would be another is told as it is and as it would be, and nothing else', () => {
  const known = written(bring([households(TAM, VINH), PEOPLE]));
  assert.deepEqual(bring([households(TAM, VINH), PEOPLE], known).listed.changed, [], 'the same lists again');
  const people = sheetOf('TV', [
    MEMBER_TITLES,
    ['VX001', 'Nguyễn Văn Tám', 'Chủ hộ', '12/03/1979', 'Nam', 'Kinh', '086079000101'],
    ['VX001', 'Lê Thị Bé', 'Vợ', '05/06/1982', 'Nữ', 'Khmer', null],
    ['VX001', 'Nguyễn Minh Khang', 'Con', '02/09/2015', 'Nam', 'Kinh', null],
    ['VX001', 'Nguyễn Thị Mới', 'Con', '01/01/2020', 'Nữ', 'Kinh', null],
  ]);
  const later = bring([households(withCell(withCell(TAM, 'Ngày rà soát', null), 'Số nhân khẩu', null)), people], known);
  assert.deepEqual(later.listed.changed[0]?.differences, [
    { who: 'Lê Thị Bé', before: { birth: '1981', ethnicity: 'kinh' }, after: { birth: '1982-06-05', ethnicity: 'khmer' } },
    {
      who: null,
      before: null,
      after: { fullName: 'Nguyễn Thị Mới', relation: 'child', sex: 'female', birth: '2020-01-01', ethnicity: 'kinh' },
    },
  ]);
});

test('a number of an old card is told where it is written, not where another fact changes', () => {
  const titles = ['Mã hộ', 'Họ và tên chủ hộ', 'Ấp', 'Địa chỉ', 'Số CCCD', 'Phân loại', 'Năm'];
  const row = (address: string, number: string) => sheetOf('Hộ', [titles, ['A1', 'Ngô Văn Ba', 'Gòn', address, number, 'Hộ nghèo', 2025]]);
  const told = (plan: ReturnType<typeof bring>) => plan.notices.map(({ code }) => code).filter((code) => code.startsWith('citizen-id'));
  const first = bring([row('số 1', '331234567')]);
  assert.deepEqual(told(first), ['citizen-id-old']);
  const known = written(first);
  const moved = bring([row('số 2', '331234567')], known);
  assert.deepEqual(moved.listed.changed[0]?.differences, [{ who: null, before: { address: 'số 1' }, after: { address: 'số 2' } }]);
  assert.deepEqual(told(moved), []);
  assert.deepEqual(told(bring([row('số 1', '339999999')], known)), ['citizen-id-old'], 'another old number is written');
});
