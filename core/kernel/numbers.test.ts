/** Numbers and money: grouping against the runtime's own Vietnamese format, rates against fractions worked in BigInt. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDong, dong, formatDong, parseDong, parseDongVi } from './dong.ts';
import { groupVi, percent2Json, percent2Vi, percentHundredths, scaledJson, scaledVi } from './numbers.ts';

const integer = fc.maxSafeInteger();

test('groupVi writes thousands as the Vietnamese locale does', () => {
  const oracle = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0, useGrouping: true });
  fc.assert(fc.property(integer, (n) => assert.equal(groupVi(n), n === 0 ? '0' : oracle.format(n))));
  assert.equal(groupVi(1234567), '1.234.567');
  assert.throws(() => groupVi(0.5), RangeError);
});

test('rates have two decimals, half away from zero, and none at all over nothing', () => {
  const cases: [number, number, string][] = [
    [1, 3, '33,33'],
    [2, 3, '66,67'],
    [1, 20_000, '0,01'],
    [1, 20_001, '0,00'],
    [1, 40_000, '0,00'],
    [3, 20_000, '0,02'],
    [1, 1, '100,00'],
    [0, 7, '0,00'],
    [12_345, 100, '12.345,00'],
    [-1, 20_000, '-0,01'],
    [1, 800, '0,13'],
  ];
  for (const [n, d, text] of cases) {
    assert.equal(percent2Vi(n, d), text);
    assert.equal(percent2Json(n, d), text.replaceAll('.', '').replace(',', '.'));
  }
  assert.equal(percent2Vi(5, 0), null);
  assert.equal(percent2Json(0, 0), null);
  assert.equal(percentHundredths(5, 0), null);
});

test('a rounded rate lies within half a unit of the true one, the half going up', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (n, d) => {
      fc.pre(n / d < 1e9);
      const h = BigInt(percentHundredths(n, d) ?? -1);
      const doubledError = 2n * (10_000n * BigInt(n) - h * BigInt(d));
      assert.ok(doubledError < BigInt(d) && doubledError >= -BigInt(d));
      assert.equal(percentHundredths(-n, d), h === 0n ? 0 : -Number(h));
    }),
  );
});

test('scaled integers are written exactly', () => {
  assert.equal(scaledVi(123456, 2), '1.234,56');
  assert.equal(scaledVi(-5, 2), '-0,05');
  assert.equal(scaledVi(7, 0), '7');
  assert.equal(scaledJson(-123456, 3), '-123.456');
  fc.assert(fc.property(fc.integer(), (n) => assert.equal(Number(scaledJson(n, 4)), n / 10_000)));
});

test('money is whole, and its Vietnamese spelling reads back', () => {
  assert.equal(formatDong(dong(60_800_000_000)), '60.800.000.000\u00a0đ');
  fc.assert(fc.property(integer, (n) => assert.deepEqual(parseDongVi(formatDong(dong(n))), { ok: true, value: n === 0 ? 0 : n })));
  for (const text of ['1.500.000', '1500000', '1 500 000 đ', '1.500.000 đồng', ' 1.500.000đ ', '1.500.000 Đồng'.normalize('NFD')]) {
    assert.deepEqual(parseDongVi(text), { ok: true, value: 1_500_000 }, text);
  }
  for (const text of ['', 'đ', '1,5', '1.5', '1.50.000', '1.500 000', '1e6', 'một']) assert.equal(parseDongVi(text).ok, false, text);
  assert.deepEqual(parseDong(0.5), { ok: false, error: { code: 'dong-not-whole' } });
  assert.throws(() => dong(Number.NaN), RangeError);
  assert.equal(addDong(dong(1), dong(2), dong(-3)), 0);
  assert.throws(() => addDong(dong(Number.MAX_SAFE_INTEGER), dong(1)), RangeError);
});
