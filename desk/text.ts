/** The desk's texts in the language chosen (lời của bàn làm việc); reading them in markup follows the switch. */
import { type DeskKey, deskText } from '../words/desk.ts';
import type { Params } from '../words/words.ts';
import { language } from '../ui/language.svelte.ts';

export function t(key: DeskKey, params?: Params): string {
  return deskText(language.current, key, params);
}
