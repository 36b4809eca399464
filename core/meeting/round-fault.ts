/**
 * Whether a round can be held at all (đợt rà soát có hợp lệ không): its days, rulebooks, questionnaire and gates. Asked when it is
 * opened; whether its communes are free for it is the door's question.
 */
import { ROLES_OF_ACTION } from '../access/may.ts';
import { DISTRICT_LEVEL_ENDS } from '../access/role.ts';
import { findQuestionnaire } from '../interview/questionnaires/find.ts';
import { procedureHolds } from './procedure.ts';
import { asksDistrict, asksPosting, type GateRow, type Round } from './round.ts';
import { scopeOf } from './round-codes.ts';

export type RoundFault = 'days' | 'rulebooks' | 'questionnaire' | 'gates' | 'procedure' | 'opening' | 'district' | 'by' | 'takes';

/** Why such a round cannot be held, whatever else there is; null when it can. Rounds of events long taken are not asked. */
export function roundFault(round: Round): RoundFault | null {
  const { year, opensOn, closesOn, rulebooks, questionnaire, gates, procedure } = round;
  const [opens, closes] = [opensOn, closesOn].map((day) => Number(day.slice(0, 4)));
  const opening = round.kind === 'opening';
  const years = opening ? [year - 1, year] : [year];
  if (closesOn < opensOn || !years.includes(opens ?? 0) || (closes !== year && closes !== year + 1)) return 'days';
  if (opening !== (round.interviewsOf !== undefined) || (opening && rulebooks.length !== 1)) return 'opening';
  if (new Set(rulebooks).size !== rulebooks.length) return 'rulebooks';
  if (findQuestionnaire(questionnaire) === undefined) return 'questionnaire';
  if (!gatesHold(gates)) return 'gates';
  if (asksDistrict(round) && closesOn > DISTRICT_LEVEL_ENDS) return 'district';
  if (gates.some(({ action, by }) => by?.some((role) => !ROLES_OF_ACTION[action].includes(role)))) return 'by';
  if (!takesHold(round)) return 'takes';
  const asked = procedure !== undefined || asksPosting(round);
  return asked && (procedure === undefined || !procedureHolds(procedure, opensOn)) ? 'procedure' : null;
}

/** The requests to leave have a round of their own for who asked; a review of all takes both forms, an opening list nobody. */
function takesHold(round: Round): boolean {
  const [scope, takes] = [scopeOf(round), round.takes];
  if (round.kind === 'exit') return scope === 'requested' && takes?.join() === 'exit';
  if (round.kind === 'regular') return true;
  return scope === 'whole' && takes === undefined;
}

/** From the first gate on, every gate that a list can reach leads on, at last, to its decision. */
function gatesHold(rows: readonly GateRow[]): boolean {
  const leading = new Set<string>(['closed']);
  for (const _ of rows) for (const { from, to } of rows) if (leading.has(to)) leading.add(from);
  const decides = rows.every(({ action, to }) => (action === 'decide-list') === (to === 'closed'));
  return decides && rows[0]?.from === 'interview' && rows.every(({ from, to }) => leading.has(from) && leading.has(to));
}
