/**
 * Which department of a province has the work against poverty, by date (sở phụ trách giảm nghèo): its name stands on the province's papers. The
 * names of units come from the administrative tree of that day; this is the one name that no tree has. A province that calls it otherwise
 * writes its own row here.
 */
export interface Department {
  /** Words: `department.labour`, `department.agriculture`. */
  readonly of: 'labour' | 'agriculture';
  /** As it stands in the number of its papers. */
  readonly sign: string;
  readonly from: string;
  readonly clause: string;
  readonly sure: 'S' | 'S~' | 'M' | 'U';
}

/** The oldest first; each until the next begins. */
export const DEPARTMENTS: readonly Department[] = [
  { of: 'labour', sign: 'SLĐTBXH', from: '2008-01-01', clause: 'Decree 13/2008/NĐ-CP, Decree 24/2014/NĐ-CP', sure: 'M' },
  // Seen of Vĩnh Long in 2025 and after [S 6]; that it began with the merger of the ministries is remembered.
  { of: 'agriculture', sign: 'SNNMT', from: '2025-03-01', clause: 'Resolution 176/2025/QH15', sure: 'M' },
];

/** Before the first the first. */
export function departmentOn(day: string): Department {
  const [first, ...later] = DEPARTMENTS;
  if (first === undefined) throw new RangeError('no department is written down');
  return later.findLast(({ from }) => from <= day) ?? first;
}
