/**
 * Reads an .xlsx row by row (đọc tệp .xlsx): values as the file keeps them, days by the cell's format, formulas by their saved
 * result, and which rows and sheets the office hid. Rows without a value are passed over, however many there are.
 */
import { addDays, date } from '../../../core/kernel/dates.ts';
import { type Cell, type Line, MAX_COLUMNS, type SheetSink } from '../../../core/register/import/sheet.ts';
import type { Source } from './source.ts';
import { attribute, elementsOf, nextElement, textInside, unescape } from './xml.ts';
import { readDirectory, readPart, type ZipPart, ZipTrouble } from './zip.ts';

export interface Limits {
  /** Bytes of all parts that are read, unpacked. */
  readonly unpacked: number;
  /** Rows with a value, of all sheets. */
  readonly rows: number;
}

/** Throws ZipTrouble or TooManyRows; false when the zip holds no workbook. */
export async function walkXlsx(source: Source, { limits, sink }: { limits: Limits; sink: SheetSink }): Promise<boolean> {
  const parts = await readDirectory(source, limits.unpacked);
  if (!parts.has('xl/workbook.xml')) return false;
  await new Workbook(source, parts, limits).walk(sink);
  return true;
}

export class TooManyRows extends Error {
  override readonly name = 'TooManyRows';
}

const MAX_STRINGS = 3_000_000;
const MAX_MERGES = 100_000;
const MAX_SHEETS = 1_000;
/** Of the sheets of one workbook together; a sheet has at most 16,384 columns. */
const MAX_COLUMN_GROUPS = 50_000;
/** Longer than any that a program writes. */
const MAX_FORMAT = 500;
const MAX_PATH = 500;

class Workbook {
  private readonly source: Source;
  private readonly parts: ReadonlyMap<string, ZipPart>;
  private readonly limits: Limits;
  private spent = 0;
  private rows = 0;
  private columnGroups = 0;

  constructor(source: Source, parts: ReadonlyMap<string, ZipPart>, limits: Limits) {
    this.source = source;
    this.parts = parts;
    this.limits = limits;
  }

  async walk(sink: SheetSink): Promise<void> {
    const names = await this.sheetNames();
    const context = { once: keepOnce(), strings: await this.strings(), ...(await this.styles()), ...names };
    for (const { name, hidden, path } of names.listed) {
      const part = this.parts.get(path);
      if (part === undefined) continue;
      const { merges, hiddenColumns } = await this.frame(part);
      sink.begin({ name, hidden, hiddenColumns });
      await this.lines(part, context, new Filling(merges, sink));
    }
  }

  private elements(part: ZipPart, names: readonly string[]): AsyncGenerator<readonly string[]> {
    const spend = (bytes: number): void => {
      this.spent += bytes;
      if (this.spent > this.limits.unpacked) throw new ZipTrouble('file-too-large');
    };
    return elementsOf(readPart(this.source, part, spend), names);
  }

  /** What stands around the rows, of which the merged cells come after them: the part is gone through once for it alone. */
  private async frame(part: ZipPart): Promise<{ merges: readonly string[]; hiddenColumns: readonly number[] }> {
    const merges: string[] = [];
    const hidden = new Set<number>();
    const before = this.spent;
    for await (const elements of this.elements(part, ['col', 'mergeCell'])) {
      for (const element of elements) {
        if (element.startsWith('<mergeCell')) {
          if (merges.length < MAX_MERGES) merges.push(attribute(element, 'ref') ?? '');
        } else if (this.columnGroups < MAX_COLUMN_GROUPS && isYes(attribute(element, 'hidden'))) {
          this.columnGroups += 1;
          const last = Math.min(Number(attribute(element, 'max') ?? 0), MAX_COLUMNS);
          for (let at = Math.max(1, Number(attribute(element, 'min') ?? 0)); at <= last; at += 1) hidden.add(at - 1);
        }
      }
    }
    this.spent = before;
    return { merges, hiddenColumns: [...hidden] };
  }

  private async sheetNames(): Promise<{ listed: { name: string; hidden: boolean; path: string }[]; since1904: boolean }> {
    const targets = new Map<string, string>();
    for await (const rel of this.all('xl/_rels/workbook.xml.rels', ['Relationship']))
      targets.set(attribute(rel, 'Id') ?? '', pathOf(attribute(rel, 'Target') ?? ''));
    const listed: { name: string; hidden: boolean; path: string }[] = [];
    let since1904 = false;
    for await (const tag of this.all('xl/workbook.xml', ['workbookPr', 'sheet'])) {
      if (tag.startsWith('<workbookPr')) since1904 = isYes(attribute(tag, 'date1904'));
      else if (listed.length === MAX_SHEETS) throw new ZipTrouble('file-too-large');
      else
        listed.push({
          name: attribute(tag, 'name') ?? '',
          hidden: /hidden/i.test(attribute(tag, 'state') ?? ''),
          path: targets.get(attribute(tag, '[\\w]+:id') ?? '') ?? '',
        });
    }
    return { listed, since1904 };
  }

  private async *all(path: string, names: readonly string[]): AsyncGenerator<string> {
    const part = this.parts.get(path);
    if (part !== undefined) for await (const elements of this.elements(part, names)) yield* elements;
  }

  private async strings(): Promise<readonly string[]> {
    const strings: string[] = [];
    const part = this.parts.get('xl/sharedStrings.xml');
    if (part === undefined) return strings;
    for await (const items of this.elements(part, ['si'])) {
      if (strings.length > MAX_STRINGS) throw new TooManyRows('strings');
      for (const item of items) strings.push(detached(textInside(item)));
    }
    return strings;
  }

  /** By index of a cell's style: is it a day? */
  private async styles(): Promise<{ days: readonly boolean[] }> {
    const formats = new Map<number, boolean>();
    const days: boolean[] = [];
    for await (const element of this.all('xl/styles.xml', ['numFmt', 'cellXfs'])) {
      if (element.startsWith('<numFmt'))
        formats.set(Number(attribute(element, 'numFmtId')), isDayFormat(attribute(element, 'formatCode') ?? ''));
      else
        for (const [tag] of element.matchAll(/<xf[\s/>][^>]*/g)) {
          const id = Number(attribute(tag, 'numFmtId') ?? 0);
          days.push(formats.get(id) ?? ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)));
        }
    }
    return { days };
  }

  private async lines(part: ZipPart, context: Reading, into: Filling): Promise<void> {
    let line = 0;
    for await (const elements of this.elements(part, ['row'])) {
      for (const element of elements) {
        const tag = element.slice(0, element.indexOf('>'));
        line = Number(attribute(tag, 'r') ?? line + 1);
        const cells = cellsOf(element, context);
        if (cells === null) continue;
        this.rows += 1;
        if (this.rows > this.limits.rows) throw new TooManyRows('rows');
        into.line(isYes(attribute(tag, 'hidden')) ? { line, cells, hidden: true } : { line, cells });
      }
    }
  }
}

function isYes(value: string | null): boolean {
  return value === '1' || value === 'true';
}

interface Reading {
  /** Texts that stand in many cells are kept once. */
  readonly once: (text: string) => string;
  readonly strings: readonly string[];
  readonly days: readonly boolean[];
  readonly since1904: boolean;
}

/** Null for a row without a value. */
function cellsOf(row: string, reading: Reading): Cell[] | null {
  if (!row.includes('<v') && !row.includes('<is') && !row.includes('<f')) return null;
  const cells: Cell[] = [];
  let column = -1;
  for (let found = nextElement(row, 'c', 0); found !== null; found = nextElement(row, 'c', found.end)) {
    const { attributes, inside } = found;
    column = columnOf(attributes) ?? column + 1;
    if (column >= MAX_COLUMNS || inside === '') continue;
    const cell = cellOf(attributes, inside, reading);
    if (cell === null || cell === '') continue;
    while (cells.length < column) cells.push(null);
    cells[column] = cell;
  }
  return cells.length === 0 ? null : cells;
}

/** From `r="AB12"`, as most writers say it; null where a cell only follows the one before. */
function columnOf(tag: string): number | null {
  const at = tag.indexOf(' r=');
  if (at < 0) return null;
  let column = 0;
  for (let i = at + 4; i < tag.length; i += 1) {
    const sign = tag.charCodeAt(i) - 64;
    if (sign < 1 || sign > 26) break;
    column = column * 26 + sign;
  }
  return column === 0 ? null : column - 1;
}

function cellOf(tag: string, inside: string, { once, strings, days, since1904 }: Reading): Cell {
  const type = attribute(tag, 't') ?? 'n';
  if (type === 'inlineStr') return once(textInside(inside));
  const value = valueIn(inside);
  if (value === null) return /<f[\s/>]/.test(inside) ? { fault: 'formula' } : null;
  if (type === 's') return strings[Number(value)] ?? null;
  if (type === 'str') return once(unescape(value));
  if (type === 'b') return value === '1' || value === 'true';
  if (type === 'e') return { fault: 'error' };
  if (type === 'd') return dayOfText(value);
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number)) return once(unescape(value));
  return days[Number(attribute(tag, 's') ?? 0)] === true ? dayOf(number, since1904) : number;
}

function valueIn(inside: string): string | null {
  const begin = inside.indexOf('<v');
  const from = begin < 0 ? -1 : inside.indexOf('>', begin);
  const to = from < 0 ? -1 : inside.indexOf('</v>', from);
  return to < 0 ? null : inside.slice(from + 1, to);
}

/** Days since the last of December 1899, as spreadsheets count after their February of 1900. */
export function dayOf(serial: number, since1904: boolean): Cell {
  const days = Math.floor(serial) + (since1904 ? 1462 : 0);
  return days >= 61 && days < 120_000 ? { date: addDays(date('1899-12-30'), days) } : serial;
}

function dayOfText(value: string): Cell {
  return value.slice(0, 10);
}

/** `dd/mm/yyyy` is a day, `0.00` and `[Red]0` are not, and a time of the day alone is none. */
function isDayFormat(format: string): boolean {
  const bare = format
    .slice(0, MAX_FORMAT)
    .replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
    .toLowerCase();
  return /[yd]/.test(bare) && !/general/.test(bare);
}

function pathOf(target: string): string {
  if (target.length > MAX_PATH) return '';
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  return path.replace(/(^|\/)\.\//g, '$1').replace(/[^/]+\/\.\.\//g, '');
}

const MAX_FILLED = 500_000;

interface Range {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

/** A cell merged over several rows says the same for each of them. */
class Filling {
  private readonly sink: SheetSink;
  private readonly byTop = new Map<number, Range[]>();
  private under: { readonly range: Range; readonly value: Cell }[] = [];
  private allowed = MAX_FILLED;

  constructor(merges: readonly string[], sink: SheetSink) {
    this.sink = sink;
    for (const range of merges.flatMap(rangeOf))
      if (range.bottom > range.top) {
        const same = this.byTop.get(range.top) ?? [];
        same.push(range);
        this.byTop.set(range.top, same);
      }
  }

  line(line: Line): void {
    this.under = this.allowed === 0 ? [] : this.under.filter(({ range }) => range.bottom >= line.line);
    const cells = [...line.cells];
    for (const { range, value } of this.under) {
      if (this.allowed === 0) break;
      this.allowed -= 1;
      while (cells.length <= range.left) cells.push(null);
      cells[range.left] ??= value;
    }
    for (const range of this.byTop.get(line.line) ?? []) {
      const value = cells[range.left] ?? null;
      if (value !== null) this.under.push({ range, value });
    }
    this.sink.line(this.under.length === 0 ? line : { ...line, cells });
  }
}

function rangeOf(ref: string): Range[] {
  const found = /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(ref);
  const left = found === null ? null : columnOf(` r="${found[1]}`);
  if (found === null || left === null || left >= MAX_COLUMNS) return [];
  return [{ left, top: Number(found[2]), bottom: Number(found[3]) }];
}

const MOST_KEPT = 20_000;

function keepOnce(): (text: string) => string {
  const kept = new Map<string, string>();
  return (text) => {
    if (text.length > 60) return detached(text);
    const known = kept.get(text);
    if (known !== undefined) return known;
    const own = detached(text);
    if (kept.size < MOST_KEPT) kept.set(own, own);
    return own;
  };
}

/** A text cut out of a longer one keeps the longer one in memory; this one does not. */
function detached(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
