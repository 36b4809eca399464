/**
 * Texts of classification (lời chấm điểm, phân loại), by language and key. Keys that the core makes from rules and options
 * are plain text there; `reasonText` finds them, and one without a text shows as itself. The tests see to it that none does.
 */
import { classify as en } from './en/classify.ts';
import { classify as vi } from './vi/classify.ts';
import { type Language, type Params, subject } from './words.ts';

export const classifyText = subject(vi, en);

export type ClassifyKey = keyof typeof vi;

export function isClassifyKey(key: string): key is ClassifyKey {
  return Object.hasOwn(vi, key);
}

export function reasonText(language: Language, key: string, params?: Params): string {
  return isClassifyKey(key) ? classifyText(language, key, params) : key;
}
