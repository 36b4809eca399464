/** What the pages of postings and objections ask the server for (hỏi máy chủ về niêm yết, phản ánh), and their words. */
import type { ObjectionView, PostingsAnswer } from '../../core/meeting/posting-views.ts';
import { type Asked, get } from '../../ui/api.ts';
import { language } from '../../ui/language.svelte.ts';
import { type PostingKey, postingText } from '../../words/posting.ts';
import type { Params } from '../../words/words.ts';

export const p = (key: PostingKey, params?: Params): string => postingText(language.current, key, params);

const path = (areaId: string): string => `/api/areas/${encodeURIComponent(areaId)}`;

const of = (round: string | null): string => (round === null ? '' : `?${new URLSearchParams({ round })}`);
/** `round`: of a list that opens a year. */
export const askPostings = (areaId: string, round: string | null): Asked<PostingsAnswer> => get(`${path(areaId)}/postings${of(round)}`);
export const wallPaper = (hamletId: string, round: string): string => `${path(hamletId)}/postings/paper${of(round)}`;
/** `householdId`: found to be the one that it is about, so that who may be sent there is told. */
export const askObjection = (areaId: string, objectionId: string, householdId?: string): Asked<ObjectionView> =>
  get(
    `${path(areaId)}/objections/${encodeURIComponent(objectionId)}${householdId === undefined ? '' : `?${new URLSearchParams({ household: householdId })}`}`,
  );
