/**
 * Two standards side by side as the server shows them (so sánh hai chuẩn): counts of interviewed households of an area by what
 * the round's second standard would make of them, beside the first. Households whose class is open under either standard and
 * households still to be interviewed are told apart, so that an unfinished round cannot pass for a finished one.
 */
import type { ComparedRulebooks, Difference, Move } from '../classify/compare.ts';
import type { Indicator, PovertyClass, RulebookId } from '../classify/verdict.ts';
import type { RoundView } from '../meeting/views.ts';
import type { AreaRef } from '../register/views.ts';

/** Every number counts households that live in the area now. `compared` is the sum of the five moves. */
export interface StandardsCounts extends Readonly<Record<Move, number>> {
  readonly compared: number;
  /** Interviewed, and the class is open under at least one of the two. */
  readonly undetermined: number;
  /** On the review list and not interviewed. */
  readonly waiting: number;
}

export interface StandardsCell {
  readonly from: PovertyClass;
  readonly to: PovertyClass;
  readonly count: number;
}

/** `GET /api/areas/:areaId/standards?round=&format=json|xlsx` */
export interface StandardsView {
  readonly round: RoundView;
  /** The round's own standard and the one beside it. */
  readonly first: RulebookId;
  readonly second: RulebookId;
  readonly changed: ComparedRulebooks;
  readonly totals: StandardsCounts;
  /** The nine cells, the first standard's classes from the poorest, each against the second's. */
  readonly matrix: readonly StandardsCell[];
  /** What made the difference, only where the class changes: kinds with a count above 0. */
  readonly differences: readonly { readonly move: Move; readonly difference: Difference; readonly count: number }[];
  /** Households that change lists because of B2, by indicator that is lacked under one of the two only; one may have several. */
  readonly indicators: readonly {
    readonly indicator: Indicator;
    readonly change: IndicatorChange;
    readonly toPoor: number;
    readonly toNearPoor: number;
  }[];
  readonly units: readonly (AreaRef & { readonly kind: string; readonly counts: StandardsCounts })[];
  readonly provisional: boolean;
  /** So many that this reader is to ask once more: not counted here. Absent: none. */
  readonly askedAgain?: number;
}

export const INDICATOR_CHANGES = ['added', 'dropped'] as const;
export type IndicatorChange = (typeof INDICATOR_CHANGES)[number];

export const STANDARDS_STATES = ['undetermined', 'waiting'] as const;

/** Which of the households: each given part narrows the list. `state` excludes the others, since such households have no move. */
export interface StandardsFilter {
  readonly state?: (typeof STANDARDS_STATES)[number] | undefined;
  readonly from?: PovertyClass | undefined;
  readonly to?: PovertyClass | undefined;
  readonly move?: Move | undefined;
  readonly difference?: Difference | undefined;
  /** One that is lacked under one standard only, where that changed the list. */
  readonly indicator?: Indicator | undefined;
  /** `added`: lacked under the second only; `dropped`: under the first only. Both without it. */
  readonly change?: IndicatorChange | undefined;
}
