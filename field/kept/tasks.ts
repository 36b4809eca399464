/**
 * What is asked of the hamlets of this phone (việc được giao), as it stands here: what the server told, with the steps that were taken
 * since. Pure.
 */
import type { Step as StepName } from '../../core/steer/step.ts';
import { furthest, isOverdue } from '../../core/steer/standing.ts';
import type { DeviceDirective } from '../../core/steer/views.ts';

/** As much of a step kept here as matters. */
export interface HereStep {
  readonly directiveId: string;
  readonly hamletId: string;
  readonly step: StepName;
  readonly word: string | null;
  readonly state: 'waiting' | 'refused' | 'held' | 'taken';
}

export interface Task<Here extends HereStep = HereStep> extends Omit<DeviceDirective, 'hamlets'> {
  readonly hamletId: string;
  readonly step: StepName | null;
  /** The report that it is done, where it is still here. */
  readonly report: Here | null;
}

/** Of what is refused nothing counts. */
export function tasksOf<Here extends HereStep>(told: readonly DeviceDirective[], steps: readonly Here[]): readonly Task<Here>[] {
  return told.flatMap(({ hamlets, ...directive }) =>
    hamlets.map(({ hamletId, step }) => {
      const here = steps.filter((one) => one.directiveId === directive.directiveId && one.hamletId === hamletId);
      const counting = here.filter(({ state }) => state === 'waiting' || state === 'taken');
      const reached = counting.reduce<StepName | null>((far, one) => furthest(far, one.step), step);
      return { ...directive, hamletId, step: reached, report: here.find((one) => one.step === 'done') ?? null };
    }),
  );
}

/** Still to be done, in the order in which they press: overdue, then by their day, then without one; the older first. */
export function openTasks<T extends Task>(tasks: readonly T[], today: string): readonly T[] {
  const open = tasks.filter(({ step, withdrawn }) => step !== 'done' && withdrawn === null);
  const key = ({ dueOn, sentAt, step }: T): string => `${isOverdue(dueOn, today, step) ? 0 : 1} ${dueOn ?? '9999-12-31'} ${sentAt}`;
  return [...open].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
