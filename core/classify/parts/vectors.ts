/**
 * Lists of small whole numbers, one for each rule (dãy kết quả theo quy tắc): without repetition, and merged over units.
 * A list is known by one number, so that hundreds of thousands can be compared.
 */
import type { Rule } from '../rulebook.ts';

/** Outcomes by rule; from 0. */
export type Vector = readonly number[];

/** Lists of the same length, each once. */
export function distinct(vectors: readonly Vector[]): readonly Vector[] {
  const sizes = (vectors[0] ?? []).map((_, i) => 1 + vectors.reduce((most, vector) => Math.max(most, vector[i] ?? 0), 0));
  if (!isNumbered(sizes)) return [...new Map(vectors.map((vector) => [vector.join(), vector])).values()];
  const found = new Map<number, Vector>();
  for (const vector of vectors) {
    let key = 0;
    for (let i = 0; i < sizes.length; i += 1) key = key * (sizes[i] ?? 1) + (vector[i] ?? 0);
    if (!found.has(key)) found.set(key, vector);
  }
  return [...found.values()];
}

/**
 * Every merge of one vector of each unit; null when that takes more than `most` merges. Units are taken in an order of
 * their own, so that the order of the members does not decide.
 */
export function mergeAll(units: readonly (readonly Vector[])[], rules: readonly Rule[], most: number): readonly Vector[] | null {
  let states: readonly Vector[] = [rules.map(() => 0)];
  let left = most;
  for (const vectors of [...units].sort(byContent)) {
    left -= states.length * vectors.length;
    if (left < 0) return null;
    states = mergeTwo(states, vectors, rules);
  }
  return states;
}

function byContent(a: readonly Vector[], b: readonly Vector[]): number {
  if (a.length !== b.length) return a.length - b.length;
  const [x, y] = [contentOf(a), contentOf(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function contentOf(vectors: readonly Vector[]): string {
  return vectors
    .map((vector) => vector.join())
    .sort()
    .join(';');
}

export function merge(a: Vector, b: Vector, rules: readonly Rule[]): Vector {
  return rules.map((rule, i) => mergeOne(rule, a[i] ?? 0, b[i] ?? 0));
}

function mergeTwo(states: readonly Vector[], vectors: readonly Vector[], rules: readonly Rule[]): readonly Vector[] {
  if (states.length === 1 || vectors.length === 1)
    return distinct(states.flatMap((state) => vectors.map((vector) => merge(state, vector, rules))));
  const sizes = rules.map((_, i) => 1 + greatest(states, i) + greatest(vectors, i));
  if (!isNumbered(sizes)) return distinct(states.flatMap((state) => vectors.map((vector) => merge(state, vector, rules))));
  const found = new Map<number, Vector>();
  for (const state of states) {
    for (const vector of vectors) {
      let key = 0;
      for (let i = 0; i < rules.length; i += 1) key = key * (sizes[i] ?? 1) + mergeOne(rules[i], state[i] ?? 0, vector[i] ?? 0);
      if (!found.has(key)) found.set(key, merge(state, vector, rules));
    }
  }
  return [...found.values()];
}

function mergeOne(rule: Rule | undefined, a: number, b: number): number {
  return rule?.merge === 'sum' ? a + b : a > b ? a : b;
}

function greatest(vectors: readonly Vector[], i: number): number {
  return vectors.reduce((max, vector) => Math.max(max, vector[i] ?? 0), 0);
}

function isNumbered(sizes: readonly number[]): boolean {
  return sizes.reduce((product, size) => product * size, 1) < Number.MAX_SAFE_INTEGER;
}
