/**
 * A sheet as it was brought (bảng tính đem đến): its rows, those that the office hid among them, and the table found in it: where
 * the titles stand, what each column holds, which rows are data. A person may say otherwise for each of these. Opening
 * files is left to the server; what a title means is `headers.ts`, what a cell says is `values.ts`.
 */
import type { PlainDate } from '../../kernel/dates.ts';
import { foldVi } from '../../kernel/text.ts';
import { type Column, type ListField } from './headers.ts';
import { findTitles, type Titles, titlesAt } from './titles.ts';

/** `fault`: a formula whose result was not saved, or one that ended in an error of the spreadsheet. */
export type Cell = string | number | boolean | null | { readonly date: PlainDate } | { readonly fault: 'formula' | 'error' };

/** `line` counts from 1 as the spreadsheet shows it. */
export interface Line {
  readonly line: number;
  readonly cells: readonly Cell[];
  /** Hidden by hand or by a filter. */
  readonly hidden?: boolean;
}

export interface Sheet {
  readonly name: string;
  /** Without empty rows. */
  readonly lines: readonly Line[];
  readonly hidden?: boolean;
}

export type TableKind = 'households' | 'members';

/** What a person says of a sheet; what is left out is found by the program. */
export interface SheetChoice {
  readonly sheet: string;
  readonly use?: boolean | undefined;
  readonly kind?: TableKind | undefined;
  /** Line of the first row of titles. */
  readonly titlesAt?: number | undefined;
  /** Field by index of column; null: the column is not used. */
  readonly fields?: Readonly<Record<number, ListField | null>> | undefined;
  readonly hiddenRows?: boolean | undefined;
}

/** A sheet whose titles were found. */
export interface Table {
  readonly sheet: string;
  readonly kind: TableKind;
  /** First line of the titles, and how many lines they take. */
  readonly titlesAt: number;
  readonly titleLines: number;
  readonly titles: readonly string[];
  readonly columns: readonly Column[];
  /** Titles that were not recognised, or whose field another column already has. */
  readonly unused: readonly string[];
  readonly lines: readonly Line[];
  /** Rows of totals (Tổng cộng), which are no households. */
  readonly totals: readonly Line[];
  /** Hidden rows of data: left out unless a person wants them. */
  readonly hiddenRows: number;
}

/** A sheet of rows without gaps, as text files and tests have them. */
export function sheetOf(name: string, rows: readonly (readonly Cell[])[]): Sheet {
  return { name, lines: rows.map((cells, i) => ({ line: i + 1, cells })).filter((line) => !isBlank(line)) };
}

/** The table of a sheet, or null when no row looks like titles. */
export function tableOf(sheet: Sheet, choice: Omit<SheetChoice, 'sheet'> = {}): Table | null {
  const titles = choice.titlesAt === undefined ? findTitles(sheet.lines) : titlesAt(sheet.lines, choice.titlesAt);
  if (titles === null) return null;
  const columns = chosenColumns(titles, choice.fields);
  const below = sheet.lines.slice(titles.next).filter((line) => !isNumbering(line));
  const [hidden, seen] = split(below, (line) => line.hidden === true);
  const codeAt = columns.find((column) => column.field === 'code')?.at;
  const [lines, totals] = split(choice.hiddenRows === true ? below : seen, (line) => !isTotal(line, codeAt));
  return {
    sheet: sheet.name,
    kind: choice.kind ?? (columns.some((column) => column.field === 'relation') ? 'members' : 'households'),
    titlesAt: titles.line,
    titleLines: titles.span,
    titles: titles.texts,
    columns,
    unused: titles.texts.filter((text, at) => text !== '' && !columns.some((column) => column.at === at)),
    lines,
    totals,
    hiddenRows: hidden.length,
  };
}

export function cellOf(table: Pick<Table, 'columns'>, line: Line, field: ListField): Cell {
  const column = table.columns.find((each) => each.field === field);
  return column === undefined ? null : (line.cells[column.at] ?? null);
}

/** As found, but for what a person said of single columns. A field belongs to one column: the one that was said last. */
function chosenColumns(titles: Titles, chosen: SheetChoice['fields'] = {}): readonly Column[] {
  const said = Object.entries(chosen).map(([at, field]) => ({ at: Number(at), field }));
  const fields = new Set(said.map((each) => each.field));
  const found = titles.columns.filter(({ at, field }) => !fields.has(field) && !said.some((each) => each.at === at));
  return [...found, ...said.flatMap(({ at, field }) => (field === null ? [] : [{ at, field }]))].sort((a, b) => a.at - b.at);
}

export function isBlank(line: Line): boolean {
  return line.cells.every((cell) => cell === null || (typeof cell === 'string' && cell.trim() === ''));
}

const LEAST_NUMBERED = 3;

/** The row "1 2 3 4 …" or "A B 1 2 …" that official lists carry under the titles. */
function isNumbering(line: Line): boolean {
  const written = line.cells.filter((cell) => cell !== null && cell !== '');
  if (written.length < LEAST_NUMBERED) return false;
  const texts = written.map((cell) => (typeof cell === 'object' ? '?' : String(cell).trim()));
  if (!texts.every((text) => /^\(?([A-E]|[0-9]{1,2})\)?$/.test(text))) return false;
  return areAscending(texts.filter((text) => /^\(?[0-9]{1,2}\)?$/.test(text)));
}

function areAscending(texts: readonly string[]): boolean {
  const numbers = texts.map((text) => Number(text.replace(/[()]/g, '')));
  return numbers.every((number, i) => i === 0 || number === (numbers[i - 1] ?? 0) + 1);
}

const TOTAL = /^(tong( cong| so)?|cong)\b/;

function isTotal(line: Line, codeAt: number | undefined): boolean {
  const code = codeAt === undefined ? null : (line.cells[codeAt] ?? null);
  const hasCode = code !== null && code !== '' && !isTotalWord(code);
  return !hasCode && line.cells.some(isTotalWord);
}

function isTotalWord(cell: Cell): boolean {
  return typeof cell === 'string' && cell.length <= 40 && /^\s*[tTcC]/.test(cell) && cell.trim().length <= 30 && TOTAL.test(foldVi(cell));
}

function split<T>(list: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [list.filter(test), list.filter((item) => !test(item))];
}
