/**
 * Was a form perhaps filled in without asking (phiếu nên kiểm tra lại)? One small rule of our own [M], from what every form
 * carries: how long it took, and how many answers are the same as in the form before. It accuses nobody; it says where a
 * second look is worth while.
 */

/** Plain answers of a form, as the register keeps them. */
export interface Form {
  readonly household: Readonly<Record<string, unknown>>;
  readonly members: readonly (Readonly<Record<string, unknown>> & { readonly memberId: string })[];
}

export interface Pace {
  /** Whole minutes, down; null where the moments are not known. */
  readonly minutes: number | null;
  readonly answers: number;
  /** Answers that stand in the form before, the same; null without a form before. */
  readonly unchanged: number | null;
  readonly hasty: boolean;
}

/** The forms of one enumerator in a round that stand, those filled in by hand left out. */
export interface PaceRow {
  readonly accountId: string;
  readonly name: string;
  readonly forms: number;
  /** Of households that had a form before. */
  readonly again: number;
  /** Answers of those, and how many of them are as they were. */
  readonly compared: number;
  readonly unchanged: number;
  /** Worth a second look. */
  readonly hasty: number;
  /** Whole minutes of the form in the middle; null where none is known. */
  readonly minutes: number | null;
}

/** Below so many seconds an answer nobody is asked and answers; below twice as many, not if nearly all answers stayed. */
const SECONDS_AN_ANSWER = 5;
const SECONDS_IF_UNCHANGED = 10;
/** From so many answers on, all but this share kept from the year before is seldom. In percent. */
const SELDOM_UNCHANGED = 95;
const ENOUGH_ANSWERS = 30;
/** Who is who does not change from year to year. */
export const STAYS: ReadonlySet<string> = new Set(['memberId', 'fullName', 'relation', 'sex', 'birth', 'citizenId', 'ethnicity']);

/** `seconds`: from the first question to the end; null where it is not known. */
export function paceOf(form: Form, before: Form | null, seconds: number | null): Pace {
  const said = answersOf(form);
  const earlier = before === null ? null : answersOf(before);
  const unchanged = earlier === null ? null : [...said].filter(([key, value]) => earlier.get(key) === value).length;
  const within = (each: number) => seconds !== null && seconds < said.size * each;
  const kept = unchanged !== null && said.size >= ENOUGH_ANSWERS && unchanged * 100 >= said.size * SELDOM_UNCHANGED;
  return {
    minutes: seconds === null ? null : Math.floor(seconds / 60),
    answers: said.size,
    unchanged,
    hasty: within(SECONDS_AN_ANSWER) || (kept && within(SECONDS_IF_UNCHANGED)),
  };
}

function answersOf({ household, members }: Form): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  const note = (owner: string, facts: Readonly<Record<string, unknown>>): void => {
    for (const [field, value] of Object.entries(facts)) {
      if (!STAYS.has(field) && value !== undefined) all.set(`${owner}.${field}`, JSON.stringify(value));
    }
  };
  note('', household);
  for (const member of members) note(member.memberId, member);
  return all;
}
