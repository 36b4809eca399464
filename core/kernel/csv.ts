/**
 * Comma-separated values as RFC 4180 has them: quotes, doubled quotes, line ends inside quotes, CRLF or LF, a byte order
 * mark at the start. For the facts that come with the program and for lists that people bring. What the columns mean is
 * left to the reader of the rows. (Tệp CSV.)
 */
import { fail, ok, type Result } from './result.ts';

export type CsvProblem =
  | { readonly code: 'csv-quote-open'; readonly line: number }
  | { readonly code: 'csv-quote-misplaced'; readonly line: number }
  | { readonly code: 'csv-row-too-long'; readonly line: number }
  | { readonly code: 'csv-no-header' }
  | { readonly code: 'csv-header-twice'; readonly column: string }
  | { readonly code: 'csv-row-length'; readonly line: number; readonly expected: number; readonly found: number };

/** A cell with the line on which it begins, so that a refusal can say where. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

/** All rows with their first line's number, empty lines left out. `separator` is one sign; Excel in Vietnam also writes `;`. */
export function parseCsv(text: string, separator = ','): Result<readonly CsvRow[], CsvProblem> {
  return new CsvReader(separator).push(text, true);
}

/** A row longer than this is no row of a list: a quote was left open, or line ends are missing. */
const LONGEST_ROW = 1_000_000;

/** The rows of a text that comes piece by piece; of it no more is kept than a row that is not whole yet. */
export class CsvReader {
  private readonly how: Reading;
  private rest = '';
  private line = 1;
  private begun = false;

  /** `mostCells`: what stands in a row behind so many is passed over. */
  constructor(separator: string, mostCells = Number.POSITIVE_INFINITY) {
    this.how = { separator, mostCells };
  }

  /** Rows that this piece completes. `last`: nothing comes after it. */
  push(text: string, last: boolean): Result<readonly CsvRow[], CsvProblem> {
    const source = this.rest + (this.begun || !text.startsWith('\ufeff') ? text : text.slice(1));
    this.begun ||= text !== '';
    const rows: CsvRow[] = [];
    let at: At = { index: 0, line: this.line };
    while (at.index < source.length) {
      at = behindEmptyLines(source, at, last);
      if (at.index >= source.length) break;
      const read = readRow(source, at, this.how);
      // What ends with the piece may go on in the next.
      const open = read.ok ? read.value.next.index >= source.length : read.error.code === 'csv-quote-open';
      if (open && !last) {
        if (source.length - at.index >= LONGEST_ROW) return fail({ code: 'csv-row-too-long', line: at.line });
        break;
      }
      if (!read.ok) return read;
      const { cells, next } = read.value;
      if (cells.length > 1 || cells[0] !== '') rows.push({ line: at.line, cells });
      at = next;
    }
    this.rest = source.slice(at.index);
    this.line = at.line;
    return ok(rows);
  }
}

/** A lone CR at the end of a piece may be the half of a line end. */
function behindEmptyLines(source: string, { index, line }: At, last: boolean): At {
  for (;;) {
    const length = lineEnd(source, index);
    if (length === 0 || (length === 1 && source[index] === '\r' && index + 1 === source.length && !last)) return { index, line };
    index += length;
    line += 1;
  }
}

/** Rows as records by column name. Every row must be as long as the header; names of columns must differ. */
export function parseTable(text: string, separator = ','): Result<readonly Record<string, string>[], CsvProblem> {
  const parsed = parseCsv(text, separator);
  if (!parsed.ok) return parsed;
  const [header, ...rows] = parsed.value;
  if (header === undefined) return fail({ code: 'csv-no-header' });
  const twice = header.cells.find((name, i) => header.cells.indexOf(name) !== i);
  if (twice !== undefined) return fail({ code: 'csv-header-twice', column: twice });
  const records: Record<string, string>[] = [];
  for (const { line, cells } of rows) {
    const expected = header.cells.length;
    if (cells.length !== expected) return fail({ code: 'csv-row-length', line, expected, found: cells.length });
    records.push(Object.fromEntries(header.cells.map((name, i) => [name, cells[i] ?? ''])));
  }
  return ok(records);
}

/** Lines end with CRLF; a cell is quoted where it must be. `parseCsv` of it gives the same cells. */
export function writeCsv(rows: readonly (readonly string[])[], separator = ','): string {
  return rows.map((cells) => `${writeRow(cells, separator)}\r\n`).join('');
}

/** A whole file, with the mark by which spreadsheets know that it is Unicode. */
export function csvFile(rows: readonly (readonly string[])[]): string {
  return `\ufeff${writeCsv(rows)}`;
}

type At = { readonly index: number; readonly line: number };

interface Reading {
  readonly separator: string;
  readonly mostCells: number;
}

function readRow(source: string, start: At, { separator, mostCells }: Reading): Result<{ cells: string[]; next: At }, CsvProblem> {
  const cells: string[] = [];
  for (let at = start; ; ) {
    const read = readCell(source, at, separator);
    if (!read.ok) return read;
    if (cells.length < mostCells) cells.push(read.value.cell);
    const { index, line } = read.value.next;
    if (source[index] === separator) at = { index: index + 1, line };
    else return ok({ cells, next: { index: index + lineEnd(source, index), line: line + 1 } });
  }
}

function readCell(source: string, at: At, separator: string): Result<{ cell: string; next: At }, CsvProblem> {
  if (source[at.index] === '"') return readQuoted(source, at, separator);
  let index = at.index;
  while (index < source.length && source[index] !== separator && lineEnd(source, index) === 0) {
    if (source[index] === '"') return fail({ code: 'csv-quote-misplaced', line: at.line });
    index += 1;
  }
  return ok({ cell: source.slice(at.index, index), next: { index, line: at.line } });
}

function readQuoted(source: string, at: At, separator: string): Result<{ cell: string; next: At }, CsvProblem> {
  let cell = '';
  let line = at.line;
  for (let index = at.index + 1; index < source.length; index += 1) {
    const sign = source.charAt(index);
    if (sign === '"' && source[index + 1] === '"') index += 1;
    else if (sign === '"') {
      const end = index + 1;
      const closed = end >= source.length || source[end] === separator || lineEnd(source, end) > 0;
      return closed ? ok({ cell, next: { index: end, line } }) : fail({ code: 'csv-quote-misplaced', line });
    }
    if (sign === '\n') line += 1;
    cell += sign;
  }
  return fail({ code: 'csv-quote-open', line: at.line });
}

/** Length of the line end at `index`: 2 for CRLF, 1 for LF or a lone CR, else 0. */
function lineEnd(source: string, index: number): number {
  if (source[index] === '\r') return source[index + 1] === '\n' ? 2 : 1;
  return source[index] === '\n' ? 1 : 0;
}

function writeRow(cells: readonly string[], separator: string): string {
  // A row of one empty cell would read back as an empty line.
  if (cells.length === 1 && cells[0] === '') return '""';
  return cells.map((cell) => (mustQuote(cell, separator) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(separator);
}

function mustQuote(cell: string, separator: string): boolean {
  return cell.includes(separator) || /["\r\n]|^\ufeff/.test(cell);
}
