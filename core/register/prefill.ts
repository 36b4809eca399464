/**
 * What an interview begins with (điền sẵn từ lần trước): the answers of the last visit, with the people as the register has
 * them now. Notes belong to their visit and are not carried. Which of these the form shows again is the questionnaire's.
 */
import type { Answers } from '../interview/answers.ts';
import type { RosterMember } from './roster.ts';

/** `roster`: the people present, in their order; what it says of a person stands above an older answer. Null for nobody. */
export function prefillFrom(last: Answers | null, roster: readonly RosterMember[]): Answers | null {
  if (roster.length === 0) return null;
  const earlier = new Map(last?.members.map((member) => [member.memberId, member]) ?? []);
  const members = roster.map((person) => ({ ...earlier.get(person.memberId), ...person }));
  const { householdNote: _said, enumeratorNote: _noted, ...household } = last?.household ?? {};
  return { household, members };
}

/** A form of this round taken up again, with the people as the register has them now. */
export function resumedFrom(current: Answers | null, roster: readonly RosterMember[]): Answers | null {
  const resumed = current === null ? null : prefillFrom(current, roster);
  return current === null || resumed === null ? current : { household: current.household, members: resumed.members };
}
