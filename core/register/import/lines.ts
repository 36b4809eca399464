/**
 * One row of a household list or a member list, read and checked by itself (một dòng của danh sách). Every reason that
 * speaks against the row is given, not only the first. What rows say together is `assemble.ts`.
 */
import { checkCitizenId, tidyCitizenId } from '../../kernel/citizen-id.ts';
import { type BirthDate, earliestBirth, formatVi, type PlainDate, yearOf } from '../../kernel/dates.ts';
import type { Result } from '../../kernel/result.ts';
import { MAX_MEMBERS } from '../roster.ts';
import { type Place, type Refusal, type RefusalCode, refuse } from './refusal.ts';
import { type Cell, cellOf, codeColumnOf, type Line, type TableHead } from './sheet.ts';
import {
  birthIn,
  classIn,
  dateIn,
  type Ethnicity,
  ethnicityIn,
  type ListedClass,
  type Origin,
  originIn,
  passedIn,
  type Relation,
  relationIn,
  sexIn,
  textIn,
  wholeIn,
} from './values.ts';

export interface Person {
  readonly fullName: string;
  readonly sex: 'male' | 'female' | null;
  readonly birth: BirthDate | null;
  readonly ethnicity: Ethnicity | null;
  readonly citizenId: string | null;
  /** The spreadsheet kept the number as a quantity and so dropped its first 0, which stands in it again. */
  readonly zeroAdded?: boolean;
}

/** The result of an earlier year that the row carries. */
export interface EarlierResult {
  readonly year: number | null;
  readonly class: ListedClass;
  readonly origin: Origin | null;
  readonly b1: number | null;
  readonly b2: number | null;
  readonly reviewedOn: PlainDate | null;
  readonly reviewer: string | null;
  readonly formA: boolean | null;
}

export interface HouseholdLine {
  readonly at: Place;
  readonly code: string;
  readonly hamlet: string | null;
  readonly commune: string | null;
  readonly address: string | null;
  readonly head: Person;
  readonly people: number | null;
  readonly formA: boolean | null;
  readonly result: EarlierResult | null;
}

export interface MemberLine extends Person {
  readonly at: Place;
  readonly code: string;
  readonly relation: Relation;
  readonly hamlet: string | null;
  readonly commune: string | null;
}

export interface Read<T> {
  readonly at: Place;
  /** Empty where the list gives none: then whoever puts rows together says it. */
  readonly code: string | null;
  /** Whoever the row is about, as it says it. */
  readonly name: string | null;
  /** As the row says it. */
  readonly hamlet: string | null;
  readonly commune: string | null;
  readonly refusals: readonly Refusal[];
  readonly line: T | null;
}

export interface ReadMember extends Read<MemberLine> {
  /** The row of a head, whatever else is wrong with it: another household begins. */
  readonly isHead: boolean;
}

/** One for all rows that are right. */
const NONE: readonly Refusal[] = [];

/** Collects reasons while a row is read; a cell that is not understood reads as empty. */
class Reader {
  readonly refusals: Refusal[] = [];
  private readonly table: TableHead;
  private readonly line: Line;

  constructor(table: TableHead, line: Line) {
    this.table = table;
    this.line = line;
  }

  /** What a formula left unsaid is told once, and reads as empty. */
  cell(field: Parameters<typeof cellOf>[2]): Cell {
    const cell = cellOf(this.table, this.line, field);
    if (cell === null || typeof cell !== 'object' || 'date' in cell) return cell;
    const code = cell.fault === 'formula' ? 'formula-without-value' : 'cell-error';
    const title = this.table.titles[this.table.columns.find((column) => column.field === field)?.at ?? -1] ?? '';
    if (!this.refusals.some((refusal) => refusal.code === code && refusal.said === title)) this.no(code, title);
    return null;
  }

  text(field: Parameters<typeof cellOf>[2]): string | null {
    return textIn(this.cell(field));
  }

  take<T>(
    field: Parameters<typeof cellOf>[2],
    read: (cell: Cell) => Result<T | null, { readonly code: string }>,
    code: RefusalCode,
  ): T | null {
    const said = read(this.cell(field));
    if (said.ok) return said.value;
    this.no(code, this.text(field));
    return null;
  }

  no(code: RefusalCode, said: string | number | null = ''): void {
    this.refusals.push(refuse(code, said));
  }
}

export function readHousehold(table: TableHead, line: Line, today: PlainDate): Read<HouseholdLine> {
  const row = new Reader(table, line);
  const at = { sheet: table.sheet, line: line.line };
  const code = codeIn(row, table, row.text('code'));
  const name = row.text('headName') ?? row.text('name');
  const head = personIn(row, name, today);
  const people = row.take('members', wholeIn, 'people-not-understood');
  if (people !== null && (people < 1 || people > MAX_MEMBERS)) row.no('people-out-of-range', people);
  const formA = row.take('formA', passedIn, 'form-a-not-understood');
  const result = resultIn(row, formA, today);
  const place = { hamlet: row.text('hamlet'), commune: row.text('commune'), address: row.text('address') };
  const whole = row.refusals.length === 0 && code !== null && head !== null;
  const line_ = whole ? { at, code, ...place, head, people, formA, result } : null;
  const { hamlet, commune } = place;
  return { at, code, name, hamlet, commune, refusals: row.refusals.length === 0 ? NONE : row.refusals, line: line_ };
}

/** `above`: the household code of the row above, which a merged cell leaves empty here. */
export function readMember(table: TableHead, line: Line, at: { readonly today: PlainDate; readonly above: string | null }): ReadMember {
  const row = new Reader(table, line);
  const place = { sheet: table.sheet, line: line.line };
  const code = codeIn(row, table, row.text('code') ?? at.above);
  const name = row.text('memberName') ?? row.text('name') ?? row.text('headName');
  const person = personIn(row, name, at.today);
  const relation = row.take('relation', relationIn, 'relation-not-understood');
  if (row.text('relation') === null) row.no('relation-missing');
  const whole = row.refusals.length === 0 && code !== null && person !== null && relation !== null;
  const [hamlet, commune] = [row.text('hamlet'), row.text('commune')];
  const line_ = whole ? { at: place, code, ...person, relation, hamlet, commune } : null;
  return {
    at: place,
    code,
    name,
    hamlet,
    commune,
    refusals: row.refusals.length === 0 ? NONE : row.refusals,
    line: line_,
    isHead: relation === 'head',
  };
}

function codeIn(row: Reader, table: TableHead, code: string | null): string | null {
  if (codeColumnOf(table) === undefined) return '';
  if (code === null) row.no('code-missing');
  else if (code.length > 40) row.no('code-too-long', code);
  return code;
}

function personIn(row: Reader, name: string | null, today: PlainDate): Person | null {
  if (name === null) row.no('name-missing');
  else if (name.length > 100) row.no('name-too-long', name);
  const { sex, birth } = sexAndBirth(row, today);
  const ethnicity = row.take('ethnicity', ethnicityIn, 'ethnicity-not-understood');
  const number = citizenIdIn(row);
  return name === null ? null : { fullName: name, sex, birth, ethnicity, ...number };
}

/** Two columns of birth, one for men and one for women, say the sex as well (official tables 14 and 15). */
function sexAndBirth(row: Reader, today: PlainDate): Pick<Person, 'sex' | 'birth'> {
  const asMale = row.take('birthOfMale', birthIn, 'birth-not-understood');
  const asFemale = row.take('birthOfFemale', birthIn, 'birth-not-understood');
  const birth = row.take('birth', birthIn, 'birth-not-understood') ?? asMale ?? asFemale;
  if (birth !== null && earliestBirth(birth) > today) row.no('birth-in-future', formatVi(birth));
  if (birth !== null && yearOf(birth) < 1890) row.no('birth-not-understood', formatVi(birth));
  const said = row.take('sex', sexIn, 'sex-not-understood');
  return { birth, sex: said ?? (asMale !== null ? 'male' : asFemale !== null ? 'female' : null) };
}

/** What speaks against sex or year of birth is a question for later, not a reason to refuse. */
function citizenIdIn(row: Reader): Pick<Person, 'citizenId' | 'zeroAdded'> {
  const text = row.text('citizenId');
  if (text === null) return { citizenId: null };
  const tidy = tidyCitizenId(text.replace(/^'/, ''));
  const [first] = checkCitizenId(tidy, { sex: null, birth: null });
  if (first?.code === 'citizen-id-malformed') row.no('citizen-id-malformed', text);
  if (first?.code === 'citizen-id-zero-lost') {
    if (typeof row.cell('citizenId') === 'number') return { citizenId: first.padded, zeroAdded: true };
    row.no('citizen-id-zero-lost', first.padded);
  }
  return { citizenId: tidy };
}

function resultIn(row: Reader, formA: boolean | null, today: PlainDate): EarlierResult | null {
  const listed = row.take('class', classIn, 'class-not-understood');
  const origin = row.take('origin', originIn, 'origin-not-understood');
  const b1 = row.take('b1', wholeIn, 'b1-not-understood');
  const b2 = row.take('b2', wholeIn, 'b2-not-understood');
  // Circular 07/2021: 10 points for each of 12 indicators [S 3].
  if (b2 !== null && (b2 > 120 || b2 % 10 !== 0)) row.no('b2-impossible', b2);
  const year = row.take('year', wholeIn, 'year-not-understood');
  if (year !== null && (year < 2005 || year > yearOf(today))) row.no('year-not-understood', year);
  const reviewedOn = row.take('reviewedOn', dateIn, 'reviewed-not-understood');
  if (reviewedOn !== null && reviewedOn > today) row.no('reviewed-in-future', formatVi(reviewedOn));
  return listed === null ? null : { year, class: listed, origin, b1, b2, reviewedOn, reviewer: row.text('reviewer'), formA };
}
