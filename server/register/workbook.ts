/**
 * Opens the files that offices bring (mở tệp Excel, CSV): bytes in, sheets of plain cells out, and a named problem for
 * a file that is locked, cut off, too large or of another kind. The spreadsheet library stays behind this file; what the
 * cells mean is `core/register/import`.
 */
import { EncryptedFileError, read, type CellValue as LibraryCell } from 'hucre';
import { parseCsv } from '../../core/kernel/csv.ts';
import { dateOf } from '../../core/kernel/dates.ts';
import { fail, ok, type Result } from '../../core/kernel/result.ts';
import type { Cell, Sheet } from '../../core/register/import/sheet.ts';
import { unpackedSize } from './parts/zip.ts';

export type FileProblem = {
  readonly code: 'file-too-large' | 'file-locked' | 'file-broken' | 'file-kind-unknown' | 'file-not-utf8' | 'file-empty';
  readonly file: string;
};

export interface BroughtFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A province's whole list of members is about 15 MB as .xlsx and 150 MB unpacked. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;
export const MAX_UNPACKED_BYTES = 768 * 1024 * 1024;

export async function readSheets(file: BroughtFile): Promise<Result<readonly Sheet[], FileProblem>> {
  const { name, bytes } = file;
  const no = (code: FileProblem['code']): Result<never, FileProblem> => fail({ code, file: name });
  if (bytes.length === 0) return no('file-empty');
  if (bytes.length > MAX_FILE_BYTES) return no('file-too-large');
  const kind = kindOf(file);
  if (kind === null) return no('file-kind-unknown');
  if (kind === 'csv') return readCsv(file);
  const size = kind === 'zip' ? unpackedSize(bytes) : bytes.length;
  if (size === null) return no('file-broken');
  if (size > MAX_UNPACKED_BYTES) return no('file-too-large');
  try {
    const workbook = await read(bytes);
    return ok(workbook.sheets.map((sheet) => ({ name: sheet.name, rows: sheet.rows.map((row) => row.map(cellFrom)) })));
  } catch (error) {
    return no(error instanceof EncryptedFileError ? 'file-locked' : 'file-broken');
  }
}

function kindOf({ name, bytes }: BroughtFile): 'zip' | 'ole' | 'csv' | null {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return 'zip';
  // Workbooks of before 2007, and newer ones that a password locks.
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return 'ole';
  if (/\.(csv|txt|tsv)$/i.test(name)) return 'csv';
  // A name that promises a workbook, without its first bytes: cut off or renamed.
  return /\.xlsx?$/i.test(name) ? 'zip' : null;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

function cellFrom(value: LibraryCell): Cell {
  if (value instanceof Date) {
    const day = dateOf(value.getUTCFullYear(), value.getUTCMonth() + 1, value.getUTCDate());
    return day.ok ? { date: day.value } : null;
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function readCsv({ name, bytes }: BroughtFile): Result<readonly Sheet[], FileProblem> {
  const text = decode(bytes);
  if (text === null) return fail({ code: 'file-not-utf8', file: name });
  const parsed = parseCsv(text, separatorOf(text));
  if (!parsed.ok) return fail({ code: 'file-broken', file: name });
  // Line numbers are the file's own; lines left out as empty come back, so that a refusal names the right one.
  const rows: (readonly Cell[])[] = [];
  for (const { line, cells } of parsed.value) rows[line - 1] = cells.map((cell) => (cell === '' ? null : cell));
  return ok([{ name: name.replace(/\.[^.]*$/, ''), rows: Array.from(rows, (row) => row ?? []) }]);
}

/** UTF-8, or UTF-16 as Excel's "Unicode text" has it. Older encodings lose marks and are refused. */
function decode(bytes: Uint8Array): string | null {
  const encoding = startsWith(bytes, [0xff, 0xfe]) ? 'utf-16le' : startsWith(bytes, [0xfe, 0xff]) ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The sign that stands most often in the longest of the first lines: titles have one between each two. */
function separatorOf(text: string): string {
  const lines = text.split(/\r\n|\r|\n/, 25);
  const counts = [',', ';', '\t'].map((sign) => [sign, Math.max(...lines.map((line) => line.split(sign).length))] as const);
  return counts.reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}
