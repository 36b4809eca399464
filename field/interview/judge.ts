/**
 * The provisional verdicts of the answers so far (kết quả chấm tạm thời), by the same core function and score tables as on the server, one
 * per rulebook of the round, with their reasons. Parser, rulebooks, their words and the card that shows them are loaded
 * only when somebody comes to the summary.
 */
import type { Reason } from '../../core/classify/reasons.ts';
import type { ExplainedVerdict } from '../../core/classify/verdict.ts';
import type { Visit } from './visit.svelte.ts';

export interface Judged {
  readonly verdict: ExplainedVerdict;
  readonly reasons: readonly Reason[];
}

/** null as long as a member lacks name, relation, sex or birth: there is nobody to judge yet. */
export async function judge(visit: Visit): Promise<readonly Judged[] | null> {
  const [{ answersSoFar }, { explain }, { rulebookById }, { reasonsOf }] = await Promise.all([
    import('../../core/interview/seal.ts'),
    import('../../core/classify/assess.ts'),
    import('../../core/classify/rulebooks.ts'),
    import('../../core/classify/reasons.ts'),
  ]);
  const answers = answersSoFar(visit.form, visit.state);
  if (answers === null) return null;
  const setting = { areaType: visit.latest.setting.areaType, date: visit.state.date };
  return visit.latest.round.rulebooks.map((id) => {
    const table = visit.latest.tables.find(({ rulebook }) => rulebook === id)?.table;
    if (table === undefined) throw new RangeError(`The round has no score table of ${id}.`);
    const verdict = explain(rulebookById(id), answers, setting, table);
    return { verdict, reasons: reasonsOf(verdict, answers.members.length) };
  });
}
