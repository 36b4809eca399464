/**
 * A province's own list of hamlets (danh mục ấp, khóm, khu): rows with the commune's code and the hamlet's name become hamlets
 * of the register. The kind is the first word of the name, or follows from the commune's kind.
 */
import { randomUUID } from 'node:crypto';
import { type AreaPeriod, type AreaTree, areaAt, descendants } from '../../../core/kernel/areas.ts';
import { foldVi, sameName } from '../../../core/kernel/text.ts';
import type { NewHamlet } from '../../../core/ledger/office.ts';
import type { Cell, Sheet } from '../../../core/register/import/sheet.ts';
import { textIn } from '../../../core/register/import/values.ts';
import { toolText } from '../../../words/tool.ts';
import { today } from './clock.ts';
import type { RefusedRow, RefusedRows } from './refused-rows.ts';

/** Hamlets of the list that the register has not yet, and the rows that are not understood. */
export function hamletsFrom(
  sheets: readonly Sheet[],
  tree: AreaTree,
): { readonly hamlets: readonly NewHamlet[]; readonly refused: readonly RefusedRows[] } {
  const hamlets: NewHamlet[] = [];
  const refused: RefusedRows[] = [];
  for (const sheet of sheets) {
    const at = columnsOf(sheet);
    if (at === null) continue;
    const rows: RefusedRow[] = [];
    for (const { line, cells } of sheet.lines.slice(at.row + 1)) {
      const code = textIn(cells[at.code] ?? null);
      const name = textIn(cells[at.name] ?? null);
      if (code === null && name === null) continue;
      const commune = code === null ? null : areaAt(tree, code.padStart(5, '0'), today(), 'commune');
      if (commune === null || name === null) {
        rows.push({
          line,
          cells: cells.map(textIn),
          why: toolText('vi', 'init.hamlet-row', { line, said: [code, name].join(' ').trim() }),
        });
        continue;
      }
      const hamlet = hamletOf(name, commune);
      const there = descendants(tree, commune.areaId, today(), 'hamlet').map((period) => period.name);
      const listed = hamlets.filter((each) => each.communeId === commune.areaId).map((each) => each.name);
      if (![...there, ...listed].some((other) => sameName(other, hamlet.name))) hamlets.push(hamlet);
    }
    refused.push({ name: sheet.name.slice(0, 31), titles: (sheet.lines[at.row]?.cells ?? []).map(textIn), rows });
  }
  return { hamlets, refused };
}

function columnsOf(sheet: Sheet): { readonly row: number; readonly code: number; readonly name: number } | null {
  for (const [row, { cells }] of sheet.lines.slice(0, 25).entries()) {
    const titles = cells.map((cell: Cell) => foldVi(textIn(cell) ?? ''));
    const code = titles.findIndex((title) => /^(ma|ma so) (xa|phuong|don vi)/.test(title));
    const name = titles.findIndex((title) => /^(ten )?(ap|khom|khu|thon)\b/.test(title));
    if (code >= 0 && name >= 0) return { row, code, name };
  }
  return null;
}

function hamletOf(name: string, commune: AreaPeriod): NewHamlet {
  const said = /^(ấp|khóm|khu)\s/iu.exec(name)?.[1]?.toLowerCase();
  const kind = said === 'ấp' ? 'ap' : said === 'khóm' ? 'khom' : said === 'khu' ? 'khu' : commune.kind === 'xa' ? 'ap' : 'khom';
  const word = kind === 'ap' ? 'Ấp' : kind === 'khom' ? 'Khóm' : 'Khu';
  return {
    areaId: randomUUID(),
    bookId: randomUUID(),
    name: said === undefined ? `${word} ${name}` : name,
    kind,
    communeId: commune.areaId,
    from: commune.from,
    synthetic: false,
  };
}
