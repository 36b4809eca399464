/** Texts of the meeting in the language chosen (lời của họp dân). */
import { language } from '../../ui/language.svelte.ts';
import { type MeetingKey, meetingText } from '../../words/meeting.ts';
import type { Params } from '../../words/words.ts';

export const m = (key: MeetingKey, params?: Params): string => meetingText(language.current, key, params);
