/** Names of hamlets and of people come out of a sheet without the signs that show nothing, which no book may hold. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textRowsOf } from './sheet-rows.ts';

test('marks of direction, blanks without width and control signs stay outside; a number is its digits', () => {
  const cells = ['Ấp Mới\u202E', 'Ấp\u200BMới', 'Ấp\u0001 Mới', 'A\u0302\u0301p', 29845, null] as const;
  assert.deepEqual(textRowsOf({ lines: [{ line: 2, cells: [...cells] }] }), [
    { line: 2, cells: ['Ấp Mới', 'Ấp Mới', 'Ấp Mới', 'Ấp', '29845', ''] },
  ]);
});
