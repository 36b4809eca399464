/** Chances against exact whole-number counting and against worked examples of the sources. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chanceOfSoMany, discoveries, intervalOf, kappaOf } from './chances.ts';

const seed = Number(process.env['VUON_SEED'] ?? 20261130);
const near = (actual: number | null, expected: number, told = ''): void =>
  assert.ok(actual !== null && Math.abs(actual - expected) < 1e-9, `${told} ${actual} is not ${expected}`);

/** Every way of dealing the counted ones, one by one: nothing but counting. */
function byDealing(own: { count: number; of: number }, others: { count: number; of: number }): number {
  const all = own.of + others.of;
  const counted = own.count + others.count;
  let [ways, many] = [0, 0];
  for (let deal = 0; deal < 2 ** all; deal += 1) {
    const bits = [...deal.toString(2).padStart(all, '0')].map(Number);
    if (bits.reduce((sum, bit) => sum + bit, 0) !== counted) continue;
    ways += 1;
    if (bits.slice(0, own.of).reduce((sum, bit) => sum + bit, 0) >= own.count) many += 1;
  }
  return many / ways;
}

test('the exact test is what dealing out all ways tells', () => {
  const share = fc.integer({ min: 0, max: 5 }).chain((of) => fc.record({ of: fc.constant(of), count: fc.integer({ min: 0, max: of }) }));
  fc.assert(
    fc.property(share, share, (own, others) => near(chanceOfSoMany(own, others), byDealing(own, others), JSON.stringify([own, others]))),
    { seed, numRuns: 60 },
  );
});

test("Fisher's lady: all four cups right by chance in one of seventy", () =>
  near(chanceOfSoMany({ count: 4, of: 4 }, { count: 0, of: 4 }), 1 / 70));

test('discoveries: the example of Benjamini and Hochberg holds four of fifteen at one in twenty', () => {
  const chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];
  assert.equal(discoveries(chances, 0.05).filter(Boolean).length, 4);
  assert.deepEqual(discoveries([], 0.05), []);
});

test('discoveries: order does not matter, a larger chance is never held without a smaller one', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (chances) => {
      const held = discoveries(chances, 0.1);
      const least = Math.max(-1, ...chances.filter((_, i) => held[i]));
      for (const [i, chance] of chances.entries()) assert.equal(held[i], chance <= least);
      assert.deepEqual(discoveries([...chances].reverse(), 0.1), [...held].reverse());
      const holding = chances.filter((chance) => chance <= 0.1 / Math.max(1, chances.length)).length;
      assert.ok(held.filter(Boolean).length >= holding, 'no fewer than dividing the rate among all');
    }),
    { seed },
  );
});

test('the interval of a share: its ends solve the equation of Wilson', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, part) => {
      const count = Math.floor(of * part);
      const { low, high } = intervalOf({ count, of }) ?? assert.fail();
      // (seen − true)² · n = z² · true · (1 − true)
      for (const end of [low, high]) near((count / of - end) ** 2 * of, 1.959963985 ** 2 * end * (1 - end));
      assert.ok(low <= count / of + 1e-12 && count / of - 1e-12 <= high);
    }),
    { seed },
  );
  assert.equal(intervalOf({ count: 0, of: 0 }), null);
});

test('kappa: a table worked by hand, nought as by chance, null where chance gives all', () => {
  const pairs = (a: string, b: string, times: number) => Array.from({ length: times }, () => [a, b] as const);
  // 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: seen 0.7, by chance 0.5 × 0.6 + 0.5 × 0.4 = 0.5.
  near(kappaOf([...pairs('y', 'y', 20), ...pairs('y', 'n', 5), ...pairs('n', 'y', 10), ...pairs('n', 'n', 15)]), 0.4);
  near(kappaOf([...pairs('y', 'y', 5), ...pairs('y', 'n', 5), ...pairs('n', 'y', 5), ...pairs('n', 'n', 5)]), 0);
  assert.equal(kappaOf(pairs('y', 'y', 3)), null);
  assert.equal(kappaOf([]), null);
});
