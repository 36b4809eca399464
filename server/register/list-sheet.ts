/**
 * Plain lists as a workbook (danh sách tải về): a title, a few lines of explanation, one table with its heads kept in sight
 * and a filter on them. Numbers stay numbers. Official tables have a form of their own in the room report.
 */
import { type CellStyle, type CellValue, type RowDef, type WriteSheet, write } from 'hucre';

export interface ListColumn {
  readonly title: string;
  readonly width: number;
}

export interface ListSheet {
  /** Of the tab; cut at 31 letters, as workbooks want it. */
  readonly name: string;
  readonly title: string;
  readonly notes: readonly string[];
  readonly columns: readonly ListColumn[];
  readonly rows: readonly (readonly CellValue[])[];
  /** The last row is the sum of those above it. */
  readonly totals?: boolean;
}

export interface SheetFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const FONT = 'Times New Roman';
const LINE = { style: 'thin' } as const;
const BOX = { top: LINE, right: LINE, bottom: LINE, left: LINE };

export async function listFile(name: string, sheets: readonly ListSheet[]): Promise<SheetFile> {
  return { name, type: XLSX, bytes: await write({ sheets: sheets.map(sheetOf), defaultFont: { name: FONT, size: 12 } }) };
}

function sheetOf(list: ListSheet): WriteSheet {
  const heads = list.notes.length + 2;
  const rows: CellValue[][] = [
    [list.title],
    ...list.notes.map((note) => [note]),
    [],
    list.columns.map((column) => column.title),
    ...list.rows.map((row) => [...row]),
  ];
  const cells = new Map<string, { style: CellStyle }>([['0,0', { style: look({ bold: true, size: 14 }) }]]);
  list.notes.forEach((_, i) => cells.set(`${i + 1},0`, { style: look({ italic: true }) }));
  list.columns.forEach((_, column) => cells.set(`${heads},${column}`, { style: look({ bold: true, boxed: true, wrap: true }) }));
  list.rows.forEach((row, i) =>
    row.forEach((value, column) =>
      cells.set(`${heads + 1 + i},${column}`, {
        style: look({
          boxed: true,
          bold: list.totals === true && i === list.rows.length - 1,
          wrap: typeof value === 'string',
          number: typeof value === 'number',
        }),
      }),
    ),
  );
  const rowDefs = new Map<number, RowDef>([[heads, { height: 36 }]]);
  return {
    name: list.name.slice(0, 31),
    columns: list.columns.map(({ width }) => ({ width })),
    rows,
    cells,
    rowDefs,
    freezePane: { rows: heads + 1 },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${heads + 1}:$${heads + 1}`,
    },
    headerFooter: { oddFooter: '&C&P/&N' },
  };
}

interface Look {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly size?: number;
  readonly boxed?: boolean;
  readonly wrap?: boolean;
  readonly number?: boolean;
}

function look({ bold = false, italic = false, size = 12, boxed = false, wrap = false, number = false }: Look): CellStyle {
  return {
    font: { name: FONT, size, bold, italic },
    alignment: { vertical: 'center', wrapText: wrap, horizontal: number ? 'right' : 'left' },
    ...(boxed && { border: BOX }),
    ...(number && { numFmt: '[$-42A]#,##0' }),
  };
}
