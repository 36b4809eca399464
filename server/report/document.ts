/**
 * An official table ready to be printed (biểu để in, để tải về): the view that screens show, with the texts of head and
 * foot around it. `sheet.ts` and `paper.ts` lay out the same document as .xlsx and PDF.
 */
import { groupVi, scaledVi } from '../../core/kernel/numbers.ts';
import type { Cell, TableView } from '../../core/report/views.ts';

/** What of the view stands on paper. */
export type PrintedView = Pick<TableView, 'table' | 'title' | 'head' | 'columnNumbers' | 'rows' | 'marks' | 'notes' | 'stage' | 'annex'>;

export interface TableDocument {
  readonly view: PrintedView;
  readonly office: string;
  readonly motto: readonly [string, string];
  readonly tableNumber: string;
  readonly subtitle: readonly string[];
  readonly placeDate: string;
  readonly maker: readonly [string, string];
  readonly signatory: readonly [string, string, string];
  readonly widths: readonly number[];
  readonly paper: 'A4' | 'A3';
}

export const MARK = 'x';
export const NOT_COLLECTED = '–';

/** As a person reads it: `1.234`, `1,44`, `x`, `–`; a rate without denominator is blank. */
export function written(cell: Cell): string {
  switch (cell.kind) {
    case 'count':
      return groupVi(cell.value);
    case 'rate':
      return cell.value === null ? '' : scaledVi(cell.value, 2);
    case 'text':
      return cell.value;
    case 'mark':
      return cell.value ? MARK : '';
    case 'not-collected':
      return NOT_COLLECTED;
  }
}

export type Alignment = 'left' | 'center' | 'right';

/** Numbers stand right, marks and dashes in the middle, texts left. */
export function alignment(cell: Cell): Alignment {
  if (cell.kind === 'count' || cell.kind === 'rate') return 'right';
  return cell.kind === 'text' && !/^(\d*|[IVX]+)$/.test(cell.value) ? 'left' : 'center';
}
