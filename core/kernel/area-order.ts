/** The order in which people list units (thứ tự trong danh sách đơn vị): with codes by code, without them by name, numbers by value. */
import { type AreaPeriod, type AreaTree, children } from './areas.ts';
import type { PlainDate } from './dates.ts';
import type { AreaId } from './ids.ts';
import { compareVi } from './text.ts';

type Listed = Pick<AreaPeriod, 'areaId' | 'code' | 'name'>;

/** As people list them: units with codes by code, hamlets by name, "Ấp 2" before "Ấp 10". */
export function inOrderOfLists(a: Listed, b: Listed): number {
  if (a.code !== null && b.code !== null && a.code !== b.code) return a.code < b.code ? -1 : 1;
  const [left, right] = [pieces(a.name), pieces(b.name)];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const [one, two] = [left[i] ?? '', right[i] ?? ''];
    const difference = /^\d/.test(one) && /^\d/.test(two) ? Number(one) - Number(two) : compareVi(one, two);
    if (difference !== 0) return difference;
  }
  return left.length - right.length || (a.areaId < b.areaId ? -1 : 1);
}

const pieces = (name: string): readonly string[] => name.match(/\d+|\D+/g) ?? [];

interface Sorted {
  readonly on: PlainDate;
  readonly units: Map<AreaId, readonly AreaPeriod[]>;
}

/** Sorting by the Vietnamese alphabet costs more than all else on a page of the province; a tree never changes. */
const SORTED = new WeakMap<AreaTree, Sorted>();

/** Units directly below, as people list them. Those of the last day that was asked for are remembered with the tree. */
export function childrenInOrder(tree: AreaTree, areaId: AreaId, on: PlainDate): readonly AreaPeriod[] {
  const known = SORTED.get(tree);
  const sorted = known?.on === on ? known : { on, units: new Map<AreaId, readonly AreaPeriod[]>() };
  if (sorted !== known) SORTED.set(tree, sorted);
  const found = sorted.units.get(areaId);
  if (found !== undefined) return found;
  const units = [...children(tree, areaId, on)].sort(inOrderOfLists);
  sorted.units.set(areaId, units);
  return units;
}
