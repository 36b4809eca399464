/** The benchmark of syncing, small: every phone has its list, nothing fails, and what was taken is beside its yardstick. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { benchSync } from './sync.ts';

test('the phones of a commune sync, and their interviews are measured', async () => {
  const { rows } = await benchSync({ communes: 1, seconds: 1 });
  const one = (name: string) =>
    rows.find((row) => row.name.startsWith(name)) ?? assert.fail(`${name}: ${rows.map((row) => row.name).join()}`);
  const phones = one('from the first').n;
  assert.ok(phones > 1);
  assert.equal(one('errors (aim 0)').median, 0, one('errors').name);
  for (const name of ['the first list', '5 sealed', 'what changed']) {
    assert.equal(one(name).n, phones);
    assert.ok(one(name).median > 0);
  }
  const fast = one('interviews taken');
  assert.equal(fast.n, phones * 5);
  assert.ok(fast.ratio !== undefined && Math.abs(fast.ratio - fast.median / one('the plain INSERTs').median) < 1e-9);
});
