/** What the pages of requests ask the server for (hỏi máy chủ về đơn đề nghị), and their words. */
import type { RequestsView, RequestView } from '../../core/meeting/request-views.ts';
import { type Asked, get } from '../../ui/api.ts';
import { language } from '../../ui/language.svelte.ts';
import { type RequestKey, requestText } from '../../words/request.ts';
import type { Params } from '../../words/words.ts';

export const r = (key: RequestKey, params?: Params): string => requestText(language.current, key, params);

const path = (areaId: string): string => `/api/areas/${encodeURIComponent(areaId)}/requests`;

export const answerPaperOf = (areaId: string, requestId: string): string => `${path(areaId)}/${encodeURIComponent(requestId)}/answer-paper`;
export const askRequests = (areaId: string): Asked<RequestsView> => get(path(areaId));
export const askRequest = (areaId: string, requestId: string): Asked<RequestView> =>
  get(`${path(areaId)}/${encodeURIComponent(requestId)}`);
