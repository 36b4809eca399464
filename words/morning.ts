/** Texts of the morning's progress report (lời của báo cáo tiến độ buổi sáng). */
import { morning as en } from './en/morning.ts';
import { morning as vi } from './vi/morning.ts';
import { subject } from './words.ts';

export const morningText = subject(vi, en);
export type MorningKey = keyof typeof vi;
