/**
 * Whether a round can be held at all (đợt rà soát có hợp lệ không): its days, rulebooks, questionnaire and gates. Asked when it is
 * opened; whether its communes are free for it is the door's question.
 */
import { findQuestionnaire } from '../interview/questionnaires/find.ts';
import { procedureHolds } from './procedure.ts';
import { asksPosting, type GateRow, type Round } from './round.ts';

/** Why such a round cannot be held, whatever else there is; null when it can. Rounds of events long taken are not asked. */
export function roundFault(round: Round): 'days' | 'rulebooks' | 'questionnaire' | 'gates' | 'procedure' | 'opening' | null {
  const { year, opensOn, closesOn, rulebooks, questionnaire, gates, procedure } = round;
  const [opens, closes] = [opensOn, closesOn].map((day) => Number(day.slice(0, 4)));
  const opening = round.kind === 'opening';
  const years = opening ? [year - 1, year] : [year];
  if (closesOn < opensOn || !years.includes(opens ?? 0) || (closes !== year && closes !== year + 1)) return 'days';
  if (opening !== (round.interviewsOf !== undefined) || (opening && rulebooks.length !== 1)) return 'opening';
  if (new Set(rulebooks).size !== rulebooks.length) return 'rulebooks';
  if (findQuestionnaire(questionnaire) === undefined) return 'questionnaire';
  if (!gatesHold(gates)) return 'gates';
  const asked = procedure !== undefined || asksPosting(round);
  return asked && (procedure === undefined || !procedureHolds(procedure, opensOn)) ? 'procedure' : null;
}

/** From the first gate on, every gate that a list can reach leads on, at last, to its decision. */
function gatesHold(rows: readonly GateRow[]): boolean {
  const leading = new Set<string>(['closed']);
  for (const _ of rows) for (const { from, to } of rows) if (leading.has(to)) leading.add(from);
  const decides = rows.every(({ action, to }) => (action === 'decide-list') === (to === 'closed'));
  return decides && rows[0]?.from === 'interview' && rows.every(({ from, to }) => leading.has(from) && leading.has(to));
}
