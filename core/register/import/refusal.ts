/**
 * Why a row of a list is not taken over (lý do trả lại), and what is only worth a look: closed lists of codes. Their
 * sentences are words/tool.
 */
export const REFUSALS = [
  'formula-without-value',
  'cell-error',
  'code-missing',
  'code-twice',
  'code-too-long',
  'head-not-alone',
  'head-several',
  'name-missing',
  'name-too-long',
  'hamlet-missing',
  'hamlet-unknown',
  'other-commune',
  'sex-not-understood',
  'birth-not-understood',
  'birth-in-future',
  'ethnicity-not-understood',
  'relation-missing',
  'relation-not-understood',
  'citizen-id-malformed',
  'citizen-id-zero-lost',
  'citizen-id-twice',
  'people-not-understood',
  'people-out-of-range',
  'members-more-than-people',
  'form-a-not-understood',
  'b1-not-understood',
  'b2-not-understood',
  'b2-impossible',
  'class-not-understood',
  'origin-not-understood',
  'year-not-understood',
  'year-not-past',
  'reviewed-not-understood',
  'reviewed-in-future',
  'household-not-listed',
  'household-refused',
  'member-refused',
  'head-missing',
  'head-twice',
  'head-differs',
  'head-another',
  'in-other-hamlet',
  'status-decided-otherwise',
  'year-decided',
  'year-decided-without',
  'household-gone',
  /** The door's own reason, in its own sentence. */
  'not-taken',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

export interface Refusal {
  readonly code: RefusalCode;
  /** What stood in the cell, or what it clashes with; empty where there is nothing to show. */
  readonly said: string;
}

export const NOTICES = [
  'without-code',
  'hamlet-read-as',
  'members-not-named',
  'citizen-id-zero-added',
  'citizen-id-old',
  'citizen-id-old-left',
  'citizen-id-doubtful',
  'citizen-id-shared',
  'alike-in-register',
  'register-has-more',
  'visited-already',
  'total-differs',
  'birth-missing',
  'sex-missing',
] as const;
export type NoticeCode = (typeof NOTICES)[number];

/** Where a row stands in what was brought. */
export interface Place {
  readonly sheet: string;
  readonly line: number;
}

export function refuse(code: RefusalCode, said: string | number | null = ''): Refusal {
  return { code, said: said === null ? '' : String(said) };
}
