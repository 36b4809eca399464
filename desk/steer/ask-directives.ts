/** What the pages of directives ask the server for (hỏi máy chủ về chỉ đạo), and their words. */
import type { DirectiveReach, DirectiveRow, DirectiveView } from '../../core/steer/views.ts';
import { type Asked, get } from '../../ui/api.ts';
import { language } from '../../ui/language.svelte.ts';
import { type SteerKey, steerText } from '../../words/steer.ts';
import type { Params } from '../../words/words.ts';

export const s = (key: SteerKey, params?: Params): string => steerText(language.current, key, params);

const path = (areaId: string): string => `/api/areas/${encodeURIComponent(areaId)}/directives`;

export const askDirectives = (areaId: string): Asked<readonly DirectiveRow[]> => get(path(areaId));
export const askReach = (areaId: string): Asked<DirectiveReach> => get(`${path(areaId)}/reach`);
export const askDirective = (areaId: string, directiveId: string): Asked<DirectiveView> =>
  get(`${path(areaId)}/${encodeURIComponent(directiveId)}`);

/** Groups of hamlets by how far they are; `received` and `opened` take in those that are further. */
export const GROUPS = ['all', 'waiting', 'received', 'opened', 'undone', 'done'] as const;
export type Group = (typeof GROUPS)[number];

export function groupWanted(url: URL): Group {
  return GROUPS.find((one) => one === url.searchParams.get('nhom')) ?? 'all';
}
