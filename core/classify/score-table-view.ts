/** Score tables as the server tells a face (bảng điểm trên màn hình): those in force, and what a sheet would change. */
import type { NamedTable } from './score-table-record.ts';
import type { RefusedScore, ScorePlace, TableFacts, TablePlan } from './score-table-sheet.ts';
import type { RulebookId } from './verdict.ts';

export interface TableLine extends NamedTable {
  readonly source: string;
  readonly approver: string | null;
  readonly approvedOn: string | null;
  /** When it came in; null: the program's own. */
  readonly at: string | null;
}

/** `GET /api/score-tables` */
export interface ScoreTablesView {
  /** By rulebook, newest first; the first of each is what a round opened now would judge with. */
  readonly rulebooks: readonly { readonly rulebook: RulebookId; readonly tables: readonly TableLine[] }[];
  /** The round that is open, with the tables it keeps. */
  readonly round: { readonly year: number; readonly tables: readonly NamedTable[] } | null;
}

export interface NamedPlace extends ScorePlace {
  readonly itemName: string;
  readonly optionName: string;
}

/** `POST /api/score-tables` */
export interface TableLook {
  readonly rulebook: RulebookId;
  readonly inForce: NamedTable;
  readonly facts: TableFacts;
  readonly unsaid: TablePlan['unsaid'];
  readonly rows: number;
  readonly same: number;
  readonly otherRegions: number;
  readonly changed: readonly (NamedPlace & { readonly was: number; readonly now: number })[];
  readonly missing: readonly NamedPlace[];
  readonly refused: readonly RefusedScore[];
  /** What stands in the way although the sheet is whole; its sentence is in words/problems. */
  readonly problem: { readonly code: string; readonly [more: string]: string | number } | null;
  /** `set`: the sheet is set now. `known`: it was before, nothing changes. `ready`: it can be set. */
  readonly state: 'ready' | 'set' | 'known' | 'not-ready';
}
