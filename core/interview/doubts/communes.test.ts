/** A commune where everybody lowers scores is asked about; communes that are only poorer, or small, hardly ever: over many provinces made by lot. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { upperTail } from '../../kernel/chances.ts';
import { type CommuneCount, communesThatStandOut } from './communes.ts';

const seed = Number(process.env['VUON_SEED'] ?? 20261130);

/** Even numbers from a seed of their own, not the program's. */
function lots(start: number): () => number {
  let state = (start ^ 0x9e3779b9) >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x85ebca6b) + 0x6d2b79f5) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 13), 0xc2b2ae35) >>> 0;
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}

/** 107 communes of 20 to 120 forms near the cut-off, whose own share lies anywhere between 0.4 and 0.6; nobody cheats. */
function honest(start: number): CommuneCount[] {
  const lot = lots(start);
  return Array.from({ length: 107 }, (_, i) => {
    const [of, share] = [20 + Math.floor(lot() * 100), 0.4 + lot() * 0.2];
    return { communeId: `c${i}`, near: { count: Array.from({ length: of }, lot).filter((one) => one < share).length, of } };
  });
}

test('of a hundred provinces of honest communes hardly a commune is asked about; one where all is lowered nearly always', () => {
  let [accused, missed] = [0, 0];
  for (let i = 0; i < 100; i += 1) {
    const communes = honest(seed + i);
    accused += communesThatStandOut(communes).length;
    const [first = assert.fail(), ...others] = communes;
    const lowered = { ...first, near: { count: Math.round(first.near.of * 0.97), of: first.near.of } };
    const named = communesThatStandOut([lowered, ...others]);
    if (named[0]?.communeId !== lowered.communeId && first.near.of >= 40) missed += 1;
  }
  // One in a hundred of those asked about, so no more than some in 10,700 communes.
  assert.ok(accused <= 5, `seed ${seed}: ${accused} honest communes`);
  assert.ok(missed <= 3, `seed ${seed}: ${missed} missed`);
});

test('where communes differ widely anyway, what stands out by chance alone does not', () => {
  const wide = Array.from({ length: 40 }, (_, i): CommuneCount => ({ communeId: `w${i}`, near: { count: 20 + i * 4, of: 200 } }));
  assert.deepEqual(communesThatStandOut(wide), []);
});

test('too few communes, too few forms and small differences tell nothing', () => {
  const of = (communeId: string, count: number, all: number): CommuneCount => ({ communeId, near: { count, of: all } });
  const usual = Array.from({ length: 20 }, (_, i) => of(`u${i}`, 50, 100));
  assert.deepEqual(communesThatStandOut([...usual.slice(0, 6), of('x', 99, 100)]), []);
  assert.deepEqual(communesThatStandOut([...usual, of('x', 19, 19)]), []);
  assert.deepEqual(communesThatStandOut([...usual, of('x', 6_400, 10_000)]), []);
  const [found] = communesThatStandOut([...usual, of('x', 99, 100)]);
  assert.deepEqual([found?.communeId, found?.own, found?.others], ['x', { count: 99, of: 100 }, { count: 1_000, of: 2_000 }]);
});

test('the tail of the bell curve is that of the tables', () => {
  for (const [at, chance] of [
    [0, 0.5],
    [1, 0.158_655_3],
    [1.959_964, 0.025],
    [3, 0.001_349_9],
    [-1, 0.841_344_7],
  ] as const)
    assert.ok(Math.abs(upperTail(at) - chance) < 2e-7, `${at}: ${upperTail(at)}`);
});
