/**
 * The worker of `old-workbook.ts`: a workbook of Excel 97-2003 is read whole (its sheets hold at most 65,536 rows), then its rows are handed
 * over part by part as they are asked for.
 */
import { parentPort } from 'node:worker_threads';
import { EncryptedFileError, read, type CellValue as LibraryCell } from 'hucre';
import { dateOf } from '../../../core/kernel/dates.ts';
import { type Cell, isBlank, type Line, MAX_COLUMNS, type SheetStart } from '../../../core/register/import/sheet.ts';
import { hiddenIn } from './xls.ts';

export type OldAnswer =
  | { readonly sheet: SheetStart }
  | { readonly lines: readonly Line[] }
  /** The last: null when all went well. */
  | { readonly problem: 'file-broken' | 'file-locked' | 'file-too-many-rows' | null };

export interface OldTold {
  readonly answer: OldAnswer;
  /** What it took here, whatever the asking thread did meanwhile. */
  readonly ms: number;
}

export interface OldWish {
  readonly bytes: Uint8Array;
  readonly rows: number;
}

const LINES_A_PART = 500;

async function* answers({ bytes: sent, rows: most }: OldWish): AsyncGenerator<OldAnswer, void> {
  const bytes = Buffer.from(sent.buffer, sent.byteOffset, sent.byteLength);
  const workbook = await readOld(bytes);
  if (workbook === null) return yield { problem: 'file-broken' };
  const hidden = hiddenIn(bytes);
  let rows = 0;
  for (const [at, { name, rows: all }] of workbook.sheets.entries()) {
    const own = hidden[at];
    yield { sheet: { name, hidden: own?.sheet === true, hiddenColumns: own?.columns ?? [] } };
    let lines: Line[] = [];
    for (const [i, row] of all.entries()) {
      const cells = (row ?? []).slice(0, MAX_COLUMNS).map(cellFrom);
      const line: Line = { line: i + 1, cells, ...(own?.rows.has(i) === true ? { hidden: true } : {}) };
      if (isBlank(line)) continue;
      rows += 1;
      if (rows > most) return yield { problem: 'file-too-many-rows' };
      if (lines.push(line) < LINES_A_PART) continue;
      yield { lines };
      lines = [];
    }
    if (lines.length > 0) yield { lines };
  }
  yield { problem: null };
}

/** Streams of a workbook in such a file: of today's under a password, of 1997 and of 1995. */
const STREAMS = ['EncryptedPackage', 'Workbook', 'Book'].map((name) => Buffer.from(name, 'utf16le'));

/** Null where there is no workbook inside: what cannot be read is not locked for that. */
async function readOld(bytes: Buffer) {
  try {
    return await read(bytes);
  } catch (error) {
    if (error instanceof EncryptedFileError && !STREAMS.some((name) => bytes.includes(name))) return null;
    throw error;
  }
}

function cellFrom(value: LibraryCell): Cell {
  if (value instanceof Date) {
    const day = dateOf(value.getUTCFullYear(), value.getUTCMonth() + 1, value.getUTCDate());
    return day.ok ? { date: day.value } : null;
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

let asked: AsyncGenerator<OldAnswer, void> | null = null;

async function next(): Promise<OldAnswer> {
  try {
    const step = await asked?.next();
    return step === undefined || step.done === true ? { problem: null } : step.value;
  } catch (error) {
    // What the library stumbles over is the file's fault: reading has no other input.
    return { problem: error instanceof EncryptedFileError ? 'file-locked' : 'file-broken' };
  }
}

parentPort?.on('message', (wish: OldWish | 'next') => {
  if (wish !== 'next') asked = answers(wish);
  const begun = performance.now();
  void next().then((answer) => parentPort?.postMessage({ answer, ms: performance.now() - begun } satisfies OldTold));
});
