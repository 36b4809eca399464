/** Breadcrumbs of an area's pages (vị trí): areas above the reader's own are named but not linked. */
import { LEVELS_OF_ROLE } from '../../core/access/role.ts';
import type { AreaRef } from '../../core/register/views.ts';
import type { SessionView } from '../../core/views.ts';
import { reaches } from '../access/session.ts';
import { areaPage, yearPage } from '../addresses.ts';
import type { NamedArea } from '../report/ask-figures.ts';

export type Crumb = { readonly href?: string | undefined; readonly label: string };

export function areaCrumbs(session: SessionView, areas: readonly AreaRef[], rest: readonly Crumb[] = []): readonly Crumb[] {
  const above = areas.map((area, i) => ({ label: area.name, href: reaches(session, areas, i) ? areaPage(area.areaId) : undefined }));
  return [...above, ...rest];
}

/** Of pages of a year: units that are no more have no page but their years; those above them are open to who reaches a whole province. */
export function yearCrumbs(session: SessionView, area: NamedArea, year: number, rest: readonly Crumb[]): readonly Crumb[] {
  if (!area.former) return areaCrumbs(session, area.crumbs, rest);
  const whole = session.roles.some(({ role }) => LEVELS_OF_ROLE[role].every((level) => level === 'province'));
  const above = area.crumbs.map(({ areaId, name }) => ({
    label: name,
    href: whole || areaId === area.areaId ? yearPage(areaId, year) : undefined,
  }));
  return [...above, ...rest];
}
