/** Sorted a piece at a time it is what it is sorted at once, and others have their turn in between. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PIECE, sortedInPieces } from './sorted-in-pieces.ts';

interface Line {
  readonly key: number;
  readonly place: number;
}
const byKey = (a: Line, b: Line): number => a.key - b.key;
/** Each key stands at many places. */
const linesOf = (count: number): Line[] => Array.from({ length: count }, (_, place) => ({ key: (place * 7_919) % 97, place }));

test('the same as at once, with equal ones as they came, for any length', async () => {
  for (const count of [0, 1, 2, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 5 * PIECE + 17]) {
    const lines = linesOf(count);
    assert.deepEqual(await sortedInPieces(lines, byKey), lines.toSorted(byKey), String(count));
  }
});

test('nobody waits for more than a piece', async () => {
  let [sinceTurn, most] = [0, 0];
  let goesOn = true;
  const turn = (): void => {
    most = Math.max(most, sinceTurn);
    sinceTurn = 0;
    if (goesOn) setImmediate(turn);
  };
  setImmediate(turn);
  const counting = (a: Line, b: Line): number => {
    sinceTurn += 1;
    return byKey(a, b);
  };
  await sortedInPieces(linesOf(20 * PIECE), counting);
  goesOn = false;
  most = Math.max(most, sinceTurn);
  // A piece takes n log n comparisons, all of them at once a good deal more than twice as many.
  assert.ok(most > 0 && most <= 2 * PIECE * Math.log2(PIECE), `${most} comparisons without a turn`);
});
