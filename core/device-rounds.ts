/** The rounds that run beside the one that a phone shows (các đợt khác đang mở), of its communes; beside views.ts, of whose shapes they are made. */
import type { CancelledTold, GateState, RoundView } from './meeting/views.ts';
import type { RoundTables } from './views.ts';

export interface RoundsBeside extends CancelledTold {
  /** Absent: none, or of a server before it. */
  readonly beside?: readonly {
    readonly round: RoundView;
    readonly tables: RoundTables;
    /** By commune. */
    readonly gates: Readonly<Record<string, GateState>>;
  }[];
  /** Lists that open a year, judged from the interviews of a review by the tables of that review. Absent: none, or of a server before them. */
  readonly openings?: readonly OpeningTold[];
}

export interface OpeningTold {
  readonly round: RoundView;
  /** By commune. */
  readonly gates: Readonly<Record<string, GateState>>;
}
