/** The pace of a round: nothing is due before it opens, everything when it is over, in between in proportion to its days. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { behind, elapsed } from './pace.ts';

const ROUND = { opensOn: '2026-09-01', closesOn: '2026-12-09' };

test('a hundred days: one is over on the first evening, all on the last', () => {
  assert.deepEqual(elapsed(ROUND, '2026-08-31'), { days: 0, all: 100 });
  assert.deepEqual(elapsed(ROUND, '2026-09-01'), { days: 1, all: 100 });
  assert.deepEqual(elapsed(ROUND, '2026-10-20'), { days: 50, all: 100 });
  assert.deepEqual(elapsed(ROUND, '2027-01-01'), { days: 100, all: 100 });
});

test('half-way, half of the list is due', () => {
  const half = elapsed(ROUND, '2026-10-20');
  assert.equal(behind({ listed: 40, interviewed: 5 }, half), 15);
  assert.equal(behind({ listed: 40, interviewed: 20 }, half), 0);
  assert.equal(behind({ listed: 0, interviewed: 3 }, half), 0);
  assert.equal(behind({ listed: 1, interviewed: 0 }, half), 0);
});

test('interviews of households that were not on the list do not make up for those on it beyond its length', () => {
  assert.equal(behind({ listed: 10, interviewed: 50 }, { days: 100, all: 100 }), 0);
});
