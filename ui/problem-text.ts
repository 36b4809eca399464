/**
 * The sentence for a problem (câu báo lỗi): what happened and what to do, from words/problems with the problem's own details
 * filled in; a code that has no sentence is shown in a general one, so that nothing is swallowed.
 */
import type { Problem } from '../core/kernel/result.ts';
import { day } from './format.ts';
import { isProblemCode, isProblemState, problemsText, problemStatesText } from '../words/problems.ts';
import { uiText } from '../words/ui.ts';
import type { Language } from '../words/words.ts';

export function problemText(language: Language, problem: Problem): string {
  const { code, ...details } = problem;
  const ofState = `${code}.${'state' in details && typeof details.state === 'string' ? details.state : ''}`;
  if (isProblemState(ofState)) return problemStatesText(language, ofState);
  return isProblemCode(code) ? problemsText(language, code, filling(details)) : uiText(language, 'unexpected', { code });
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function filling(details: object): Record<string, string | number> {
  const entries = Object.entries(details).filter((entry): entry is [string, string | number] =>
    ['string', 'number'].includes(typeof entry[1]),
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'string' && DAY.test(value) ? day(value) : value]));
}
