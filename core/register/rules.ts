/**
 * Whether something may be said about a household at all (điều kiện ghi nhận việc của hộ): it must be there, the people named
 * must be in it, a day must not lie in the future. Rights are `core/access`; the round's gates are `core/meeting`.
 */
import { earliestBirth, parseBirthDate } from '../kernel/dates.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { CaseFile } from './case-file.ts';

export type HouseholdProblem =
  | { readonly code: 'household-unknown' }
  | { readonly code: 'household-exists' }
  | { readonly code: 'household-not-present'; readonly state: CaseFile['state'] }
  | { readonly code: 'member-unknown'; readonly memberId: string }
  | { readonly code: 'member-not-present'; readonly memberId: string }
  | { readonly code: 'member-exists'; readonly memberId: string }
  | { readonly code: 'nobody-left' }
  | { readonly code: 'head-not-among-them'; readonly memberId: string }
  | { readonly code: 'same-household' }
  | { readonly code: 'same-hamlet' }
  | { readonly code: 'day-in-future'; readonly day: string }
  | { readonly code: 'day-before-birth'; readonly day: string; readonly memberId: string }
  | { readonly code: 'day-before-stay'; readonly day: string; readonly from: string };

type Checked<T> = Result<T, HouseholdProblem>;

export function mayRegister(file: CaseFile | null): Checked<true> {
  return file === null ? ok(true) : fail({ code: 'household-exists' });
}

/** The household itself, when it is there. */
export function presentFile(file: CaseFile | null): Checked<CaseFile> {
  if (file === null) return fail({ code: 'household-unknown' });
  return file.state === 'present' ? ok(file) : fail({ code: 'household-not-present', state: file.state });
}

export function mayAdd(file: CaseFile, memberIds: readonly string[]): Checked<true> {
  const found = file.members.find((member) => memberIds.includes(member.memberId) && member.state !== 'left');
  return found === undefined ? ok(true) : fail({ code: 'member-exists', memberId: found.memberId });
}

/** They are all present, and somebody remains where `someRemain` is asked for. */
export function mayTakeAway(file: CaseFile, memberIds: readonly string[], someRemain: boolean): Checked<true> {
  for (const memberId of memberIds) {
    const member = file.members.find((candidate) => candidate.memberId === memberId);
    if (member === undefined) return fail({ code: 'member-unknown', memberId });
    if (member.state !== 'present') return fail({ code: 'member-not-present', memberId });
  }
  const remain = file.members.some((member) => member.state === 'present' && !memberIds.includes(member.memberId));
  return remain || !someRemain ? ok(true) : fail({ code: 'nobody-left' });
}

export function notInFuture(day: string, today: string): Checked<true> {
  return day <= today ? ok(true) : fail({ code: 'day-in-future', day });
}

/** Nothing happens to anybody before they can have been born. */
export function notBeforeBirth(members: readonly { readonly memberId: string; readonly birth: string }[], day: string): Checked<true> {
  const unborn = members.find(({ birth }) => {
    const born = parseBirthDate(birth);
    return born.ok && earliestBirth(born.value) > day;
  });
  return unborn === undefined ? ok(true) : fail({ code: 'day-before-birth', day, memberId: unborn.memberId });
}

/** A household leaves no place before the day on which it came there. */
export function notBeforeStay(file: CaseFile, day: string): Checked<true> {
  const from = file.stays.at(-1)?.from;
  return from === undefined || from < day ? ok(true) : fail({ code: 'day-before-stay', day, from });
}
