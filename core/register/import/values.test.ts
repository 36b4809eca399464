/** What a cell says: dates, numbers, words; each form that is understood and the nearest that is not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date } from '../../kernel/dates.ts';
import type { Cell } from './sheet.ts';
import { birthIn, classIn, dateIn, ethnicityIn, originIn, passedIn, relationIn, sexIn, textIn, wholeIn } from './values.ts';

function value(said: { readonly ok: boolean; readonly value?: unknown }): unknown {
  return said.ok ? said.value : 'not understood';
}

const NO = 'not understood';

test('dates: of Excel, as a serial number, as people write them', () => {
  const cases: readonly (readonly [Cell, unknown])[] = [
    [{ date: date('1979-03-12') }, '1979-03-12'],
    ['12/03/1979', '1979-03-12'],
    ['12-3-1979', '1979-03-12'],
    ['12.03.1979', '1979-03-12'],
    [" '12/03/1979", '1979-03-12'],
    ['1979-03-12', '1979-03-12'],
    ['12/03/1979 00:00:00', '1979-03-12'],
    [28926, '1979-03-12'],
    [61, '1900-03-01'],
    [1979, '1979'],
    ['1979', '1979'],
    ['03/1979', '1979-03'],
    [null, null],
    ['', null],
    ['  ', null],
    ['12/03/79', NO],
    ['31/02/1979', NO],
    ['03/31/1979', NO],
    ['không rõ', NO],
    [12, NO],
    [-5, NO],
    [999999, NO],
    [true, NO],
  ];
  for (const [cell, expected] of cases) assert.equal(value(birthIn(cell)), expected, JSON.stringify(cell));
  assert.equal(value(dateIn('1979')), NO, 'a review has a day');
  assert.equal(value(dateIn(45931)), '2025-10-01');
});

test('whole numbers: dots for thousands, decimal comma of nothing', () => {
  const cases: readonly (readonly [Cell, unknown])[] = [
    [4, 4],
    ['4', 4],
    ['1.234', 1234],
    ['1.234.567', 1234567],
    ['137,0', 137],
    ['137,00', 137],
    [0, 0],
    [null, null],
    ['', null],
    ['12,5', NO],
    [12.5, NO],
    ['1.23', NO],
    ['1,234', NO],
    ['-3', NO],
    ['4 người', NO],
    ['12.34.567', NO],
    [Number.NaN, NO],
  ];
  for (const [cell, expected] of cases) assert.equal(value(wholeIn(cell)), expected, JSON.stringify(cell));
});

test('long codes that a spreadsheet took for numbers keep their digits', () => {
  assert.equal(textIn(86079000101), '86079000101');
  assert.equal(textIn(298450000100007), '298450000100007');
  assert.equal(textIn('  Nguyễn\u00a0 Văn\nTám '), 'Nguyễn Văn Tám');
  assert.equal(textIn('Ng\u0000uyễn\u202e Văn\u0085Tám\u2028\u{1fffe}'), 'Nguyễn Văn Tám', 'what no book may hold');
  for (const unseen of ['\u3164', '\u202e \u0001', '\uffff\u2066']) assert.equal(textIn(unseen), null, JSON.stringify(unseen));
});

test('words with and without marks', () => {
  assert.deepEqual(
    ['Nam', 'NỮ', 'nu', 'Female'].map((cell) => value(sexIn(cell))),
    ['male', 'female', 'female', 'female'],
  );
  assert.equal(value(sexIn('1')), NO, 'a number could mean either');
  assert.deepEqual(
    ['Chủ hộ', 'Vợ', 'chong', 'Vợ/chồng', 'Con dâu', 'Con đẻ', 'Bà', 'ba', 'Má', 'Cháu nội', 'Khác'].map((cell) => value(relationIn(cell))),
    ['head', 'spouse', 'spouse', 'spouse', 'child-in-law', 'child', 'grandparent', 'parent', 'parent', 'grandchild', 'other-kin'],
  );
  assert.deepEqual(
    ['Kinh', 'Khmer', 'Khơ-me', 'HOA', 'Chăm', 'Tày', 'constructor'].map((cell) => value(ethnicityIn(cell))),
    ['kinh', 'khmer', 'khmer', 'hoa', 'cham', 'other', 'other'],
  );
  assert.equal(value(ethnicityIn('05')), NO);
  assert.deepEqual(
    ['Hộ nghèo', 'CN', 'cận nghèo', 'Không nghèo', 'Thoát nghèo', 'Hộ không nghèo'].map((cell) => value(classIn(cell))),
    ['poor', 'near-poor', 'near-poor', 'not-poor', 'not-poor', 'not-poor'],
  );
  assert.equal(value(classIn('constructor')), NO);
  assert.deepEqual(
    ['Mới', 'Tái nghèo', 'Cũ'].map((cell) => value(originIn(cell))),
    ['new', 'relapsed', 'continuing'],
  );
  assert.deepEqual(
    ['Đạt', 'Không đạt', 'x', true, null].map((cell) => value(passedIn(cell))),
    [true, false, true, true, null],
  );
});
