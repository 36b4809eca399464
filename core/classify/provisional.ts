/**
 * The provisional verdicts of an interview that is under way (kết quả chấm tạm thời): its answers so far, judged by each rulebook of
 * the round with the round's own score tables, as the server will judge them.
 */
import type { Questionnaire } from '../interview/questionnaire.ts';
import { answersSoFar } from '../interview/seal.ts';
import type { InterviewState } from '../interview/state.ts';
import { explain } from './assess.ts';
import { type Reason, reasonsOf } from './reasons.ts';
import { rulebookById } from './rulebooks.ts';
import type { ScoreTable } from './score-table.ts';
import type { ExplainedVerdict, RulebookId, Setting } from './verdict.ts';

export interface Judged {
  readonly verdict: ExplainedVerdict;
  readonly reasons: readonly Reason[];
}

export interface JudgedBy {
  readonly rulebooks: readonly RulebookId[];
  readonly tables: readonly { readonly rulebook: RulebookId; readonly table: ScoreTable }[];
  readonly areaType: Setting['areaType'];
}

/** Null as long as a member lacks name, relation, sex or birth: there is nobody to judge yet. */
export function provisional(
  form: Questionnaire,
  state: InterviewState,
  { rulebooks, tables, areaType }: JudgedBy,
): readonly Judged[] | null {
  const answers = answersSoFar(form, state);
  if (answers === null) return null;
  return rulebooks.map((id) => {
    const table = tables.find(({ rulebook }) => rulebook === id)?.table;
    if (table === undefined) throw new RangeError(`The round has no score table of ${id}.`);
    const verdict = explain(rulebookById(id), answers, { areaType, date: state.date }, table);
    return { verdict, reasons: reasonsOf(verdict, answers.members.length) };
  });
}
