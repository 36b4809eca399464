/**
 * The provisional verdicts of the answers so far (kết quả chấm tạm thời), by the same core function and score tables as on the server.
 * Parser, rulebooks, their words and the card that shows them are loaded only when somebody comes to the summary.
 */
import type { Judged } from '../../core/classify/provisional.ts';
import type { Visit } from './visit.svelte.ts';

export type { Judged };

/** null as long as a member lacks name, relation, sex or birth: there is nobody to judge yet. */
export async function judge(visit: Visit): Promise<readonly Judged[] | null> {
  const { provisional } = await import('../../core/classify/provisional.ts');
  const { round, tables, setting } = visit.latest;
  return provisional(visit.form, visit.state, { rulebooks: round.rulebooks, tables, areaType: setting.areaType });
}
