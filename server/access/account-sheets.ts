/**
 * Sheets of people that go out (tệp mẫu và tệp trả lại của danh sách người dùng): an empty one to fill in, with the posts and the units as
 * they are called here, and the rows that were refused, each with its reason, to be mended and brought again.
 */
import { type CellValue, write } from 'hucre';
import { type AccountColumn, ACCOUNT_COLUMNS, accountTitles, type RefusedRow } from '../../core/access/account-sheet.ts';
import { LEVELS_OF_ROLE, ROLES } from '../../core/access/role.ts';
import type { AccountSheetView } from '../../core/access/views.ts';
import { type AreaTree, areasOn, descendants } from '../../core/kernel/areas.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';
import { foldVi } from '../../core/kernel/text.ts';
import type { TextRow } from '../../core/kernel/text-sheet.ts';
import { accessText } from '../../words/access.ts';
import { accountsText } from '../../words/accounts.ts';
import { isProblemCode, problemsText } from '../../words/problems.ts';

const t = (key: Parameters<typeof accountsText>[1], params = {}): string => accountsText('vi', key, params);
/** The one title of the rows that come back which no column of people has. */
const WHY = t('sheet.why-title');
const NEEDED: readonly AccountColumn[] = ['name', 'role'];

export function accountTemplate({ tree, today }: { readonly tree: AreaTree; readonly today: PlainDate }): Promise<Uint8Array> {
  const titles = ACCOUNT_COLUMNS.map((column) => t(`title.${column}`));
  const guide: CellValue[][] = [
    [t('template.column'), t('template.hint'), t('template.needed')],
    ...ACCOUNT_COLUMNS.map((column) => [t(`title.${column}`), t(`title-hint.${column}`), NEEDED.includes(column) ? 'x' : null]),
    [],
    [t('template.roles'), t('template.where')],
    ...ROLES.filter((role) => role !== 'district-officer').map((role) => [
      accessText('vi', role),
      LEVELS_OF_ROLE[role].map((level) => t(`level.${level}`)).join(', '),
    ]),
  ];
  const units = areasOn(tree, today, 'commune').flatMap((commune) => {
    const hamlets = descendants(tree, commune.areaId, today, 'hamlet');
    const of = [commune.code ?? '', commune.name];
    return hamlets.length === 0 ? [[...of, null]] : hamlets.map(({ name }) => [...of, name]);
  });
  return write({
    sheets: [
      { name: t('template.list'), rows: [titles], columns: titles.map((title) => textColumn(title, 14)), freezePane: { rows: 1 } },
      { name: t('template.guide'), rows: guide, columns: [{ width: 26 }, { width: 80 }, { width: 10 }] },
      {
        name: t('template.units'),
        rows: [[t('title.code'), t('title.commune'), t('title.hamlet')], ...units],
        columns: [{ width: 10, numFmt: '@' }, { width: 28 }, { width: 28 }],
        freezePane: { rows: 1 },
      },
    ],
  });
}

/** Of a list of people. */
export function returnedAccounts(rows: readonly TextRow[], refused: AccountSheetView['refused']): Promise<Uint8Array | null> {
  return returnedRows(rows, accountTitles(rows)?.line, refused);
}

/** Null where no row was refused. The titles are those of the file, so that it goes in again as it is. */
export async function returnedRows(
  rows: readonly TextRow[],
  titled: number | undefined,
  refused: readonly RefusedRow[],
): Promise<Uint8Array | null> {
  const titles = rows.find(({ line }) => line === titled);
  if (titles === undefined || refused.length === 0) return null;
  // A sheet that comes back for the second time has its reasons already.
  const kept = titles.cells.flatMap((title, at) => (foldVi(title) === foldVi(WHY) ? [] : [at]));
  const cellsOf = (row: TextRow): string[] => kept.map((at) => row.cells[at] ?? '');
  const lines = new Map(rows.map((row) => [row.line, row]));
  const back = refused.flatMap(({ line, code, ...told }) => {
    const row = lines.get(line);
    return row === undefined ? [] : [[...cellsOf(row), isProblemCode(code) ? problemsText('vi', code, told) : code]];
  });
  const heads = [...cellsOf(titles), WHY];
  const columns = heads.map((title) => textColumn(title, title === WHY ? 70 : 14));
  return write({ sheets: [{ name: t('template.list'), rows: [heads, ...back], columns, freezePane: { rows: 1 } }] });
}

const textColumn = (title: string, least: number) => ({ width: Math.max(least, title.length + 4), numFmt: '@' });
