/** Texts of long files in the language chosen (lời của tệp dài). */
import { language } from '../../ui/language.svelte.ts';
import { type MadeListKey, madeListText } from '../../words/made-list.ts';
import type { Params } from '../../words/words.ts';

export function m(key: MadeListKey, params?: Params): string {
  return madeListText(language.current, key, params);
}
