/**
 * The sheet of rows that an import returns (danh sách dòng bị trả lại): the reason first, then the same titles and cells, with the
 * line they stood on. Corrected in place it can be brought again as it is: the import knows our two columns, and they do not pile up.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type ListField, returnedAt } from '../../core/register/import/headers.ts';
import type { RefusedPlace } from '../../core/register/import/assemble.ts';
import type { ReadTable } from '../../core/register/import/reading.ts';
import type { Refusal } from '../../core/register/import/refusal.ts';
import { titlesToReturn } from '../../core/register/import/returned-titles.ts';
import type { Cell, Line, SheetSink } from '../../core/register/import/sheet.ts';
import { importText } from '../../words/import.ts';
import type { ImportWish, Prepared } from './import.ts';
import { walkFiles } from './import-files.ts';
import type { ReturnedMessage } from './parts/returned-aside.ts';
import type { PlainCell } from './parts/xlsx-writer.ts';

/**
 * `null` when nothing is returned. The files are read once more for the rows, since a plan does not keep them, and written in a worker.
 * Throws the signal's reason once nobody waits for it.
 */
export async function returnedSheet(
  { plan, wish }: { readonly plan: Pick<Prepared['plan'], 'tables'>; readonly wish: Pick<ImportWish, 'files' | 'legacy'> },
  refused: readonly RefusedPlace[],
  signal?: AbortSignal,
): Promise<Uint8Array | null> {
  if (refused.length === 0) return null;
  signal?.throwIfAborted();
  const worker = new Worker(new URL('./parts/returned-aside.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 500 } });
  try {
    const answer = once(worker, 'message', { signal });
    // Told where it is waited for: it may fail while the files are still read.
    answer.catch(() => {});
    const rows = new ReturnedRows(plan.tables, refused, (message) => worker.postMessage(message));
    await walkFiles(wish, rows, signal);
    if (!rows.end()) return null;
    const [bytes] = await answer;
    if (!(bytes instanceof Uint8Array)) throw new TypeError('The maker of the sheet sent none.');
    return bytes;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    await worker.terminate();
  }
}

export function reasonText(refusals: readonly Refusal[]): string {
  return refusals.map(({ code, said }) => importText('vi', `refusal.${code}`, { said })).join(' ');
}

/** So many rows are handed over at a time. */
export const ROWS_A_PART = 500;

/** Tells of the rows that are read those that come back, sheet by sheet and part by part. */
export class ReturnedRows implements SheetSink {
  private readonly tables: ReadonlyMap<string, ReadTable>;
  private readonly reasons = new Map<string, Map<number, readonly Refusal[]>>();
  private readonly post: (message: ReturnedMessage) => void;
  private now: { readonly table: ReadTable; readonly reasons: ReadonlyMap<number, readonly Refusal[]>; begun: boolean } | null = null;
  private rows: PlainCell[][] = [];
  private any = false;

  constructor(tables: readonly ReadTable[], refused: readonly RefusedPlace[], post: (message: ReturnedMessage) => void) {
    this.tables = new Map(tables.map((table) => [table.sheet, table]));
    this.post = post;
    for (const { at, refusals } of refused) {
      const own = this.reasons.get(at.sheet) ?? new Map<number, readonly Refusal[]>();
      this.reasons.set(at.sheet, own.set(at.line, refusals));
    }
  }

  begin({ name }: { readonly name: string }): void {
    this.hand();
    const [table, reasons] = [this.tables.get(name), this.reasons.get(name)];
    this.now = table === undefined || reasons === undefined ? null : { table, reasons, begun: false };
  }

  line(line: Line): void {
    const refusals = this.now?.reasons.get(line.line);
    if (this.now === null || refusals === undefined) return;
    const { table, begun } = this.now;
    if (!begun) {
      this.post({ name: table.sheet, widths: widths(table) });
      this.rows.push(titlesOf(table));
    }
    this.now.begun = this.any = true;
    this.rows.push(cellsOf(table, line, refusals));
    if (this.rows.length >= ROWS_A_PART) this.hand();
  }

  /** False where there was none. */
  end(): boolean {
    this.hand();
    this.post('end');
    return this.any;
  }

  private hand(): void {
    if (this.rows.length > 0) this.post({ rows: this.rows });
    this.rows = [];
  }
}

function titlesOf(table: ReadTable): PlainCell[] {
  return [importText('vi', 'column.reason'), importText('vi', 'column.line'), ...columnsOf(table).map(({ title }) => title)];
}

function cellsOf(table: ReadTable, line: Line, refusals: readonly Refusal[]): PlainCell[] {
  return [reasonText(refusals), line.line, ...columnsOf(table).map(({ at }) => valueOf(line.cells[at] ?? null))];
}

const TITLE_WORDS = {
  nameOf: (field: ListField) => importText('vi', `field.${field}`),
  unused: (title: string) => importText('vi', 'column.unused', { title }),
};

const columnsKept = new WeakMap<ReadTable, readonly { readonly title: string; readonly at: number }[]>();

/** Without those of an earlier sheet of ours. */
function columnsOf(table: ReadTable): readonly { readonly title: string; readonly at: number }[] {
  const kept = columnsKept.get(table);
  if (kept !== undefined) return kept;
  const used = new Set(table.columns.map(({ at }) => at));
  const ours = returnedAt(table.titles);
  const found = titlesToReturn(table, TITLE_WORDS).flatMap((title, at) => (ours.has(at) && !used.has(at) ? [] : [{ title, at }]));
  columnsKept.set(table, found);
  return found;
}

/** Days are written as people read them, so that the sheet looks the same in every program. */
function valueOf(cell: Cell): PlainCell {
  if (cell === null || typeof cell !== 'object') return cell;
  if (!('date' in cell)) return null;
  return cell.date.split('-').reverse().join('/');
}

function widths(table: ReadTable): number[] {
  return [60, 8, ...columnsOf(table).map(({ title }) => Math.max(10, Math.min(30, title.length + 4)))];
}
