/** What `vuon import` tells of a dry run (bản xem trước ở dòng lệnh): how the files were understood, what would be written, what comes back. */
import type { RefusedPlace } from '../../../core/register/import/assemble.ts';
import { type ImportPlan, mustSayYear } from '../../../core/register/import/plan.ts';
import { NEEDED, TITLE_OF } from '../../../core/register/import/template.ts';
import type { Prepared, Written } from '../../../server/register/import.ts';
import { reasonText } from '../../../server/register/returned.ts';
import { fieldsOf } from '../../../server/register/template.ts';
import { importText, touchText } from '../../../words/import.ts';
import { toolText } from '../../../words/tool.ts';
import { print } from '../command.ts';

/** Lines of refused rows that are named at the terminal; the sheet has all. */
const SHOWN = 10;

const text = (key: Parameters<typeof toolText>[1], params: Parameters<typeof toolText>[2] = {}): void => print(toolText('vi', key, params));

export function show({ plan, oldFont }: Prepared, { hidden }: { readonly hidden: boolean }): void {
  for (const table of plan.tables) {
    text('import.sheet', { sheet: table.sheet, kind: toolText('vi', `import.kind.${table.kind}`), rows: table.rows });
    const columns = table.columns.map(({ field, at }) => `${table.titles[at]} → ${importText('vi', `field.${field}`)}`);
    text('import.columns', { columns: columns.join('; ') });
    if (table.hiddenRows > 0 && !hidden) text('import.hidden-rows', { count: table.hiddenRows, sheet: table.sheet });
    if (table.hiddenTitles.length > 0 && !hidden)
      text('import.hidden-columns', { columns: table.hiddenTitles.join(', '), sheet: table.sheet });
    if (table.unused.length > 0) text('import.unused', { columns: table.unused.join(', ') });
  }
  for (const sheet of plan.unread) text('import.unread', { sheet });
  for (const sheet of plan.hiddenSheets) text('import.hidden-sheet', { sheet });
  if (oldFont !== null) text('import.old-font', { ...oldFont, font: oldFont.encoding });
  showCounts(plan);
}

function showCounts(plan: ImportPlan): void {
  for (const { name, counts } of plan.byHamlet)
    text('import.hamlet-line', { name: name || importText('vi', 'preview.no-hamlet'), ...counts });
  for (const { code, households } of plan.notices)
    print(importText('vi', `notice.${code}`, { count: households.length, households: households.slice(0, 5).join(', ') }));
  for (const touch of plan.decided) print(touchText('vi', touch, touch.households));
  const { households, year } = plan.resultYear;
  if (mustSayYear(plan)) text('import.year-unsaid', { count: households, year });
  const { requests } = plan;
  if (requests.households > 0) text(requests.said ? 'import.requests' : 'import.no-requests', { count: requests.households });
  for (const { at, refusals } of plan.refused.slice(0, SHOWN)) text('import.refused-line', { ...at, reason: reasonText(refusals) });
  if (plan.refused.length > SHOWN) text('import.refused-more', { count: plan.refused.length - SHOWN });
  text('import.total', { ...plan.counts, refused: plan.refused.length, repeated: plan.repeated.length, rows: plan.rows });
}

export function asJson(plan: ImportPlan, refused: readonly RefusedPlace[], written: Written | null): object {
  return {
    rows: plan.rows,
    ...plan.counts,
    byHamlet: plan.byHamlet,
    notices: plan.notices,
    decided: plan.decided,
    resultYear: plan.resultYear,
    requests: plan.requests,
    refused: refused.map(({ at, code, refusals }) => ({ ...at, code, reasons: refusals })),
    repeated: plan.repeated.length,
    unread: plan.unread,
    hiddenSheets: plan.hiddenSheets,
    hiddenColumns: plan.tables.flatMap(({ sheet, hiddenTitles }) => hiddenTitles.map((title) => ({ sheet, title }))),
    importId: written?.importId ?? null,
    written: written === null ? null : written.commands,
  };
}

/** The columns that are understood, for the help. */
export function columnLines(): string[] {
  const width = Math.max(...fieldsOf().map((field) => TITLE_OF[field].length));
  return fieldsOf().map(
    (field) => `  ${TITLE_OF[field].padEnd(width)}  ${NEEDED.has(field) ? '*' : ' '} ${importText('vi', `hint.${field}`)}`,
  );
}
