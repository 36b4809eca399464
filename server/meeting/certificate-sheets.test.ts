/** Where a household lives as its certificate says it (nơi cư trú trên giấy): hamlet and commune once each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { residenceText } from './certificate-sheets.ts';

const AREAS = ['Ấp An Hậu', 'Xã Vĩnh Xuân'];

test('hamlet and commune stand once, however the address was written', () => {
  const whole = 'Tổ 9, Ấp An Hậu, Xã Vĩnh Xuân';
  for (const address of [
    ...['Tổ 9', 'Tổ 9, Ấp An Hậu', 'Tổ 9, ấp An  Hậu', 'Tổ 9, Ấp An Hậu, Xã Vĩnh Xuân', 'Tổ 9, Xã Vĩnh Xuân', 'Tổ 9, '],
    'Tổ 9, Ấp An Hậu'.normalize('NFD'),
  ])
    assert.equal(residenceText(address, AREAS).normalize('NFC'), whole, address);
});

test('nothing else of the address is lost', () => {
  assert.equal(residenceText(null, AREAS), 'Ấp An Hậu, Xã Vĩnh Xuân');
  assert.equal(residenceText('Ấp An Hậu', AREAS), 'Ấp An Hậu, Xã Vĩnh Xuân');
  assert.equal(residenceText('Tổ 9, Ấp An Hậu 2', AREAS), 'Tổ 9, Ấp An Hậu 2, Ấp An Hậu, Xã Vĩnh Xuân');
  assert.equal(residenceText('Ấp An Hậu, tổ 9', AREAS), 'Ấp An Hậu, tổ 9, Ấp An Hậu, Xã Vĩnh Xuân');
});
