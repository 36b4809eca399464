/**
 * An import as the server shows it (xem trước việc nhập): how the files were understood, what would be written, which rows come
 * back. Cells of the file are shown by the rules of the catalogue, like everything else about people.
 */
import type { LegacyEncoding } from '../../kernel/legacy-text.ts';
import type { TouchCount } from './decided.ts';
import type { ListField } from './headers.ts';
import type { Counts, HamletCounts, PlanRow, RowKind } from './plan.ts';
import type { NoticeCode, Refusal } from './refusal.ts';
import type { TableKind } from './sheet.ts';
import type { KeptWhy } from './undo.ts';

/** A row that cannot be taken over; `said` is what stood in the cell that speaks against it. */
export interface ReturnedView {
  readonly sheet: string;
  readonly line: number;
  readonly code: string | null;
  /** Empty where the row does not say it. */
  readonly name: string;
  readonly hamlet: string;
  readonly reasons: readonly Refusal[];
}

/** A household that would be written. */
export interface PlanRowView extends Pick<PlanRow, 'householdId' | 'code' | 'name' | 'changes' | 'differences' | 'alike'> {
  readonly hamlet: string;
}

/** `GET …/drafts/:draftId/rows?kind=&after=` */
export interface PlanRowsView {
  readonly rows: readonly PlanRowView[];
}

/** `GET …/drafts/:draftId/returned-rows?after=` */
export interface ReturnedRowsView {
  readonly rows: readonly ReturnedView[];
}

export interface ColumnView {
  readonly at: number;
  readonly title: string;
  readonly field: ListField | null;
  /** The first value below. */
  readonly sample: string;
}

export interface SheetView {
  readonly sheet: string;
  readonly hidden: boolean;
  /** Rows with a value. */
  readonly lines: number;
  /** The first rows, to find the titles by; only where no titles were recognised. */
  readonly head: readonly { readonly line: number; readonly text: string }[];
  /** Null: not imported, or no titles were recognised. */
  readonly table: {
    readonly kind: TableKind;
    readonly titlesAt: number;
    readonly rows: number;
    readonly hiddenRows: number;
    readonly takesHidden: boolean;
    /** Titles of hidden columns, left out unless the person wants them. */
    readonly hiddenTitles: readonly string[];
    readonly takesHiddenColumns: boolean;
    readonly columns: readonly ColumnView[];
  } | null;
}

export const IMPORT_STATES = ['preview', 'writing', 'written', 'stopped'] as const;

/** `POST /api/areas/:areaId/imports/drafts/:draftId/plan` and `GET …/drafts/:draftId` */
export interface ImportView {
  readonly draftId: string;
  readonly state: (typeof IMPORT_STATES)[number];
  readonly files: readonly string[];
  readonly sheets: readonly SheetView[];
  readonly oldFont: { readonly encoding: LegacyEncoding; readonly before: string; readonly after: string } | null;
  readonly converted: LegacyEncoding | null;
  readonly rows: number;
  readonly counts: Counts & { readonly refused: number; readonly repeated: number };
  readonly byHamlet: readonly { readonly hamletId: string | null; readonly name: string; readonly counts: HamletCounts }[];
  readonly notices: readonly { readonly code: NoticeCode; readonly count: number; readonly households: string }[];
  /** The first households of each kind, and how many there are. */
  readonly listed: Readonly<Record<RowKind, { readonly all: number; readonly first: readonly PlanRowView[] }>>;
  /** The first rows that come back. */
  readonly refused: readonly ReturnedView[];
  /** What it would do to years that are decided here; `mustAgree`: some of their numbers change, and the person says yes first. */
  readonly decided: readonly TouchCount[];
  readonly mustAgree: boolean;
  /** Results that do not say of which year they are; `year` is taken for the preview, `said` by the person. */
  readonly resultYear: {
    readonly households: number;
    readonly year: number;
    readonly said: number | null;
    /** The years for which such results would not come back, the latest first, and of how many households. */
    readonly fitting: readonly { readonly year: number; readonly households: number }[];
  };
  /** Households of which the list does not say whether they are to be reviewed; `said`: the person says that they ask for it. */
  readonly requests: { readonly households: number; readonly said: boolean };
  readonly progress: { readonly done: number; readonly all: number } | null;
  readonly importId: string | null;
  /** The same files were being written before, and that was cut off. */
  readonly unfinished: boolean;
  /** Why the import is not among those of before, though its households are in: a code of words/problems. */
  readonly unnoted: string | null;
}

/** `GET …/drafts/:draftId/reading`, while `plan` is being answered: rows of the files, then households of all that were found. */
export interface ReadingView {
  readonly rows: number;
  readonly done: number;
  readonly all: number;
}

/** `POST /api/areas/:areaId/imports/files?name=&draft=` */
export interface UploadView {
  readonly draftId: string;
  readonly files: readonly string[];
}

export interface ImportRunView {
  readonly importId: string;
  readonly fileName: string;
  readonly at: string;
  readonly by: string;
  readonly counts: Readonly<Record<'rows' | 'registered' | 'updated' | 'unchanged' | 'refused', number>>;
  readonly undoneAt: string | null;
  /** Not undone, yet its undoing has taken off or put back so many households: it was cut off, or is under way. */
  readonly undoing: number | null;
  readonly undone: Readonly<Record<'removed' | 'restored' | 'kept', number>> | null;
}

/** `GET /api/areas/:areaId/imports` */
export interface ImportsView {
  readonly area: { readonly areaId: string; readonly name: string };
  readonly crumbs: readonly { readonly areaId: string; readonly name: string }[];
  /** The open round that an import belongs to. */
  readonly round: { readonly roundId: string; readonly year: number } | null;
  readonly allowed: boolean;
  /** Why not: a code of words/problems. */
  readonly why: string | null;
  readonly runs: readonly ImportRunView[];
  /** Begun and not ended: being written now, or cut off. */
  readonly unfinished: readonly Pick<ImportRunView, 'importId' | 'fileName' | 'at' | 'by'>[];
}

/** `GET` and `POST /api/areas/:areaId/imports/:importId/undo` */
export interface UndoView {
  readonly removed: number;
  readonly restored: number;
  readonly kept: number;
  readonly keptList: readonly { readonly code: string; readonly why: KeptWhy }[];
  /** While it is being undone. */
  readonly progress: { readonly done: number; readonly all: number } | null;
}
