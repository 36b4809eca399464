/** A restriction begins with the one who asked for it, and with nobody where that is not plain. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whoseFirst } from './whose-data.ts';

const people = ['Trần Thị Hòa', 'Phạm Văn Dế', 'Phạm Văn Tý'].map((fullName, i) => ({ memberId: `m${i}`, fullName }));

test('it begins with whoever bears the name of the applicant, however it is spelled', () => {
  assert.equal(whoseFirst(people, 'Phạm Văn Dế'), 'm1');
  assert.equal(whoseFirst(people, 'TRẦN THỊ HOÀ'), 'm0');
});

test('it begins with nobody where none bears it, two do or it is not told', () => {
  assert.equal(whoseFirst(people, 'Phạm Văn Đế'), '');
  assert.equal(whoseFirst([...people, { memberId: 'm9', fullName: 'Phạm Văn Dế' }], 'Phạm Văn Dế'), '');
  assert.equal(whoseFirst(people, null), '');
});
