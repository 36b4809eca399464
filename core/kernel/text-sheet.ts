/** A sheet as plain texts (bảng tính thành chữ), and where its titles stand: for short lists, such as those of people, hamlets, points. */
import { foldVi } from './text.ts';

/** A row as texts; a day as `yyyy-mm-dd`. */
export interface TextRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Titles<Column extends string> {
  /** Where each column stands that has a title. */
  readonly columns: Readonly<Partial<Record<Column, number>>>;
  /** The line of the titles, and the place of the first row after it. */
  readonly line: number;
  readonly next: number;
}

/** Offices put a heading of a few lines above their titles. */
const WITHIN = 25;

/**
 * The first row that names enough columns, in any order, with or without marks; null where there is none. `titles` are asked in
 * folded form, the first cell that fits is the column.
 */
export function findTitles<Column extends string>(
  rows: readonly TextRow[],
  titles: Readonly<Record<Column, RegExp>>,
  isEnough: (columns: Titles<Column>['columns']) => boolean,
): Titles<Column> | null {
  for (const [at, { line, cells }] of rows.slice(0, WITHIN).entries()) {
    const folded = cells.map((cell) => foldVi(cell));
    const columns: Partial<Record<Column, number>> = {};
    for (const column in titles) {
      const index = folded.findIndex((title) => titles[column].test(title));
      if (index >= 0) columns[column] = index;
    }
    if (isEnough(columns)) return { columns, line, next: at + 1 };
  }
  return null;
}
