/** What is withheld from whoever asks once more: results of the rounds named, and that the one before them ended. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWithheld, resultsBefore } from './withheld.ts';

const withheld = { hidden: new Set(['review', 'beside']), since: '2026-09-01' };
const result = (roundId: string | null, validFrom: string, validTo: string | null) => ({ roundId, validFrom, validTo });

test('the result before stands as if none had followed', () => {
  const older = result('2024', '2025-01-01', '2026-01-01');
  const before = result('2025', '2026-01-01', '2026-12-10');
  const found = result('review', '2026-12-10', null);
  assert.deepEqual(resultsBefore([found, before, older], withheld), [{ ...before, validTo: null }, older]);
  assert.deepEqual(resultsBefore([older, before, found], withheld), [older, { ...before, validTo: null }]);
});

test('neither that it was found nor that it ended without another is told', () => {
  assert.deepEqual(resultsBefore([result('beside', '2026-10-20', null)], withheld), []);
  assert.deepEqual(resultsBefore([result(null, '2021-01-01', '2026-11-01')], withheld), [result(null, '2021-01-01', null)]);
});

test('what ended before the round stays ended, and other rounds are told', () => {
  const ended = result(null, '2021-01-01', '2026-08-31');
  assert.deepEqual(resultsBefore([ended], withheld), [ended]);
  assert.deepEqual([isWithheld(withheld, 'review'), isWithheld(withheld, '2025'), isWithheld(withheld, null)], [true, false, true]);
});
