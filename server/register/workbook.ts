/**
 * Opens the files that offices bring (mở tệp Excel, CSV): bytes in, sheets of plain cells out, and a named problem for
 * a file that is locked, cut off, too large or of another kind than its name says. What the cells mean is
 * `core/register/import`.
 */
import { fail, ok, type Result } from '../../core/kernel/result.ts';
import type { Line, Sheet, SheetSink, SheetStart } from '../../core/register/import/sheet.ts';
import { walkOld } from './old-workbook.ts';
import { type Source, sourceOf } from './parts/source.ts';
import { walkText } from './parts/text-file.ts';
import { TooManyRows, walkXlsx } from './parts/xlsx.ts';
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
    | 'file-waits'
    | 'file-empty';
  readonly file: string;
};

/** In memory, or on disk. */
export type BroughtFile = { readonly name: string } & ({ readonly bytes: Uint8Array } | { readonly path: string });

export const MAX_FILE_BYTES = 50 * 1024 * 1024;

/** Of what a file may hold at most. */
export interface FileLimits {
  readonly unpacked: number;
  readonly rows: number;
}
/**
 * A province's whole list of members is about 15 MB as .xlsx and 150 MB unpacked. Rows with a value, of all sheets: several times the
 * largest commune; a province is brought commune by commune.
 */
export const LONG: FileLimits = { unpacked: 1024 * 1024 * 1024, rows: 400_000 };
/** A province's people or hamlets are a few thousand rows; whatever is longer is another list, and would lie in memory whole. */
const SHORT: FileLimits = { unpacked: 24 * 1024 * 1024, rows: 20_000 };

/** All sheets whole: for lists that are short, such as those of hamlets. */
export async function readSheets(file: BroughtFile, limits = SHORT): Promise<Result<readonly Sheet[], FileProblem>> {
  const sheets: (SheetStart & { lines: Line[] })[] = [];
  const read = await walkSheets(
    file,
    {
      begin: (sheet) => void sheets.push({ ...sheet, lines: [] }),
      line: (line) => void sheets.at(-1)?.lines.push(line),
    },
    { limits },
  );
  return read.ok ? ok(sheets) : read;
}

/** Tells the sheets one after another, row by row. What was told before a problem is nothing worth. Throws when the signal comes. */
export async function walkSheets(
  file: BroughtFile,
  sink: SheetSink,
  { signal, limits = LONG }: { readonly signal?: AbortSignal | undefined; readonly limits?: FileLimits } = {},
): Promise<Result<true, FileProblem>> {
  const source = await sourceOf(file, signal);
  const no = (code: FileProblem['code']): Result<never, FileProblem> => fail({ code, file: file.name });
  if (source.size === 0) return no('file-empty');
  if (source.size > MAX_FILE_BYTES) return no('file-too-large');
  const kind = kindOf(file.name, await source.read(0, 2_048));
  if (kind === null) return no('file-kind-unknown');
  if (kind === 'page') return no('file-is-a-page');
  const defects: unknown[] = [];
  try {
    const problem = await WALKERS[kind](file.name, source, { sink: telling(sink, defects), limits, signal });
    return problem === null ? ok(true) : no(problem);
  } catch (error) {
    signal?.throwIfAborted();
    if (defects.length > 0) throw error;
    if (error instanceof ZipTrouble) return no(error.code);
    if (error instanceof TooManyRows) return no('file-too-many-rows');
    // What a library or the decoder stumbles over is the file's fault: reading has no other input.
    return no('file-broken');
  }
}

/** What the sink stumbles over is our own fault, not the file's. */
function telling(sink: SheetSink, defects: unknown[]): SheetSink {
  const guard =
    <T>(tell: (what: T) => void) =>
    (what: T): void => {
      try {
        tell(what);
      } catch (error) {
        defects.push(error);
        throw error;
      }
    };
  return { begin: guard((sheet) => sink.begin(sheet)), line: guard((line) => sink.line(line)) };
}

type Kind = 'zip' | 'ole' | 'text';

interface Walking {
  readonly sink: SheetSink;
  readonly limits: FileLimits;
  readonly signal: AbortSignal | undefined;
}

const WALKERS: Readonly<Record<Kind, (name: string, source: Source, walking: Walking) => Promise<FileProblem['code'] | null>>> = {
  zip: async (_, source, walking) => ((await walkXlsx(source, walking)) ? null : 'file-kind-unknown'),
  ole: (_, source, { sink, limits, signal }) => walkOld(source, { sink, maxRows: limits.rows, signal }),
  text: (name, source, { sink, limits }) => walkText(name, source, { sink, maxRows: limits.rows }),
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
