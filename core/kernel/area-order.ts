/** The order in which people list units (thứ tự trong danh sách đơn vị): with codes by code, without them by name, numbers by value. */
import type { AreaPeriod } from './areas.ts';
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
