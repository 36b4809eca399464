/**
 * What a cell says (đọc một ô): text, whole numbers with dots and decimal comma, dates as people or as Excel write them,
 * and the words for sex, relation, ethnicity and class. `null`: the cell is empty; a `Fail`: it says something that is
 * not understood. Which column it stands in is `headers.ts`.
 */
import type { ETHNICITIES, RELATIONS } from '../../interview/codes.ts';
import { addDays, type BirthDate, date, isFullDate, type PlainDate, parseBirthDate, parseVi } from '../../kernel/dates.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { foldVi, nameKey } from '../../kernel/text.ts';
import type { Cell } from './sheet.ts';

export type Relation = (typeof RELATIONS)[number];
export type Ethnicity = (typeof ETHNICITIES)[number];
export type Origin = 'new' | 'relapsed' | 'continuing';
/** The classes as lists print them; the same three that a verdict has. */
export const LISTED_CLASSES = ['poor', 'near-poor', 'not-poor'] as const;
export type ListedClass = (typeof LISTED_CLASSES)[number];

type Said<T> = Result<T | null, { readonly code: 'not-understood' }>;

const NOT_UNDERSTOOD = fail({ code: 'not-understood' });

/** Signs that show nothing, or turn the writing around: no book may hold them, and a name made of them alone is none. */
const UNSEEN =
  /(?![\t\n\v\f\r\u0085])\p{Cc}|[\u061c\u115f\u1160\u180e\u202a-\u202e\u2061-\u206f\u3164\uffa0\ufff9-\ufffb]|\p{Noncharacter_Code_Point}/gu;
const BLANK = /[\s\u0085\u00a0\u00ad\u200b-\u200f\u2060\ufeff]+/g;

export function textIn(cell: Cell): string | null {
  if (cell === null) return null;
  if (typeof cell === 'object') return 'date' in cell ? cell.date : null;
  const text = typeof cell === 'number' ? plainNumber(cell) : String(cell);
  return (
    text
      .replace(/\p{Cs}/gu, '\ufffd')
      .normalize('NFC')
      .replace(UNSEEN, '')
      .replace(BLANK, ' ')
      .trim() || null
  );
}

/** `1.234`, `1234`, `12,0`, `12.0` of a real number; a part of a whole is not understood. */
export function wholeIn(cell: Cell): Said<number> {
  const text = textIn(cell);
  if (text === null) return ok(null);
  if (typeof cell === 'number') return Number.isSafeInteger(cell) && cell >= 0 ? ok(cell) : NOT_UNDERSTOOD;
  if (!/^[0-9]{1,9}(,0+)?$|^[0-9]{1,3}(\.[0-9]{3})+(,0+)?$/.test(text)) return NOT_UNDERSTOOD;
  return ok(Number(text.replace(/,.*$/, '').replaceAll('.', '')));
}

/** As much of a date as the cell gives: a date of Excel, `dd/mm/yyyy`, `mm/yyyy`, a year. */
export function birthIn(cell: Cell): Said<BirthDate> {
  if (cell === null) return ok(null);
  if (typeof cell === 'object') return 'date' in cell ? ok(cell.date) : NOT_UNDERSTOOD;
  if (typeof cell === 'number') return understood(cell >= 1850 && cell <= 2150 ? parseBirthDate(String(cell)) : serialDate(cell));
  const text = textIn(cell);
  if (text === null) return ok(null);
  return understood(parseVi(text.replace(/^'/, '').replace(/[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(\.[0-9]+)?Z?$/, '')));
}

export function dateIn(cell: Cell): Said<PlainDate> {
  const said = birthIn(cell);
  if (!said.ok || said.value === null) return said.ok ? ok(null) : said;
  return isFullDate(said.value) ? ok(said.value) : NOT_UNDERSTOOD;
}

export function sexIn(cell: Cell): Said<'male' | 'female'> {
  return wordIn(cell, SEXES);
}

/** Bà is a grandmother and ba a father: the one word that needs its mark. */
export function relationIn(cell: Cell): Said<Relation> {
  if (typeof cell === 'string' && nameKey(cell) === nameKey('bà')) return ok('grandparent');
  return wordIn(cell, RELATION_WORDS);
}

/** An ethnicity that the tables do not name one by one is `other`; a number is not understood. */
export function ethnicityIn(cell: Cell): Said<Ethnicity> {
  const text = textIn(cell);
  if (text === null) return ok(null);
  if (/[0-9]/.test(text)) return NOT_UNDERSTOOD;
  const key = words(text);
  return ok(Object.hasOwn(ETHNICITY_WORDS, key) ? (ETHNICITY_WORDS[key] ?? 'other') : 'other');
}

export function classIn(cell: Cell): Said<ListedClass> {
  return wordIn(cell, CLASS_WORDS);
}

export function originIn(cell: Cell): Said<Origin> {
  return wordIn(cell, ORIGIN_WORDS);
}

export function passedIn(cell: Cell): Said<boolean> {
  if (typeof cell === 'boolean') return ok(cell);
  return wordIn<boolean>(cell, PASSED_WORDS);
}

const SEXES: Readonly<Record<string, 'male' | 'female'>> = {
  nam: 'male',
  m: 'male',
  male: 'male',
  trai: 'male',
  nu: 'female',
  f: 'female',
  female: 'female',
  gai: 'female',
};

const RELATION_WORDS: Readonly<Record<string, Relation>> = {
  'chu ho': 'head',
  'la chu ho': 'head',
  vo: 'spouse',
  chong: 'spouse',
  'vo chong': 'spouse',
  con: 'child',
  'con de': 'child',
  'con ruot': 'child',
  'con trai': 'child',
  'con gai': 'child',
  'con nuoi': 'child',
  'con rieng': 'child',
  'con dau': 'child-in-law',
  'con re': 'child-in-law',
  'con dau re': 'child-in-law',
  dau: 'child-in-law',
  re: 'child-in-law',
  cha: 'parent',
  bo: 'parent',
  ba: 'parent',
  me: 'parent',
  ma: 'parent',
  'cha me': 'parent',
  'bo me': 'parent',
  'cha ruot': 'parent',
  'me ruot': 'parent',
  'bo de': 'parent',
  'me de': 'parent',
  'cha vo': 'parent-in-law',
  'me vo': 'parent-in-law',
  'cha chong': 'parent-in-law',
  'me chong': 'parent-in-law',
  'bo vo': 'parent-in-law',
  'bo chong': 'parent-in-law',
  'cha me vo': 'parent-in-law',
  'cha me chong': 'parent-in-law',
  chau: 'grandchild',
  'chau noi': 'grandchild',
  'chau ngoai': 'grandchild',
  'chau noi ngoai': 'grandchild',
  ong: 'grandparent',
  'ong ba': 'grandparent',
  'ong noi': 'grandparent',
  'ba noi': 'grandparent',
  'ong ngoai': 'grandparent',
  'ba ngoai': 'grandparent',
  anh: 'sibling',
  chi: 'sibling',
  em: 'sibling',
  'anh ruot': 'sibling',
  'chi ruot': 'sibling',
  'em ruot': 'sibling',
  'anh chi em': 'sibling',
  'anh chi em ruot': 'sibling',
  'em trai': 'sibling',
  'em gai': 'sibling',
  'chau ruot': 'other-kin',
  'ba con': 'other-kin',
  'co chu': 'other-kin',
  co: 'other-kin',
  chu: 'other-kin',
  bac: 'other-kin',
  di: 'other-kin',
  cau: 'other-kin',
  duong: 'other-kin',
  thim: 'other-kin',
  mo: 'other-kin',
  'nguoi than': 'other-kin',
  'nguoi than khac': 'other-kin',
  'quan he gia dinh khac': 'other-kin',
  khac: 'other-kin',
  'quan he khac': 'other-kin',
  'o nho': 'not-kin',
  'o thue': 'not-kin',
  'khong quan he': 'not-kin',
  'khong ho hang': 'not-kin',
  'nguoi giup viec': 'not-kin',
};

const ETHNICITY_WORDS: Readonly<Record<string, Ethnicity>> = {
  kinh: 'kinh',
  viet: 'kinh',
  khmer: 'khmer',
  'kho me': 'khmer',
  khome: 'khmer',
  'kh me': 'khmer',
  hoa: 'hoa',
  han: 'hoa',
  cham: 'cham',
};

const CLASS_WORDS: Readonly<Record<string, ListedClass>> = {
  ngheo: 'poor',
  'ho ngheo': 'poor',
  n: 'poor',
  hn: 'poor',
  'can ngheo': 'near-poor',
  'ho can ngheo': 'near-poor',
  cn: 'near-poor',
  hcn: 'near-poor',
  'khong ngheo': 'not-poor',
  'ho khong ngheo': 'not-poor',
  kn: 'not-poor',
  'khong thuoc ho ngheo': 'not-poor',
  'khong thuoc ho ngheo ho can ngheo': 'not-poor',
  'thoat ngheo': 'not-poor',
  'ho thoat ngheo': 'not-poor',
  'thoat can ngheo': 'not-poor',
  'ho thoat can ngheo': 'not-poor',
  'muc song trung binh': 'not-poor',
  'ho co muc song trung binh': 'not-poor',
  'trung binh': 'not-poor',
};

const ORIGIN_WORDS: Readonly<Record<string, Origin>> = {
  moi: 'new',
  'phat sinh moi': 'new',
  'phat sinh': 'new',
  'ho moi': 'new',
  tai: 'relapsed',
  'tai ngheo': 'relapsed',
  'tai can ngheo': 'relapsed',
  cu: 'continuing',
  'con lai': 'continuing',
  'ho cu': 'continuing',
  'ngheo cu': 'continuing',
};

const PASSED_WORDS: Readonly<Record<string, boolean>> = {
  dat: true,
  co: true,
  x: true,
  '1': true,
  true: true,
  yes: true,
  'khong dat': false,
  khong: false,
  '0': false,
  false: false,
  no: false,
};

function wordIn<T>(cell: Cell, table: Readonly<Record<string, T>>): Said<T> {
  const text = textIn(cell);
  if (text === null) return ok(null);
  const key = words(text);
  return Object.hasOwn(table, key) ? ok(table[key] ?? null) : NOT_UNDERSTOOD;
}

/** A list says the same few words in row after row. */
const SAID = new Map<string, string>();
const MOST_SAID = 5_000;

function words(text: string): string {
  const known = SAID.get(text);
  if (known !== undefined) return known;
  const folded = foldVi(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  if (SAID.size >= MOST_SAID) SAID.clear();
  SAID.set(text, folded);
  return folded;
}

function understood<T>(parsed: Result<T, { readonly code: string }>): Said<T> {
  return parsed.ok ? parsed : NOT_UNDERSTOOD;
}

/** Days since the last of December 1899, as Excel counts after its February of 1900. */
function serialDate(serial: number): Result<PlainDate, { readonly code: 'not-understood' }> {
  const days = Math.floor(serial);
  return serial >= 61 && serial < 80_000 ? ok(addDays(date('1899-12-30'), days)) : NOT_UNDERSTOOD;
}

/** A long code that a spreadsheet took for a number, without exponent. */
function plainNumber(value: number): string {
  return Number.isSafeInteger(value) ? BigInt(value).toString() : String(value);
}
