/**
 * Names for people who do not exist (tên người giả định): surname, middle and given name by ethnicity, sex and year of
 * birth, drawn by frequency. Children take the father's surname, where there is one; who is whose child is left to the caller.
 */
import { readFileSync } from 'node:fs';
import { parseTable } from '../../core/kernel/csv.ts';
import type { Chance } from './chance.ts';
import {
  ELDER_MEN,
  ELDER_WOMEN,
  HOA_SURNAMES,
  KHMER_MEN,
  KHMER_SURNAMES,
  KHMER_WOMEN,
  WOMENS_MIDDLE,
  YOUNG_WOMEN,
} from './data/names-by-hand.ts';

export type Ethnicity = 'kinh' | 'khmer' | 'hoa';

export interface NameWish {
  readonly ethnicity: Ethnicity;
  readonly sex: 'male' | 'female';
  readonly born: number;
  /** A surname to keep; otherwise one is drawn. */
  readonly surname?: string;
}

/** Before this year of birth the given name is drawn from the elder lists. */
const ELDER_BEFORE = 1985;

type Weighted = readonly (readonly [string, number])[];

const SURNAMES = counted('surnames.csv', () => true);
// The list's middle names are mostly men's; those that only women carry are drawn by hand.
const MEN_MIDDLE = counted('middle-names.csv', (row) => row['name'] !== 'Thị' && Number(row['count']) >= 15);
const YOUNG_MEN = counted('given-names.csv', (row) => row['in_male_list'] === '1');

export function surnameFor(chance: Chance, ethnicity: Ethnicity): string {
  if (ethnicity === 'khmer') return chance.weighted(descending(KHMER_SURNAMES));
  return ethnicity === 'hoa' ? chance.weighted(descending(HOA_SURNAMES)) : chance.weighted(SURNAMES);
}

/** As it is written on a paper: `Nguyễn Thị Kim Lan`. */
export function nameFor(chance: Chance, wish: NameWish): string {
  const surname = wish.surname ?? surnameFor(chance, wish.ethnicity);
  if (wish.ethnicity === 'khmer') return khmerName(chance, wish, surname);
  return `${surname} ${middleFor(chance, wish)} ${givenFor(chance, wish)}`;
}

function khmerName(chance: Chance, wish: NameWish, surname: string): string {
  if (wish.sex === 'male') return `${surname} ${chance.pick(KHMER_MEN)}`;
  return `${surname} Thị ${chance.pick(KHMER_WOMEN)}`;
}

function middleFor(chance: Chance, wish: NameWish): string {
  const elder = wish.born < ELDER_BEFORE;
  if (wish.sex === 'male') return elder && chance.permille(620) ? 'Văn' : chance.weighted(MEN_MIDDLE);
  return elder && chance.permille(750) ? 'Thị' : chance.weighted(descending(WOMENS_MIDDLE));
}

function givenFor(chance: Chance, wish: NameWish): string {
  const elder = wish.born < ELDER_BEFORE;
  if (wish.sex === 'male') return elder ? chance.weighted(descending(ELDER_MEN)) : chance.weighted(YOUNG_MEN);
  return chance.weighted(descending(elder ? ELDER_WOMEN : YOUNG_WOMEN));
}

/** First of n gets n + 5, last gets 6: a slow fall, as given names have. */
function descending(list: readonly string[]): Weighted {
  let weighted = DESCENDING.get(list);
  if (weighted === undefined) {
    weighted = list.map((name, i) => [name, list.length - i + 5] as const);
    DESCENDING.set(list, weighted);
  }
  return weighted;
}

const DESCENDING = new WeakMap<readonly string[], Weighted>();

function counted(file: string, wanted: (row: Readonly<Record<string, string>>) => boolean): Weighted {
  const table = parseTable(readFileSync(new URL(`./data/${file}`, import.meta.url), 'utf8'));
  if (!table.ok) throw new Error(`${file}: ${table.error.code}`);
  return table.value.filter(wanted).map((row) => [row['name'] ?? '', Number(row['count'])] as const);
}
