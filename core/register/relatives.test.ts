/** Whoever has far more relatives on the list than others is asked about; relatives listed as often as anybody, and too few of them, are not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceOfSoMany } from '../kernel/chances.ts';
import { relativesListed } from './relatives.ts';

/** Every tenth of a thousand is listed. */
const HOMES = Array.from({ length: 1_000 }, (_, i) => ({ householdId: `h${i}`, listed: i % 10 === 0 }));
const tied = (accountId: string, ...at: number[]) => at.map((i) => ({ accountId, householdId: `h${i}` }));

test('named with what was compared; the same household told twice counts once', () => {
  const ties = [...tied('favours', 0, 10, 20, 30, 31), ...tied('favours', 0), ...tied('usual', 40, 41, 42, 43, 44, 45, 46, 47, 48, 49)];
  const [found, ...more] = relativesListed(HOMES, ties);
  assert.deepEqual(more, []);
  const [own, others] = [
    { count: 4, of: 5 },
    { count: 96, of: 995 },
  ];
  assert.deepEqual(found, { accountId: 'favours', own, others, chance: chanceOfSoMany(own, others) });
});

test('two relatives tell nothing, nor those who are unknown; in a commune where half is listed, half is usual', () => {
  assert.deepEqual(relativesListed(HOMES, tied('few', 0, 10)), []);
  assert.deepEqual(relativesListed(HOMES, tied('elsewhere', 5_000, 5_001, 5_002)), []);
  const half = HOMES.map((home, i) => ({ ...home, listed: i % 2 === 0 }));
  assert.deepEqual(relativesListed(half, tied('half', 0, 1, 2, 3, 4, 6, 7)), []);
});
