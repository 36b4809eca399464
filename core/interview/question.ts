/**
 * A question of the review form (câu hỏi của phiếu) as data, and the small closed language in which data says when a
 * question applies. A question's id is the field of `answers.ts` that it fills. Its texts are `words/interview.ts`;
 * typed text becomes a value in `reading.ts`.
 */
import { ageAtLeast, ageAtMost, parseBirthDate, type PlainDate, type Told } from '../kernel/dates.ts';
import type { HouseholdField, MemberField } from './answers.ts';
import { MISSING, type Missing } from './codes.ts';

export type FieldName = HouseholdField | MemberField;

/** Standards whose rounds ask a question; the names are those of the rulebooks. */
export const PERIODS = ['2022-2026', '2027-2030'] as const;
export type Period = (typeof PERIODS)[number];

/**
 * What a value is: `one` a code, `several` a list of codes (empty: none of them), `yes-no` a boolean, the next four whole
 * numbers in the unit of the name, `birth` and `citizen-id` text in their own form.
 */
export type QuestionKind = 'one' | 'several' | 'yes-no' | 'count' | 'length-mm' | 'weight-g' | 'area-dm2' | 'birth' | 'citizen-id' | 'text';

/** The unit shown beside a count; the other kinds have theirs in their name. */
export type Unit = 'piece' | 'head' | 'kwh-month' | 'm2';

export interface Question {
  readonly id: FieldName;
  readonly kind: QuestionKind;
  /** In the order shown; empty for kinds without codes. */
  readonly options: readonly string[];
  readonly unit: Unit | null;
  /** Largest number accepted, or longest text in characters; 0 where neither applies. */
  readonly max: number;
  /** `null`: always. */
  readonly relevant: Condition | null;
  /** Can the answer change the class under a standard that needs it? */
  readonly decides: boolean;
  /** May be left without any answer when finishing. */
  readonly optional: boolean;
  /** May "does not know" and "refuses" be answered? */
  readonly mayBeMissing: boolean;
  /** Does the last visit's answer help this one? Notes belong to their visit. */
  readonly carried: boolean;
  /**
   * When the last visit's answer is only shown beside the question and asked anew, since age or time must have changed it
   * (a child's class and height, a card with an expiry): read against the last answers on the day of this visit. `null`:
   * never, the answer is taken over to be confirmed.
   */
  readonly anew: Condition | null;
  readonly needs: readonly Period[];
}

export type Condition =
  | { readonly kind: 'equals'; readonly field: FieldName; readonly value: string | number | boolean }
  | { readonly kind: 'in'; readonly field: FieldName; readonly values: readonly string[] }
  | { readonly kind: 'at-least'; readonly field: FieldName; readonly value: number }
  /** Age of the member in whole years on the day of the interview. */
  | { readonly kind: 'age-at-least'; readonly years: number }
  | { readonly kind: 'age-below'; readonly years: number }
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition };

export type AnswerValue = string | number | boolean | readonly string[];
/** Answers by field; a field that is absent was not asked. */
export type Facts = Readonly<Record<string, AnswerValue>>;

/** What a condition is read against: for a question of the household `member` is null. */
export interface Case {
  readonly household: Facts;
  readonly member: Facts | null;
  readonly date: PlainDate;
  /** Answers may still be anything, as on a form not yet filled in: only an age that is known can rule a question out. */
  readonly unfilled?: true;
}

/**
 * Does the question apply? An age that the birth date leaves open applies: better asked than skipped. A field without an
 * answer yet does not, under `not` as well. "Does not know" and "refuses" are answers, and equal to no code: after "does
 * not know" whose house it is, its walls are still asked.
 */
export function isRelevant(question: Question, at: Case): boolean {
  return question.relevant === null || may(question.relevant, at, true);
}

/** Must the answer of the last visit, `at` what was said then, be asked anew? An age left open: better asked than kept. */
export function isAskedAnew(question: Question, at: Case): boolean {
  return question.anew !== null && may(question.anew, at, true);
}

/** Can the condition be `want`? */
function may(condition: Condition, at: Case, want: boolean): boolean {
  switch (condition.kind) {
    case 'all':
      return want ? condition.of.every((c) => may(c, at, true)) : condition.of.some((c) => may(c, at, false));
    case 'any':
      return want ? condition.of.some((c) => may(c, at, true)) : condition.of.every((c) => may(c, at, false));
    case 'not':
      return may(condition.of, at, !want);
    case 'age-at-least':
      return told(ageTold(at, condition.years), want);
    case 'age-below':
      return told(ageTold(at, condition.years), !want);
    case 'equals':
      return known(at, condition.field, (value) => (value === condition.value) === want);
    case 'in':
      return known(at, condition.field, (value) => (typeof value === 'string' && condition.values.includes(value)) === want);
    case 'at-least':
      return known(at, condition.field, (value) => (typeof value === 'number' && value >= condition.value) === want);
  }
}

function told(answer: Told, want: boolean): boolean {
  return answer === 'unknown' || (answer === 'yes') === want;
}

function known(at: Case, field: FieldName, test: (value: AnswerValue) => boolean): boolean {
  if (at.unfilled === true) return true;
  const value = at.member?.[field] ?? at.household[field];
  return value !== undefined && test(value);
}

function ageTold(at: Case, years: number): Told {
  const birth = parseBirthDate(String(at.member?.['birth'] ?? ''));
  return birth.ok ? ageAtLeast(birth.value, at.date, years) : 'unknown';
}

export function isMissing(value: AnswerValue | undefined): value is Missing {
  return value === MISSING[0] || value === MISSING[1];
}

/** Is the value one that this question can have? */
export function accepts(question: Question, value: AnswerValue): boolean {
  if (isMissing(value)) return question.mayBeMissing;
  switch (question.kind) {
    case 'one':
      return typeof value === 'string' && question.options.includes(value);
    case 'several':
      return isList(value) && value.every((code, i) => question.options.includes(code) && value.indexOf(code) === i);
    case 'yes-no':
      return typeof value === 'boolean';
    case 'count':
    case 'length-mm':
    case 'weight-g':
    case 'area-dm2':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= question.max;
    case 'birth':
      return typeof value === 'string' && parseBirthDate(value).ok;
    case 'citizen-id':
      return typeof value === 'string' && /^([0-9]{12}|[0-9]{9})$/.test(value);
    case 'text':
      return typeof value === 'string' && value.trim() !== '' && value.length <= question.max;
  }
}

export function isList(value: AnswerValue | undefined): value is readonly string[] {
  return Array.isArray(value);
}

/** Is the person surely below that age on that day? For checks, which speak up only when sure. */
export function surelyBelow(birth: AnswerValue | undefined, on: PlainDate, years: number): boolean {
  const parsed = parseBirthDate(String(birth ?? ''));
  return parsed.ok && ageAtMost(parsed.value, on, years - 1) === 'yes';
}

export function surelyAtLeast(birth: AnswerValue | undefined, on: PlainDate, years: number): boolean {
  const parsed = parseBirthDate(String(birth ?? ''));
  return parsed.ok && ageAtLeast(parsed.value, on, years) === 'yes';
}
