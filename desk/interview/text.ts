/** Texts of paper forms in the language chosen (lời của phiếu giấy). */
import { language } from '../../ui/language.svelte.ts';
import { type PaperKey, paperText } from '../../words/desk-paper.ts';
import type { Params } from '../../words/words.ts';

export function p(key: PaperKey, params?: Params): string {
  return paperText(language.current, key, params);
}
