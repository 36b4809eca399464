/**
 * What still stands between an interview and its end (còn gì trước khi hoàn thành): questions without an answer of this visit,
 * findings not yet looked at, somebody else's newer form; and which of them comes first. The words are the page's.
 */
import { blocking, openRefs } from '../../core/interview/engine.ts';
import type { Finding } from '../../core/interview/checks/check.ts';
import type { Questionnaire } from '../../core/interview/questionnaire.ts';
import type { InterviewState, Ref } from '../../core/interview/state.ts';

export interface Standing {
  readonly open: readonly Ref[];
  readonly checks: readonly Finding[];
  readonly ready: boolean;
  /** Key of the sentence on the button; the counts are `open` and `checks`. */
  readonly key: 'summary.finish' | 'summary.blocked-open' | 'summary.blocked-checks' | 'summary.blocked-both' | 'summary.blocked-forms';
}

export function standingOf(form: Questionnaire, state: InterviewState, overtaken: boolean): Standing {
  const open = openRefs(form, state);
  const checks = blocking(form, state);
  return { open, checks, ready: open.length === 0 && checks.length === 0 && !overtaken, key: keyOf(open.length, checks.length, overtaken) };
}

function keyOf(open: number, checks: number, overtaken: boolean): Standing['key'] {
  if (overtaken) return 'summary.blocked-forms';
  if (open > 0) return checks > 0 ? 'summary.blocked-both' : 'summary.blocked-open';
  return checks > 0 ? 'summary.blocked-checks' : 'summary.finish';
}
