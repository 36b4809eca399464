/** Breadcrumbs of an area's pages (vị trí): areas above the reader's own are named but not linked. */
import type { AreaRef } from '../../core/register/views.ts';
import type { SessionView } from '../../core/views.ts';
import { reaches } from '../access/session.ts';
import { areaPage } from '../addresses.ts';

export type Crumb = { readonly href?: string | undefined; readonly label: string };

export function areaCrumbs(session: SessionView, areas: readonly AreaRef[], rest: readonly Crumb[] = []): readonly Crumb[] {
  const above = areas.map((area, i) => ({ label: area.name, href: reaches(session, areas, i) ? areaPage(area.areaId) : undefined }));
  return [...above, ...rest];
}
