/**
 * The plan to catch up as a directive to be read, changed and sent (kế hoạch đuổi kịp thành chỉ đạo): whom it concerns, by which day, and
 * what each hamlet is to do. It names hamlets and numbers, nobody; its words are said by the desk, and nothing is sent by itself.
 */
import type { Help, Workload } from '../meeting/workload.ts';

export interface CatchUp {
  /** Those that will not be through in time and those whose people are to help, in the order of lists. */
  readonly hamlets: readonly string[];
  /** The last day of the round; null once it has gone by: the office names another. */
  readonly dueOn: string | null;
  readonly late: readonly { readonly hamletId: string; readonly left: number; readonly short: number }[];
  readonly help: readonly Help[];
  readonly uncovered: number;
}

/** `null`: every hamlet is through in time. */
export function catchUpOf({ rows, help, uncovered, daysLeft }: Workload, closesOn: string): CatchUp | null {
  const late = rows.filter(({ short }) => short > 0).map(({ areaId, left, short }) => ({ hamletId: areaId, left, short }));
  if (late.length === 0) return null;
  const concerned = new Set([...late.map(({ hamletId }) => hamletId), ...help.map(({ to }) => to)]);
  return {
    hamlets: rows.map(({ areaId }) => areaId).filter((areaId) => concerned.has(areaId)),
    dueOn: daysLeft > 0 ? closesOn : null,
    ...{ late, help, uncovered },
  };
}
