/** A long list sorted a piece at a time (xếp từng đoạn), so that the server answers others in between; what is equal stays as it came. */
import { setImmediate } from 'node:timers/promises';

/** Compared by an alphabet, so many take a few thousandths of a second. */
export const PIECE = 1_000;

export async function sortedInPieces<T>(all: readonly T[], compare: (a: T, b: T) => number): Promise<readonly T[]> {
  let runs: (readonly T[])[] = [];
  for (let from = 0; from < all.length; from += PIECE) {
    runs.push(all.slice(from, from + PIECE).sort(compare));
    await setImmediate();
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = [];
    for (let i = 0; i < runs.length; i += 2) merged.push(await merge(runs[i] ?? [], runs[i + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<T>(one: readonly T[], other: readonly T[], compare: (a: T, b: T) => number): Promise<readonly T[]> {
  const all: T[] = [];
  for (let i = 0, j = 0; i < one.length || j < other.length; ) {
    const [a, b] = [one[i], other[j]];
    if (b === undefined || (a !== undefined && compare(a, b) <= 0)) {
      all.push(...one.slice(i, i + 1));
      i += 1;
    } else {
      all.push(b);
      j += 1;
    }
    if (all.length % PIECE === 0) await setImmediate();
  }
  return all;
}
