/** What the pages of meetings ask the server for (hỏi máy chủ về họp dân), and their words. */
import type { CommuneMeetings } from '../../core/meeting/views.ts';
import type { HamletMinutes } from '../../core/minutes-view.ts';
import { type Asked, get } from '../../ui/api.ts';
import { language } from '../../ui/language.svelte.ts';
import { type MeetingKey, meetingText } from '../../words/meeting.ts';
import type { Params } from '../../words/words.ts';

export const m = (key: MeetingKey, params?: Params): string => meetingText(language.current, key, params);

const path = (areaId: string): string => `/api/areas/${encodeURIComponent(areaId)}`;

const of = (round: string | null): string => (round === null ? '' : `?${new URLSearchParams({ round })}`);
/** `round`: of a list that opens a year. */
export const askMeetings = (communeId: string, round: string | null): Asked<CommuneMeetings> =>
  get(`${path(communeId)}/meetings${of(round)}`);
export const askMinutes = (hamletId: string, round: string | null): Asked<HamletMinutes> => get(`${path(hamletId)}/minutes${of(round)}`);
export const paperOf = (hamletId: string, heldOn: string, round: string | null): string =>
  `${path(hamletId)}/minutes/${heldOn}/paper${of(round)}`;
