/** Where households that may be written twice are asked for, and their texts (hộ có thể ghi trùng). */
import type { DuplicatesView } from '../../core/register/duplicates/views.ts';
import type { BulkView } from '../../core/register/duplicates/bulk-views.ts';
import { type Asked, get, post } from '../../ui/api.ts';
import { language } from '../../ui/language.svelte.ts';
import { type DuplicatesKey, duplicatesText } from '../../words/duplicates.ts';
import type { Params } from '../../words/words.ts';

/** `household`: only pairs with it. */
export function askDuplicates(communeId: string, household: string | null): Asked<DuplicatesView> {
  const query = household === null ? '' : `?${new URLSearchParams({ household })}`;
  return get(`/api/areas/${encodeURIComponent(communeId)}/duplicates${query}`);
}

export function d(key: DuplicatesKey, params?: Params): string {
  return duplicatesText(language.current, key, params);
}

const bulk = (provinceId: string): string => `/api/areas/${encodeURIComponent(provinceId)}/duplicates/bulk`;

export const askBulk = (provinceId: string): Asked<BulkView> => get(bulk(provinceId));
export const startBulk = (provinceId: string): Asked<BulkView> => post(bulk(provinceId), {});
export const stopBulk = (provinceId: string): Asked<BulkView> => post(`${bulk(provinceId)}/stop`, {});
