/** Sentences for problem codes (câu báo lỗi theo mã). */
import { problems as en } from './en/problems.ts';
import { problemStates as enStates } from './en/problem-states.ts';
import { problems as vi } from './vi/problems.ts';
import { problemStates as viStates } from './vi/problem-states.ts';
import { subject } from './words.ts';

export const problemsText = subject(vi, en);

export type ProblemCode = keyof typeof vi;

/** Has this code a sentence? */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(vi, code);
}

/** Of a code whose sentence depends on a state that the problem names: `code.state`. */
export const problemStatesText = subject(viStates, enStates);

export function isProblemState(key: string): key is keyof typeof viStates {
  return Object.hasOwn(viStates, key);
}
