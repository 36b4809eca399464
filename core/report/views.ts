/**
 * An official table and the public progress as the server shows them (biểu báo cáo, tiến độ công khai). Cells hold
 * plain numbers; how they are written (1.234.567; decimal comma) is the face's. Figures and forms make them, not this file.
 */
import type { RulebookId } from '../classify/verdict.ts';
import type { GateState, RoundView } from '../meeting/views.ts';

/** A rate is hundredths of a percent (144 = 1,44 %). `not-collected` prints as "–" with a note, never as 0. */
export type Cell =
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'rate'; readonly value: number | null }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'mark'; readonly value: boolean }
  | { readonly kind: 'not-collected' };

/** The list of households behind a number; null: nothing to open. */
export type Behind = 'all' | 'poor' | 'near-poor' | null;

export interface HeadCell {
  readonly text: string;
  readonly columns: number;
  readonly rows: number;
}

export interface TableRow {
  readonly style: 'row' | 'subtotal' | 'total';
  /** The unit that the row counts; null on a person's row. */
  readonly areaId: string | null;
  readonly cells: readonly Cell[];
}

/** `GET /api/reports/:table?area=&round=&rulebook=&format=json` */
export interface TableView {
  readonly table: 1 | 15;
  readonly title: string;
  readonly areaName: string;
  readonly round: RoundView;
  readonly rulebook: RulebookId;
  /** Merged heading tiers, then the row of column numbers and formulas. */
  readonly head: readonly (readonly HeadCell[])[];
  readonly columnNumbers: readonly string[];
  /** For each column the list of households behind its numbers, as the list's filter names it; null: none to open. */
  readonly behind: readonly Behind[];
  readonly rows: readonly TableRow[];
  readonly notes: readonly string[];
  readonly provisional: boolean;
}

/** `GET /api/public/progress`: no sign-in, counts of whole communes only. */
export interface PublicProgress {
  readonly province: string;
  readonly round: RoundView | null;
  readonly communes: readonly {
    readonly name: string;
    readonly households: number;
    readonly listed: number;
    readonly interviewed: number;
    readonly decided: boolean;
    readonly gate: GateState | null;
  }[];
  readonly provisional: boolean;
}
