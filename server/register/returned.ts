/**
 * The sheet of rows that an import returns (danh sách dòng bị trả lại): the reason first, then the same titles and cells, with the
 * line they stood on. Corrected in place it can be brought again as it is: the import knows our two columns, and they do not pile up.
 */
import { type CellValue, write } from 'hucre';
import { returnedAt } from '../../core/register/import/headers.ts';
import type { RefusedPlace } from '../../core/register/import/assemble.ts';
import type { ReadTable } from '../../core/register/import/reading.ts';
import type { Refusal } from '../../core/register/import/refusal.ts';
import type { Cell, Line } from '../../core/register/import/sheet.ts';
import { importText } from '../../words/import.ts';
import type { ImportWish, Prepared } from './import.ts';
import { walkFiles } from './import-files.ts';

/** `null` when nothing is returned. The files are read once more for the rows: a plan does not keep them. */
export async function returnedSheet(
  { plan, wish }: Pick<Prepared, 'plan' | 'wish'>,
  refused: readonly RefusedPlace[],
): Promise<Uint8Array | null> {
  const rows = await returnedLines(wish, refused);
  const sheets = plan.tables.flatMap((table) => {
    const own = rows.get(table.sheet) ?? [];
    if (own.length === 0) return [];
    const cells = own.map((row) => cellsOf(table, row));
    return [
      { name: table.sheet.slice(0, 31), rows: [titlesOf(table), ...cells], columns: widths(table), freezePane: { rows: 1, columns: 1 } },
    ];
  });
  return sheets.length === 0 ? null : write({ sheets });
}

export function reasonText(refusals: readonly Refusal[]): string {
  return refusals.map(({ code, said }) => importText('vi', `refusal.${code}`, { said })).join(' ');
}

interface Returned {
  readonly line: Line;
  readonly refusals: readonly Refusal[];
}

async function returnedLines(wish: ImportWish, refused: readonly RefusedPlace[]): Promise<ReadonlyMap<string, readonly Returned[]>> {
  const reasons = new Map<string, Map<number, readonly Refusal[]>>();
  for (const { at, refusals } of refused) {
    const own = reasons.get(at.sheet) ?? new Map<number, readonly Refusal[]>();
    reasons.set(at.sheet, own.set(at.line, refusals));
  }
  const found = new Map<string, Returned[]>();
  if (reasons.size === 0) return found;
  let sheet = '';
  await walkFiles(wish, {
    begin: ({ name }) => void (sheet = name),
    line: (line) => {
      const refusals = reasons.get(sheet)?.get(line.line);
      if (refusals !== undefined) found.set(sheet, [...(found.get(sheet) ?? []), { line, refusals }]);
    },
  });
  return found;
}

function titlesOf(table: ReadTable): string[] {
  return [importText('vi', 'column.reason'), importText('vi', 'column.line'), ...columnsOf(table).map(({ title }) => title)];
}

function cellsOf(table: ReadTable, { line, refusals }: Returned): CellValue[] {
  return [reasonText(refusals), line.line, ...columnsOf(table).map(({ at }) => valueOf(line.cells[at] ?? null))];
}

/** Without those of an earlier sheet of ours. */
function columnsOf({ titles, columns }: ReadTable): { readonly title: string; readonly at: number }[] {
  const used = new Set(columns.map(({ at }) => at));
  const ours = returnedAt(titles);
  return titles.flatMap((title, at) => (ours.has(at) && !used.has(at) ? [] : [{ title, at }]));
}

/** Days are written as people read them, so that the sheet looks the same in every program. */
function valueOf(cell: Cell): CellValue {
  if (cell === null || typeof cell !== 'object') return cell;
  if (!('date' in cell)) return null;
  return cell.date.split('-').reverse().join('/');
}

function widths(table: ReadTable): { width: number }[] {
  return [{ width: 60 }, { width: 8 }, ...columnsOf(table).map(({ title }) => ({ width: Math.max(10, Math.min(30, title.length + 4)) }))];
}
