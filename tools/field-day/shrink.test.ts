/** Whatever makes a day fail, the smallest one of its seed is found that halving leads to, and it fails. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shrink } from './shrink.ts';

test('a day that fails from so many visits and phones on is brought down to just these', async () => {
  const size = fc.record({ phones: fc.integer({ min: 1, max: 6 }), visits: fc.integer({ min: 2, max: 80 }) });
  await fc.assert(
    fc.asyncProperty(size, size, async (needs, more) => {
      const from = { phones: needs.phones + more.phones, visits: needs.visits + more.visits };
      let days = 0;
      const found = await shrink({ ...from, result: 'first' }, async ({ phones, visits }) => {
        days += 1;
        return phones >= needs.phones && visits >= needs.visits ? `${phones} phones, ${visits} visits` : null;
      });
      assert.deepEqual(found, { ...needs, result: `${needs.phones} phones, ${needs.visits} visits` });
      assert.ok(days <= 3 * Math.log2(from.visits) + from.phones, `${days} days`);
    }),
  );
});

test('one that fails for no reason of its size stays as it is', async () => {
  const found = await shrink({ phones: 3, visits: 24, result: 'as it was' }, async () => null);
  assert.deepEqual(found, { phones: 3, visits: 24, result: 'as it was' });
});
