/** The hamlets of a commune (các ấp, khóm, khu của xã), for whoever counts over all of them. */
import { areaAbove, children, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { notFound } from '../http/problem.ts';
import type { Context } from '../http/route.ts';

/** The area itself and what lies under it today. */
export function hamletsUnder({ tree, today }: Pick<Context, 'tree' | 'today'>, areaId: string): readonly string[] {
  const period = isAreaId(areaId) ? periodAt(tree, areaId, today) : null;
  if (period === null) throw notFound();
  return [period.areaId, ...children(tree, period.areaId, today).map((child) => child.areaId)];
}

/** The commune that the area is or lies in today; null above communes. */
export function communeOf({ tree, today }: Pick<Context, 'tree' | 'today'>, areaId: string): string | null {
  return isAreaId(areaId) ? (areaAbove(tree, areaId, today, 'commune')?.areaId ?? null) : null;
}
