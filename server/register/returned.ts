/**
 * The sheet of rows that an import returns (danh sách dòng bị trả lại): the same titles and cells, with the line they
 * stood on and the reason in two more columns. Corrected in place it can be brought again as it is: titles that the
 * import does not know are passed over.
 */
import { type CellValue, write } from 'hucre';
import type { ImportPlan, PlannedTable } from '../../core/register/import/plan.ts';
import type { RefusedPlace } from '../../core/register/import/assemble.ts';
import type { Refusal } from '../../core/register/import/refusal.ts';
import type { Cell } from '../../core/register/import/sheet.ts';
import type { Written } from './import.ts';
import { importText } from '../../words/import.ts';
import { isProblemCode, problemsText } from '../../words/problems.ts';

/** `null` when nothing is returned. */
export async function returnedSheet(plan: ImportPlan): Promise<Uint8Array | null> {
  const sheets = plan.tables.flatMap((table) => {
    const rows = returnedRows(plan, table);
    return rows.length === 0
      ? []
      : [{ name: table.sheet.slice(0, 31), rows: [titlesOf(table), ...rows], columns: widths(table), freezePane: { rows: 1 } }];
  });
  return sheets.length === 0 ? null : write({ sheets });
}

export function reasonText(refusals: readonly Refusal[]): string {
  return refusals.map(({ code, said }) => importText('vi', `refusal.${code}`, { said })).join(' ');
}

function titlesOf(table: PlannedTable): string[] {
  return [...table.titles, importText('vi', 'column.line'), importText('vi', 'column.reason')];
}

function returnedRows(plan: ImportPlan, table: PlannedTable): CellValue[][] {
  const reasons = new Map(plan.refused.filter((row) => row.at.sheet === table.sheet).map((row) => [row.at.line, row.refusals]));
  return table.returned.flatMap(({ line, cells }) => {
    const why = reasons.get(line);
    return why === undefined ? [] : [[...table.titles.map((_, i) => valueOf(cells[i] ?? null)), line, reasonText(why)]];
  });
}

/** Days are written as people read them, so that the sheet looks the same in every program. */
function valueOf(cell: Cell): CellValue {
  if (cell === null || typeof cell !== 'object') return cell;
  if (!('date' in cell)) return null;
  return cell.date.split('-').reverse().join('/');
}

function widths(table: PlannedTable): { width: number }[] {
  return [...table.titles.map((title) => ({ width: Math.max(10, Math.min(30, title.length + 4)) })), { width: 8 }, { width: 80 }];
}

/** The door's codes become sentences that a reader of the sheet understands. */
export function withSentence({ problem, ...row }: Written['refused'][number]): RefusedPlace {
  const { code, ...about } = problem;
  const details = Object.entries(about).filter((entry): entry is [string, string | number] =>
    ['string', 'number'].includes(typeof entry[1]),
  );
  return {
    ...row,
    refusals: [{ code: 'not-taken', said: isProblemCode(code) ? problemsText('vi', code, Object.fromEntries(details)) : code }],
  };
}
