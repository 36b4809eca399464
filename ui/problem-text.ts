/**
 * The sentence for a problem (câu báo lỗi): what happened and what to do, from words/; a code that has no sentence is
 * shown in a general one, so that nothing is swallowed.
 */
import type { Problem } from '../core/kernel/result.ts';
import { uiText } from '../words/ui.ts';
import type { Language } from '../words/words.ts';

export function problemText(language: Language, problem: Problem): string {
  if (problem.code === 'no-connection') return uiText(language, 'no-connection');
  return uiText(language, 'unexpected', { code: problem.code });
}
