/**
 * How a directive stands (tình hình thực hiện chỉ đạo): of each hamlet the furthest step, by what came in whatever its order, and
 * of all hamlets how many are so far. A later step says the earlier ones too.
 */
import { type Step, STEPS } from './step.ts';

/** When each step happened; null: not yet. */
export interface HamletSteps {
  readonly receivedAt: string | null;
  readonly openedAt: string | null;
  readonly doneAt: string | null;
}

export interface StepCounts {
  readonly sent: number;
  readonly received: number;
  readonly opened: number;
  readonly done: number;
}

/** The furthest of the steps; null: only sent. */
export function stepOf({ receivedAt, openedAt, doneAt }: HamletSteps): Step | null {
  if (doneAt !== null) return 'done';
  if (openedAt !== null) return 'opened';
  return receivedAt === null ? null : 'received';
}

export function isAtLeast(reached: Step | null, step: Step): boolean {
  return reached !== null && STEPS.indexOf(reached) >= STEPS.indexOf(step);
}

export function furthest(a: Step | null, b: Step | null): Step | null {
  if (a === null || b === null) return a ?? b;
  return isAtLeast(a, b) ? a : b;
}

/** `today` and `dueOn` are days in Vietnam: on the day itself it is still in time. */
export function isOverdue(dueOn: string | null, today: string, step: Step | null): boolean {
  return dueOn !== null && today > dueOn && step !== 'done';
}
