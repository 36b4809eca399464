/** A list of households as a workbook (tệp danh sách hộ): what the screen's list shows, masked already for the one who asked. */
import type { CellValue } from 'hucre';
import type { RulebookId } from '../../core/classify/verdict.ts';
import { formatVi, type PlainDate } from '../../core/kernel/dates.ts';
import { inFileName } from '../../core/kernel/text.ts';
import type { HouseholdFilter, HouseholdRow, LastSeen } from '../../core/views.ts';
import { type DeskKey, deskText } from '../../words/desk.ts';
import { dayText } from '../../words/locale.ts';
import { requestText } from '../../words/request.ts';
import { uiText } from '../../words/ui.ts';
import { listFile, type SheetFile } from './list-sheet.ts';
import { periodText } from '../../words/words.ts';

export interface AboutList {
  readonly areaName: string;
  readonly title: string;
  /** Which households these are, in words: part of the file's name. */
  readonly what: string;
  /** The households are those of this day. */
  readonly on: PlainDate;
  /** Below the title, what the reader must know besides. */
  readonly notes?: readonly string[];
}

const t = (key: DeskKey, params?: Parameters<typeof deskText>[2]): string => deskText('vi', key, params);

/** `text`: only households that it was found in. */
export function titled(filter: HouseholdFilter, text = ''): Pick<AboutList, 'title' | 'what' | 'notes'> {
  const what = t(`filter.${filter}`);
  const title = `${t('list.title')}: ${what}`;
  return text === '' ? { title, what } : { title, what: `${what} ${text}`, notes: [t('list.sheet-match', { text })] };
}

/** `rulebooks`: of the round that the rows know of; null: of none, as behind a figure, where `seen` tells when each was visited. */
export function householdsFile(
  rows: readonly HouseholdRow[],
  rulebooks: readonly RulebookId[] | null,
  about: AboutList,
  seen: Readonly<Record<string, LastSeen>> | null = null,
): Promise<SheetFile> {
  const { areaName, title, what, on } = about;
  const columns = [
    { title: t('column.head'), width: 28 },
    { title: t('household.code-title'), width: 16 },
    { title: t('column.hamlet'), width: 20 },
    { title: t('column.commune'), width: 24 },
    { title: t('column.people'), width: 10 },
    { title: t('column.status'), width: 18 },
    ...(rulebooks === null ? [] : [{ title: t('column.review'), width: 18 }]),
    ...(seen === null ? [] : [{ title: t('column.seen'), width: 40 }]),
    ...(rulebooks ?? []).map((rulebook) => ({ title: t('column.verdict', { period: periodText(rulebook) }), width: 18 })),
  ];
  // Copies are not handed out of whoever asked for that: the file says how many are missing, and nothing else of them.
  const handed = rows.filter(({ restricted }) => !restricted);
  const left = rows.length - handed.length;
  const notes = [
    `${areaName}. ${t('list.as-of', { date: formatVi(on) })}`,
    ...(about.notes ?? []),
    ...(left === 0 ? [] : [requestText('vi', 'sheet.restricted', { count: left })]),
  ];
  const name = `danh-sach-${inFileName(what)}-${inFileName(areaName)}-${on}.xlsx`;
  return listFile(name, [
    { name: t('list.title'), title, notes, columns, rows: handed.map((row) => [...cells(row, rulebooks), ...seenCells(row, seen)]) },
  ]);
}

function seenCells({ householdId }: HouseholdRow, seen: Readonly<Record<string, LastSeen>> | null): CellValue[] {
  if (seen === null) return [];
  const told = seen[householdId];
  if (told === undefined) return [t('seen.never')];
  const on = dayText('vi', told.on);
  return [told.how === 'interview' ? t('seen.interview', { on, by: told.by }) : t('seen.list', { on })];
}

function cells(row: HouseholdRow, rulebooks: readonly RulebookId[] | null): CellValue[] {
  const review = row.interviewed ? t('review.done') : row.listed === null ? t('review.not-listed') : t('review.waiting');
  return [
    ...[row.headName, row.code ?? '', row.hamletName, row.communeName, row.people],
    row.status === null ? t('status.none') : uiText('vi', `class.${row.status}`),
    ...(rulebooks === null ? [] : [review]),
    ...(rulebooks ?? []).map((rulebook) => {
      const verdict = row.verdicts.find((one) => one.rulebook === rulebook);
      return verdict === undefined ? '' : uiText('vi', `class.${verdict.outcome ?? 'undetermined'}`);
    }),
  ];
}
