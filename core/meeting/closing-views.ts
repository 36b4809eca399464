/** Closing a round as the server tells a face (đóng đợt rà soát). */
import type { GateState, RoundView } from './views.ts';

/** A commune whose list is not decided, and what stands in its way as the draft of its decision says it. */
export interface OpenList {
  readonly communeId: string;
  readonly communeName: string;
  readonly gate: GateState;
  readonly blockers: readonly { readonly code: string; readonly total: number }[];
}

/** `held`: lists are not decided, so nothing was closed. */
export type ClosingState = 'making' | 'done' | 'held' | 'stopped' | 'failed';

export interface ClosingJobView {
  readonly state: ClosingState;
  /** A code of words/problems where it failed. */
  readonly problem: string | null;
  readonly askedAt: string;
  readonly total: number;
  readonly looked: number;
  readonly decided: number;
  readonly open: readonly OpenList[];
}

/** `GET /api/rounds/:roundId/closing` */
export interface ClosingView {
  readonly round: RoundView;
  /** Of its communes today. */
  readonly communes: number;
  readonly decided: number;
  readonly allowed: boolean;
  readonly why: string | null;
  readonly job: ClosingJobView | null;
}
