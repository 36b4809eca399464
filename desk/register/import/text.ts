/** Texts of importing lists in the language chosen (lời của trang nhập danh sách). */
import type { Refusal } from '../../../core/register/import/refusal.ts';
import { language } from '../../../ui/language.svelte.ts';
import { type ImportKey, importText } from '../../../words/import.ts';
import type { Params } from '../../../words/words.ts';

export function it(key: ImportKey, params?: Params): string {
  return importText(language.current, key, params);
}

export function reasonsText(reasons: readonly Refusal[]): string {
  return reasons.map(({ code, said }) => it(`refusal.${code}`, { said })).join(' ');
}
