/**
 * Whose sign-in an office may renew (cấp lại mã, kết thúc phiên): the administrator everybody's; a commune only that of people who
 * hold, now or later, nothing but posts of its own hamlets. Else an officer who renews the sign-in of somebody with a greater post
 * would hold that post.
 */
import { type Actor, type Grant, inForce, may } from './may.ts';
import { HAMLET_POSTS } from './role.ts';

/** `pathOf`: an area and all above it today, the area first. */
export type PathOf = (areaId: string) => readonly string[];

export function mayRenew(actor: Actor, grants: readonly Grant[], at: { readonly date: string; readonly pathOf: PathOf }): boolean {
  const { date, pathOf } = at;
  const offices = actor.grants.filter((grant) => inForce(grant, date) && may(actor, 'renew-sign-in', target(grant)).allowed);
  if (offices.some((office) => office.role === 'administrator')) return true;
  const held = grants.filter((grant) => grant.to === null || grant.to >= date);
  return held.length > 0 && held.every((grant) => HAMLET_POSTS.includes(grant.role) && offices.some((office) => isAt(office, grant)));

  function target(grant: Grant) {
    return { areaPath: pathOf(grant.areaId), date };
  }
  function isAt(office: Grant, grant: Grant): boolean {
    return office.role !== 'administrator' && pathOf(grant.areaId).includes(office.areaId);
  }
}
