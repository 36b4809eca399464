/** What the door refuses, as a row that comes back (câu trả lời của cửa ghi thành lý do trả lại). */
import type { RefusedPlace } from '../../core/register/import/assemble.ts';
import { formatVi, parseDate } from '../../core/kernel/dates.ts';
import type { CommandProblem } from '../../core/sync/envelope.ts';
import { isProblemCode, problemsText } from '../../words/problems.ts';

/** The door's codes become sentences that a reader of the sheet understands. */
export function withSentence({ problem, ...row }: RefusedPlace & { readonly problem: CommandProblem }): RefusedPlace {
  return { ...row, refusals: [{ code: 'not-taken', said: sentenceOf(problem) }] };
}

export function sentenceOf({ code, ...about }: CommandProblem): string {
  const details = Object.entries(about).flatMap(([name, value]): [string, string | number][] => {
    if (typeof value === 'number') return [[name, value]];
    const day = typeof value === 'string' ? parseDate(value) : null;
    return typeof value === 'string' ? [[name, day?.ok === true ? formatVi(day.value) : value]] : [];
  });
  return isProblemCode(code) ? problemsText('vi', code, Object.fromEntries(details)) : code;
}
