/**
 * The provisional verdicts of the answers so far (kết quả chấm tạm thời), by the same core function as on the server, one
 * per rulebook of the round. Parser and rulebooks are loaded only when somebody wants to see a verdict.
 */
import type { ExplainedVerdict } from '../../core/classify/verdict.ts';
import type { Visit } from './visit.svelte.ts';

/** null as long as a member lacks name, relation, sex or birth: there is nobody to judge yet. */
export async function judge(visit: Visit): Promise<readonly ExplainedVerdict[] | null> {
  const [{ answersSoFar }, { explain }, { rulebookById }] = await Promise.all([
    import('../../core/interview/seal.ts'),
    import('../../core/classify/assess.ts'),
    import('../../core/classify/rulebooks.ts'),
  ]);
  const answers = answersSoFar(visit.form, visit.state);
  if (answers === null) return null;
  const setting = { areaType: visit.latest.setting.areaType, date: visit.state.date };
  return visit.latest.round.rulebooks.map((id) => explain(rulebookById(id), answers, setting));
}
