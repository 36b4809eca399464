/** Texts of what is found by income (lời của việc xác định thu nhập). */
import { income as en } from './en/income.ts';
import { income as vi } from './vi/income.ts';
import { subject } from './words.ts';

export const incomeText = subject(vi, en);
export type IncomeKey = keyof typeof vi;
