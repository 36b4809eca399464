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
import { EXIT, stop } from '../command.ts';
import { today } from './clock.ts';

/** Hamlets of the list that the register has not yet; stops at the first row that is not understood. */
export function hamletsFrom(sheets: readonly Sheet[], tree: AreaTree): NewHamlet[] {
  const found: NewHamlet[] = [];
  for (const sheet of sheets) {
    const at = columnsOf(sheet);
    if (at === null) continue;
    sheet.lines.slice(at.row + 1).forEach(({ line, cells }) => {
      const code = textIn(cells[at.code] ?? null);
      const name = textIn(cells[at.name] ?? null);
      if (code === null && name === null) return;
      const commune = code === null ? null : areaAt(tree, code.padStart(5, '0'), today(), 'commune');
      if (commune === null || name === null) return stop(EXIT.findings, 'init.hamlet-row', { line, said: [code, name].join(' ') });
      const hamlet = hamletOf(name, commune);
      const there = descendants(tree, commune.areaId, today(), 'hamlet').map((period) => period.name);
      const listed = found.filter((each) => each.communeId === commune.areaId).map((each) => each.name);
      if (![...there, ...listed].some((other) => sameName(other, hamlet.name))) found.push(hamlet);
    });
  }
  return found;
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
