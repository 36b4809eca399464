/** Texts of long files that the server makes (lời của tệp dài lập ở máy chủ). */
import { madeList as en } from './en/made-list.ts';
import { madeList as vi } from './vi/made-list.ts';
import { subject } from './words.ts';

export const madeListText = subject(vi, en);
export type MadeListKey = keyof typeof vi;
