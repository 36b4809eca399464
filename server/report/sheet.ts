/**
 * The .xlsx of an official table (tệp Excel của biểu): true merged headings, number formats, print set-up with repeated
 * heading rows, landscape. Values are numbers, so that a commune can go on reckoning; how they look is the format's work.
 */
import { type Cell as SheetCell, type CellStyle, type CellValue, type MergeRange, type RowDef, type WriteSheet, write } from 'hucre';
import type { AnnexView, Cell, HeadCell, TableRow } from '../../core/report/views.ts';
import { annexSheet } from './annex-sheet.ts';
import { alignment, type TableDocument, written } from './document.ts';

const FONT = 'Times New Roman';
const LINE = { style: 'thin' } as const;
const BOX = { top: LINE, right: LINE, bottom: LINE, left: LINE };
/** Vietnamese separators wherever the reader's program knows the locale. */
const FORMATS = { count: '[$-42A]#,##0', rate: '[$-42A]0.00' } as const;

/** Cells, merges and heights of one sheet while it is being laid out; positions count from 0. */
interface Draft {
  readonly columns: number;
  readonly cells: Map<string, Partial<SheetCell>>;
  readonly merges: MergeRange[];
  readonly rowDefs: Map<number, RowDef>;
  row: number;
}

interface Place {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export async function sheetOf(told: TableDocument): Promise<Uint8Array> {
  const document = { ...told, widths: widthsFor(told) };
  const { view } = document;
  const draft: Draft = { columns: view.columnNumbers.length, cells: new Map(), merges: [], rowDefs: new Map(), row: 0 };
  pageHead(draft, document);
  const firstHeading = draft.row;
  headings(draft, document);
  const lastHeading = draft.row - 1;
  for (const row of view.rows) tableRow(draft, row, document.widths);
  pageFoot(draft, document);
  const annex = view.annex === null ? [] : [annexOf(view.annex)];
  return write({ sheets: [sheet(draft, document, firstHeading, lastHeading), ...annex], defaultFont: { name: FONT, size: 12 } });
}

/** On a sheet of its own: it is no part of what was sealed. */
function annexOf(annex: AnnexView): WriteSheet {
  const { title, lead, tables } = annexSheet(annex);
  const rows: CellValue[][] = [[title], [lead], []];
  for (const { head, values } of tables) rows.push([...head], ...values.map((row) => [...row]), []);
  return { name: 'Phu_luc', columns: [{ width: 34 }, { width: 48 }, { width: 22 }, { width: 14 }, { width: 14 }], rows };
}

/** Digits of our type that stand side by side on the paper, and the points from its first row to its last. */
const ROOM = { A4: { digits: 124, points: 508 }, A3: { digits: 180, points: 755 } } as const;

/** A table that is narrower than its paper is widened to it: fewer lines in its headings, more rows on a page. */
function widthsFor({ widths, paper }: TableDocument): readonly number[] {
  const wider = Math.max(1, ROOM[paper].digits / sumOf(widths));
  return widths.map((width) => Math.floor(width * wider * 10) / 10);
}

function sheet(draft: Draft, document: TableDocument, firstHeading: number, lastHeading: number): WriteSheet {
  const rows = Array.from({ length: draft.row }, (_, row) =>
    Array.from({ length: draft.columns }, (_, column) => draft.cells.get(`${row},${column}`)?.value ?? null),
  );
  return {
    name: `Bieu_${document.view.table}`,
    columns: document.widths.map((width) => ({ width })),
    rows,
    cells: draft.cells,
    merges: draft.merges,
    rowDefs: draft.rowDefs,
    rowBreaks: [...breaksIn(draft, document, { firstHeading, lastHeading })],
    freezePane: { rows: lastHeading + 1, columns: 2 },
    pageSetup: {
      paperSize: document.paper === 'A3' ? 'a3' : 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { top: 0.6, bottom: 0.6, left: 0.5, right: 0.5, header: 0.3, footer: 0.3 },
      printTitlesRow: `$${firstHeading + 1}:$${lastHeading + 1}`,
    },
    headerFooter: { oddFooter: '&C&P/&N' },
  };
}

/** So many rows stay with the signatures: a page of signatures alone certifies nothing. */
const KEPT_ROWS = 3;
const DEFAULT_POINTS = 15.75;
/** Programs differ in how much they put on a page by about so much. */
const DOUBTS = [0.94, 0.97, 1, 1.03];

/**
 * Before the last rows where the signatures might come on a page without any. How a program fills its pages is not known to
 * the point, so the break stands wherever one of the likely ways would part them.
 */
function breaksIn(
  draft: Draft,
  { view, widths, paper }: TableDocument,
  { firstHeading, lastHeading }: { readonly firstHeading: number; readonly lastHeading: number },
): readonly number[] {
  const height = (row: number): number => draft.rowDefs.get(row)?.height ?? DEFAULT_POINTS;
  const kept = lastHeading + 1 + view.rows.length - Math.min(KEPT_ROWS, view.rows.length);
  const between = view.rows[kept - lastHeading - 1]?.measure === 'person' ? kept - 1 : kept;
  const room = ROOM[paper];
  const shrunk = Math.max(1, sumOf(widths) / room.digits);
  const repeated = sumOf(Array.from({ length: lastHeading - firstHeading + 1 }, (_, i) => height(firstHeading + i)));
  const parted = DOUBTS.some((doubt) => {
    const page = room.points * shrunk * doubt;
    let [used, start] = [0, 0];
    for (let row = 0; row < draft.row; row += 1) {
      if (used + height(row) > page) [used, start] = [repeated, row];
      used += height(row);
    }
    return start > between;
  });
  // Named by the row before the break.
  return parted && between > lastHeading + 1 ? [between - 1] : [];
}

function pageHead(draft: Draft, document: TableDocument): void {
  const half = Math.floor(draft.columns / 2);
  const right = { column: half, columns: draft.columns - half };
  put(draft, { row: 0, column: 0, rows: 1, columns: half }, document.office, style({ bold: true, horizontal: 'center' }));
  put(draft, { row: 0, rows: 1, ...right }, document.motto[0], style({ bold: true, horizontal: 'center' }));
  put(draft, { row: 1, column: 0, rows: 1, columns: half }, document.tableNumber, style({ horizontal: 'center' }));
  put(draft, { row: 1, rows: 1, ...right }, document.motto[1], style({ bold: true, underline: true, horizontal: 'center' }));
  draft.row = 3;
  wide(
    draft,
    document.view.title.toLocaleUpperCase('vi'),
    style({ bold: true, size: 14, horizontal: 'center', wrap: true }),
    titleHeight(document),
  );
  for (const line of document.subtitle) wide(draft, line, style({ italic: true, horizontal: 'center', wrap: true }));
  for (const mark of document.view.marks)
    wide(draft, mark, style({ bold: true, horizontal: 'center', wrap: true }), markHeight(mark, document));
  draft.row += 1;
}

/** Capitals in a larger type. */
function titleHeight({ view, widths }: TableDocument): number {
  return linesOf(view.title, sumOf(widths), 1.6) * 19 + 4;
}

/** A mark may need two lines over a narrow table; merged cells do not grow by themselves. */
function markHeight(mark: string, { widths }: TableDocument): number {
  return linesOf(mark, sumOf(widths)) * LINE_POINTS + 3;
}

function headings(draft: Draft, { view, widths }: TableDocument): void {
  const { head: tiers, columnNumbers } = view;
  const heading = style({ bold: true, horizontal: 'center', wrap: true, boxed: true, size: 11 });
  const placed = places(tiers, draft.row);
  for (const { place, cell } of placed) put(draft, place, cell.text, heading);
  for (const [index, height] of tierHeights(placed, { first: draft.row, tiers: tiers.length, widths }).entries())
    draft.rowDefs.set(draft.row + index, { height });
  draft.row += tiers.length;
  const formula = style({ italic: true, horizontal: 'center', boxed: true, size: 10 });
  for (const [column, number] of columnNumbers.entries()) put(draft, { row: draft.row, column, rows: 1, columns: 1 }, number, formula);
  draft.row += 1;
}

/** Where each heading stands, once those that reach down from the tier above have taken their places. */
function places(tiers: readonly (readonly HeadCell[])[], firstRow: number): { place: Place; cell: HeadCell }[] {
  const taken = new Set<string>();
  return tiers.flatMap((tier, index) => {
    let column = 0;
    return tier.map((cell) => {
      while (taken.has(`${index},${column}`)) column += 1;
      const place = { row: firstRow + index, column, rows: cell.rows, columns: cell.columns };
      for (let down = 0; down < cell.rows; down += 1)
        for (let across = 0; across < cell.columns; across += 1) taken.add(`${index + down},${column + across}`);
      return { place, cell };
    });
  });
}

const LINE_POINTS = 15;
const LEAST_POINTS = 21;

/** High enough for the longest heading of each tier; one that reaches down shares the tiers it covers. */
function tierHeights(
  placed: readonly { place: Place; cell: HeadCell }[],
  { first, tiers, widths }: { readonly first: number; readonly tiers: number; readonly widths: readonly number[] },
): readonly number[] {
  const heights = Array.from({ length: tiers }, () => LEAST_POINTS);
  const lowest = placed.toSorted((a, b) => a.place.rows - b.place.rows);
  for (const { place, cell } of lowest) {
    const covered = heights.slice(place.row - first, place.row - first + place.rows);
    const width = sumOf(widths.slice(place.column, place.column + place.columns));
    const lacking = linesOf(cell.text, width) * LINE_POINTS + 6 - sumOf(covered);
    const last = place.row - first + place.rows - 1;
    if (lacking > 0) heights[last] = (heights[last] ?? 0) + lacking;
  }
  return heights;
}

/** Lines of text broken between words in a column so many digits wide; a bold letter is about as wide as a digit. */
function linesOf(text: string, width: number, letter = 1): number {
  let lines = 1;
  let used = 0;
  for (const word of text.split(' ')) {
    const size = word.length * letter;
    if (used > 0 && used + BLANK + size > width) {
      lines += 1;
      used = size;
    } else used += (used > 0 ? BLANK : 0) + size;
  }
  return lines;
}

const BLANK = 0.6;
/** Of text that is not bold, in digits. */
const LETTER = 0.9;

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

/** Number and name of a unit stand once beside its two lines. */
const SHARED = 2;

function tableRow(draft: Draft, row: TableRow, widths: readonly number[]): void {
  const lines = Math.max(
    ...row.cells.map((cell, column) =>
      cell.kind === 'text' ? linesOf(cell.value, widths[column] ?? 8, row.style === 'row' ? LETTER : 1) : 1,
    ),
  );
  // Not every program makes a row higher by itself when its text is wrapped.
  draft.rowDefs.set(draft.row, { height: lines * LINE_POINTS + 1.5 });
  for (const [column, cell] of row.cells.entries()) {
    const shared = row.measure !== null && column < SHARED;
    if (shared && row.measure === 'person') continue;
    const numFmt = cell.kind === 'count' || cell.kind === 'rate' ? FORMATS[cell.kind] : undefined;
    const look = style({
      bold: row.style !== 'row',
      horizontal: alignment(cell),
      boxed: true,
      // Where a page ends between the two lines the name stands whole on the first.
      ...(shared && { vertical: 'top' as const }),
      wrap: cell.kind === 'text',
      ...(numFmt && { numFmt }),
    });
    put(draft, { row: draft.row, column, rows: shared ? 2 : 1, columns: 1 }, value(cell), look);
  }
  draft.row += 1;
}

function value(cell: Cell): CellValue {
  if (cell.kind === 'count') return cell.value;
  if (cell.kind === 'rate') return cell.value === null ? null : cell.value / 100;
  return written(cell);
}

function pageFoot(draft: Draft, document: TableDocument): void {
  for (const note of document.view.notes)
    wide(draft, note, style({ italic: true, horizontal: 'left', wrap: true, size: 11 }), markHeight(note, document));
  draft.row += 1;
  const half = Math.floor(draft.columns / 2);
  const lines: readonly (readonly [string, string])[] = [
    ['', document.placeDate],
    [document.maker[0], document.signatory[0]],
    [document.maker[1], document.signatory[1]],
    ['', document.signatory[2]],
  ];
  for (const [index, [left, right]] of lines.entries()) {
    const look = style({
      bold: index === 1 || (index === 2 && right === document.signatory[1]),
      italic: index === 0 || index === 3,
      horizontal: 'center',
    });
    const leftLook = index === 2 ? style({ italic: true, horizontal: 'center' }) : look;
    put(draft, { row: draft.row, column: 0, rows: 1, columns: half }, left, leftLook);
    put(draft, { row: draft.row, column: half, rows: 1, columns: draft.columns - half }, right, look);
    draft.row += 1;
  }
}

/** One line over the whole width. */
function wide(draft: Draft, text: string, look: CellStyle, height?: number): void {
  put(draft, { row: draft.row, column: 0, rows: 1, columns: draft.columns }, text, look);
  if (height !== undefined) draft.rowDefs.set(draft.row, { height });
  draft.row += 1;
}

/** Every cell of a merged block gets the style, or its border would be drawn on one side only. */
function put(draft: Draft, place: Place, text: CellValue, look: CellStyle): void {
  for (let row = place.row; row < place.row + place.rows; row += 1) {
    for (let column = place.column; column < place.column + place.columns; column += 1) {
      const first = row === place.row && column === place.column;
      draft.cells.set(`${row},${column}`, { value: first ? text : null, style: look });
    }
  }
  if (place.rows > 1 || place.columns > 1) {
    draft.merges.push({
      startRow: place.row,
      startCol: place.column,
      endRow: place.row + place.rows - 1,
      endCol: place.column + place.columns - 1,
    });
  }
}

interface Look {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly vertical?: 'top' | 'center';
  readonly size?: number;
  readonly horizontal: 'left' | 'center' | 'right';
  readonly wrap?: boolean;
  readonly boxed?: boolean;
  readonly numFmt?: string;
}

const styles = new Map<string, CellStyle>();

/** One object for cells that look the same: a list has hundreds of thousands of cells. */
function style(look: Look): CellStyle {
  const key = JSON.stringify(look);
  const known = styles.get(key);
  if (known !== undefined) return known;
  const made = styleOf(look);
  styles.set(key, made);
  return made;
}

function styleOf(look: Look): CellStyle {
  return {
    font: { name: FONT, size: look.size ?? 12, bold: look.bold ?? false, italic: look.italic ?? false, underline: look.underline ?? false },
    alignment: { horizontal: look.horizontal, vertical: look.vertical ?? 'center', wrapText: look.wrap ?? false },
    ...(look.boxed && { border: BOX }),
    ...(look.numFmt && { numFmt: look.numFmt }),
  };
}
