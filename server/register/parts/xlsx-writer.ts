/**
 * Writes an .xlsx of plain cells row by row (ghi tệp .xlsx từng dòng): of what was written no more is kept than its packed bytes, so that
 * a list of hundreds of thousands of rows needs no more memory than a short one.
 */
import { constants, crc32, deflateRawSync } from 'node:zlib';

export type PlainCell = string | number | boolean | null;

interface Written {
  readonly path: string;
  readonly packed: Buffer[];
  crc: number;
  size: number;
}

/** Text that is held before it is packed. */
const PIECE = 200_000;
/** Of a cell, as spreadsheets have it. */
const LONGEST_TEXT = 32_767;
const LONGEST_NAME = 31;

export class XlsxWriter {
  private readonly parts: Written[] = [];
  private readonly names: string[] = [];
  private part: Written | null = null;
  private open = '';
  private row = 0;
  private widths: readonly number[] = [];

  /** What rows come from now on belong to it; the first row and column stay in view, and the first row heads every printed page. */
  sheet(name: string, widths: readonly number[]): void {
    this.endSheet();
    this.names.push(freeName(name, this.names));
    this.begin(`xl/worksheets/sheet${this.names.length}.xml`);
    this.row = 0;
    this.widths = widths;
    const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('');
    const pane = '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>';
    this.write(
      `${XML}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>` +
        `${columns === '' ? '' : `<cols>${columns}</cols>`}<sheetData>`,
    );
  }

  line(cells: readonly PlainCell[]): void {
    this.row += 1;
    const look = this.row === 1 ? LOOKS.title : LOOKS.cell;
    const lines = linesOf(cells, this.widths);
    const height = lines > 1 ? ` ht="${Math.min(lines * LINE_POINTS, MOST_POINTS)}" customHeight="1"` : '';
    this.write(`<row r="${this.row}"${height}>${cells.map((cell, at) => cellXml(cell, `${letters(at)}${this.row}`, look)).join('')}</row>`);
  }

  /** The whole file. */
  end(): Buffer {
    this.endSheet();
    const sheets = this.names.map((name, i) => `<sheet name="${escape(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('');
    const headed = this.names
      .map(
        (name, i) =>
          `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">'${escape(name.replaceAll("'", "''"))}'!$1:$1</definedName>`,
      )
      .join('');
    const numbered = (make: (number: number) => string): string => this.names.map((_, i) => make(i + 1)).join('');
    const types = numbered((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${SPREADSHEET}.worksheet+xml"/>`);
    const relations = numbered((n) => `<Relationship Id="rId${n}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${n}.xml"/>`);
    this.whole(
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        `<Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/>` +
        `<Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/>${types}</Types>`,
    );
    this.whole(
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    );
    this.whole(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets}</sheets><definedNames>${headed}</definedNames></workbook>`,
    );
    this.whole('xl/styles.xml', STYLES);
    const styles = `<Relationship Id="rIdStyles" Type="${RELATIONS}/styles" Target="styles.xml"/>`;
    this.whole('xl/_rels/workbook.xml.rels', `<Relationships xmlns="${PACKAGE}/relationships">${relations}${styles}</Relationships>`);
    return zipOf(this.parts);
  }

  private whole(path: string, xml: string): void {
    this.begin(path);
    this.write(`${XML}${xml}`);
    this.pack(true);
  }

  private endSheet(): void {
    if (this.part === null) return;
    this.write('</sheetData><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>');
    this.pack(true);
  }

  private begin(path: string): void {
    this.part = { path, packed: [], crc: 0, size: 0 };
    this.parts.push(this.part);
  }

  private write(xml: string): void {
    this.open += xml;
    if (this.open.length > PIECE) this.pack(false);
  }

  /** Pieces are packed each for itself; one after another they are one packed whole. */
  private pack(last: boolean): void {
    if (this.part === null) throw new RangeError('No part is open.');
    const bytes = Buffer.from(this.open);
    this.open = '';
    this.part.packed.push(deflateRawSync(bytes, { level: 3, finishFlush: last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH }));
    this.part.crc = crc32(bytes, this.part.crc);
    this.part.size += bytes.length;
    if (last) this.part = null;
  }
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const LINE_POINTS = 16;
/** As high as spreadsheets let a row be. */
const MOST_POINTS = 409;

/** Programs do not all make a row as high as its broken texts need: about so many lines of so wide a column. */
function linesOf(cells: readonly PlainCell[], widths: readonly number[]): number {
  return cells.reduce<number>((most, cell, at) => {
    const width = widths[at] ?? 0;
    return typeof cell === 'string' && width > 0 ? Math.max(most, Math.ceil(cell.length / width)) : most;
  }, 1);
}

/** Indexes of `cellXfs` below: titles in bold; everything broken within its cell, from its top. */
const LOOKS = { title: 1, cell: 2 } as const;
const WRAPPED = '<alignment vertical="top" wrapText="1"/>';
const EDGES = ['left', 'right', 'top', 'bottom'].map((edge) => `<${edge} style="thin"/>`).join('');
const STYLES =
  `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="12"/><name val="Times New Roman"/></font>` +
  '<font><b/><sz val="12"/><name val="Times New Roman"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  `<borders count="2"><border/><border>${EDGES}</border></borders>` +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  [1, 0].map((font) => `<xf numFmtId="0" fontId="${font}" fillId="0" borderId="1" xfId="0" applyAlignment="1">${WRAPPED}</xf>`).join('') +
  '</cellXfs></styleSheet>';

function cellXml(cell: PlainCell, at: string, look: number): string {
  if (cell === null || cell === '' || (typeof cell === 'number' && !Number.isFinite(cell))) return '';
  if (typeof cell === 'number') return `<c r="${at}" s="${look}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${at}" s="${look}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  return `<c r="${at}" s="${look}" t="inlineStr"><is><t xml:space="preserve">${escape(cell.slice(0, LONGEST_TEXT))}</t></is></c>`;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

/** Signs that XML cannot hold are left out. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '')
    .replace(/[&<>"\r]/g, (sign) => SIGNS[sign] ?? '');
}

function letters(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : letters(Math.floor(at / 26) - 1) + last;
}

/** As programs take them: no more than so long, without signs of formulas, and no two alike. */
function freeName(name: string, taken: readonly string[]): string {
  const plain = name.replace(/[[\]:*?/\\]|^'|'$/g, ' ').trim() || 'Sheet';
  for (let number = 1; ; number += 1) {
    const tail = number === 1 ? '' : ` (${number})`;
    const tried = plain.slice(0, LONGEST_NAME - tail.length) + tail;
    if (!taken.some((other) => other.toLowerCase() === tried.toLowerCase())) return tried;
  }
}

/** 1980-01-01, the first day that such a file can say: the same rows give the same bytes. */
const DAY = 0x21;
const IN_UTF8 = 0x800;
const DEFLATED = 8;

function zipOf(parts: readonly Written[]): Buffer {
  const all: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { path, packed, crc, size } of parts) {
    const name = Buffer.from(path);
    const length = packed.reduce((sum, piece) => sum + piece.length, 0);
    const about = Buffer.alloc(26);
    for (const [offset, value] of [20, IN_UTF8, DEFLATED, 0, DAY].entries()) about.writeUInt16LE(value, offset * 2);
    for (const [offset, value] of [crc, length, size].entries()) about.writeUInt32LE(value, 10 + offset * 4);
    about.writeUInt16LE(name.length, 22);
    all.push(Buffer.from('PK\u0003\u0004'), about, name, ...packed);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), about, where, name);
    at += 4 + about.length + name.length + length;
  }
  const end = Buffer.alloc(18);
  for (const offset of [4, 6]) end.writeUInt16LE(parts.length, offset);
  end.writeUInt32LE(
    directory.reduce((sum, piece) => sum + piece.length, 0),
    8,
  );
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...all, ...directory, Buffer.from('PK\u0005\u0006'), end]);
}
