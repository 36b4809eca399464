/** Who waits for a turn: never more at once than may be, in the order in which they came, and one that fails holds up nobody. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { turns } from './turns.ts';

test('never more at once, all in their order, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.record({ ticks: fc.integer({ min: 1, max: 5 }), fails: fc.boolean() })),
      async (most, jobs) => {
        const take = turns(most);
        const begun: number[] = [];
        let [under, peak] = [0, 0];
        const done = await Promise.allSettled(
          jobs.map(({ ticks, fails }, i) =>
            take(async () => {
              begun.push(i);
              under += 1;
              peak = Math.max(peak, under);
              for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
              under -= 1;
              if (fails) throw new Error('failed');
              return i;
            }),
          ),
        );
        assert.deepEqual(
          begun,
          jobs.map((_, i) => i),
        );
        assert.equal(peak, Math.min(most, jobs.length));
        assert.deepEqual(
          done.map(({ status }) => status),
          jobs.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')),
        );
      },
    ),
  );
});
