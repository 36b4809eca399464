/**
 * A sheet as it was brought (bảng tính đem đến): its rows, those that the office hid among them, and the table found in it: where
 * the titles stand, what each column holds, which rows are data. A person may say otherwise for each of these. Opening
 * files is left to the server; what a title means is `headers.ts`, what a cell says is `values.ts`.
 */
import type { PlainDate } from '../../kernel/dates.ts';
import { foldVi } from '../../kernel/text.ts';
import { type Column, type ListField, returnedAt } from './headers.ts';
import { findTitles, type Titles, titlesAt, WITHIN } from './titles.ts';

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
  /** Indexes of columns that the office hid. */
  readonly hiddenColumns?: readonly number[];
}

/** Cells of a row that are read: no list has more columns. */
export const MAX_COLUMNS = 256;

/** Of so many rows it is put together what they say before others have their turn. */
export const ROWS_A_STEP = 500;

export type SheetStart = Omit<Sheet, 'lines'>;

/** Who takes sheets as they are read, row by row, and keeps of them what they need. */
export interface SheetSink {
  begin(sheet: SheetStart): void;
  line(line: Line): void;
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
  /** The same by the title, folded. */
  readonly named?: ReadonlyMap<string, ListField | null> | undefined;
  readonly hiddenRows?: boolean | undefined;
  readonly hiddenColumns?: boolean | undefined;
}

export type Choice = Omit<SheetChoice, 'sheet'>;

/** A sheet whose titles were found. */
export interface TableHead {
  readonly sheet: string;
  readonly kind: TableKind;
  /** First line of the titles, and how many lines they take. */
  readonly titlesAt: number;
  readonly titleLines: number;
  readonly titles: readonly string[];
  readonly columns: readonly Column[];
  /** Titles that were not recognised, or whose field another column already has. */
  readonly unused: readonly string[];
  /** Titles of hidden columns: left out unless a person wants them. */
  readonly hiddenTitles: readonly string[];
}

export interface Table extends TableHead {
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

/** Titles stand within so many rows; so many must be read to find them. */
export const LINES_FOR_TITLES = WITHIN + 1;

/** The head of the table that begins in these lines and the index of the first row below, or null when no row looks like titles. */
export function headOf(
  sheet: SheetStart & { readonly lines: readonly Line[] },
  choice: Choice = {},
): { readonly head: TableHead; readonly next: number } | null {
  const titles = choice.titlesAt === undefined ? findTitles(sheet.lines) : titlesAt(sheet.lines, choice.titlesAt);
  if (titles === null) return null;
  const hidden = (at: number): boolean => sheet.hiddenColumns?.includes(at) === true;
  const columns = chosenColumns(titles, choice).filter(({ at }) => choice.hiddenColumns === true || !hidden(at));
  const ours = returnedAt(titles.texts);
  const left = titles.texts.flatMap((title, at) =>
    title === '' || ours.has(at) || columns.some((column) => column.at === at) ? [] : [{ title, at }],
  );
  return {
    head: {
      sheet: sheet.name,
      kind: choice.kind ?? (columns.some((column) => column.field === 'relation') ? 'members' : 'households'),
      titlesAt: titles.line,
      titleLines: titles.span,
      titles: titles.texts,
      columns,
      unused: left.flatMap(({ title, at }) => (hidden(at) && choice.hiddenColumns !== true ? [] : [title])),
      hiddenTitles: titles.texts.filter((title, at) => title !== '' && hidden(at)),
    },
    next: titles.next,
  };
}

/** `foot`: what stands below the rows for those who sign. */
export type LineSort = 'numbering' | 'hidden' | 'total' | 'foot' | 'row';

/** What a line below the titles is. */
export function sortOf(line: Line, codeAt: number | undefined, choice: Choice): LineSort {
  if (isNumbering(line)) return 'numbering';
  if (line.hidden === true && choice.hiddenRows !== true) return 'hidden';
  return isTotal(line, codeAt) ? 'total' : isFoot(line) ? 'foot' : 'row';
}

/** A list without that column leaves it to the program to tell households apart. */
export function codeColumnOf({ columns }: Pick<TableHead, 'columns'>): number | undefined {
  return columns.find((column) => column.field === 'code')?.at;
}

/** The table of a sheet, or null when no row looks like titles. */
export function tableOf(sheet: Sheet, choice: Choice = {}): Table | null {
  const found = headOf(sheet, choice);
  if (found === null) return null;
  const codeAt = codeColumnOf(found.head);
  const below = sheet.lines.slice(found.next).map((line) => ({ line, sort: sortOf(line, codeAt, choice) }));
  const of = (sort: LineSort): Line[] => below.filter((each) => each.sort === sort).map((each) => each.line);
  const hidden = below.filter(({ line, sort }) => line.hidden === true && sort !== 'numbering');
  return { ...found.head, lines: of('row'), totals: of('total'), hiddenRows: hidden.length };
}

export function cellOf(table: Pick<Table, 'columns'>, line: Line, field: ListField): Cell {
  const column = table.columns.find((each) => each.field === field);
  return column === undefined ? null : (line.cells[column.at] ?? null);
}

/** As found, but for what a person said of single columns. A field belongs to one column: the one that was said last. */
function chosenColumns(titles: Titles, { fields: byColumn = {}, named }: Choice): readonly Column[] {
  const byTitle = titles.texts.flatMap((title, at) => {
    const field = named?.get(foldVi(title));
    return field === undefined ? [] : [{ at, field }];
  });
  const said = [...byTitle, ...Object.entries(byColumn).map(([at, field]) => ({ at: Number(at), field }))];
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

/** Words that stand where people sign, and the day on which they do. */
const FOOT =
  /^(nguoi lap (bieu|bang|danh sach)|\(?ky,? (ten|ghi)|tm\.? ?(uy ban|ubnd)|kt\.? ?chu tich|(pho )?chu tich( ubnd)?$|.{0,40}\bngay .{1,9} thang .{1,9} nam\b)/;
const MOST_SIGNING = 3;

function isFoot({ cells }: Line): boolean {
  const written = cells.filter((cell) => cell !== null && cell !== '');
  if (written.length === 0 || written.length > MOST_SIGNING) return false;
  return written.every((cell) => typeof cell === 'string' && FOOT.test(foldVi(cell).trim()));
}

function isTotalWord(cell: Cell): boolean {
  return typeof cell === 'string' && cell.length <= 40 && /^\s*[tTcC]/.test(cell) && cell.trim().length <= 30 && TOTAL.test(foldVi(cell));
}
