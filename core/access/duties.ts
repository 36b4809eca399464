/**
 * Separation of duties (không tự xét hộ mình, hộ người thân): what nobody does for their own household or a declared relative's, one
 * closed list over all actions, so that a new one must be put on either side. Who is tied to which household is declared in the
 * ledger (`core/register/tie.ts`); the door refuses by this list for every command about a household, and the screens ask it before.
 *
 * Why: in Hậu Giang 2012-13 relatives of hamlet heads and of a hamlet's police stood on the lists, found only when residents complained
 * [S 73]. Vietnamese law forbids officials to settle matters of their kin in general; the poverty decisions name no clause [GAP].
 */
import type { Action } from './action.ts';

export const TIES = ['own', 'relative'] as const;
export type Tie = (typeof TIES)[number];

/** Why an act is refused; each is a code of words/problems. */
export const APART = ['own-household', 'relatives-household'] as const;
export type Apart = (typeof APART)[number];

/** True: somebody else must do it where the person is tied to the household. */
export const KEPT_APART: Readonly<Record<Action, boolean>> = {
  // Says or settles what a household's class rests on.
  interview: true,
  'type-form': true,
  'register-household': true,
  'import-list': true,
  'settle-handover': true,
  'decide-list': true,
  'give-opinion': true,
  'issue-certificate': true,
  'move-household': true,
  'join-duplicates': true,
  erase: true,
  // Whoever gathers it chooses the day.
  'make-evidence': true,
  'end-tie': true,
  'assign-revisit': true,
  'answer-objection': true,
  'answer-request': true,
  'check-income': true,
  'post-income': true,
  'decide-income': true,
  // Whoever asks also chooses who looks, and for so long nobody else is asked.
  'raise-flag': true,
  'answer-flag': true,
  // Whoever asks again tells how good the first form was.
  'back-check': true,
  // To declare is the duty itself; it only takes rights away.
  'declare-tie': false,
  'declare-tie-of-another': false,
  // Looking is logged, and every reader of the area sees the same.
  'read-household': false,
  search: false,
  'read-tables': false,
  'read-log': false,
  export: false,
  // It only keeps what is there.
  'hold-data': false,
  // Of everybody whom it touched, by a rule and not by choice.
  'handle-incident': false,
  'print-certificate': false,
  // Carrying lists and handing over what was refused settles nothing: the commune does, and is asked itself.
  'keep-on-device': false,
  // Minutes are of a whole hamlet and counted before everybody; of a household that only its own people or relatives wrote down nothing
  // is agreed to (`core/meeting/agreement.ts`).
  'hold-meeting': false,
  'open-meetings': false,
  // A posting is of a whole hamlet; what somebody says is taken in as it is said.
  'open-posting': false,
  'ask-district': false,
  'post-list': false,
  'read-objections': false,
  'lodge-objection': false,
  // Anybody may ask, and is written down as they ask.
  'read-requests': false,
  'lodge-request': false,
  // About areas, rounds and accounts as a whole, or computed again from what stands.
  'sign-in': false,
  'open-decision': false,
  'check-interviews': false,
  'plan-visits': false,
  'reopen-interviews': false,
  'send-directive': false,
  'answer-directive': false,
  'open-round': false,
  'seal-figures': false,
  'approve-figures': false,
  'set-score-table': false,
  'manage-accounts': false,
  'renew-sign-in': false,
  'manage-areas': false,
  verify: false,
};

/** The name of the refusal; null: nothing keeps this person from it. `tie`: theirs to the household, if any. */
export function keptApart(action: Action, tie: Tie | null): Apart | null {
  if (tie === null || !KEPT_APART[action]) return null;
  return tie === 'own' ? 'own-household' : 'relatives-household';
}

export function isApart(code: string): code is Apart {
  return APART.some((each) => each === code);
}
