/**
 * What an official table is made of (mẫu biểu): merged heading tiers, the row of column numbers, cells. A form names its
 * texts by keys of words/report; the server writes them in the reader's language. Our own table number is kept, the
 * ministry's form code is configuration.
 */
import type { Behind } from '../views.ts';

/** A heading cell spans `columns` to the right and `rows` down, within the tiers. */
export interface Heading {
  readonly key: string;
  readonly columns: number;
  readonly rows: number;
}

export interface Form {
  readonly table: 1 | 15;
  readonly titleKey: string;
  readonly tiers: readonly (readonly Heading[])[];
  /** Numbers and formulas under the headings, `'4 = 3/1'`; one for each column. */
  readonly columnNumbers: readonly string[];
  readonly behind: readonly Behind[];
  /** Relative widths for paper and sheet, one for each column. */
  readonly widths: readonly number[];
  readonly paper: 'A4' | 'A3';
}
