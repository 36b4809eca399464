/** Households that may be written twice (hộ có thể ghi trùng). */
import { fairness as en } from './en/fairness.ts';
import { fairness as vi } from './vi/fairness.ts';
import { subject } from './words.ts';

export const fairnessText = subject(vi, en);
export type FairnessKey = keyof typeof vi;
