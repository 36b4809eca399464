/** A household of the mini village whose class was open, visited once more and told what was missing (phỏng vấn lại hộ còn thiếu câu trả lời). */
import type { Instant } from '../../core/kernel/dates.ts';
import { dayInVietnam } from '../../core/kernel/dates.ts';
import type { InterviewView } from '../../core/views.ts';
import type { LoadedMini } from '../village/load.ts';

/** The command, for the enumerator to send. `view`: the household's interview as the server has it. */
export function visitUnsure(mini: LoadedMini, view: InterviewView, at: Instant) {
  const household = mini.village.households.find(({ key }) => key === UNSURE);
  if (household === undefined) throw new RangeError('The mini village has nobody whose class is open.');
  const answers = structuredClone(household.answers);
  for (const member of answers.members) if (member.healthInsurance === 'dont-know') member.healthInsurance = true;
  const { roundId } = view.round;
  const payload = {
    ...{ householdId: household.registered.householdId, roundId, questionnaire: view.questionnaire, answers, seen: view.version },
    ...{ interviewedOn: dayInVietnam(at), startedAt: at, endedAt: at, enumeratorId: mini.accounts['rasoat']?.accountId },
  };
  return { commandId: crypto.randomUUID(), kind: 'interview-finished', v: 1, at, payload };
}

const UNSURE = 'undetermined';

export function unsureId(mini: LoadedMini): string {
  return mini.village.households.find(({ key }) => key === UNSURE)?.registered.householdId ?? '';
}
