/** Batches never part what goes only together, whatever falls on their border. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchesOf } from './parts/batches.ts';

test('a pair on the border goes whole into the next batch; nothing is lost or twice', () => {
  const sets = [['a'], ['b1', 'b2'], ['c1', 'c2'], ['d'], ['e1', 'e2']];
  assert.deepEqual(batchesOf(sets, 4), [
    ['a', 'b1', 'b2'],
    ['c1', 'c2', 'd'],
    ['e1', 'e2'],
  ]);
  for (let most = 2; most < 10; most++) {
    const batches = batchesOf(sets, most);
    assert.deepEqual(batches.flat(), sets.flat(), String(most));
    assert.ok(
      batches.every((batch) => batch.length <= most),
      String(most),
    );
    assert.ok(
      sets.every((set) => batches.some((batch) => set.every((each) => batch.includes(each)))),
      String(most),
    );
  }
  assert.deepEqual(batchesOf([], 4), []);
});
