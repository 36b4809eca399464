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
}
