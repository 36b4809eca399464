/**
 * An official table and the public progress as the server shows them (biểu báo cáo, tiến độ công khai). Cells hold
 * plain numbers; how they are written (1.234.567; decimal comma) is the face's. Figures and forms make them, not this file.
 */
import type { Indicator, RulebookId } from '../classify/verdict.ts';
import type { AreaLevel } from '../kernel/areas.ts';
import type { PlainDate } from '../kernel/dates.ts';
import type { GateState, RoundView } from '../meeting/views.ts';
import type { AreaRef } from '../register/views.ts';
import type { FigureId, FigureUnit, UnitFigureId } from './figure-ids.ts';
import type { LateCount } from './late.ts';
import type { AnnexAct, AnnexChange, SealState } from './seal.ts';

/** A rate is hundredths of a percent (144 = 1,44 %). `not-collected` prints as "–" with a note, never as 0. */
export type Cell =
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'rate'; readonly value: number | null }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'mark'; readonly value: boolean }
  | { readonly kind: 'not-collected' };

/** The figure whose households are the list behind a number (`GET /api/figures/:id/households`); null: nothing to open. */
export type Behind = FigureId | null;

export interface HeadCell {
  readonly text: string;
  readonly columns: number;
  readonly rows: number;
}

/** Lines of tables 2, 3 and 8: two for each unit, households above people. `null` where a unit has one line. */
export type Measure = 'household' | 'person' | null;

export interface TableRow {
  readonly style: 'row' | 'subtotal' | 'total';
  readonly measure: Measure;
  /** The unit that the row counts; null on a person's row. */
  readonly areaId: string | null;
  readonly cells: readonly Cell[];
}

export const TABLE_NUMBERS = [1, 2, 3, 4, 5, 8, 10, 12, 15] as const;
export type TableNumber = (typeof TABLE_NUMBERS)[number];

export function isTableNumber(value: number): value is TableNumber {
  return TABLE_NUMBERS.some((table) => table === value);
}

/** What a reader is shown (sơ bộ, chính thức, chốt): every screen, sheet and paper says which, `text` in one line. */
export interface StageView {
  readonly kind: 'preliminary' | 'official' | 'sealed';
  readonly text: string;
  /** Of sealed figures: SHA-256 over what was sealed. */
  readonly hash: string | null;
}

/** What changed after figures were sealed; the sealed numbers do not. `on`: the day on which this annex was made. */
export interface AnnexView {
  readonly on: PlainDate;
  readonly changes: readonly (AnnexChange & { readonly figure: string })[];
  readonly acts: readonly (AnnexAct & { readonly what: string /** Of the hamlet; '' for several. */; readonly where: string })[];
}

/** `GET /api/reports/:table?area=&round=&rulebook=&format=json` */
export interface TableView {
  readonly table: TableNumber;
  readonly title: string;
  readonly areaName: string;
  readonly areaLevel: AreaLevel;
  /** The year whose movements and end the table shows. */
  readonly year: number;
  /** The numbers stand at the close of this day. */
  readonly date: PlainDate;
  /** Units and their names are those of this day: `date`, or the nearest day on which the area existed. */
  readonly territoryOn: PlainDate;
  readonly round: RoundView;
  readonly rulebook: RulebookId;
  /** Merged heading tiers, then the row of column numbers and formulas. */
  readonly head: readonly (readonly HeadCell[])[];
  readonly columnNumbers: readonly string[];
  /** For each column the figure behind its numbers, on lines of households and of people; null: none to open. */
  readonly behind: readonly Behind[];
  readonly behindPeople: readonly Behind[];
  readonly rows: readonly TableRow[];
  readonly stage: StageView;
  /** null: nothing is sealed, or nothing changed since. */
  readonly annex: AnnexView | null;
  /** Not every commune of the unit has decided yet, or nobody is recognised by this standard: nothing here is official. */
  readonly draft: boolean;
  /** To stand under the title, before any number: an undecided round, illustrative scores, invented people. */
  readonly marks: readonly string[];
  readonly notes: readonly string[];
  readonly provisional: boolean;
  /** Written down after the round's day had passed, and counted in the numbers. */
  readonly late: LateCount;
}

/** `GET /api/reports?area=&round=`: which tables a unit can show. */
export interface ReportChoice {
  /** As on the day of the round shown. */
  readonly area: AreaRef & { readonly level: AreaLevel };
  /** From the province down to the unit itself, of that day. */
  readonly crumbs: readonly AreaRef[];
  /** The one asked for, else the newest. */
  readonly round: RoundView;
  /** The newest first. */
  readonly rounds: readonly RoundView[];
  /** The units with lines of their own; a hamlet has none below. */
  readonly below: readonly AreaRef[];
  /** The units of that day that held its hamlets, where they are others than the unit itself. */
  readonly former: readonly AreaRef[];
}

export const LIST_STATES = ['making', 'ready', 'failed', 'stopped'] as const;
export type ListState = (typeof LIST_STATES)[number];

/** The named list of a province or district, made while the person waits; `done` of `parts` communes are there. */
export interface ListView {
  readonly listId: string;
  readonly format: 'xlsx' | 'pdf';
  readonly state: ListState;
  /** A code of words/problems where it failed. */
  readonly problem: string | null;
  readonly done: number;
  readonly parts: number;
  readonly people: number;
  /** The file goes after this moment. */
  readonly keptUntil: string;
  readonly fileName: string | null;
  /** Bytes; 0 until it is ready. */
  readonly size: number;
}

/** `GET /api/lists?area=`: one's own of that unit, the newest first. `most`: people in one list. */
export interface ListsView {
  readonly lists: readonly ListView[];
  readonly most: number;
}

/** `rate`: hundredths of a percent (144 = 1,44 %) of all households on that day; absent where none is told, null over nothing. */
export interface FigureValue {
  readonly id: FigureId | UnitFigureId;
  readonly value: number;
  readonly rate?: number | null;
  readonly unit: FigureUnit;
}

/** `rate`: hundredths of a percent of the poor households at the end of the year. */
export interface DeprivationValue {
  readonly indicator: Indicator;
  readonly id: FigureId;
  readonly value: number;
  readonly rate: number | null;
}

/** `GET /api/figures?area=&year=`: a year in figures (một năm qua các con số). */
export interface FiguresOfYear {
  readonly area: { readonly areaId: string; readonly name: string; readonly level: AreaLevel };
  /** From the province down to the unit itself, of the day whose units these are. */
  readonly crumbs: readonly AreaRef[];
  readonly year: number;
  readonly rulebook: RulebookId;
  /** The close of the year before, and of the year; of the running year: today. */
  readonly start: PlainDate;
  readonly end: PlainDate;
  /** Units are those of this day: `end`, or the nearest day on which the area existed. */
  readonly territoryOn: PlainDate;
  readonly figures: readonly FigureValue[];
  /** Hundredths of a percentage point (49 = 0,49): the rate at the start less the rate at the end, both as published with two decimals. */
  readonly reduction: number | null;
  /** The target of the year with its document; null where none was set. */
  readonly planned: { readonly reduction: number; readonly document: string } | null;
  /** Of the poor at the end, the most frequent first; without those that nobody lacks. */
  readonly deprivations: readonly DeprivationValue[];
  readonly provisional: boolean;
  /** Of the year's closed round: written down after its day had passed, and counted in the numbers; null: no such round. */
  readonly late: (LateCount & { readonly roundId: string }) | null;
}

/** `GET /api/figures/:id/units?area=&year=&level=`: where the figure is not 0; of `hamletsWithout`, where it is. */
export interface FigureUnits {
  readonly id: FigureId | UnitFigureId;
  readonly unit: FigureUnit;
  readonly total: number;
  readonly rows: readonly { readonly areaId: string; readonly name: string; readonly level: AreaLevel; readonly value: number }[];
}

// `GET /api/figures/:id/households?area=&year=&after=&limit=` answers FigureHouseholds (core/views.ts).

/** `GET /api/public/progress`: no sign-in, counts of whole communes only. */
export interface PublicProgress {
  readonly province: string;
  readonly round: RoundView | null;
  readonly communes: readonly {
    readonly name: string;
    readonly households: number;
    readonly listed: number;
    readonly interviewed: number;
    readonly decided: boolean;
    readonly gate: GateState | null;
  }[];
  readonly provisional: boolean;
  /** The people and households counted are invented. */
  readonly demonstration: boolean;
}

/** A seal and the province's word on it. */
export interface SealView {
  readonly sealId: string;
  readonly communeId: string;
  readonly communeName: string;
  readonly hash: string;
  readonly sealedBy: string;
  readonly sealedAt: string;
  readonly state: SealState;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
  readonly word: string | null;
  /** This person may say the province's word on it. */
  readonly mayAnswer: boolean;
}

/** In the order in which figures go: a seal that was returned stands for nothing. */
export const SEALED_UNIT_STATES = ['preliminary', 'official', 'returned', 'asked', 'sealed'] as const;

/** How far the figures of one commune are. */
export interface SealedUnit {
  readonly areaId: string;
  readonly name: string;
  readonly state: (typeof SEALED_UNIT_STATES)[number];
  readonly hamlets: number;
  /** That no standing seal holds. */
  readonly open: number;
  readonly hash: string | null;
  readonly by: string | null;
  readonly at: string | null;
  readonly answeredBy: string | null;
  /** Of the province. */
  readonly word: string | null;
}

/** `GET /api/seals?area=&round=`: how far the figures of a round are, and what may be done about it. */
export interface SealsView {
  readonly area: AreaRef & { readonly level: AreaLevel };
  readonly round: RoundView;
  readonly stage: StageView;
  /** Whose word seals them. */
  readonly approval: 'none' | 'province';
  readonly end: PlainDate;
  /** The newest first. */
  readonly seals: readonly SealView[];
  /** Of a province or district: its communes; null below. */
  readonly units: readonly SealedUnit[] | null;
  /** Hamlets that no seal holds, neither standing nor waiting. */
  readonly open: number;
  /** This person may seal them; else the code of why not. */
  readonly maySeal: boolean;
  readonly why: string | null;
  readonly annex: AnnexView | null;
}

/** `GET /api/areas/:areaId/packets` of a commune: of each hamlet in the order of lists the newest packet that was asked for; `problem`: why none can be made. */
export interface PacketsView {
  readonly hamlets: readonly {
    readonly hamletId: string;
    readonly hamletName: string;
    readonly list: ListView | null;
    readonly problem: string | null;
  }[];
}
