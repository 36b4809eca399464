/**
 * Table 1, official result of the review (Tổng hợp kết quả chính thức rà soát hộ nghèo, hộ cận nghèo, hộ có mức sống
 * trung bình): households and people of each unit, and what share is poor or near-poor. Average-living households are
 * recognised by a procedure of their own that the register does not hold yet: "not collected", never 0.
 */
import { percentHundredths } from '../../kernel/numbers.ts';
import { FIGURE_IDS, type FigureId } from '../figure.ts';
import type { Cell, TableRow } from '../views.ts';
import type { Form } from './form.ts';

export type Counts = { readonly [K in FigureId]: number };

/** One line: a unit and the sums of its hamlets. */
export interface UnitCounts {
  readonly areaId: string;
  readonly name: string;
  readonly counts: Counts;
}

type Column =
  | { readonly number: string; readonly figure: FigureId }
  | { readonly number: string; readonly share: readonly [FigureId, FigureId] }
  | { readonly number: string; readonly uncollected: 'count' | 'rate' };

const COLUMNS: readonly Column[] = [
  { number: '1', figure: 'households' },
  { number: '2', figure: 'people' },
  { number: '3', figure: 'poorHouseholds' },
  { number: '4 = 3/1', share: ['poorHouseholds', 'households'] },
  { number: '5', figure: 'nearPoorHouseholds' },
  { number: '6 = 5/1', share: ['nearPoorHouseholds', 'households'] },
  { number: '7', uncollected: 'count' },
  { number: '8 = 7/1', uncollected: 'rate' },
  { number: '9', figure: 'poorPeople' },
  { number: '10 = 9/2', share: ['poorPeople', 'people'] },
  { number: '11', figure: 'nearPoorPeople' },
  { number: '12 = 11/2', share: ['nearPoorPeople', 'people'] },
  { number: '13', uncollected: 'count' },
  { number: '14 = 13/2', uncollected: 'rate' },
];

const pair = (key: string) => ({ key, columns: 2, rows: 1 });
const single = (key: string) => ({ key, columns: 1, rows: 1 });

export const TABLE_1: Form = {
  table: 1,
  titleKey: 'table-1.title',
  tiers: [
    [
      { key: 'column.no', columns: 1, rows: 3 },
      { key: 'column.unit', columns: 1, rows: 3 },
      { key: 'column.households-total', columns: 1, rows: 3 },
      { key: 'column.people-total', columns: 1, rows: 3 },
      { key: 'column.households', columns: 6, rows: 1 },
      { key: 'column.people', columns: 6, rows: 1 },
    ],
    [
      'column.poor-households',
      'column.near-poor-households',
      'column.average-households',
      'column.poor-people',
      'column.near-poor-people',
      'column.average-people',
    ].map(pair),
    Array.from({ length: 6 }, () => ['column.number', 'column.rate'].map(single)).flat(),
  ],
  columnNumbers: ['A', 'B', ...COLUMNS.map((column) => column.number)],
  behind: [
    ...([null, null, 'households', 'people', 'poorHouseholds', null, 'nearPoorHouseholds', null] as const),
    ...([null, null, 'poorPeople', null, 'nearPoorPeople', null, null, null] as const),
  ],
  widths: [5, 24, 9, 10, 8, 8, 8, 8, 8, 8, 8, 9, 8, 10, 8, 10],
  paper: 'A4',
};

/** Rows in the order given, then the total; the total sums counts, and its rates are of the sums. */
export function table1Rows(units: readonly UnitCounts[], totalName: string): readonly TableRow[] {
  const rows = units.map((unit, index): TableRow => row({ style: 'row', no: String(index + 1), ...unit }));
  return [...rows, row({ style: 'total', no: '', areaId: null, name: totalName, counts: total(units) })];
}

interface Line {
  readonly style: TableRow['style'];
  readonly no: string;
  readonly areaId: string | null;
  readonly name: string;
  readonly counts: Counts;
}

function row({ style, no, areaId, name, counts }: Line): TableRow {
  const lead: Cell[] = [
    { kind: 'text', value: no },
    { kind: 'text', value: name },
  ];
  return { style, measure: null, areaId, cells: [...lead, ...COLUMNS.map((column) => cell(column, counts))] };
}

function cell(column: Column, counts: Counts): Cell {
  if ('figure' in column) return { kind: 'count', value: counts[column.figure] };
  if ('uncollected' in column) return { kind: 'not-collected' };
  const [part, whole] = column.share;
  return { kind: 'rate', value: percentHundredths(counts[part], counts[whole]) };
}

function total(units: readonly UnitCounts[]): Counts {
  const sums = { ...NONE };
  for (const unit of units) for (const id of FIGURE_IDS) sums[id] += unit.counts[id];
  return sums;
}

export const NONE: Counts = { households: 0, people: 0, poorHouseholds: 0, nearPoorHouseholds: 0, poorPeople: 0, nearPoorPeople: 0 };
