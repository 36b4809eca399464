/**
 * Who waits for a turn: never more at once than may be, in the order in which they came; one that fails or is gone holds up nobody, and
 * one person never has more places than one may.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Asker, turns } from './turns.ts';

const staying = (accountId: string): Asker => ({ accountId, signal: new AbortController().signal });
const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null);

/** Work that ends when it is told to. */
function held() {
  let end = (): void => assert.fail('not begun');
  let begun = false;
  const work = (): Promise<void> => {
    begun = true;
    return new Promise((resolve) => (end = resolve));
  };
  return { work, end: () => end(), begun: () => begun };
}

test('never more at once, all in their order, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.record({ ticks: fc.integer({ min: 1, max: 5 }), fails: fc.boolean() })),
      async (most, jobs) => {
        const take = turns({ atOnce: most, ofOne: 1 });
        const begun: number[] = [];
        let [under, peak] = [0, 0];
        const done = await Promise.allSettled(
          jobs.map(({ ticks, fails }, i) =>
            take(staying(`${i}`), async () => {
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

test('whoever is gone is not waited for: their work never begins, and the next one’s does', async () => {
  const gone = fc.uniqueArray(fc.nat({ max: 9 }));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3 }), gone, fc.nat({ max: 8 }), async (atOnce, leaving, ticks) => {
      const take = turns({ atOnce, ofOne: 1 });
      const before = Array.from({ length: atOnce }, (_, i) => ({ ...held(), name: `before ${i}` }));
      const running = before.map(({ name, work }) => take(staying(name), work));
      const askers = Array.from({ length: 10 }, () => new AbortController());
      const begun: number[] = [];
      const asked = askers.map(({ signal }, i) => take({ accountId: `${i}`, signal }, async () => void begun.push(i)));
      const settled = Promise.allSettled(asked);
      for (const { end } of before) end();
      // Before a turn comes to them, in that very moment, or after it.
      for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
      const served = new Set(begun);
      for (const i of leaving) askers[i]?.abort(new Error('gone'));
      await Promise.all(running);
      const ends = (await settled).flatMap(({ status }, i) => (status === 'fulfilled' ? [i] : []));
      const expected = askers.flatMap((_, i) => (leaving.includes(i) && !served.has(i) ? [] : [i]));
      assert.deepEqual(begun, expected);
      assert.deepEqual(ends, expected);
      const after = Array.from({ length: atOnce }, (_, i) => ({ ...held(), name: `after ${i}` }));
      const again = after.map(({ name, work }) => take(staying(name), work));
      await Promise.resolve();
      assert.ok(
        after.every(({ begun: has }) => has()),
        'every turn is free again',
      );
      for (const { end } of after) end();
      await Promise.all(again);
    }),
  );
});

test('somebody who is gone before they asked begins nothing and holds nothing', async () => {
  const take = turns({ atOnce: 1, ofOne: 1 });
  const never = held();
  await assert.rejects(take({ accountId: 'a', signal: AbortSignal.abort(new Error('gone')) }, never.work), /gone/);
  assert.equal(never.begun(), false);
  assert.equal(await take(staying('a'), () => Promise.resolve('taken')), 'taken');
});

test('one account has no more places than one may, under way or waiting; another’s are its own; each is given back', async () => {
  const take = turns({ atOnce: 2, ofOne: 2 });
  const [first, second, other] = [held(), held(), held()];
  const running = [take(staying('a'), first.work), take(staying('a'), second.work)];
  const refused = async () => codeOf(await take(staying('a'), () => Promise.resolve()).catch((error: unknown) => error));
  assert.equal(await refused(), 'too-many-requests');
  const waits = take(staying('b'), other.work);
  assert.equal(other.begun(), false);
  first.end();
  await running[0];
  assert.equal(other.begun(), true);
  const leaves = new AbortController();
  const third = take({ accountId: 'a', signal: leaves.signal }, () => Promise.resolve()).catch(codeOf);
  assert.equal(await refused(), 'too-many-requests', 'waiting counts');
  leaves.abort(Object.assign(new Error('gone'), { code: 'gone' }));
  assert.equal(await third, 'gone');
  const again = take(staying('a'), () => Promise.resolve('taken'));
  second.end();
  assert.equal(await again, 'taken');
  other.end();
  await Promise.all([...running, waits]);
});
