/** The window of a long table: what is in sight is always drawn, little else is, and the whole keeps its height. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rowWindow } from './row-window.ts';

test('whatever is in sight is drawn, the rest adds up to its height', () => {
  const sight = fc.record({
    heights: fc.array(fc.integer({ min: 20, max: 300 }), { minLength: 1, maxLength: 200 }),
    share: fc.integer({ min: 0, max: 100 }),
    height: fc.integer({ min: 100, max: 1_000 }),
    around: fc.integer({ min: 0, max: 10 }),
  });
  fc.assert(
    fc.property(sight, ({ heights, share, height, around }) => {
      const total = heights.reduce((sum, one) => sum + one, 0);
      const top = Math.floor((Math.max(0, total - height) * share) / 100);
      const found = rowWindow({ count: heights.length, top, height, heightOf: (row) => heights[row] ?? 0, around });
      const drawn = heights.slice(found.from, found.to).reduce((sum, one) => sum + one, 0);
      assert.equal(found.above + drawn + found.below, total);
      assert.ok(found.above <= top && found.above + drawn >= Math.min(total, top + height));
      assert.ok(found.to - found.from <= Math.ceil(height / 20) + 2 + 2 * around);
    }),
  );
});

test('of 5,000 rows some thirty are drawn', () => {
  const { from, to } = rowWindow({ count: 5_000, top: 100_000, height: 700, heightOf: () => 50, around: 8 });
  assert.ok(from < 2_000 && 2_000 < to && to - from < 40);
});

test('no rows, nothing drawn', () => {
  assert.deepEqual(rowWindow({ count: 0, top: 0, height: 500, heightOf: () => 50, around: 8 }), { from: 0, to: 0, above: 0, below: 0 });
});
