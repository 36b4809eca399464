/** Households that may be written twice (hộ có thể ghi trùng). */
import { duplicates as en } from './en/duplicates.ts';
import { duplicates as vi } from './vi/duplicates.ts';
import { subject } from './words.ts';

export const duplicatesText = subject(vi, en);
export type DuplicatesKey = keyof typeof vi;
