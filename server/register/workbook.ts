/**
 * Opens the files that offices bring (mở tệp Excel, CSV): bytes in, sheets of plain cells out, and a named problem for
 * a file that is locked, cut off, too large or of another kind than its name says. What the cells mean is
 * `core/register/import`.
 */
import { EncryptedFileError, read, type CellValue as LibraryCell } from 'hucre';
import { dateOf } from '../../core/kernel/dates.ts';
import { fail, ok, type Result } from '../../core/kernel/result.ts';
import { type Cell, isBlank, type Sheet } from '../../core/register/import/sheet.ts';
import { type Source, sourceOf } from './parts/source.ts';
import { readText } from './parts/text-file.ts';
import { readXlsx, TooManyRows } from './parts/xlsx.ts';
import { ZipTrouble } from './parts/zip.ts';

export type FileProblem = {
  readonly code:
    | 'file-too-large'
    | 'file-too-many-rows'
    | 'file-locked'
    | 'file-broken'
    | 'file-kind-unknown'
    | 'file-is-a-page'
    | 'file-not-text'
    | 'file-empty';
  readonly file: string;
};

/** In memory, or on disk. */
export type BroughtFile = { readonly name: string } & ({ readonly bytes: Uint8Array } | { readonly path: string });

/** A province's whole list of members is about 15 MB as .xlsx and 150 MB unpacked. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;
export const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024;
/** Rows with a value, of all sheets: several times the largest commune. A province is brought commune by commune. */
export const MAX_ROWS = 400_000;

export async function readSheets(file: BroughtFile): Promise<Result<readonly Sheet[], FileProblem>> {
  const source = await sourceOf(file);
  const no = (code: FileProblem['code']): Result<never, FileProblem> => fail({ code, file: file.name });
  if (source.size === 0) return no('file-empty');
  if (source.size > MAX_FILE_BYTES) return no('file-too-large');
  const kind = kindOf(file.name, await source.read(0, 2_048));
  if (kind === null) return no('file-kind-unknown');
  if (kind === 'page') return no('file-is-a-page');
  try {
    const sheets = await READERS[kind](file.name, source);
    return typeof sheets === 'string' ? no(sheets) : ok(sheets);
  } catch (error) {
    if (error instanceof ZipTrouble) return no(error.code);
    if (error instanceof TooManyRows) return no('file-too-many-rows');
    if (error instanceof EncryptedFileError) return no('file-locked');
    // What a library or the decoder stumbles over is the file's fault: reading has no other input.
    return no('file-broken');
  }
}

type Kind = 'zip' | 'ole' | 'text';

const READERS: Readonly<Record<Kind, (name: string, source: Source) => Promise<readonly Sheet[] | FileProblem['code']>>> = {
  zip: async (_, source) => (await readXlsx(source, { unpacked: MAX_UNPACKED_BYTES, rows: MAX_ROWS })) ?? 'file-kind-unknown',
  ole: (_, source) => readOld(source),
  text: async (name, source) => {
    const sheet = readText(name, await source.read(0, source.size), MAX_ROWS);
    return typeof sheet === 'string' ? sheet : [sheet];
  },
};

/** By the first bytes; the name decides only where they say nothing. */
function kindOf(name: string, head: Buffer): Kind | 'page' | null {
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return 'zip';
  // Workbooks of before 2007, and newer ones that a password locks.
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) return 'ole';
  // A page of a web site, or a sheet as XML, that a program saved under the name of a workbook.
  if (/^\s*(?:\ufeff)?<(!doctype html|html|\?xml|table|meta|style|div)/i.test(head.toString('utf8').replaceAll('\0', ''))) return 'page';
  if (/\.(csv|txt|tsv)$/i.test(name)) return 'text';
  // A name that promises a workbook, without its first bytes: cut off or renamed.
  return /\.xlsx?$/i.test(name) ? 'zip' : null;
}

function startsWith(bytes: Buffer, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

/** Excel 97-2003, whose sheets hold at most 65,536 rows. What is hidden in them cannot be told. */
async function readOld(source: Source): Promise<readonly Sheet[] | FileProblem['code']> {
  const workbook = await read(await source.read(0, source.size));
  const sheets = workbook.sheets.map((sheet) => ({
    name: sheet.name,
    lines: sheet.rows.map((row, i) => ({ line: i + 1, cells: row.map(cellFrom) })).filter((line) => !isBlank(line)),
  }));
  return sheets.reduce((sum, sheet) => sum + sheet.lines.length, 0) > MAX_ROWS ? 'file-too-many-rows' : sheets;
}

function cellFrom(value: LibraryCell): Cell {
  if (value instanceof Date) {
    const day = dateOf(value.getUTCFullYear(), value.getUTCMonth() + 1, value.getUTCDate());
    return day.ok ? { date: day.value } : null;
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
