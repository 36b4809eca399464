/**
 * Which posts one account may hold together, and that somebody always administers (kiêm nhiệm, người quản trị cuối cùng): whoever gives
 * posts to others reads no household, so that nobody opens the register to themselves.
 */
import type { Grant } from './may.ts';
import { READER_OF_ROLE } from './role.ts';

/** Do two of them clash on some day? The administrator's with any that reads households. */
export function postsClash(grants: readonly Grant[]): boolean {
  const administers = grants.filter((grant) => grant.role === 'administrator');
  const reads = grants.filter((grant) => READER_OF_ROLE[grant.role] !== null);
  return administers.some((one) => reads.some((other) => overlap(one, other)));
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
