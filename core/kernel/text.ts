/**
 * Vietnamese text without `Intl`, which the core may not use: folding for search (marks, đ and case away), the order of
 * the alphabet for lists, and the sameness of names that official sources spell differently (Hòa/Hoà, Thủy/Thuỷ, Sĩ/Sỹ,
 * Qui/Quy). Display texts are left to `words/`. (Chữ Việt, sắp xếp, so tên.)
 */

/** Search form: no marks, đ as d, lowercase, single blanks, no blanks at the ends. NFC and NFD give the same. */
export function foldVi(text: string): string {
  return blanks(text.normalize('NFD').replace(MARKS, '').replace(/[đĐ]/g, 'd').toLowerCase()).normalize('NFC');
}

/** A name as part of a file's name: `Xã Trà Côn` → `xa-tra-con`. */
export function inFileName(name: string): string {
  return foldVi(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Is it the same name, however the tone is placed, i or y is written, in capitals or not, in NFC or NFD? */
export function sameName(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b);
}

/** Two names are the same exactly when their keys are equal. Marks count: Hoa, Hòa and Hóa are three names. */
export function nameKey(text: string): string {
  return blanks(text.normalize('NFC').toLowerCase()).split(' ').map(keyOfSyllable).join(' ');
}

/**
 * Order of the Vietnamese alphabet (a ă â b c d đ e ê … y), then of the tones (ngang, huyền, hỏi, ngã, sắc, nặng), then
 * small before capital; blanks and signs before digits before letters, as the database's collation `vi` has it. 0 only
 * for texts that are the same in NFC. Digits are single signs: "Ấp 10" stands before "Ấp 2".
 */
export function compareVi(a: string, b: string): number {
  return compareWeights(weigh(a), weigh(b));
}

/** The items in that order of their names; each name is weighed once. */
export function sortVi<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, weights: weigh(nameOf(item)) }))
    .sort((a, b) => compareWeights(a.weights, b.weights))
    .map(({ item }) => item);
}

/** People as a Vietnamese list has them: by the given name, which stands last, then by the whole. */
export function sortPeople<T>(people: readonly T[], nameOf: (one: T) => string): T[] {
  const byWhole = sortVi(people, nameOf);
  return sortVi(byWhole, (one) => nameOf(one).trim().split(/\s+/).at(-1) ?? '');
}

type Weights = { readonly text: string; readonly letters: number[]; readonly tones: number[]; readonly capitals: number[] };

function compareWeights(left: Weights, right: Weights): number {
  return (
    compareLists(left.letters, right.letters) ||
    compareLists(left.tones, right.tones) ||
    compareLists(left.capitals, right.capitals) ||
    compareText(left.text, right.text)
  );
}

/** The letters of Vietnamese in order, with the four of other alphabets that names and places borrow. */
const ALPHABET = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz';
const RANK = new Map([...ALPHABET].map((letter, i) => [letter, 2_000_000 + i]));
/** Combining grave, hook above, tilde, acute, dot below: the order of the tones. */
const TONES = '\u0300\u0309\u0303\u0301\u0323';
const TONE = /[\u0300\u0309\u0303\u0301\u0323]/g;
const MARKS = /\p{M}/gu;

function weigh(text: string): Weights {
  const weights: Weights = { text: text.normalize('NFC'), letters: [], tones: [], capitals: [] };
  // NFD puts a tone below the letter before a circumflex above it; taking the tones out and composing again leaves ê.
  for (const { letter, tone } of letters(text)) {
    const small = letter.toLowerCase();
    weights.letters.push(RANK.get(small) ?? rankOfSign(small));
    weights.tones.push(tone);
    weights.capitals.push(small === letter ? 0 : 1);
  }
  return weights;
}

function letters(text: string): { letter: string; tone: number }[] {
  return [...text.normalize('NFC')].map((sign) => {
    const apart = sign.normalize('NFD');
    const tone = apart.match(TONE)?.[0];
    return { letter: apart.replace(TONE, '').normalize('NFC'), tone: tone === undefined ? 0 : TONES.indexOf(tone) + 1 };
  });
}

/** Signs of other alphabets stand behind, digits before the letters, the rest before the digits. */
function rankOfSign(sign: string): number {
  const point = sign.codePointAt(0) ?? 0;
  if (/^\p{L}/u.test(sign)) return 3_000_000 + point;
  return /^[0-9]/.test(sign) ? 1_500_000 + point : point;
}

/** The names of a province are made of few thousand syllables; lists say them over and over. */
const KEYS = new Map<string, string>();
const MOST_KEYS = 20_000;

function keyOfSyllable(syllable: string): string {
  const known = KEYS.get(syllable);
  if (known !== undefined) return known;
  const key = syllableKey(syllable);
  if (KEYS.size >= MOST_KEYS) KEYS.clear();
  KEYS.set(syllable, key);
  return key;
}

/** `hoà` and `hòa` both become `hoa:1`; a y that sounds as i becomes i. */
function syllableKey(syllable: string): string {
  const tones: number[] = [];
  let base = '';
  for (const { letter, tone } of letters(syllable)) {
    base += letter;
    if (tone > 0) tones.push(tone);
  }
  return base.replace(Y_AS_I, '$1i') + tones.map((tone) => `:${tone}`).join('');
}

/** A y alone, or at the end right after consonants or qu: y tế, Mỹ, Quý; not Thủy, Huy, Nguy. */
const Y_AS_I = /^((?:qu|[bcdđghklmnpqrstvx]*))y$/;

function blanks(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether each word of `asked` begins a word of `folded`, in this order: "nguyen tam" is in "nguyen van tam". Both folded. */
export function hasInOrder(folded: string, asked: string): boolean {
  const words = folded.split(' ');
  let at = 0;
  return asked.split(' ').every((word) => {
    while (at < words.length && words[at]?.startsWith(word) !== true) at += 1;
    at += 1;
    return at <= words.length;
  });
}
