/** The posts of a person in words (chức vụ), each with its area. */
import type { RoleView } from '../../core/access/views.ts';

export function roleText(roles: readonly RoleView[]): string {
  return roles.map(({ areaName }) => areaName).join(' · ');
}
