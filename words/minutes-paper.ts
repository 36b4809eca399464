/** Texts of the minutes on paper (lời của biên bản họp dân in ra giấy). */
import { minutesPaper as en } from './en/minutes-paper.ts';
import { minutesPaper as vi } from './vi/minutes-paper.ts';
import { subject } from './words.ts';

export const minutesPaperText = subject(vi, en);
export type MinutesPaperKey = keyof typeof vi;
