/** The plan to catch up in words that an officer reads, changes and sends (lời của kế hoạch đuổi kịp). */
import type { WorkloadView } from '../../core/meeting/workload.ts';
import { catchUpOf } from '../../core/steer/catch-up.ts';
import { number } from '../../ui/format.ts';
import { s } from './ask-directives.ts';

/** What the form begins with. */
export interface Draft {
  readonly text: string;
  /** What each hamlet alone is told, by its id. */
  readonly own: Readonly<Record<string, string>>;
  /** `yyyy-mm-dd`. */
  readonly dueOn: string | null;
  readonly chosen: readonly string[];
}

/** `null`: there is nothing to catch up. */
export function draftOf(load: WorkloadView): Draft | null {
  if (load.of !== 'hamlets') return null;
  const plan = catchUpOf(load, load.round.closesOn);
  if (plan === null) return null;
  const names = new Map(load.rows.map(({ areaId, name }) => [areaId, name]));
  const name = (areaId: string): string => names.get(areaId) ?? '';
  const linesOf = (hamletId: string): readonly string[] => [
    ...plan.late
      .filter((one) => one.hamletId === hamletId)
      .map(({ left, short }) => s('draft.late', { hamlet: name(hamletId), left: number(left), short: number(short) })),
    ...plan.help
      .filter(({ from, to }) => from === hamletId || to === hamletId)
      .map(({ from, to, households }) => s('draft.help', { from: name(from), to: name(to), households: number(households) })),
  ];
  const own = Object.fromEntries(plan.hamlets.map((hamletId) => [hamletId, linesOf(hamletId).join('\n')]));
  const text = [s('draft.first'), ...(plan.uncovered > 0 ? [s('draft.uncovered', { households: number(plan.uncovered) })] : [])];
  return { text: text.join('\n'), own, dueOn: plan.dueOn, chosen: plan.hamlets };
}
