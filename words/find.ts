/** Words by which what the desk does is found (lời để tìm việc trên bàn làm việc), apart so that no other page loads them. */
import { find as en } from './en/find.ts';
import { find as vi } from './vi/find.ts';
import { subject } from './words.ts';

export const findText = subject(vi, en);
export type FindKey = keyof typeof vi;
