/** Texts of closing a round (lời của đóng đợt rà soát). */
import { closing as en } from './en/closing.ts';
import { closing as vi } from './vi/closing.ts';
import { subject } from './words.ts';

export const closingText = subject(vi, en);
export type ClosingKey = keyof typeof vi;
