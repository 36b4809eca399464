/** Texts of the hamlet's meeting on phone, desk and paper (lời của họp dân, biên bản). */
import { meeting as en } from './en/meeting.ts';
import { meeting as vi } from './vi/meeting.ts';
import { subject } from './words.ts';

export const meetingText = subject(vi, en);
export type MeetingKey = keyof typeof vi;
