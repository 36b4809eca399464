/**
 * Score tables as workbooks (tệp bảng điểm): the table in force to be filled in anew, the rows that came back with their reason,
 * and how items and options are written. The texts are those by which households are told their reasons.
 */
import { type CellValue, write } from 'hucre';
import type { RefusedScore, TableFacts, TableNames } from '../../core/classify/score-table-sheet.ts';
import { PLACES, type ScorePlace } from '../../core/classify/score-table-sheet.ts';
import { type Item, ITEM_NAMES, ITEMS, type ScoreTable } from '../../core/classify/score-table.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import type { RulebookId } from '../../core/classify/verdict.ts';
import { foldVi } from '../../core/kernel/text.ts';
import { reasonText } from '../../words/classify.ts';
import { importText } from '../../words/import.ts';
import { problemsText, isProblemCode } from '../../words/problems.ts';
import { scoreText } from '../../words/score-table.ts';
import type { Language } from '../../words/words.ts';
import type { TextRow } from '../../core/kernel/text-sheet.ts';

export function itemName(language: Language, rulebook: RulebookId, item: Item): string {
  const { burdenBelowAge, burdenAboveAge } = rulebookById(rulebook).parameters;
  return reasonText(language, `rule.b1.${item}`, { burdenBelow: burdenBelowAge.value, burdenAbove: burdenAboveAge.value });
}

export function optionName(language: Language, item: Item, option: string): string {
  return reasonText(language, `option.b1.${item}.${option}`);
}

/** In both languages, since a template may have been written in either. */
export function namesOf(rulebook: RulebookId): TableNames {
  const both: readonly Language[] = ['vi', 'en'];
  return {
    items: new Map(
      ITEM_NAMES.flatMap((item) => both.map((language): [string, Item] => [foldVi(itemName(language, rulebook, item)), item])),
    ),
    options: new Map(
      ITEM_NAMES.map((item) => [
        item,
        new Map(
          ITEMS[item].flatMap((option) => both.map((language): [string, string] => [foldVi(optionName(language, item, option)), option])),
        ),
      ]),
    ),
  };
}

const COLUMNS = ['region', 'area', 'item', 'option', 'points', 'source', 'version', 'status', 'approver', 'approved-on'] as const;
const WIDTHS = [26, 12, 48, 48, 8, 44, 8, 14, 30, 16];

/** The table in force; its version, status and approval are left to whoever fills it in. */
export function tableSheet(rulebook: RulebookId, table: ScoreTable, facts: TableFacts | null): Promise<Uint8Array> {
  const points = new Map(table.rows.map((row) => [placeKey(row), row]));
  const rows = PLACES.map((place): CellValue[] => {
    const row = points.get(placeKey(place));
    return [
      ...[scoreText('vi', 'region.MKD'), scoreText('vi', `area.${place.areaType}`)],
      ...[itemName('vi', rulebook, place.item), optionName('vi', place.item, place.option), row?.points ?? null],
      ...(facts === null ? [] : [facts.source, facts.version, facts.status === null ? null : scoreText('vi', `status.${facts.status}`)]),
      ...(facts === null ? [] : [facts.approver, facts.approvedOn?.split('-').reverse().join('/') ?? null]),
    ];
  });
  const titles = COLUMNS.map((column) => scoreText('vi', `column.${column}`));
  return write({
    sheets: [
      {
        name: scoreText('vi', 'sheet.name'),
        rows: [titles, ...rows],
        columns: WIDTHS.map((width) => ({ width })),
        freezePane: { rows: 1 },
      },
    ],
  });
}

/** Null when no row came back. The two columns in front are passed over when the sheet is brought again. */
export async function refusedSheet(rows: readonly TextRow[], refused: readonly RefusedScore[]): Promise<Uint8Array | null> {
  if (refused.length === 0) return null;
  const byLine = new Map(rows.map((row) => [row.line, row.cells]));
  const first = Math.min(...refused.map(({ line }) => line));
  const titles = rows.findLast(({ line, cells }) => line < first && cells.some((cell) => foldVi(cell).startsWith('diem')))?.cells ?? [];
  const back = refused.map(({ line, code, told }): CellValue[] => [
    isProblemCode(code) ? problemsText('vi', code, { told }) : code,
    line,
    ...(byLine.get(line) ?? []),
  ]);
  return write({
    sheets: [
      {
        name: scoreText('vi', 'sheet.refused'),
        rows: [[importText('vi', 'column.reason'), importText('vi', 'column.line'), ...titles], ...back],
        columns: [{ width: 60 }, { width: 8 }, ...titles.map(() => ({ width: 24 }))],
        freezePane: { rows: 1, columns: 1 },
      },
    ],
  });
}

function placeKey({ item, option, areaType }: ScorePlace): string {
  return `${item} ${option} ${areaType}`;
}
