/**
 * Chance from a seed: the same seed and labels give the same numbers and ids on every machine, so that a made village is
 * the same to the byte. Each thing made has a stream of its own, named by labels; making one more thing elsewhere
 * changes nothing here. Not fit for secrets: passwords come from the operating system. (Số ngẫu nhiên theo hạt giống.)
 */
import { hash } from 'node:crypto';
import { type Id, idOf, type Uuid, type UuidKind, uuidFrom } from '../../core/kernel/ids.ts';

export type Label = string | number;

/** One stream of chance; every method moves it on by a known number of steps. */
export interface Chance {
  /** Whole number, both ends inclusive. */
  between(low: number, high: number): number;
  /** True in `share` of a thousand. */
  permille(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** By weights ≥ 0 that are not all 0. */
  weighted<T>(list: readonly (readonly [T, number])[]): T;
  shuffle<T>(list: readonly T[]): T[];
  /** Bell-shaped around `mean`, whole, within the ends: the mean of four even draws. */
  bell(range: { readonly low: number; readonly mean: number; readonly high: number }): number;
}

export function chance(seed: string, ...labels: readonly Label[]): Chance {
  const next = xoshiro(digest(seed, labels));
  const below = (size: number): number => Math.floor((next() / 4_294_967_296) * size);
  const between = (low: number, high: number): number => low + below(high - low + 1);
  return {
    between,
    permille: (share) => below(1000) < share,
    pick: (list) => at(list, below(list.length)),
    weighted: (list) => pickWeighted(list, below),
    shuffle: (list) => shuffled(list, below),
    bell: ({ low, mean, high }) => bell({ low, mean, high }, between),
  };
}

/** The id of the thing that these labels name, in this seed's world. */
export function madeUuid(seed: string, ...labels: readonly Label[]): Uuid {
  const bytes = digest(seed, labels);
  const first = new Uint8Array(16);
  for (let i = 0; i < 16; i += 1) first[i] = bytes.charCodeAt(i);
  return uuidFrom(first);
}

export function madeId<Kind extends UuidKind | 'area'>(kind: Kind, seed: string, ...labels: readonly Label[]): Id<Kind> {
  return idOf(kind, madeUuid(seed, kind, ...labels));
}

/** A character a byte: many millions are made, and a Buffer of each would cost more than its hash. */
function digest(seed: string, labels: readonly Label[]): string {
  return hash('sha256', JSON.stringify([seed, ...labels]), 'binary');
}

/** xoshiro128** (Blackman and Vigna, public domain): 32 bits a step. */
function xoshiro(start: string): () => number {
  let [a, b, c, d] = [wordAt(start, 0), wordAt(start, 4), wordAt(start, 8), wordAt(start, 12)];
  return () => {
    const result = Math.imul(turn(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = turn(d, 11);
    return result;
  };
}

/** Four bytes, the lowest first. */
function wordAt(bytes: string, from: number): number {
  const byte = (i: number): number => bytes.charCodeAt(from + i) << (8 * i);
  return (byte(0) | byte(1) | byte(2) | byte(3)) >>> 0;
}

function turn(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function pickWeighted<T>(list: readonly (readonly [T, number])[], below: (size: number) => number): T {
  let left = below(totalOf(list));
  for (const [item, weight] of list) {
    if (left < weight) return item;
    left -= weight;
  }
  throw new RangeError('Weights must not all be 0.');
}

/** Lists of names are long, drawn from a million times, and never changed. */
const totals = new WeakMap<object, number>();

function totalOf(list: readonly (readonly [unknown, number])[]): number {
  let total = totals.get(list);
  if (total === undefined) {
    total = list.reduce((sum, [, weight]) => sum + weight, 0);
    totals.set(list, total);
  }
  return total;
}

function shuffled<T>(list: readonly T[], below: (size: number) => number): T[] {
  const cards = [...list];
  for (let i = cards.length - 1; i > 0; i -= 1) {
    const j = below(i + 1);
    const held = at(cards, i);
    cards[i] = at(cards, j);
    cards[j] = held;
  }
  return cards;
}

function bell({ low, mean, high }: { low: number; mean: number; high: number }, between: (a: number, b: number) => number): number {
  const spread = Math.round((between(-1000, 1000) + between(-1000, 1000) + between(-1000, 1000) + between(-1000, 1000)) / 4);
  return Math.round(spread < 0 ? mean + (spread * (mean - low)) / 1000 : mean + (spread * (high - mean)) / 1000);
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError('Nothing to pick from.');
  return item;
}
