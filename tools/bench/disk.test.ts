/** The cost of a copied disk, with few rounds: what is told follows from what was measured, and nothing is faster than the bare hash. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { benchDisk } from './disk.ts';

test('PINs cost what the hash costs, each two digits a hundred times as much, and the chip ends it', async () => {
  const { rows } = await benchDisk({ rounds: 20_000, runs: 1 });
  const [tried, ...more] = rows;
  assert.ok(tried?.ratio !== undefined && tried.median > 0);
  // Half of it is lost to starting each try; none can be faster than hashing, give or take what a busy machine does to two runs.
  assert.ok(tried.ratio > 0.05 && tried.ratio < 2, `${tried.ratio}`);
  const most = tried.median / tried.ratio;
  const hours = more.filter(({ unit }) => unit === 'hours');
  assert.deepEqual(
    hours.map(({ n }) => n),
    [500_000, 50_000_000, 5_000_000_000, 500_000_000_000],
  );
  for (const { n, median } of hours) assert.ok(Math.abs((median * 3_600 * most) / n - 1) < 1e-9, `${n}`);
  assert.ok((rows.at(-1)?.median ?? 0) > 40);
});
