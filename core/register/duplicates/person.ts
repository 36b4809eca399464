/**
 * A person of the register made ready to be compared with others (chuẩn bị so trùng): the name as it is written, without marks, in the
 * order of the alphabet; the birth as far as it is known; the number. What a likeness is worth is `evidence.ts`.
 */
import { parseBirthDate, yearOf } from '../../kernel/dates.ts';
import { foldVi, nameKey } from '../../kernel/text.ts';

export interface Person {
  readonly memberId: string;
  readonly householdId: string;
  readonly hamletId: string;
  readonly communeId: string;
  readonly fullName: string;
  /** Null where it is not known. */
  readonly sex: 'male' | 'female' | null;
  /** yyyy, yyyy-mm or yyyy-mm-dd; anything else: not known. */
  readonly birth: string;
  /** Digits; null where it is not known. */
  readonly citizenId: string | null;
}

/** A name in the ways in which it may be written; one for all who bear it. */
export interface Name {
  /** Hòa and Hoà are one, Hoa is another. */
  readonly key: string;
  /** Without marks. */
  readonly folded: string;
  /** Without marks, the words in the order of the alphabet: An Nguyễn Văn is Nguyễn Văn An. */
  readonly sorted: string;
  /** First and last word without marks, in the order of the alphabet: what is left where the middle name was not written. */
  readonly ends: string;
  readonly words: number;
  readonly sortedHash: number;
  readonly endsHash: number;
}

export interface Compared {
  readonly person: Person;
  readonly name: Name;
  /** 0: not known; so with month and day. */
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * Makes people ready one after another; each name is taken apart once. The first of January is what papers say of whoever knows only
 * the year, so it says no more than the year.
 */
export function makeReady(): (person: Person) => Compared {
  const names = new Map<string, Name>();
  return (person) => {
    const name = names.get(person.fullName) ?? nameOf(person.fullName);
    names.set(person.fullName, name);
    const born = parseBirthDate(person.birth);
    if (!born.ok) return { person, name, year: 0, month: 0, day: 0 };
    const [year, month, day] = [yearOf(born.value), Number(person.birth.slice(5, 7)), Number(person.birth.slice(8, 10))];
    return month === 1 && day === 1 ? { person, name, year, month: 0, day: 0 } : { person, name, year, month, day };
  };
}

function nameOf(fullName: string): Name {
  const folded = foldVi(fullName);
  const words = folded.split(' ');
  const sorted = [...words].sort().join(' ');
  const ends = [words[0] ?? '', words.at(-1) ?? ''].sort().join(' ');
  const parts = { key: nameKey(fullName), folded, sorted, ends, words: words.length };
  return { ...parts, sortedHash: hashOf(sorted), endsHash: hashOf(ends) };
}

/** FNV-1a of a text, as 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/**
 * One digit written otherwise, two neighbours exchanged; of numbers of one length. Equal numbers are neither: the door lets no two people
 * bear one.
 */
export function idSlip(a: string, b: string): 'one-digit' | 'two-swapped' | null {
  if (a.length !== b.length) return null;
  const differ: number[] = [];
  for (let i = 0; i < a.length && differ.length < 3; i += 1) if (a[i] !== b[i]) differ.push(i);
  const [first, second] = differ;
  if (first === undefined || differ.length > 2) return null;
  if (second === undefined) return 'one-digit';
  return second === first + 1 && a[first] === b[second] && a[second] === b[first] ? 'two-swapped' : null;
}
