/** Sentences for problem codes (câu báo lỗi theo mã). */
import { problems as en } from './en/problems.ts';
import { problems as vi } from './vi/problems.ts';
import { subject } from './words.ts';

export const problemsText = subject(vi, en);

export type ProblemCode = keyof typeof vi;

/** Has this code a sentence? */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(vi, code);
}
