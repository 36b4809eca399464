/**
 * A draft of an import as its person may see it (bản xem trước, đã che): samples of cells and rows that come back pass the
 * catalogue's rules for the readers that this person is in the commune.
 */
import type { Reader } from '../../core/access/catalogue.ts';
import { cellOf, type Cell } from '../../core/register/import/sheet.ts';
import type { ReadTable, SheetHead } from '../../core/register/import/reading.ts';
import type { RefusedPlace } from '../../core/register/import/assemble.ts';
import { textIn } from '../../core/register/import/values.ts';
import type { ImportView, SheetView } from '../../core/register/import/views.ts';
import { reveal, shownCell, shownReturned } from '../../core/shown.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Draft } from './import-desk.ts';

/** Rows that come back are shown so far; the sheet has all. */
const SHOWN = 100;
const NAMED = 5;
const HEAD = 8;

export function viewDraft(draft: Draft, readers: readonly Reader[]): ImportView {
  const { prepared, refused } = draft;
  if (prepared === null) throw new HttpProblem(409, 'import-not-read');
  const { plan, oldFont } = prepared;
  const sheets = prepared.heads.map(({ name }) => name);
  const returned = [...plan.refused, ...refused].sort(
    (a, b) => sheets.indexOf(a.at.sheet) - sheets.indexOf(b.at.sheet) || a.at.line - b.at.line,
  );
  return {
    draftId: draft.draftId,
    state: draft.state,
    files: draft.files.map((file) => file.name),
    sheets: prepared.heads.map((sheet) => viewSheet(sheet, draft, readers)),
    oldFont: oldFont === null ? null : { ...oldFont, before: seen(oldFont.before, readers), after: seen(oldFont.after, readers) },
    converted: draft.legacy,
    rows: plan.rows,
    counts: { ...plan.counts, refused: returned.length, repeated: plan.repeated.length },
    byHamlet: plan.byHamlet,
    notices: plan.notices.map(({ code, households }) => ({
      code,
      count: households.length,
      households: households.slice(0, NAMED).join(', '),
    })),
    refused: returned.slice(0, SHOWN).flatMap((row) => viewReturned(row, readers)),
    resultYear: { ...plan.resultYear, said: draft.resultYear },
    requests: plan.requests,
    progress: draft.progress,
    importId: draft.importId,
    unfinished: prepared.unfinished,
    unnoted: draft.unnoted?.code ?? null,
  };
}

function viewReturned({ at, refusals }: RefusedPlace, readers: readonly Reader[]): ImportView['refused'] {
  const row = reveal(shownReturned, readers, { sheet: at.sheet, line: at.line, reasons: refusals.map((refusal) => ({ ...refusal })) });
  return row === null ? [] : [row];
}

function viewSheet(sheet: SheetHead, { prepared, choices }: Draft, readers: readonly Reader[]): SheetView {
  const table = prepared?.plan.tables.find((each) => each.sheet === sheet.name);
  const choice = choices.find((each) => each.sheet === sheet.name);
  const takes = { takesHidden: choice?.hiddenRows === true, takesHiddenColumns: choice?.hiddenColumns === true };
  const text = (cell: Cell): string => seen(textIn(cell) ?? '', readers);
  return {
    sheet: sheet.name,
    hidden: sheet.hidden === true,
    lines: sheet.count,
    head:
      table === undefined
        ? sheet.lines.slice(0, HEAD).map(({ line, cells }) => ({
            line,
            text: cells
              .flatMap((cell) => text(cell) || [])
              .join(' · ')
              .slice(0, 160),
          }))
        : [],
    table: table === undefined ? null : viewTable(table, { sheet, takes, text }),
  };
}

interface Look {
  readonly sheet: SheetHead;
  readonly takes: { readonly takesHidden: boolean; readonly takesHiddenColumns: boolean };
  readonly text: (cell: Cell) => string;
}

function viewTable(table: ReadTable, { sheet, takes, text }: Look): SheetView['table'] {
  const { kind, titlesAt, rows, hiddenRows, hiddenTitles } = table;
  const first = sheet.lines.find((line) => line.line >= titlesAt + table.titleLines && cellOf(table, line, 'code') !== null);
  return {
    ...{ kind, titlesAt, rows, hiddenRows, hiddenTitles, ...takes },
    columns: table.titles.flatMap((title, at) => {
      const field = table.columns.find((column) => column.at === at)?.field ?? null;
      return title === '' && field === null ? [] : [{ at, title, field, sample: text(first?.cells[at] ?? null) }];
    }),
  };
}

function seen(text: string, readers: readonly Reader[]): string {
  return reveal(shownCell, readers, { text: text.slice(0, 120) })?.text ?? '';
}
