/** Texts of TCVN3 and VNI fonts become the Vietnamese they were typed as; Vietnamese in Unicode is left alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromLegacy, legacyEncodingOf } from './legacy-text.ts';

/** The bytes of ABC-font files as code page 1252 shows them, from files of the time. */
const TCVN3: readonly (readonly [string, string])[] = [
  ['NguyÔn V¨n T¸m', 'Nguyễn Văn Tám'],
  ['TrÇn ThÞ Lîi', 'Trần Thị Lợi'],
  ['Hä vµ tªn chñ hé', 'Họ và tên chủ hộ'],
  ['§Æng V¨n §­îc', 'Đặng Văn Được'],
  ['Hé nghÌo', 'Hộ nghèo'],
  ['X· VÜnh Xu©n', 'Xã Vĩnh Xuân'],
];
const VNI: readonly (readonly [string, string])[] = [
  ['Nguyeãn Vaên Taùm', 'Nguyễn Văn Tám'],
  ['Traàn Thò Lôïi', 'Trần Thị Lợi'],
  ['Hoï vaø teân chuû hoä', 'Họ và tên chủ hộ'],
  ['Ñaëng Vaên Ñöôïc', 'Đặng Văn Được'],
  ['TRAÀN THÒ LYÙ', 'TRẦN THỊ LÝ'],
  ['Vónh Long', 'Vĩnh Long'],
  ['Huyønh Thuûy', 'Huỳnh Thủy'],
];

test('texts of both fonts read as they were typed', () => {
  for (const [typed, meant] of TCVN3) assert.equal(fromLegacy(typed, 'tcvn3'), meant);
  for (const [typed, meant] of VNI) assert.equal(fromLegacy(typed, 'vni'), meant);
});

test('the font is recognised, and text that needs none is left alone', () => {
  assert.equal(legacyEncodingOf(TCVN3.map(([typed]) => typed)), 'tcvn3');
  assert.equal(legacyEncodingOf(VNI.map(([typed]) => typed)), 'vni');
  assert.equal(legacyEncodingOf(TCVN3.map(([, meant]) => meant)), null);
  assert.equal(legacyEncodingOf(VNI.map(([, meant]) => meant.normalize('NFD'))), null);
  assert.equal(legacyEncodingOf(['Nguyen Van Tam', 'ho ngheo', '123']), null);
  assert.equal(legacyEncodingOf(['Lê Văn Hà', 'Cà Mau', 'Tô Hoài']), null);
});
