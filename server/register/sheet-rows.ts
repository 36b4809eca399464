/** A sheet as plain texts (bảng tính thành chữ), for lists that are not of households: its first sheet that is seen and not empty. */
import { ok, type Result } from '../../core/kernel/result.ts';
import type { TextRow } from '../../core/kernel/text-sheet.ts';
import type { Sheet } from '../../core/register/import/sheet.ts';
import { textIn } from '../../core/register/import/values.ts';
import { type BroughtFile, type FileProblem, readSheets } from './workbook.ts';

export async function readTextRows(file: BroughtFile): Promise<Result<readonly TextRow[], FileProblem>> {
  const sheets = await readSheets(file);
  if (!sheets.ok) return sheets;
  const seen = sheets.value.find((sheet) => sheet.hidden !== true && sheet.lines.length > 0);
  return ok(seen === undefined ? [] : textRowsOf(seen));
}

/** As lists of households are read: marks of direction and other signs that show nothing stay outside, since no book may hold them. */
export function textRowsOf({ lines }: Pick<Sheet, 'lines'>): readonly TextRow[] {
  return lines.map(({ line, cells }) => ({ line, cells: cells.map((cell) => textIn(cell) ?? '') }));
}
