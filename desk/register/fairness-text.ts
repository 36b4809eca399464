/** Where doubts of a commune are asked for, and their texts (nên đến thăm, nên hỏi lại). */
import type { FairnessView } from '../../core/meeting/fairness-views.ts';
import { type Asked, get } from '../../ui/api.ts';
import type { Share } from '../../core/kernel/chances.ts';
import { number } from '../../ui/format.ts';
import { language } from '../../ui/language.svelte.ts';
import { type FairnessKey, fairnessText } from '../../words/fairness.ts';
import type { Params } from '../../words/words.ts';

export function askFairness(communeId: string): Asked<FairnessView> {
  return get(`/api/areas/${encodeURIComponent(communeId)}/fairness`);
}

export function f(key: FairnessKey, params?: Params): string {
  return fairnessText(language.current, key, params);
}

/** In whole percent: of so few no more is known. */
export function percentOf({ count, of }: Share): string {
  return number(Math.round((100 * count) / Math.max(1, of)));
}
