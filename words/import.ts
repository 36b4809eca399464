/** Texts of importing lists, by language and key (lời của việc nhập danh sách). */
import { importTexts as en } from './en/import.ts';
import { importTexts as vi } from './vi/import.ts';
import { type Language, subject } from './words.ts';

export type ImportKey = keyof typeof vi;
export const importText = subject(vi, en);

interface TouchTold {
  readonly kind: 'refused' | 'apart' | 'start' | 'people';
  readonly year: number;
  readonly has: 'poor' | 'near-poor' | 'not-poor' | null;
  readonly says: 'poor' | 'near-poor' | 'not-poor' | null;
}

/** What a list would do to a year that is decided; `count` of households. */
export function touchText(language: Language, { kind, year, has, says }: TouchTold, count: string | number): string {
  const named = (one: TouchTold['has']): string => importText(language, `decided.class.${one ?? 'none'}`);
  return importText(language, `decided.${kind}`, { count, year, has: named(has), says: named(says) });
}
