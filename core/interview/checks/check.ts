/**
 * What a check is (kiểm tra phiếu): an id, how heavy it weighs, and a pure function that finds what it looks for. A hard
 * finding must be put right before the visit can be finished; a soft one may stand once a person has confirmed it. Checks
 * speak up only when sure: an answer that is missing or a birth date that leaves the age open finds nothing. Sentences
 * are `check.<id>` in `words/interview.ts`. Limits are our own, to catch slips; no clause stands behind them unless named.
 */
import { isMissing, type Facts, type FieldName } from '../question.ts';
import { type Ref, refKey, type Visit } from '../state.ts';

export type Severity = 'hard' | 'soft';
/** Numbers and codes for the sentence; never a name. */
export type Params = Readonly<Record<string, string | number>>;

/** One place where a check found something: the answers that disagree. */
export interface Hit {
  readonly refs: readonly Ref[];
  readonly params: Params;
}

export interface Check {
  readonly id: string;
  readonly severity: Severity;
  readonly find: (visit: Visit) => readonly Hit[];
}

export interface Finding extends Hit {
  readonly id: string;
  readonly severity: Severity;
  /** Changes with the answers: a confirmation holds only for what was confirmed. */
  readonly key: string;
}

export function run(checks: readonly Check[], visit: Visit): readonly Finding[] {
  return checks.flatMap(({ id, severity, find }) => find(visit).map((hit) => ({ id, severity, ...hit, key: keyOf(id, hit, visit) })));
}

function keyOf(id: string, hit: Hit, visit: Visit): string {
  const values = hit.refs.map((ref) => {
    const facts = ref.memberId === null ? visit.household : visit.members.find((m) => m.memberId === ref.memberId)?.facts;
    return `${refKey(ref)}=${JSON.stringify(facts?.[ref.field] ?? null)}`;
  });
  return [id, ...values].join('|');
}

/** A check of one member's answers against each other. `finds` gives parameters, or null when all is well. */
export function memberCheck(
  id: string,
  severity: Severity,
  fields: readonly FieldName[],
  finds: (facts: Facts, visit: Visit) => Params | null,
): Check {
  const find = (visit: Visit) =>
    visit.members.flatMap(({ memberId, facts }) => {
      const params = finds(facts, visit);
      return params === null ? [] : [{ refs: fields.map((field) => ({ field, memberId })), params }];
    });
  return { id, severity, find };
}

/** A check of the household's own answers. */
export function householdCheck(
  id: string,
  severity: Severity,
  fields: readonly FieldName[],
  finds: (facts: Facts, visit: Visit) => Params | null,
): Check {
  const find = (visit: Visit) => {
    const params = finds(visit.household, visit);
    return params === null ? [] : [{ refs: fields.map((field) => ({ field, memberId: null })), params }];
  };
  return { id, severity, find };
}

/** `{}` for "found, nothing to say about it". */
export function foundIf(found: boolean, params: Params = {}): Params | null {
  return found ? params : null;
}

/** The code answered; null when not asked, not known or refused. */
export function codeOf(facts: Facts, field: FieldName): string | null {
  const value = facts[field];
  return typeof value === 'string' && !isMissing(value) ? value : null;
}

export function numberOf(facts: Facts, field: FieldName): number | null {
  const value = facts[field];
  return typeof value === 'number' ? value : null;
}

export function codesOf(facts: Facts, field: FieldName): readonly string[] {
  const value = facts[field];
  return typeof value === 'object' ? value : [];
}
