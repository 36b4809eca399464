/**
 * Who needs a second factor to sign in (xác thực hai lớp), and the one-time number itself: a time step of RFC 6238 and the rule
 * that a number is taken once. Making and checking numbers needs a hash and is server/access.
 */
import { type Grant, inForce } from './may.ts';
import type { Role } from './role.ts';

/** Of the installation: `demanded` for the posts below; `offered`: they may set one up and are asked for it then. */
export const SECOND_FACTOR_RULES = ['demanded', 'offered'] as const;
export type SecondFactorRule = (typeof SECOND_FACTOR_RULES)[number];

/** Posts whose password alone would open too much: they decide lists, reach the whole province, or hand out posts. */
export const SECOND_FACTOR_ROLES: readonly Role[] = ['commune-chair', 'province-officer', 'administrator', 'auditor'];

/** What stands until an administrator says otherwise: a real installation demands it, a demonstration does not lock its guests out. */
export function usualRule(demonstration: boolean): SecondFactorRule {
  return demonstration ? 'offered' : 'demanded';
}

/** What comes after a right password. `new-password`: the code on a slip opens nothing but the choice of an own password. */
export const SIGN_IN_STEPS = ['new-password', 'second-factor', 'set-up'] as const;
export type SignInStep = (typeof SIGN_IN_STEPS)[number];

export interface WayIn {
  readonly grants: readonly Grant[];
  readonly date: string;
  readonly rule: SecondFactorRule;
  readonly firstCode: boolean;
  readonly hasSecondFactor: boolean;
  /** Was the second factor shown already in this sign-in? */
  readonly confirmed: boolean;
}

/** The next step of a sign-in; null: the person is in. */
export function nextStep(way: WayIn): SignInStep | null {
  if (way.firstCode) return 'new-password';
  if (way.confirmed) return null;
  if (way.hasSecondFactor) return 'second-factor';
  return way.rule === 'demanded' && isGreat(way.grants, way.date) ? 'set-up' : null;
}

/** Does one of the posts in force need a second factor? */
export function isGreat(grants: readonly Grant[], date: string): boolean {
  return grants.some((grant) => SECOND_FACTOR_ROLES.includes(grant.role) && inForce(grant, date));
}

/** Seconds for which one number holds; the one before and the one after are taken too, for clocks that differ. */
export const STEP_SECONDS = 30;
export const STEPS_AROUND = 1;

/** The time step of a moment in milliseconds since 1970. */
export function stepAt(millis: number): number {
  return Math.floor(millis / 1000 / STEP_SECONDS);
}
