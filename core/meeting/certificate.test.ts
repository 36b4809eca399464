/** Whose office acts on a certificate, and what of the head's name is told (quyền với giấy, chữ đầu tên chủ hộ). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialsOf, mayActFor } from './certificate.ts';

test('the commune of the household acts, no other, and none where there is none', () => {
  assert.deepEqual(mayActFor({ acting: 'a1', home: 'a1' }), { ok: true, value: true });
  for (const home of ['a2', null])
    assert.deepEqual(mayActFor({ acting: 'a1', home }), { ok: false, error: { code: 'certificate-of-another-commune' } });
});

test('of a name its first letters, with their marks, whole signs and single spaces', () => {
  const told = { 'Lê Văn Thử': 'L. V. T.', 'đặng  thị ánh ': 'Đ. T. Á.', 'Thạch Sà-Rêm': 'T. S.', Ổi: 'Ổ.', '𠮷 An': '𠮷. A.', '': '' };
  for (const [name, letters] of Object.entries(told)) assert.equal(initialsOf(name), letters, name);
});
