/**
 * A draft of an import as its person may see it (bản xem trước, đã che): samples of cells and rows that come back pass the
 * catalogue's rules for the readers that this person is in the commune.
 */
import type { Reader } from '../../core/access/catalogue.ts';
import { type ImportPlan, mustAgree, type RowKind } from '../../core/register/import/plan.ts';
import { returnedAt } from '../../core/register/import/headers.ts';
import type { Difference } from '../../core/register/import/differences.ts';
import { cellOf, type Cell } from '../../core/register/import/sheet.ts';
import type { ReadTable, SheetHead } from '../../core/register/import/reading.ts';
import type { RefusedPlace } from '../../core/register/import/assemble.ts';
import { textIn } from '../../core/register/import/values.ts';
import type { ImportView, SheetView } from '../../core/register/import/views.ts';
import { reveal, shownAlikeTo, shownCell, shownFacts, shownPlanRow, shownReturned, shownWho } from '../../core/shown.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Draft } from './import-desk.ts';

/** Households and rows are shown so far at first, and so many more when they are asked for. */
const FIRST = 5;
const SHOWN = 50;
const NAMED = 5;
const HEAD = 8;

export function viewDraft(draft: Draft, readers: readonly Reader[]): ImportView {
  const { prepared } = draft;
  if (prepared === null) throw new HttpProblem(409, 'import-not-read');
  const { plan, oldFont } = prepared;
  const returned = returnedOf(draft);
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
    listed: {
      new: { all: plan.listed.new.length, first: viewRows(draft, readers, { kind: 'new', after: 0, most: FIRST }) },
      changed: { all: plan.listed.changed.length, first: viewRows(draft, readers, { kind: 'changed', after: 0, most: FIRST }) },
      alike: { all: plan.listed.alike.length, first: viewRows(draft, readers, { kind: 'alike', after: 0, most: FIRST }) },
    },
    refused: viewReturned(draft, readers, { after: 0, most: FIRST }),
    ...{ decided: plan.decided, mustAgree: mustAgree(plan) },
    resultYear: { ...plan.resultYear, said: draft.resultYear, fitting: plan.fitting },
    requests: plan.requests,
    progress: draft.progress,
    importId: draft.importId,
    unfinished: prepared.unfinished,
    unnoted: draft.unnoted?.code ?? null,
  };
}

interface Part {
  readonly after: number;
  readonly most?: number;
}

/** Households of one kind, in the order of the list. */
export function viewRows(
  { prepared }: Draft,
  readers: readonly Reader[],
  { kind, after, most = SHOWN }: Part & { readonly kind: RowKind },
): ImportView['listed']['new']['first'] {
  if (prepared === null) throw new HttpProblem(409, 'import-not-read');
  const named = hamletNames(prepared.plan);
  return prepared.plan.listed[kind].slice(after, after + most).flatMap(({ alike, differences, hamletId, ...row }) => {
    const shown = reveal(shownPlanRow, readers, { ...row, changes: [...row.changes], hamlet: named(hamletId) });
    if (shown === null) return [];
    const others = differences.flatMap((one) => viewDifference(one, readers) ?? []);
    return [{ ...shown, differences: others, alike: alike.flatMap((one) => reveal(shownAlikeTo, readers, one) ?? []) }];
  });
}

function viewDifference({ who, before, after }: Difference, readers: readonly Reader[]): Difference | null {
  const facts = reveal(shownFacts, readers, after);
  if (facts === null) return null;
  return {
    who: reveal(shownWho, readers, { who })?.who ?? null,
    before: before === null ? null : reveal(shownFacts, readers, before),
    after: facts,
  };
}

/** Rows that come back, in the order of the files. */
export function viewReturned(draft: Draft, readers: readonly Reader[], { after, most = SHOWN }: Part): ImportView['refused'] {
  if (draft.prepared === null) throw new HttpProblem(409, 'import-not-read');
  const named = hamletNames(draft.prepared.plan);
  return returnedOf(draft)
    .slice(after, after + most)
    .flatMap(({ at, code, name, hamletId, refusals }) => {
      const about = {
        ...at,
        code: name !== null && code?.startsWith(name) === true ? null : code,
        name: name ?? '',
        hamlet: named(hamletId),
      };
      return reveal(shownReturned, readers, { ...about, reasons: refusals.map((refusal) => ({ ...refusal })) }) ?? [];
    });
}

function returnedOf({ prepared, refused }: Draft): readonly RefusedPlace[] {
  if (prepared === null) return [];
  const sheets = prepared.heads.map(({ name }) => name);
  return [...prepared.plan.refused, ...refused].sort(
    (a, b) => sheets.indexOf(a.at.sheet) - sheets.indexOf(b.at.sheet) || a.at.line - b.at.line,
  );
}

function hamletNames({ byHamlet }: ImportPlan): (hamletId: string | null) => string {
  const names = new Map(byHamlet.map(({ hamletId, name }) => [hamletId as string | null, name]));
  return (hamletId) => names.get(hamletId) ?? '';
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

/** A row that has one of them is a row of data. */
const NAMES = ['code', 'headName', 'memberName', 'name'] as const;

interface Look {
  readonly sheet: SheetHead;
  readonly takes: { readonly takesHidden: boolean; readonly takesHiddenColumns: boolean };
  readonly text: (cell: Cell) => string;
}

function viewTable(table: ReadTable, { sheet, takes, text }: Look): SheetView['table'] {
  const { kind, titlesAt, rows, hiddenRows, hiddenTitles } = table;
  const first = sheet.lines.find(
    (line) => line.line >= titlesAt + table.titleLines && NAMES.some((field) => cellOf(table, line, field) !== null),
  );
  const ours = returnedAt(table.titles);
  return {
    ...{ kind, titlesAt, rows, hiddenRows, hiddenTitles, ...takes },
    columns: table.titles.flatMap((title, at) => {
      const field = table.columns.find((column) => column.at === at)?.field ?? null;
      return field === null && (title === '' || ours.has(at)) ? [] : [{ at, title, field, sample: text(first?.cells[at] ?? null) }];
    }),
  };
}

function seen(text: string, readers: readonly Reader[]): string {
  return reveal(shownCell, readers, { text: text.slice(0, 120) })?.text ?? '';
}
