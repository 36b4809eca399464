/** The field's texts in the language chosen (lời của màn hình rà soát); reading them in markup follows the switch. */
import { type FieldKey, fieldText } from '../words/field.ts';
import type { Params } from '../words/words.ts';
import { language } from '../ui/language.svelte.ts';

export function t(key: FieldKey, params?: Params): string {
  return fieldText(language.current, key, params);
}
