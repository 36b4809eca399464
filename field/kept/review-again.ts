/** What the meeting said of a household that is to be visited again (rà soát lại sau họp dân). Pure. */
import { agreementOn, isToReview, type Meeting } from '../../core/meeting/agreement.ts';

/** Of a household's list row: below half agreed to it, and why. */
export interface ReviewAgain {
  readonly heldOn: string;
  readonly present: number;
  readonly yes: number;
  readonly said: string | null;
}

export function reviewAgainOf(meetings: readonly Meeting[], householdId: string, interviewedOn: string | null): ReviewAgain | undefined {
  const discussed = agreementOn(meetings, householdId, null);
  const [first] = discussed.said;
  if (first === undefined || discussed.heldOn === null || !isToReview(discussed, interviewedOn)) return undefined;
  const { present, yes, said } = first.point;
  return { heldOn: discussed.heldOn, present, yes, said };
}
