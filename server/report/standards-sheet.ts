/**
 * Two standards side by side as a workbook (tệp so sánh hai chuẩn): the matrix with what made the difference, the units below,
 * and for a list its households with the reason of each. Always in Vietnamese, since it is a paper; counts as the screen has them.
 */
import type { CellValue } from 'hucre';
import { type Comparison, MOVES } from '../../core/classify/compare.ts';
import { CLASSES, type PovertyClass } from '../../core/classify/verdict.ts';
import { formatVi, type PlainDate } from '../../core/kernel/dates.ts';
import { inFileName } from '../../core/kernel/text.ts';
import type { StandardsCounts, StandardsView } from '../../core/report/standards-view.ts';
import type { HouseholdRow, StandardsHouseholds } from '../../core/views.ts';
import { classifyText } from '../../words/classify.ts';
import { type DeskKey, deskText } from '../../words/desk.ts';
import { type StandardsKey, standardsText } from '../../words/standards.ts';
import { requestText } from '../../words/request.ts';
import { uiText } from '../../words/ui.ts';
import { type Params, periodText } from '../../words/words.ts';
import { listFile, type ListSheet, type SheetFile } from '../register/list-sheet.ts';

const t = (key: DeskKey, params?: Params): string => deskText('vi', key, params);
const s = (key: StandardsKey, params?: Params): string => standardsText('vi', key, params);
const classText = (one: PovertyClass): string => uiText('vi', `class.${one}`);

export interface AroundStandards {
  readonly areaName: string;
  readonly today: PlainDate;
}

export function standardsFile(view: StandardsView, around: AroundStandards): Promise<SheetFile> {
  return listFile(fileName('hai-chuan', around), [matrixSheet(view, around), reasonSheet(view, around), unitSheet(view, around)]);
}

export function standardsListFile(
  view: Pick<StandardsView, 'first' | 'second' | 'provisional'>,
  found: StandardsHouseholds,
  around: AroundStandards & { readonly title: string },
): Promise<SheetFile> {
  const columns = [
    { title: t('column.head'), width: 28 },
    { title: t('household.code-title'), width: 16 },
    { title: t('column.hamlet'), width: 20 },
    { title: t('column.commune'), width: 24 },
    { title: t('column.people'), width: 10 },
    { title: t('column.status'), width: 16 },
    { title: t('column.verdict', { period: periodText(view.first) }), width: 18 },
    { title: t('column.verdict', { period: periodText(view.second) }), width: 18 },
    { title: t('list.why'), width: 60 },
  ];
  const row = (one: HouseholdRow): CellValue[] => [
    ...[one.headName, one.code ?? '', one.hamletName, one.communeName, one.people],
    one.status === null ? t('status.none') : classText(one.status),
    ...[view.first, view.second].map((rulebook) => {
      const outcome = one.verdicts.find((verdict) => verdict.rulebook === rulebook)?.outcome;
      return outcome === undefined ? '' : outcome === null ? uiText('vi', 'class.undetermined') : classText(outcome);
    }),
    whyText(found.changes[one.householdId]),
  ];
  const handed = found.rows.filter(({ restricted }) => !restricted);
  const left = found.rows.length - handed.length;
  const without = left === 0 ? [] : [requestText('vi', 'sheet.restricted', { count: left })];
  const notes = [around.areaName, ...provisionalNotes(view.provisional, around.today), ...without];
  return listFile(fileName('danh-sach-hai-chuan', around), [
    { name: t('list.title'), title: around.title, notes, columns, rows: handed.map(row) },
  ]);
}

/** "Ngưỡng B1 thay đổi …", and the indicators that differ where they decided. */
export function whyText(told: Comparison | undefined): string {
  if (told === undefined || told.difference === null) return '';
  const names = (list: Comparison['added']) => list.map((one) => classifyText('vi', `indicator.${one}`)).join(', ');
  return [
    s(`difference.${told.difference}`),
    told.added.length > 0 ? `${s('added')}: ${names(told.added)}` : '',
    told.dropped.length > 0 ? `${s('dropped')}: ${names(told.dropped)}` : '',
  ]
    .filter((part) => part !== '')
    .join('. ');
}

function matrixSheet(view: StandardsView, around: AroundStandards): ListSheet {
  const cell = (from: PovertyClass, to: PovertyClass) => view.matrix.find((one) => one.from === from && one.to === to)?.count ?? 0;
  return {
    ...head(view, around, 'matrix'),
    columns: [
      {
        title: `${t('column.verdict', { period: periodText(view.first) })} ↓ / ${t('column.verdict', { period: periodText(view.second) })} →`,
        width: 34,
      },
      ...CLASSES.map((to) => ({ title: classText(to), width: 18 })),
      { title: t('units.total'), width: 14 },
    ],
    rows: [
      ...CLASSES.map((from) => [classText(from), ...CLASSES.map((to) => cell(from, to)), sum(CLASSES.map((to) => cell(from, to)))]),
      [t('units.total'), ...CLASSES.map((to) => sum(CLASSES.map((from) => cell(from, to)))), view.totals.compared],
    ],
    totals: true,
  };
}

function reasonSheet(view: StandardsView, around: AroundStandards): ListSheet {
  return {
    ...head(view, around, 'reasons'),
    columns: [
      { title: s('move'), width: 34 },
      { title: t('list.why'), width: 70 },
      { title: s('households'), width: 12 },
    ],
    rows: [
      ...view.differences.map(({ move, difference, count }) => [s(`move.${move}`), s(`difference.${difference}`), count]),
      ...view.indicators.flatMap(({ indicator, change, toPoor, toNearPoor }) => {
        const why = `${s(`${change}`)}: ${classifyText('vi', `indicator.${indicator}`)}`;
        const rows: CellValue[][] = [];
        if (toPoor > 0) rows.push([s('move.to-poor'), why, toPoor]);
        if (toNearPoor > 0) rows.push([s('move.to-near-poor'), why, toNearPoor]);
        return rows;
      }),
    ],
  };
}

function unitSheet(view: StandardsView, around: AroundStandards): ListSheet {
  const counts = (one: StandardsCounts): number[] => [...MOVES.map((move) => one[move]), one.compared, one.undetermined, one.waiting];
  return {
    ...head(view, around, 'units'),
    columns: [
      { title: t('units.column.name'), width: 28 },
      ...MOVES.map((move) => ({ title: s(`move.${move}`), width: 16 })),
      { title: s('compared'), width: 14 },
      { title: s('state.undetermined'), width: 16 },
      { title: s('state.waiting'), width: 16 },
    ],
    rows: [...view.units.map((unit) => [unit.name, ...counts(unit.counts)]), [t('units.total'), ...counts(view.totals)]],
    totals: true,
  };
}

function head(view: StandardsView, around: AroundStandards, key: StandardsKey): Pick<ListSheet, 'name' | 'title' | 'notes'> {
  const { compared, undetermined, waiting } = view.totals;
  const title = `${s('of', { first: periodText(view.first), second: periodText(view.second) })}, ${around.areaName}`;
  const notes = [s('standing', { compared, undetermined, waiting }), ...provisionalNotes(view.provisional, around.today)];
  return { name: s(key), title, notes };
}

function provisionalNotes(provisional: boolean, today: PlainDate): string[] {
  return [`${s('arithmetic')} ${t('list.as-of', { date: formatVi(today) })}`, ...(provisional ? [uiText('vi', 'provisional')] : [])];
}

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

function fileName(what: string, { areaName, today }: AroundStandards): string {
  return `${what}-${inFileName(areaName)}-${today}.xlsx`;
}
