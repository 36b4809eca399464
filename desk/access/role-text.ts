/** The posts of a person in words (chức vụ), each with its area: "Công chức phụ trách giảm nghèo cấp xã, Xã Tân An". */
import type { RoleView } from '../../core/access/views.ts';
import { language } from '../../ui/language.svelte.ts';
import { accessText } from '../../words/access.ts';

export function roleText(roles: readonly RoleView[]): string {
  return roles.map(({ role, areaName }) => `${accessText(language.current, role)}, ${areaName}`).join(' · ');
}
