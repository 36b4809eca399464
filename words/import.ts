/** Texts of importing lists, by language and key (lời của việc nhập danh sách). */
import { importTexts as en } from './en/import.ts';
import { importTexts as vi } from './vi/import.ts';
import { subject } from './words.ts';

export type ImportKey = keyof typeof vi;
export const importText = subject(vi, en);
