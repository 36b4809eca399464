/**
 * What an office hid in a workbook of Excel 97-2003 (hàng, cột, bảng ẩn trong tệp .xls), which the library that reads its cells
 * does not tell: the workbook's stream is taken out of its container and three kinds of its records are looked at [MS-CFB, MS-XLS].
 */
export interface HiddenInSheet {
  readonly sheet: boolean;
  /** Indexes. */
  readonly rows: ReadonlySet<number>;
  readonly columns: readonly number[];
}

/** One for each sheet in the workbook's order. Throws RangeError on a file that is not whole. */
export function hiddenIn(bytes: Buffer): readonly HiddenInSheet[] {
  const stream = workbookStream(bytes);
  if (stream === null) return [];
  const sheets: { at: number; hidden: boolean }[] = [];
  eachRecord(stream, 0, (kind, at) => {
    if (kind === BOUNDSHEET) sheets.push({ at: stream.readUInt32LE(at), hidden: (stream.readUInt8(at + 4) & 3) !== 0 });
  });
  return sheets.map(({ at, hidden }) => hiddenAt(stream, at, hidden));
}

const BOUNDSHEET = 0x85;
const ROW = 0x208;
const COLINFO = 0x7d;
const EOF = 0x0a;
const MOST_COLUMNS = 256;

function hiddenAt(stream: Buffer, from: number, sheet: boolean): HiddenInSheet {
  const rows = new Set<number>();
  const columns: number[] = [];
  eachRecord(stream, from, (kind, at) => {
    if (kind === ROW && (stream.readUInt16LE(at + 12) & 0x20) !== 0) rows.add(stream.readUInt16LE(at));
    if (kind !== COLINFO || (stream.readUInt16LE(at + 8) & 1) === 0) return;
    const last = Math.min(stream.readUInt16LE(at + 2), MOST_COLUMNS - 1);
    for (let column = stream.readUInt16LE(at); column <= last; column += 1) columns.push(column);
  });
  return { sheet, rows, columns };
}

/** Until the part that begins at `from` ends. */
function eachRecord(stream: Buffer, from: number, see: (kind: number, at: number) => void): void {
  for (let at = from; at + 4 <= stream.length; ) {
    const kind = stream.readUInt16LE(at);
    if (kind === EOF) return;
    see(kind, at + 4);
    at += 4 + stream.readUInt16LE(at + 2);
  }
}

// ---- the container -----------------------------------------------------------------------------------------------------

const LAST_SECTOR = 0xfffffffa;
const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;

function workbookStream(bytes: Buffer): Buffer | null {
  const sectorBytes = 1 << bytes.readUInt16LE(30);
  if (sectorBytes !== 512 && sectorBytes !== 4_096) return null;
  const sector = (number: number): Buffer => bytes.subarray((number + 1) * sectorBytes, (number + 2) * sectorBytes);
  const fat = numbersIn(Buffer.concat(fatSectors(bytes, sector).map(sector)));
  const chain = (from: number, next: readonly number[], part: (number: number) => Buffer): Buffer => {
    const parts: Buffer[] = [];
    for (let at = from; at < LAST_SECTOR && parts.length <= next.length; at = next[at] ?? LAST_SECTOR) parts.push(part(at));
    return Buffer.concat(parts);
  };
  const directory = chain(bytes.readUInt32LE(48), fat, sector);
  const entries = Array.from({ length: Math.floor(directory.length / ENTRY_BYTES) }, (_, i) => entryAt(directory, i * ENTRY_BYTES));
  const found = entries.find(({ name }) => name === 'Workbook') ?? entries.find(({ name }) => name === 'Book');
  if (found === undefined) return null;
  if (found.size >= bytes.readUInt32LE(56)) return chain(found.first, fat, sector).subarray(0, found.size);
  // Short streams lie in pieces within the stream of the root.
  const miniBytes = 1 << bytes.readUInt16LE(32);
  const root = chain(entries[0]?.first ?? LAST_SECTOR, fat, sector);
  const miniFat = numbersIn(chain(bytes.readUInt32LE(60), fat, sector));
  return chain(found.first, miniFat, (number) => root.subarray(number * miniBytes, (number + 1) * miniBytes)).subarray(0, found.size);
}

/** The first 109 are named in the header, the others in sectors of their own. */
function fatSectors(bytes: Buffer, sector: (number: number) => Buffer): number[] {
  const named = numbersIn(bytes.subarray(76, HEADER_BYTES));
  let next = bytes.readUInt32LE(68);
  for (let more = bytes.readUInt32LE(72); more > 0 && next < LAST_SECTOR; more -= 1) {
    const part = numbersIn(sector(next));
    next = part.pop() ?? LAST_SECTOR;
    if (part.length === 0) break;
    named.push(...part);
  }
  return named.filter((number) => number < LAST_SECTOR);
}

function numbersIn(bytes: Buffer): number[] {
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => bytes.readUInt32LE(i * 4));
}

function entryAt(directory: Buffer, at: number): { name: string; first: number; size: number } {
  const length = Math.min(64, Math.max(0, directory.readUInt16LE(at + 64) - 2));
  const name = directory.subarray(at, at + length).toString('utf16le');
  return { name, first: directory.readUInt32LE(at + 116), size: directory.readUInt32LE(at + 120) };
}
