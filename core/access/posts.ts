/**
 * Which posts one account may hold together, and that somebody always administers (kiêm nhiệm, người quản trị cuối cùng): whoever gives
 * posts to others reads no household, so that nobody opens the register to themselves; who interviews does not decide.
 */
import type { Grant } from './may.ts';
import { READER_OF_ROLE, type Role } from './role.ts';

export type Clash = 'administers-and-reads' | 'interviews-and-decides';

/** Do two of them clash on some day? The administrator's with any that reads households, the chair's with the enumerator's. */
export function postsClash(grants: readonly Grant[]): Clash | null {
  const of = (role: Role) => grants.filter((grant) => grant.role === role);
  const reads = grants.filter((grant) => READER_OF_ROLE[grant.role] !== null);
  if (anyOverlap(of('administrator'), reads)) return 'administers-and-reads';
  return anyOverlap(of('enumerator'), of('commune-chair')) ? 'interviews-and-decides' : null;
}

function anyOverlap(some: readonly Grant[], others: readonly Grant[]): boolean {
  return some.some((one) => others.some((other) => overlap(one, other)));
}

function overlap(one: Grant, other: Grant): boolean {
  return (other.to === null || one.from <= other.to) && (one.to === null || other.from <= one.to);
}

/** Is there an administrator on that day whose post has no end? */
export function isAdministered(grants: readonly Grant[], day: string): boolean {
  return grants.some((grant) => grant.role === 'administrator' && grant.from <= day && grant.to === null);
}

/** The posts as they are once these are ended with `on` as their last day. */
export function endedOn(grants: readonly Grant[], { role, areaId, on }: Pick<Grant, 'role' | 'areaId'> & { readonly on: string }): Grant[] {
  return grants.map((grant) =>
    grant.role === role && grant.areaId === areaId && (grant.to === null || grant.to > on) ? { ...grant, to: on } : grant,
  );
}
