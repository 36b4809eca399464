/**
 * The outcome of judging one interview by one rulebook (kết quả chấm tạm thời): arithmetic with its reasons, never a
 * status. `assess.ts` makes it; a status comes only from a decision. Points are the B1 and B2 points of Circular 07/2021
 * [S 3]; where an answer is missing the points are a range and the class may be open.
 */
import type { HouseholdField, MemberField } from '../interview/answers.ts';

export const CLASSES = ['poor', 'near-poor', 'not-poor'] as const;
export type PovertyClass = (typeof CLASSES)[number];

export const RULEBOOK_IDS = ['2022-2026', '2027-2030'] as const;
export type RulebookId = (typeof RULEBOOK_IDS)[number];

/** Every indicator of either period; each rulebook names its own twelve, in the order of the official tables. */
export const INDICATORS = [
  'employment',
  'dependants',
  'nutrition',
  'insurance',
  'adult-education',
  'child-schooling',
  'housing-quality',
  'housing-area',
  'water',
  'toilet',
  'telecom',
  'means',
  'waste',
] as const;
export type Indicator = (typeof INDICATORS)[number];

/** The official groups of tables 8 and 12. */
export const GROUPS = ['ethnic-minority', 'no-working-capacity', 'merit'] as const;
export type Group = (typeof GROUPS)[number];

/** Grounds of the province's own rule `cannotEscape` (không có khả năng thoát nghèo). */
export const CANNOT_ESCAPE_GROUNDS = ['social-protection', 'many-dependants', 'nobody-able'] as const;
export type CannotEscapeGround = (typeof CANNOT_ESCAPE_GROUNDS)[number];

export type Three = 'yes' | 'no' | 'unknown';

/** Both ends inclusive; min === max when every answer needed is known. */
export interface Points {
  readonly min: number;
  readonly max: number;
}

export interface MissingAnswer {
  readonly field: HouseholdField | MemberField;
  readonly memberId: string | null;
}

/** How sure a clause is, from surest to least sure; `illustrative` marks points of a table that is not the official one. */
export const SURENESSES = ['seen', 'to-confirm', 'remembered', 'illustrative', 'province-rule'] as const;
export type Sureness = (typeof SURENESSES)[number];

export interface UsedAnswer extends MissingAnswer {
  readonly value: string | number | boolean | readonly string[] | null;
}

/** One reason: the rule, what it found, the answers it used, the clause. Texts for people are in words/, keyed by `rule` and `option`. */
export interface TraceLine {
  readonly rule: string;
  readonly option: string | null;
  readonly finding: 'points' | 'deprived' | 'not-deprived' | 'unknown' | 'in-group' | 'not-in-group' | 'class';
  readonly points: Points | null;
  readonly answers: readonly UsedAnswer[];
  readonly clause: string;
  readonly sure: Sureness;
}

export interface Verdict {
  readonly rulebook: RulebookId;
  /** Id and version of the B1 table used, and of the code that judged. */
  readonly table: string;
  readonly engine: number;
  readonly tableStatus: 'illustrative' | 'official';
  /** `null` when missing answers leave more than one class possible. */
  readonly outcome: PovertyClass | null;
  readonly possible: readonly PovertyClass[];
  /** Only the answers that could change the class, empty when determined. */
  readonly missing: readonly MissingAnswer[];
  readonly b1: Points;
  readonly b2: Points;
  /** In the rulebook's own order of twelve. */
  readonly deprivations: readonly Three[];
  readonly groups: Readonly<Record<Group, Three>>;
  readonly cannotEscape: { readonly holds: Three; readonly grounds: readonly CannotEscapeGround[] };
}

export interface ExplainedVerdict extends Verdict {
  readonly trace: readonly TraceLine[];
}

/** What judging needs beyond the answers; area type is the unit's at `date`, ages are counted on `date`. */
export interface Setting {
  readonly areaType: 'rural' | 'urban';
  readonly date: string;
}
