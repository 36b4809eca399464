/** What moved on a list within a year (biến động danh sách). */
import { changes as en } from './en/changes.ts';
import { changes as vi } from './vi/changes.ts';
import { subject } from './words.ts';

export const changesText = subject(vi, en);
export type ChangesKey = keyof typeof vi;
