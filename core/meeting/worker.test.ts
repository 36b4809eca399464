/** Fifteen on the day, not the day before; a year alone is taken for old enough where one of its days is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date } from '../kernel/dates.ts';
import { mayBeWorker } from './worker.ts';

test('who may be a worker, by the birth and the day', () => {
  const cases: readonly (readonly [birth: string, on: string, may: boolean])[] = [
    ['2011-10-20', '2026-10-20', true],
    ['2011-10-21', '2026-10-20', false],
    ['2011', '2026-01-01', true],
    ['2012', '2026-12-31', false],
    ['2024-03-09', '2026-11-24', false],
    ['1950', '2026-11-24', true],
  ];
  for (const [birth, on, may] of cases) assert.equal(mayBeWorker(birth, date(on)), may, `${birth} on ${on}`);
});
