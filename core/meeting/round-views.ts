/** Rounds as data, as the server tells a face (đợt rà soát: các bước, số ngày, căn cứ). */
import type { AreaRef } from '../register/views.ts';
import type { Procedure } from './procedure.ts';
import type { GateRow, Round, Scope } from './round.ts';
import type { OpenedKind } from './round-codes.ts';
import type { GateState, NextAction, RoundView } from './views.ts';

export interface RoundLine {
  readonly round: RoundView;
  readonly scope: Scope;
  readonly communes: number;
  readonly decided: number;
  /** Where the commune's own list stands; null above communes, or where it takes no part. */
  readonly gate: GateState | null;
  /** Taken back, whole or the commune's list alone. */
  readonly cancelled: Cancelled | null;
}

export interface Cancelled {
  /** `yyyy-mm-dd` */
  readonly on: string;
  readonly reason: string;
  /** Null: the whole round. */
  readonly commune: AreaRef | null;
}

/** `GET /api/areas/:areaId/rounds`: the open ones first, the latest of them first. */
export interface RoundsView {
  readonly rounds: readonly RoundLine[];
  readonly mayOpen: boolean;
}

/** A step of the table with the count of its days. */
export interface RoundStep extends GateRow {
  readonly count: Procedure['counts'][number] | null;
}

/** `GET /api/areas/:areaId/rounds/:roundId` */
export interface RoundRulesView extends RoundLine {
  readonly takes: readonly ('review' | 'exit')[];
  readonly calendar: Round['calendar'] | null;
  readonly steps: readonly RoundStep[];
  /** In force on its first day, each once. */
  readonly counts: Procedure['counts'];
  readonly places: Procedure['places'];
  readonly sealing: Round['sealing'] | null;
  readonly quickForm: Round['quickForm'] | null;
  readonly certificate: Round['certificate'] | null;
  /** What may happen next to the commune's list; empty above communes. */
  readonly next: readonly NextAction[];
  /** Lists of single communes that were taken back, as the area sees them. */
  readonly left: readonly Cancelled[];
  /** What this person may take back here now: `round` whole, or the `list` of the commune; null: nothing. */
  readonly mayCancel: 'round' | 'list' | null;
  /** How many lists stand at each gate. */
  readonly at: readonly { readonly gate: GateState; readonly communes: number }[];
}

/** `GET /api/areas/:areaId/rounds/usual`: a round as the rules have it, to be looked at and opened. */
export interface UsualRoundView {
  readonly kind: OpenedKind;
  readonly round: Round;
  readonly rules: RoundRulesView;
  /** Why such a round cannot be held; null: it can be opened. */
  readonly fault: string | null;
  readonly communes: readonly AreaRef[];
}
