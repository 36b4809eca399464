/** The worker of `fairness.ts`: gets rosters and forms of a commune, answers whom to visit and what to ask. */
import { parentPort } from 'node:worker_threads';
import { type Doubt, doubtsOf, type ToldForm } from '../../../core/interview/doubts/doubt.ts';
import { findLeftOut, type Home, type LeftOut } from '../../../core/register/left-out.ts';
import type { PlainDate } from '../../../core/kernel/dates.ts';
import { type EarlierForm, markNewStandard, type NewStandard } from './new-standard.ts';

export interface ToCompare {
  readonly homes: readonly Home[];
  readonly forms: readonly ToldForm[];
  readonly earlier: readonly EarlierForm[];
  readonly newStandard: NewStandard | null;
  readonly today: PlainDate;
  /** So many to visit. */
  readonly most: number;
}

export interface FoundOdd {
  readonly leftOut: readonly LeftOut[];
  readonly doubts: readonly Doubt[];
}

parentPort?.once('message', ({ homes, forms, earlier, newStandard, today, most }: ToCompare) =>
  parentPort?.postMessage({
    leftOut: findLeftOut(markNewStandard(homes, earlier, newStandard), today, most),
    doubts: doubtsOf(forms),
  } satisfies FoundOdd),
);
