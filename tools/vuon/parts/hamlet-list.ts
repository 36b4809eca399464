/**
 * A province's own list of hamlets (danh mục ấp, khóm, khu): what `core/access/hamlet-sheet` understands of its sheets becomes hamlets of
 * the register. Run again it adds only what is missing.
 */
import { randomUUID } from 'node:crypto';
import { planHamlets } from '../../../core/access/hamlet-sheet.ts';
import type { AreaTree } from '../../../core/kernel/areas.ts';
import type { NewHamlet } from '../../../core/ledger/office.ts';
import type { Sheet } from '../../../core/register/import/sheet.ts';
import { textRowsOf } from '../../../server/register/sheet-rows.ts';
import { isProblemCode, problemsText } from '../../../words/problems.ts';
import { EXIT, stopSaying } from '../command.ts';
import { today } from './clock.ts';
import type { RefusedRows } from './refused-rows.ts';

/** Hamlets of the list that the register has not yet, and the rows that are not understood. Stops where no sheet has titles. */
export function hamletsFrom(
  sheets: readonly Sheet[],
  tree: AreaTree,
): { readonly hamlets: readonly NewHamlet[]; readonly refused: readonly RefusedRows[] } {
  const read = sheets.flatMap((sheet) => {
    const rows = textRowsOf(sheet);
    const plan = planHamlets(rows, { tree, today: today() });
    return plan.ok ? [{ name: sheet.name, rows, plan: plan.value }] : [];
  });
  if (sheets.length > 0 && read.length === 0) stopSaying(EXIT.findings, problemsText('vi', 'hamlet-sheet-titles'));
  const hamlets = read.flatMap(({ plan }) =>
    plan.wished.map(({ line: _, communeName: __, ...wish }) => {
      return { ...wish, areaId: randomUUID(), bookId: randomUUID(), synthetic: false };
    }),
  );
  const refused = read.map(({ name, rows, plan }) => {
    const byLine = new Map(rows.map((row) => [row.line, row.cells]));
    return {
      name: name.slice(0, 31),
      titles: byLine.get(plan.titles) ?? [],
      rows: plan.refused.map(({ line, code, ...about }) => {
        return { line, cells: byLine.get(line) ?? [], why: isProblemCode(code) ? problemsText('vi', code, about) : code };
      }),
    };
  });
  return { hamlets, refused };
}
