/**
 * Where the titles of a list stand (dòng tên cột): somewhere below what the office prints at the head of the page, in one row, or
 * in two where the upper cells were merged over those below ("Ngày sinh" over "Nam" and "Nữ"). What a title means is `headers.ts`.
 */
import { type Column, columnsOf, fieldOfTitle, JOINT, type ListField, returnedAt, sexOf } from './headers.ts';
import type { Cell, Line } from './sheet.ts';

export interface Titles {
  /** Line of the first row of titles, and how many rows they take. */
  readonly line: number;
  readonly span: 1 | 2;
  readonly texts: readonly string[];
  readonly columns: readonly Column[];
  /** Index of the first row below. */
  readonly next: number;
}

/** Rows within which titles are looked for. */
export const WITHIN = 25;
const LEAST = 3;

/** Null when no row looks like titles. A sheet of rows that we returned has its titles in one row, however few are understood. */
export function findTitles(lines: readonly Line[]): Titles | null {
  const ours = lines.slice(0, WITHIN).findIndex(({ cells }) => returnedAt(cells.map(titleText)).size > 0);
  if (ours >= 0) return oneRow(lines, ours);
  let best: Titles | null = null;
  for (let at = 0; at < Math.min(WITHIN, lines.length); at += 1)
    for (const titles of [oneRow(lines, at), twoRows(lines, at)]) if (titles !== null && isBetter(titles, best)) best = titles;
  if (best === null || best.columns.length < LEAST || !best.columns.some(isName)) return null;
  return best;
}

/** Of two readings that find as much, the one of a single row: what stands above it is not needed, so it is no title of columns. */
function isBetter(titles: Titles, best: Titles | null): boolean {
  if (best === null || titles.columns.length > best.columns.length) return titles.columns.length > 0;
  return titles.columns.length === best.columns.length && titles.span < best.span && titles.line === best.line + 1;
}

/** Where a person says that they stand: however few of them are understood, if any. */
export function titlesAt(lines: readonly Line[], line: number): Titles | null {
  const at = lines.findIndex((each) => each.line === line);
  if (at < 0) return null;
  const [one, two] = [oneRow(lines, at), twoRows(lines, at)];
  return two !== null && one !== null && two.columns.length > one.columns.length ? two : one;
}

function oneRow(lines: readonly Line[], at: number): Titles | null {
  const row = lines[at];
  if (row === undefined) return null;
  const texts = row.cells.map(titleText);
  return { line: row.line, span: 1, texts, columns: columnsOf(texts).columns, next: at + 1 };
}

/** A row of sub-titles holds neither numbers nor days, and stands right below. */
function twoRows(lines: readonly Line[], at: number): Titles | null {
  const [upper, lower] = [lines[at], lines[at + 1]];
  if (upper === undefined || lower === undefined || lower.line !== upper.line + 1) return null;
  if (!lower.cells.every((cell) => cell === null || typeof cell === 'string')) return null;
  if (isHeading(upper) && !isHeading(lower)) return null;
  const width = Math.max(upper.cells.length, lower.cells.length);
  const pairs = Array.from({ length: width }, (_, i) => pairAt(upper, lower, i));
  const columns: Column[] = [];
  pairs.forEach((pair, column) => {
    const field = fieldOfPair(pair, isSplitBySex(pairs, pair));
    if (field !== null && !columns.some((each) => each.field === field)) columns.push({ field, at: column });
  });
  const texts = pairs.map(({ above, below }) => [...new Set([above, below])].filter((text) => text !== '').join(JOINT));
  return { line: upper.line, span: 2, texts, columns, next: at + 2 };
}

/** The heading of the whole sheet, "DANH SÁCH HỘ NGHÈO", stands alone in its row, however wide it was merged. */
function isHeading({ cells }: Line): boolean {
  return cells.filter((cell) => titleText(cell) !== '').length < 2;
}

interface Pair {
  readonly above: string;
  readonly below: string;
}

/** A merged cell's text stands in its first column; it reaches over the empty ones that have a title below. */
function pairAt(upper: Line, lower: Line, at: number): Pair {
  const below = titleText(lower.cells[at] ?? null);
  let above = titleText(upper.cells[at] ?? null);
  for (let i = at - 1; above === '' && below !== '' && i >= 0 && titleText(lower.cells[i + 1] ?? null) !== ''; i -= 1)
    above = titleText(upper.cells[i] ?? null);
  return { above, below };
}

/** Under the title above stand both "Nam" and "Nữ". */
function isSplitBySex(pairs: readonly Pair[], { above }: Pair): boolean {
  const found = pairs.filter((pair) => pair.above === above).map(({ below }) => sexOf(below));
  return above !== '' && found.includes('male') && found.includes('female');
}

function fieldOfPair({ above, below }: Pair, bySex: boolean): ListField | null {
  if (above === '' || below === '' || above === below) return fieldOfTitle(below || above);
  const whole = fieldOfTitle(`${above} ${below}`);
  // "Năm sinh" over "Nam": without its marks the lower word alone would be the year.
  if (whole === 'birthOfMale' || whole === 'birthOfFemale') return whole;
  // Men and women of whatever else, such as numbers of people: nothing of one household's.
  if (bySex && sexOf(below) !== null) return null;
  return fieldOfTitle(below) ?? whole ?? fieldOfTitle(above);
}

export function titleText(cell: Cell): string {
  return typeof cell === 'string' ? cell.slice(0, 200).replace(/\s+/g, ' ').trim() : '';
}

function isName({ field }: Column): boolean {
  return field === 'name' || field === 'headName' || field === 'memberName';
}
