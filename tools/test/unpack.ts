/**
 * Looks into files that the server hands out (mở tệp để kiểm tra): every part of a zip (.xlsx), the text of a PDF. Written
 * for tests, from the formats' descriptions, so that nothing which makes a file also reads it.
 */
import { inflateRawSync, inflateSync } from 'node:zlib';

/** All parts of a zip by name, as UTF-8 text. Throws on what is no zip. */
export function unzip(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('not a zip');
  const parts = new Map<string, string>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const method = bytes.readUInt16LE(at + 10);
    const packed = bytes.readUInt32LE(at + 20);
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const body = bytes.subarray(start, start + packed);
    const path = bytes.toString('utf8', at + 46, at + 46 + (name ?? 0));
    parts.set(path, (method === 0 ? body : inflateRawSync(body)).toString('utf8'));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return parts;
}

/** The text of a PDF in the order in which it is drawn, each piece followed by a line end, then what metadata says. */
export function pdfText(bytes: Buffer): string {
  const objects = readObjects(bytes);
  const said = [...objects.values()]
    .map((object) => object.stream?.toString('utf8') ?? object.head)
    .filter((text) => /<x:xmpmeta|\/Title/.test(text));
  return [...drawnOn(objects), ...said].join('\n');
}

/** What each page shows, in the order of the file; a page is one stream in what our typesetter makes. */
export function pdfPages(bytes: Buffer): string[] {
  return drawnOn(readObjects(bytes));
}

function drawnOn(objects: ReadonlyMap<number, PdfObject>): string[] {
  const fonts = readFonts(objects);
  const drawn = [...objects.values()].map(({ stream }) => (stream === null ? [] : drawnIn(stream.toString('latin1'), fonts)));
  return drawn.filter((shown) => shown.length > 0).map((shown) => shown.join('\n'));
}

interface PdfObject {
  readonly head: string;
  readonly stream: Buffer | null;
}

/** Objects by number, those packed into object streams too. */
function readObjects(bytes: Buffer): Map<number, PdfObject> {
  const text = bytes.toString('latin1');
  const objects = new Map<number, PdfObject>();
  for (const found of text.matchAll(/(?:^|[\r\n])(\d+) \d+ obj\b/g)) {
    const start = found.index + found[0].length;
    const end = text.indexOf('endobj', start);
    const open = text.indexOf('stream', start);
    const head = text.slice(start, open >= 0 && open < end ? open : end);
    objects.set(Number(found[1]), { head, stream: open >= 0 && open < end ? streamAt(bytes, text, { head, open }) : null });
  }
  for (const { head, stream } of [...objects.values()])
    if (stream !== null && /\/Type\s*\/ObjStm/.test(head)) unpackObjects(head, stream, objects);
  return objects;
}

function streamAt(bytes: Buffer, text: string, { head, open }: { head: string; open: number }): Buffer {
  const start = open + 'stream'.length + (text.startsWith('\r\n', open + 6) ? 2 : 1);
  const length = /\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(head);
  const body = bytes.subarray(start, length === null ? text.indexOf('endstream', start) : start + Number(length[1]));
  if (!head.includes('/FlateDecode')) return body;
  try {
    return inflateSync(body);
  } catch {
    return Buffer.alloc(0);
  }
}

function unpackObjects(head: string, stream: Buffer, objects: Map<number, PdfObject>): void {
  const first = Number(/\/First\s+(\d+)/.exec(head)?.[1] ?? 0);
  const numbers = stream.toString('latin1', 0, first).trim().split(/\s+/).map(Number);
  for (let i = 0; i + 1 < numbers.length; i += 2) {
    const next = numbers[i + 3];
    const body = stream.toString('latin1', first + (numbers[i + 1] ?? 0), next === undefined ? stream.length : first + next);
    objects.set(numbers[i] ?? 0, { head: body, stream: null });
  }
}

type Codes = ReadonlyMap<number, string>;

/** What the codes of a font of that name mean; two pages may give one name to two fonts, then both are tried. */
function readFonts(objects: ReadonlyMap<number, PdfObject>): Map<string, Map<string, Codes>> {
  const fonts = new Map<string, Map<string, Codes>>();
  for (const { head } of objects.values()) {
    for (const found of head.matchAll(/\/([A-Za-z]+\d+)\s+(\d+)\s+0\s+R/g)) {
      const font = objects.get(Number(found[2]));
      const table = font === undefined ? null : /\/ToUnicode\s+(\d+)\s+0\s+R/.exec(font.head);
      const map = table === null ? undefined : objects.get(Number(table[1]))?.stream;
      const [name, number] = [found[1] ?? '', found[2] ?? ''];
      if (map !== undefined && map !== null) fonts.set(name, (fonts.get(name) ?? new Map()).set(number, readCodes(map.toString('latin1'))));
    }
  }
  return fonts;
}

function readCodes(map: string): Map<number, string> {
  const codes = new Map<number, string>();
  for (const block of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const pair of (block[1] ?? '').matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g))
      codes.set(parseInt(pair[1] ?? '', 16), utf16(pair[2] ?? ''));
  }
  for (const block of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const row of (block[1] ?? '').matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) {
      const [low, high, to] = [row[1] ?? '', row[2] ?? '', row[3] ?? ''].map((hex) => parseInt(hex, 16));
      for (let code = low ?? 0; code <= (high ?? 0); code += 1) codes.set(code, String.fromCodePoint((to ?? 0) + code - (low ?? 0)));
    }
  }
  return codes;
}

function utf16(hex: string): string {
  return (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(parseInt(unit, 16))).join('');
}

/** A string between brackets, which stand inside it as they are where they are in pairs, so deep. */
function literal(depth: number): string {
  const inside = String.raw`\\[\s\S]|[^\\()]`;
  return String.raw`\((?:${depth === 0 ? inside : `${inside}|${literal(depth - 1)}`})*\)`;
}
const STRING = String.raw`${literal(8)}|<[0-9A-Fa-f]*>`;
const SHOWN = new RegExp(String.raw`\/([A-Za-z]+\d+)\s+[\d.]+\s+Tf|(\[(?:${STRING}|[^\]])*\])\s*TJ|(${STRING})\s*Tj`, 'g');
const PIECES = new RegExp(STRING, 'g');

/** Strings shown by Tj and TJ, decoded by the font set before them. Codes are of two bytes, as composite fonts have them. */
function drawnIn(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, Codes>>): string[] {
  const shown: string[] = [];
  let candidates: readonly Codes[] = [];
  for (const found of content.matchAll(SHOWN)) {
    if (found[1] !== undefined) candidates = [...(fonts.get(found[1])?.values() ?? [])];
    else for (const codes of candidates) shown.push(decode(found[2] ?? found[3] ?? '', codes));
  }
  return shown;
}

function decode(pieces: string, codes: Codes): string {
  let text = '';
  for (const [piece] of pieces.matchAll(PIECES)) {
    const said = piece.slice(1, -1);
    const bytes = piece.startsWith('(') ? unescape(said) : Buffer.from(said, 'hex').toString('latin1');
    for (let i = 0; i + 1 < bytes.length; i += 2) text += codes.get(bytes.charCodeAt(i) * 256 + bytes.charCodeAt(i + 1)) ?? '\ufffd';
  }
  return text;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescape(text: string): string {
  return text.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(parseInt(code, 8)) : (ESCAPES[code] ?? code),
  );
}
