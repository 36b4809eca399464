/**
 * What an official table is made of (mẫu biểu): one description from which headings, column numbers, cells and the lists
 * behind them follow. A heading names its text by a key of words; the server writes it in the reader's language. Our own
 * table number is kept, the ministry's form code is configuration.
 */
import type { RulebookId } from '../../classify/verdict.ts';
import { percentHundredths } from '../../kernel/numbers.ts';
import { countOf, type Counts, type FigureId, unknownOf } from '../figure-ids.ts';
import type { Behind, Cell, Measure, TableNumber, TableRow } from '../views.ts';

/** `people`: what the lower line of a unit counts in a table of two lines. `number` stands under the heading, `'4 = 3/1'`. */
export type Column =
  | { readonly number: string; readonly figure: FigureId; readonly people?: FigureId }
  | { readonly number: string; readonly share: readonly [FigureId, FigureId] }
  | { readonly number: string; readonly uncollected: 'count' | 'rate' };

/** A heading over one column or over further headings. `width`: relative, 8 unless told. */
export type Head =
  | { readonly key: string; readonly column: Column; readonly width?: number }
  | { readonly key: string; readonly below: readonly Head[] };

export interface CountedForm {
  readonly table: Exclude<TableNumber, 15>;
  readonly titleKey: string;
  /** Two lines for each unit: households, and below them people. */
  readonly twoLines: boolean;
  readonly heads: (rulebook: RulebookId) => readonly Head[];
  readonly paper: 'A4' | 'A3';
  /** By what a household counts as of a minority: the two tables that say it do not mean the same. */
  readonly noteKey?: 'note.minority-of-couple' | 'note.minority-of-head';
}

/** A heading cell spans `columns` to the right and `rows` down, within the tiers. */
export interface Heading {
  readonly key: string;
  readonly columns: number;
  readonly rows: number;
}

/** A form laid out: what sheet, paper and screen need besides the rows. */
export interface Layout {
  readonly titleKey: string;
  readonly tiers: readonly (readonly Heading[])[];
  readonly columnNumbers: readonly string[];
  readonly behind: readonly Behind[];
  readonly behindPeople: readonly Behind[];
  /** Relative widths for paper and sheet, one for each column. */
  readonly widths: readonly number[];
  readonly paper: 'A4' | 'A3';
}

/** One unit, a sub-total or the total, with the sums of its hamlets. */
export interface UnitLine {
  readonly style: TableRow['style'];
  readonly no: string;
  readonly areaId: string | null;
  readonly name: string;
  readonly counts: Counts;
}

// ---- writing a form --------------------------------------------------------------------------------------------------

export function count(key: string, number: string, figure: FigureId, people?: FigureId): Head {
  return { key, column: { number, figure, ...(people !== undefined && { people }) } };
}

export function share(key: string, number: string, of: readonly [FigureId, FigureId]): Head {
  return { key, column: { number, share: of } };
}

export function uncollected(key: string, number: string, kind: 'count' | 'rate'): Head {
  return { key, column: { number, uncollected: kind } };
}

export function over(key: string, below: readonly Head[]): Head {
  return { key, below };
}

// ---- laying it out ---------------------------------------------------------------------------------------------------

/** Columns that name the unit stand before those that count. */
const LEADS = [
  { key: 'column.no', number: 'A', width: 5 },
  { key: 'column.unit', number: 'B', width: 24 },
] as const;
const MEASURE = { key: 'column.measure', number: 'C', width: 7 } as const;

export function layoutOf(form: CountedForm, rulebook: RulebookId): Layout {
  const heads = form.heads(rulebook);
  const depth = Math.max(...heads.map(depthOf));
  const leads = form.twoLines ? [...LEADS, MEASURE] : LEADS;
  const leaves = heads.flatMap(leavesOf);
  const columns = leaves.map(({ column }) => column);
  const [first, ...further] = tiersOf(heads, depth);
  return {
    titleKey: form.titleKey,
    tiers: [[...leads.map(({ key }) => ({ key, columns: 1, rows: depth })), ...(first ?? [])], ...further],
    columnNumbers: [...leads.map(({ number }) => number), ...columns.map(({ number }) => number)],
    behind: [...leads.map(() => null), ...columns.map((column) => ('figure' in column ? column.figure : null))],
    behindPeople: [...leads.map(() => null), ...columns.map((column) => ('figure' in column ? (column.people ?? null) : null))],
    widths: [...leads.map(({ width }) => width), ...leaves.map(({ width }) => width ?? 8)],
    paper: form.paper,
  };
}

type Leaf = Extract<Head, { readonly column: Column }>;

function leavesOf(head: Head): readonly Leaf[] {
  return 'column' in head ? [head] : head.below.flatMap(leavesOf);
}

function depthOf(head: Head): number {
  return 'column' in head ? 1 : 1 + Math.max(...head.below.map(depthOf));
}

/** A heading over one column reaches down to the numbers. */
function tiersOf(heads: readonly Head[], depth: number): readonly (readonly Heading[])[] {
  const here = heads.map((head) => ({ key: head.key, columns: leavesOf(head).length, rows: 'column' in head ? depth : 1 }));
  if (depth === 1) return [here];
  return [
    here,
    ...tiersOf(
      heads.flatMap((head) => ('column' in head ? [] : head.below)),
      depth - 1,
    ),
  ];
}

// ---- filling it ------------------------------------------------------------------------------------------------------

export function columnsOf(form: CountedForm, rulebook: RulebookId): readonly Column[] {
  return form
    .heads(rulebook)
    .flatMap(leavesOf)
    .map(({ column }) => column);
}

/** Every figure that the cells need, those that tell what is not known, and whether there is a register at all. */
export function figuresIn(form: CountedForm, rulebook: RulebookId): readonly FigureId[] {
  const named = columnsOf(form, rulebook).flatMap(namedIn);
  const unknown = named.flatMap((id) => {
    const about = unknownOf(id);
    return about === null ? [] : [about.unknown, about.of];
  });
  return [...new Set([...named, ...unknown, 'households' as const])];
}

function namedIn(column: Column): readonly FigureId[] {
  if ('figure' in column) return column.people === undefined ? [column.figure] : [column.figure, column.people];
  return 'share' in column ? column.share : [];
}

/** `measure`: how the two lines are called; used where the form has two. */
export function formRows(
  form: CountedForm,
  columns: readonly Column[],
  lines: readonly UnitLine[],
  measure: { readonly household: string; readonly person: string },
): readonly TableRow[] {
  return lines.flatMap(({ style, no, areaId, name, counts }): TableRow[] => {
    const registered = hasRegister(counts);
    const row = (kind: Measure, lead: readonly string[]): TableRow => ({
      ...{ style, areaId, measure: kind },
      cells: [
        ...lead.map((value): Cell => ({ kind: 'text', value })),
        ...columns.map((column) => (registered ? cellOf(column, counts, kind) : NOT_COLLECTED)),
      ],
    });
    return form.twoLines
      ? [row('household', [no, name, measure.household]), row('person', ['', '', measure.person])]
      : [row(null, [no, name])];
  });
}

const NOT_COLLECTED: Cell = { kind: 'not-collected' };

/** Where nobody lives and nobody lived by the register, nothing is known of the unit, which is not the same as 0. */
export function hasRegister(counts: Counts): boolean {
  return Object.values(counts).some((value) => value > 0);
}

function cellOf(column: Column, counts: Counts, measure: Measure): Cell {
  if ('uncollected' in column) return NOT_COLLECTED;
  if ('share' in column) {
    const [part, whole] = column.share;
    return known(part, counts) ? { kind: 'rate', value: percentHundredths(countOf(counts, part), countOf(counts, whole)) } : NOT_COLLECTED;
  }
  const id = measure === 'person' ? column.people : column.figure;
  return id !== undefined && known(id, counts) ? { kind: 'count', value: countOf(counts, id) } : NOT_COLLECTED;
}

/** Not where nobody's part in the figure is known. */
function known(id: FigureId, counts: Counts): boolean {
  const about = unknownOf(id);
  if (about === null) return true;
  const unknown = countOf(counts, about.unknown);
  return unknown === 0 || unknown < countOf(counts, about.of);
}
