import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day, hundredths, moment, number, percent, range, speak } from './format.ts';

test('numbers are grouped by points, rates have a decimal comma, and the unknown is not 0', () => {
  assert.equal(number(1234567), '1.234.567');
  assert.equal(number(0), '0');
  assert.equal(number(null), '–');
  assert.equal(percent(1, 3), '33,33 %');
  assert.equal(percent(1, 0), '–');
  assert.equal(range({ min: 120, max: 1500 }), '120–1.500');
  assert.equal(range({ min: 140, max: 140 }), '140');
});

test('dates are dd/mm/yyyy as far as they are known; moments are in Vietnam’s time', () => {
  assert.equal(day('2026-09-01'), '01/09/2026');
  assert.equal(day('1984-09'), '09/1984');
  assert.equal(day('1942'), '1942');
  assert.equal(day(null), '–');
  assert.equal(day('không rõ'), 'không rõ');
  assert.equal(moment('2026-10-19T18:30:00.000Z'), '01:30 20/10/2026');
});

test('an English screen groups by commas and names the month, so that 1/9 is not read as 9 January', () => {
  speak(() => 'en');
  try {
    assert.deepEqual([number(1234567), percent(1, 3), hundredths(-49)], ['1,234,567', '33.33 %', '-0.49']);
    assert.deepEqual([day('2026-11-24'), day('1984-10'), day('1942')], ['24 Nov 2026', 'Oct 1984', '1942']);
    assert.equal(moment('2026-10-19T18:30:00.000Z'), '01:30, 20 Oct 2026');
    assert.equal(number(1234567, 'vi'), '1.234.567');
  } finally {
    speak(() => 'vi');
  }
  assert.deepEqual([hundredths(-49), hundredths(-0)], ['-0,49', '0,00']);
});
