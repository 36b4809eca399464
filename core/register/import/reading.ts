/**
 * Sheets of lists become households while they are read (đọc đến đâu ghép đến đó): titles are found in the first rows, every row
 * below is understood at once and its cells are let go, so that a long list never lies in memory whole. What rows say together
 * is `assemble.ts`.
 */
import type { PlainDate } from '../../kernel/dates.ts';
import { drained } from '../../kernel/steps.ts';
import { Assembler, type Assembled, type Commune } from './assemble.ts';
import {
  cellOf,
  type Choice,
  codeColumnOf,
  headOf,
  type Line,
  LINES_FOR_TITLES,
  type Sheet,
  type SheetChoice,
  type SheetSink,
  type SheetStart,
  sortOf,
  type TableHead,
} from './sheet.ts';
import { wholeIn } from './values.ts';

/** A table as it was understood. */
export interface ReadTable extends TableHead {
  readonly rows: number;
  readonly hiddenRows: number;
  /** One row of totals whose number of people is not the sum of its column: the file may have lost rows. */
  readonly totalDiffers: boolean;
}

/** What is kept of a sheet: its first lines. */
export interface SheetHead extends SheetStart {
  readonly count: number;
  readonly lines: readonly Line[];
}

export interface Lists extends Assembled {
  readonly heads: readonly SheetHead[];
  readonly tables: readonly ReadTable[];
  /** Sheets without a row of titles that could be recognised. */
  readonly unread: readonly string[];
  /** Hidden sheets that nobody asked for. */
  readonly hiddenSheets: readonly string[];
}

export type Choose = (sheet: SheetStart) => Choice;

export const choosing =
  (choices: readonly SheetChoice[]): Choose =>
  ({ name }) =>
    choices.find((choice) => choice.sheet === name) ?? {};

/** Lines of each sheet that are kept: titles and the first people. */
const HEAD_LINES = 60;

export class ListReader implements SheetSink {
  private readonly assembler: Assembler;
  private readonly today: PlainDate;
  private readonly choose: Choose;
  private readonly done: SheetReading[] = [];

  constructor({ commune, choose }: { readonly commune: Commune; readonly choose: Choose }) {
    this.assembler = new Assembler(commune);
    this.today = commune.today;
    this.choose = choose;
  }

  begin(sheet: SheetStart): void {
    this.done.at(-1)?.end();
    this.done.push(new SheetReading(sheet, { choice: this.choose(sheet), assembler: this.assembler, today: this.today }));
  }

  line(line: Line): void {
    this.done.at(-1)?.line(line);
  }

  end(): Lists {
    return drained(this.ending());
  }

  /** The same in steps, between which others have their turn. */
  *ending(): Generator<void, Lists> {
    this.done.at(-1)?.end();
    const assembled = yield* this.assembler.ending();
    return {
      ...assembled,
      heads: this.done.map((each) => each.head()),
      tables: this.done.flatMap((each) => each.table() ?? []),
      unread: this.done.filter((each) => each.isUnread()).map(({ sheet }) => sheet.name),
      hiddenSheets: this.done
        .filter(({ sheet, choice }) => sheet.hidden === true && choice.use === undefined)
        .map(({ sheet }) => sheet.name),
    };
  }
}

/** Sheets that are in memory anyway. */
export function readLists(sheets: readonly Sheet[], how: ConstructorParameters<typeof ListReader>[0]): Lists {
  const reader = new ListReader(how);
  for (const { lines, ...sheet } of sheets) {
    reader.begin(sheet);
    for (const line of lines) reader.line(line);
  }
  return reader.end();
}

interface Into {
  readonly choice: Choice;
  readonly assembler: Assembler;
  readonly today: PlainDate;
}

class SheetReading {
  readonly sheet: SheetStart;
  readonly choice: Choice;
  private readonly into: Into;
  private readonly used: boolean;
  private readonly kept: Line[] = [];
  /** Lines in which titles are looked for; null once that is over. */
  private open: Line[] | null;
  private found: TableHead | null = null;
  private codeAt: number | undefined;
  private count = 0;
  private rows = 0;
  private hiddenRows = 0;
  private people = 0;
  private readonly totals: Line[] = [];

  constructor(sheet: SheetStart, into: Into) {
    this.sheet = sheet;
    this.into = into;
    this.choice = into.choice;
    this.used = this.choice.use ?? sheet.hidden !== true;
    this.open = this.used ? [] : null;
  }

  line(line: Line): void {
    this.count += 1;
    if (this.kept.length < HEAD_LINES) this.kept.push(line);
    if (this.open === null) return this.below(line);
    if (line.line < (this.choice.titlesAt ?? 1)) return;
    this.open.push(line);
    if (this.open.length >= (this.choice.titlesAt === undefined ? LINES_FOR_TITLES : 2)) this.findTable(this.open);
  }

  end(): void {
    if (this.open !== null) this.findTable(this.open);
  }

  private findTable(lines: readonly Line[]): void {
    this.open = null;
    const found = headOf({ ...this.sheet, lines }, this.choice);
    if (found === null) return;
    this.found = found.head;
    this.codeAt = codeColumnOf(found.head);
    this.into.assembler.begin(found.head);
    for (const line of lines.slice(found.next)) this.below(line);
  }

  private below(line: Line): void {
    if (this.found === null) return;
    const sort = sortOf(line, this.codeAt, this.choice);
    if (line.hidden === true && sort !== 'numbering') this.hiddenRows += 1;
    if (sort === 'total' && this.totals.length < 2) this.totals.push(line);
    if (sort !== 'row') return;
    this.rows += 1;
    this.people += peopleIn(this.found, line) ?? 0;
    this.into.assembler.take(line);
  }

  head(): SheetHead {
    return { ...this.sheet, count: this.count, lines: this.kept };
  }

  table(): ReadTable | null {
    if (this.found === null) return null;
    const { rows, hiddenRows } = this;
    return { ...this.found, rows, hiddenRows, totalDiffers: this.totalDiffers(this.found) };
  }

  isUnread(): boolean {
    return this.used && this.found === null && this.count > 0;
  }

  private totalDiffers(head: TableHead): boolean {
    const [total, ...more] = this.totals;
    if (total === undefined || more.length > 0 || head.kind !== 'households') return false;
    const stated = peopleIn(head, total);
    return stated !== null && stated !== this.people;
  }
}

function peopleIn(head: TableHead, line: Line): number | null {
  const said = wholeIn(cellOf(head, line, 'members'));
  return said.ok ? said.value : null;
}
