/**
 * Table 15, named list of poor households (Danh sách chi tiết hộ nghèo): one line for each person, the head first. The
 * list is read from what the decision rests on, so that the people in it are the people counted in table 1. Marks that
 * the register does not hold for a household (no interview behind an imported list) are "not collected".
 */
import { SUPPORTS } from '../../interview/answers.ts';
import { ORIGINS, type Origin } from '../../meeting/decision.ts';
import type { Cell, TableRow } from '../views.ts';
import type { Layout } from './form.ts';

export type Support = (typeof SUPPORTS)[number];

/** Names, ethnicity and the like come already masked for the reader; null: hidden or not known. */
export interface ListedPerson {
  readonly fullName: string;
  readonly sex: string | null;
  readonly birth: string | null;
  readonly ethnicity: string | null;
  readonly relation: string | null;
}

export interface ListedHousehold {
  readonly hamletName: string;
  /** null: an older list does not say. */
  readonly origin: Origin | null;
  /** null: not known for this household. */
  readonly merit: boolean | null;
  readonly noWorkingCapacity: boolean | null;
  readonly wanted: readonly Support[] | null;
  /** The head first. */
  readonly people: readonly ListedPerson[];
}

const down = (key: string) => ({ key, columns: 1, rows: 2 });
const below = (key: string) => ({ key, columns: 1, rows: 1 });

export const TABLE_15: Layout = {
  titleKey: 'table-15.title',
  tiers: [
    [
      down('column.head-no'),
      down('column.member-no'),
      down('column.full-name'),
      down('column.hamlet'),
      { key: 'column.birth-year', columns: 2, rows: 1 },
      down('column.ethnicity'),
      down('column.relation'),
      { key: 'column.origin', columns: 3, rows: 1 },
      { key: 'column.group', columns: 3, rows: 1 },
      { key: 'column.wanted', columns: 6, rows: 1 },
    ],
    [
      'column.male',
      'column.female',
      'column.new',
      'column.relapsed',
      'column.continuing',
      'column.merit',
      'column.local-minority',
      'column.no-working-capacity',
      ...SUPPORTS.map((support) => `column.support-${support}`),
    ].map(below),
  ],
  columnNumbers: Array.from({ length: 20 }, (_, index) => String(index + 1)),
  behind: Array.from({ length: 20 }, () => null),
  behindPeople: Array.from({ length: 20 }, () => null),
  widths: [6, 7, 26, 18, 7, 7, 9, 13, 8, 8, 8, 9, 9, 10, 7, 7, 9, 8, 8, 7],
  paper: 'A3',
};

export interface Spelling {
  readonly relation: (code: string) => string;
  readonly ethnicity: (code: string) => string;
}

/** How many stand in the list before these. */
export interface Before {
  readonly households: number;
  readonly people: number;
}

/** Members are numbered through the whole list, so that the last number is the people of the list. */
export function table15Rows(households: readonly ListedHousehold[], spell: Spelling, before: Before): readonly TableRow[] {
  let number = before.people;
  return households.flatMap((household, index) =>
    household.people.map((person, place): TableRow => {
      number += 1;
      const head = place === 0;
      const lead = [
        text(head ? String(before.households + index + 1) : ''),
        text(String(number)),
        text(person.fullName),
        text(household.hamletName),
      ];
      return {
        style: 'row',
        measure: null,
        areaId: null,
        cells: [...lead, ...personCells(person, spell), ...householdCells(household, head)],
      };
    }),
  );
}

/** Above the people of a commune in the list of a province: its name, and how many there are. */
export function subtotalRow(name: string, told: string): TableRow {
  return sumRow('subtotal', name, told);
}

/** Below everybody in the list of a province. */
export function totalRow(name: string, told: string): TableRow {
  return sumRow('total', name, told);
}

function sumRow(style: TableRow['style'], name: string, told: string): TableRow {
  const cells = ['', '', name, told, ...Array.from({ length: 16 }, () => '')].map(text);
  return { style, measure: null, areaId: null, cells };
}

function personCells(person: ListedPerson, spell: Spelling): readonly Cell[] {
  const year = (sex: string): Cell => (person.sex === sex && person.birth !== null ? text(person.birth.slice(0, 4)) : text(''));
  return [
    year('male'),
    year('female'),
    person.ethnicity === null ? NOT_COLLECTED : text(spell.ethnicity(person.ethnicity)),
    person.relation === null ? NOT_COLLECTED : text(spell.relation(person.relation)),
  ];
}

/** What concerns the household stands on the line of its head. */
function householdCells(household: ListedHousehold, head: boolean): readonly Cell[] {
  if (!head) return Array.from({ length: ORIGINS.length + 3 + SUPPORTS.length }, () => text(''));
  const { wanted } = household;
  return [
    ...ORIGINS.map((origin) => mark(household.origin === null ? null : household.origin === origin)),
    mark(household.merit),
    NOT_COLLECTED,
    mark(household.noWorkingCapacity),
    ...SUPPORTS.map((support) => mark(wanted === null ? null : wanted.includes(support))),
  ];
}

const NOT_COLLECTED: Cell = { kind: 'not-collected' };

function mark(value: boolean | null): Cell {
  return value === null ? NOT_COLLECTED : { kind: 'mark', value };
}

function text(value: string): Cell {
  return { kind: 'text', value };
}
