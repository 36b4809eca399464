/** Batches of at most so many, in which what goes only together is together (chia thành lô, không tách những gì đi cùng nhau). */
export function batchesOf<T>(sets: readonly (readonly T[])[], most: number): T[][] {
  const batches: T[][] = [];
  for (const set of sets) {
    const last = batches.at(-1);
    if (last !== undefined && last.length + set.length <= most) last.push(...set);
    else batches.push([...set]);
  }
  return batches;
}
