/**
 * Texts of classification (lời chấm điểm, phân loại), by language and key. Keys that the core makes from rules and options
 * are plain text there; `reasonText` finds them, and one without a text shows as itself. The tests see to it that none does.
 */
import { classify as en } from './en/classify.ts';
import { classify as vi } from './vi/classify.ts';
import { numberText } from './locale.ts';
import { type Language, type Params, subject } from './words.ts';

const inWords = subject(vi, en);

/** Numbers are spelled in the language: 1.500.000 đồng; no text here has a year as a number. */
export function classifyText(language: Language, key: ClassifyKey, params: Params = {}): string {
  const spelled = Object.entries(params).map(([name, value]) => [name, typeof value === 'number' ? spell(language, value) : value]);
  return inWords(language, key, Object.fromEntries(spelled));
}

function spell(language: Language, value: number): string {
  return numberText(language, value, Number.isInteger(value) ? 0 : 1);
}

export type ClassifyKey = keyof typeof vi;

export function isClassifyKey(key: string): key is ClassifyKey {
  return Object.hasOwn(vi, key);
}

export function reasonText(language: Language, key: string, params?: Params): string {
  return isClassifyKey(key) ? classifyText(language, key, params) : key;
}
