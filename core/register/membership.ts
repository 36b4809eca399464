/**
 * Who belongs to a household when a list or an interview names its people (thành phần hộ): one head, births that can be, and at a
 * visit everybody the register knows there, or a word that they are gone. That a person lives in one household only is the door's
 * question, since only the register knows the others.
 */
import { earliestBirth, parseBirthDate, yearOf } from '../kernel/dates.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { CaseFile } from './case-file.ts';
import type { RosterMember } from './roster.ts';

export type MembershipProblem =
  | { readonly code: 'heads-not-one'; readonly count: number }
  | { readonly code: 'birth-out-of-range'; readonly memberId: string }
  | { readonly code: 'day-too-early'; readonly day: string }
  | { readonly code: 'members-missing'; readonly total: number; readonly members: readonly string[]; readonly names: string }
  | { readonly code: 'member-both'; readonly memberId: string }
  | { readonly code: 'too-many-newcomers'; readonly count: number; readonly most: number };

/** Nobody older is alive, no household older stands. */
const FIRST_DAY = '1900-01-01';
const FIRST_YEAR = 1900;
/** People whom one visit may find besides those whom the register knows or counts. */
export const MOST_NEWCOMERS = 12;
const NAMED = 20;

/** A list of people as such: exactly one head, and nobody born before 1900 or after today. */
export function listHolds(members: readonly RosterMember[], today: string): Result<true, MembershipProblem> {
  const count = members.filter((member) => member.relation === 'head').length;
  return count === 1 ? bornInTime(members, today) : fail({ code: 'heads-not-one', count });
}

export function bornInTime(members: readonly RosterMember[], today: string): Result<true, MembershipProblem> {
  const wrong = members.find(({ birth }) => {
    const born = parseBirthDate(birth);
    return born.ok && (yearOf(born.value) < FIRST_YEAR || earliestBirth(born.value) > today);
  });
  return wrong === undefined ? ok(true) : fail({ code: 'birth-out-of-range', memberId: wrong.memberId });
}

export function notTooEarly(day: string): Result<true, MembershipProblem> {
  return day >= FIRST_DAY ? ok(true) : fail({ code: 'day-too-early', day });
}

/** What a visit says of people: those who live there, and those of the register who do no more. */
export interface Stated {
  readonly members: readonly { readonly memberId: string }[];
  readonly gone: readonly { readonly memberId: string }[];
}

/** Nobody present leaves without a word, nobody is both, and no crowd appears. `gone` may name who had left before. */
export function visitAccounts(file: Pick<CaseFile, 'members' | 'declared'>, { members, gone }: Stated): Result<true, MembershipProblem> {
  const named = new Set(members.map((member) => member.memberId));
  const left = new Set(gone.map((member) => member.memberId));
  const both = [...left].find((memberId) => named.has(memberId));
  if (both !== undefined) return fail({ code: 'member-both', memberId: both });
  const present = file.members.filter((member) => member.state === 'present');
  const missing = nobodyLeftOut(file, [...named, ...left]);
  if (!missing.ok) return missing;
  const known = new Set(file.members.map((member) => member.memberId));
  const count = members.filter((member) => !known.has(member.memberId)).length;
  const most = Math.max(0, (file.declared ?? 0) - present.length) + MOST_NEWCOMERS;
  return count <= most ? ok(true) : fail({ code: 'too-many-newcomers', count, most });
}

/** Whoever is present is named: a list that corrects cannot let somebody go in silence, for that there are events of their own. */
export function nobodyLeftOut(file: Pick<CaseFile, 'members'>, named: readonly string[]): Result<true, MembershipProblem> {
  const missing = file.members.filter((member) => member.state === 'present' && !named.includes(member.memberId));
  if (missing.length === 0) return ok(true);
  const some = missing.slice(0, NAMED);
  const names = some.map((member) => member.fullName).join(', ');
  return fail({ code: 'members-missing', total: missing.length, members: some.map((member) => member.memberId), names });
}
