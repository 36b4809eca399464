/**
 * Candidates among very many people (tìm người ghi trùng trong toàn sổ): not every pair is compared, only those that share one of a few
 * keys, each of which survives some slips: the words of the name and the year of birth; the name and the day and month in either order;
 * the ends of the name and the birth, or the year and the hamlet; the ends of the name with either half of the number. Pure, in memory;
 * numbers instead of texts wherever many are sorted.
 */
import { compare, evenOdds, KEEP, LOOK, type NameCounts, type Scored, scoreOf, withOthers } from './evidence.ts';
import { type Compared, hashOf, makeReady, type Name, type Person } from './person.ts';

export interface Candidate extends Scored {
  readonly a: Person;
  readonly b: Person;
  /** Above the point where both are as likely; `LOOK` or more. */
  readonly above: number;
}

export interface Found {
  /** The surest first. */
  readonly candidates: readonly Candidate[];
  readonly compared: number;
  /** Keys that more people share than can be compared with each other; their people are compared by the other keys. */
  readonly crowded: number;
}

/** People who share a key beyond this are not compared by it: a name that common says too little with a year alone. */
const MOST_SHARING = 400;

/** How often each writing of a name is borne. */
export function countNames(people: readonly Compared[]): NameCounts {
  const bearers = new Map<Name, number>();
  for (const { name } of people) bearers.set(name, (bearers.get(name) ?? 0) + 1);
  const count = (of: (name: Name) => string): ((text: string) => number) => {
    const counts = new Map<string, number>();
    for (const [name, times] of bearers) counts.set(of(name), (counts.get(of(name)) ?? 0) + times);
    return (text) => counts.get(text) ?? 0;
  };
  return {
    people: people.length,
    ofKey: count(({ key }) => key),
    ofFolded: count(({ folded }) => folded),
    ofSorted: count(({ sorted }) => sorted),
    ofEnds: count(({ ends }) => ends),
  };
}

/** The search in parts, each of which can be done, and kept, by itself: whoever is cut off between two goes on with the next. */
export interface Search {
  readonly parts: number;
  /** What is alike by one key and by none before it: places in the list of people, two after two. */
  readonly part: (k: number) => { readonly pairs: number[]; readonly compared: number; readonly crowded: number };
  /** Of the pairs of all parts, in the order of these. */
  readonly finish: (pairs: readonly number[]) => readonly Candidate[];
}

export function searchIn(all: readonly Person[]): Search {
  const people = all.map(makeReady());
  const counts = countNames(people);
  const even = evenOdds(people.length);
  const blocks = KEYS.map((keyOf) => people.map(keyOf));
  return {
    parts: KEYS.length,
    part: (k) => {
      const pairs: number[] = [];
      let compared = 0;
      const crowded = eachSharing(blocks[k] ?? [], (i, j) => {
        // Met by an earlier key already.
        for (let before = 0; before < k; before += 1) {
          const key = blocks[before]?.[i];
          if (key !== 0 && key === blocks[before]?.[j]) return;
        }
        const [a, b] = [people[i], people[j]];
        if (a === undefined || b === undefined) return;
        compared += 1;
        if (scoreOf(a, b, counts) - even >= KEEP) pairs.push(i, j);
      });
      return { pairs, compared, crowded };
    },
    finish: (pairs) => {
      const kept = [];
      for (let at = 0; at < pairs.length; at += 2) {
        const [a, b] = [people[pairs[at] ?? -1], people[pairs[at + 1] ?? -1]];
        if (a !== undefined && b !== undefined) kept.push({ a, b, scored: compare(a, b, counts) });
      }
      return judged(kept, even);
    },
  };
}

export function findDuplicates(all: readonly Person[]): Found {
  const search = searchIn(all);
  const pairs: number[] = [];
  let [compared, crowded] = [0, 0];
  for (let k = 0; k < search.parts; k += 1) {
    const part = search.part(k);
    for (const at of part.pairs) pairs.push(at);
    compared += part.compared;
    crowded += part.crowded;
  }
  return { candidates: search.finish(pairs), compared, crowded };
}

/** Whoever is alike in one household as in the other makes each other likelier. */
function judged(kept: readonly { readonly a: Compared; readonly b: Compared; readonly scored: Scored }[], even: number): Candidate[] {
  const pairs = kept.map(({ a, b, scored }) => ({ a: a.person, b: b.person, scored }));
  const between = new Map<string, number>();
  const keyOf = ({ a, b }: { readonly a: Person; readonly b: Person }): string =>
    a.householdId < b.householdId ? `${a.householdId} ${b.householdId}` : `${b.householdId} ${a.householdId}`;
  for (const pair of pairs) if (pair.a.householdId !== pair.b.householdId) between.set(keyOf(pair), (between.get(keyOf(pair)) ?? 0) + 1);
  return pairs
    .map(({ a, b, scored }) => {
      const whole = withOthers(scored, Math.max(0, (between.get(keyOf({ a, b })) ?? 0) - 1));
      return { a, b, ...whole, above: whole.score - even };
    })
    .filter(({ above }) => above >= LOOK)
    .sort((a, b) => b.above - a.above);
}

// ---- keys ----------------------------------------------------------------------------------------------------------

/** 0: the person has no such key. */
type KeyOf = (person: Compared) => number;

const KEYS: readonly KeyOf[] = [
  ({ name, year }) => (year === 0 ? 0 : mixed(name.sortedHash, year, 0)),
  ({ name, month, day }) => (day === 0 ? 0 : mixed(name.sortedHash, 10_000 + eitherOrder(month, day), 1)),
  ({ name, year, month, day }) => (day === 0 ? 0 : mixed(name.endsHash, year * 1_000 + eitherOrder(month, day), 2)),
  ({ name, year, person }) => mixed(name.endsHash ^ hashOf(person.hamletId), year, 3),
  ({ name, person: { citizenId } }) =>
    citizenId === null ? 0 : mixed(name.endsHash, Number(citizenId.slice(0, citizenId.length >> 1)), 4),
  ({ name, person: { citizenId } }) => (citizenId === null ? 0 : mixed(name.endsHash, Number(citizenId.slice(citizenId.length >> 1)), 5)),
];

/** As many as there are keys. */
export const SEARCH_PARTS = KEYS.length;

const eitherOrder = (month: number, day: number): number => Math.min(month, day) * 32 + Math.max(month, day);

const HASH_BITS = 2 ** 31;
/** Two numbers in one: a hash above, a place in the list below; together no more than a whole number can hold. */
const PLACES = 2 ** 22;

/** Between 1 and 2³¹ - 1. Strangers that meet by chance are compared and found to be strangers. */
function mixed(hash: number, number: number, kind: number): number {
  let mix = Math.imul(hash ^ Math.imul(number + 1, 0x9e3779b1) ^ Math.imul(kind + 1, 0x85ebca6b), 0xc2b2ae35);
  mix = Math.imul(mix ^ (mix >>> 15), 0x2c1b3c6d);
  return (((mix ^ (mix >>> 13)) >>> 1) % (HASH_BITS - 1)) + 1;
}

/** Calls for every two that share a key; how many keys too many share. */
function eachSharing(keys: readonly number[], onPair: (i: number, j: number) => void): number {
  if (keys.length > PLACES) throw new RangeError(`More than ${PLACES} people at once.`);
  const sorted = new Float64Array(keys.length);
  keys.forEach((key, i) => {
    sorted[i] = key * PLACES + i;
  });
  sorted.sort();
  let crowded = 0;
  for (let from = 0; from < sorted.length; ) {
    const key = Math.floor((sorted[from] ?? 0) / PLACES);
    let to = from + 1;
    while (to < sorted.length && Math.floor((sorted[to] ?? 0) / PLACES) === key) to += 1;
    if (key !== 0 && to - from > MOST_SHARING) crowded += 1;
    else if (key !== 0)
      for (let i = from; i < to; i += 1) for (let j = i + 1; j < to; j += 1) onPair((sorted[i] ?? 0) % PLACES, (sorted[j] ?? 0) % PLACES);
    from = to;
  }
  return crowded;
}
