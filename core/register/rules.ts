/**
 * Whether something may be said about a household at all (điều kiện ghi nhận việc của hộ): it must be there, the people named
 * must be in it, a day must not lie in the future. Rights are `core/access`; the round's gates are `core/meeting`.
 */
import { earliestBirth, latestBirth, monthsBetween, parseBirthDate, parseDate } from '../kernel/dates.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { CaseFile } from './case-file.ts';
import { residenceFrom } from './stays.ts';

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
  | { readonly code: 'born-another-day'; readonly day: string; readonly memberId: string }
  | { readonly code: 'born-long-ago'; readonly day: string; readonly months: number }
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

/**
 * A birth is told as news until two yearly reviews have passed it by: each asks once a year who lives there (Decision 24/2021/QĐ-TTg,
 * 1 September to 14 December [S 36]). Who was born before comes into the list as somebody who lives there.
 */
export const MONTHS_OF_NEWBORN = 24;

/** The day of a birth is the person's birth date, as far as that is known, and no old one. */
export function bornOnThatDay(
  { memberId, birth }: { readonly memberId: string; readonly birth: string },
  { on, today }: { readonly on: string; readonly today: string },
): Checked<true> {
  const born = parseBirthDate(birth);
  const [then, now] = [parseDate(on), parseDate(today)];
  if (!born.ok || !then.ok || !now.ok) return ok(true);
  if (latestBirth(born.value) < on) return fail({ code: 'born-another-day', day: on, memberId });
  const old = monthsBetween(then.value, now.value) >= MONTHS_OF_NEWBORN;
  return old ? fail({ code: 'born-long-ago', day: on, months: MONTHS_OF_NEWBORN }) : ok(true);
}

/** A household leaves no place before the day on which it came there. */
export function notBeforeStay(file: CaseFile, day: string): Checked<true> {
  const from = residenceFrom(file.stays);
  return from === undefined || from < day ? ok(true) : fail({ code: 'day-before-stay', day, from });
}

/** A list says who lives there, not since when: what happened to them before it was written is true all the same. */
const WRITTEN_OFF_A_LIST = ['import', 'census-roster'];

/** Nobody is born, comes, goes or dies in a household before it was one. Where it lived then is asked of the stays. */
export function notBeforeHousehold(file: Pick<CaseFile, 'source' | 'stays'>, day: string): Checked<true> {
  const from = file.stays[0]?.from;
  const known = from === undefined || from <= day || WRITTEN_OFF_A_LIST.includes(file.source);
  return known ? ok(true) : fail({ code: 'day-before-stay', day, from });
}
