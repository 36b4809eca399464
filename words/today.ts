/** Texts of the office's day (lời của Hôm nay trên bàn làm việc). */
import { today as en } from './en/today.ts';
import { today as vi } from './vi/today.ts';
import { subject } from './words.ts';

export const todayText = subject(vi, en);
export type TodayKey = keyof typeof vi;
