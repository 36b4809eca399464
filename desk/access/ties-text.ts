/** Where ties are shown and asked for, and their texts (hộ của tôi, hộ người thân). */
import type { TiesView } from '../../core/access/views.ts';
import { type Asked, get } from '../../ui/api.ts';
import { language } from '../../ui/language.svelte.ts';
import { type DutiesKey, dutiesText } from '../../words/duties.ts';
import type { Params } from '../../words/words.ts';

export const tiesPage = '/desk/nguoi-than';

export function askTies(): Asked<TiesView> {
  return get('/api/ties');
}

export function d(key: DutiesKey, params?: Params): string {
  return dutiesText(language.current, key, params);
}
