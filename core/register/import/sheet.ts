/**
 * A sheet as it was brought (bảng tính đem đến): cells by row, and the row in which the titles stand. Opening files is
 * left to the server; what a title means is `headers.ts`, what a cell says is `values.ts`.
 */
import type { PlainDate } from '../../kernel/dates.ts';
import { foldVi } from '../../kernel/text.ts';
import { type Column, columnsOf, type ListField } from './headers.ts';

export type Cell = string | number | boolean | null | { readonly date: PlainDate };

export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** A sheet whose titles were found. `lines` are the rows of data; `line` counts from 1 as the spreadsheet shows it. */
export interface Table {
  readonly sheet: string;
  readonly kind: 'households' | 'members';
  readonly titles: readonly string[];
  readonly columns: readonly Column[];
  /** Titles that were not recognised, or whose field another column already has. */
  readonly unused: readonly string[];
  readonly lines: readonly Line[];
  /** Rows of totals (Tổng cộng), which are no households. */
  readonly totals: readonly Line[];
}

export interface Line {
  readonly line: number;
  readonly cells: readonly Cell[];
}

/** Titles stand within the first rows, below what the office prints at the head of the page. */
const TITLES_WITHIN = 25;
const LEAST_TITLES = 3;
const NO_TITLES: { readonly at: number; readonly columns: readonly Column[]; readonly unused: readonly string[] } = {
  at: -1,
  columns: [],
  unused: [],
};

/** The table of a sheet, or null when no row looks like titles. */
export function tableOf(sheet: Sheet): Table | null {
  const candidates = sheet.rows.slice(0, TITLES_WITHIN).map((cells, at) => ({ at, ...columnsOf(cells.map(titleText)) }));
  const best = candidates.reduce((a, b) => (b.columns.length > a.columns.length ? b : a), NO_TITLES);
  const fields = best.columns.map((column) => column.field);
  if (fields.length < LEAST_TITLES || !fields.some(isName)) return null;
  const below = sheet.rows
    .slice(best.at + 1)
    .map((cells, i) => ({ line: best.at + 2 + i, cells }))
    .filter((line) => !isBlank(line) && !isNumbering(line));
  const codeAt = best.columns.find((column) => column.field === 'code')?.at;
  const [lines, totals] = split(below, (line) => !isTotal(line, codeAt));
  return {
    sheet: sheet.name,
    kind: fields.includes('relation') ? 'members' : 'households',
    titles: (sheet.rows[best.at] ?? []).map(titleText),
    columns: best.columns,
    unused: best.unused,
    lines,
    totals,
  };
}

export function cellOf(table: Table, line: Line, field: ListField): Cell {
  const column = table.columns.find((each) => each.field === field);
  return column === undefined ? null : (line.cells[column.at] ?? null);
}

function titleText(cell: Cell): string {
  return typeof cell === 'string' ? cell.replace(/\s+/g, ' ').trim() : '';
}

function isName(field: ListField): boolean {
  return field === 'name' || field === 'headName' || field === 'memberName';
}

function isBlank(line: Line): boolean {
  return line.cells.every((cell) => cell === null || (typeof cell === 'string' && cell.trim() === ''));
}

/** The row "1 2 3 4 …" or "A B 1 2 …" that official lists carry under the titles. */
function isNumbering(line: Line): boolean {
  const written = line.cells
    .filter((cell) => cell !== null && cell !== '')
    .map((cell) => (typeof cell === 'object' ? '?' : String(cell).trim()));
  const numbers = written.filter((text) => /^\(?[0-9]{1,2}\)?$/.test(text));
  return written.length >= LEAST_TITLES && written.every((text) => /^\(?([A-E]|[0-9]{1,2})\)?$/.test(text)) && areAscending(numbers);
}

function areAscending(texts: readonly string[]): boolean {
  const numbers = texts.map((text) => Number(text.replace(/[()]/g, '')));
  return numbers.every((number, i) => i === 0 || number === (numbers[i - 1] ?? 0) + 1);
}

function isTotal(line: Line, codeAt: number | undefined): boolean {
  const code = codeAt === undefined ? null : (line.cells[codeAt] ?? null);
  const hasCode = code !== null && code !== '' && !isTotalWord(code);
  return !hasCode && line.cells.some(isTotalWord);
}

function isTotalWord(cell: Cell): boolean {
  return typeof cell === 'string' && /^(tong( cong| so)?|cong)\b/.test(foldVi(cell)) && cell.trim().length <= 30;
}

function split<T>(list: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [list.filter(test), list.filter((item) => !test(item))];
}
