/**
 * Reads lists kept as text (đọc tệp CSV): which encoding, which separator, which lines. Encodings of before Unicode are told
 * apart by how Vietnamese the text then reads; those of old fonts are left for a person to agree to.
 */
import { CsvReader } from '../../../core/kernel/csv.ts';
import { countWords, fromLegacy, LEGACY_ENCODINGS } from '../../../core/kernel/legacy-text.ts';
import { type Cell, isBlank, MAX_COLUMNS, type SheetSink } from '../../../core/register/import/sheet.ts';
import type { Source } from './source.ts';

export type TextProblem = 'file-broken' | 'file-not-text' | 'file-too-many-rows';

/** Row by row; null when all went well. */
export async function walkText(
  name: string,
  source: Source,
  { sink, maxRows }: { sink: SheetSink; maxRows: number },
): Promise<TextProblem | null> {
  const encoding = await encodingOf(source);
  if (encoding === null) return 'file-not-text';
  const reader = new CsvReader(separatorOf(new TextDecoder(encoding).decode(await source.read(0, HEAD_BYTES))), MAX_COLUMNS);
  sink.begin({ name: name.replace(/\.[^.]*$/, ''), hidden: false });
  let rows = 0;
  const take = (text: string, last: boolean): TextProblem | null => {
    if (text.includes('\0')) return 'file-not-text';
    const read = reader.push(text, last);
    if (!read.ok) return 'file-broken';
    for (const { line, cells } of read.value) {
      const told = {
        line,
        cells: cells.map((cell): Cell => (cell === '' ? null : encoding === 'windows-1258' ? cell.normalize('NFC') : cell)),
      };
      if (isBlank(told)) continue;
      rows += 1;
      if (rows > maxRows) return 'file-too-many-rows';
      sink.line(told);
    }
    return null;
  };
  const decoder = new TextDecoder(encoding);
  for await (const bytes of source.stream(0, source.size)) {
    source.check();
    const problem = take(decoder.decode(bytesOf(bytes), { stream: true }), false);
    if (problem !== null) return problem;
  }
  return take(decoder.decode(), true);
}

const HEAD_BYTES = 200_000;

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258' | 'windows-1252';

/** Null where it is no text at all. */
async function encodingOf(source: Source): Promise<Encoding | null> {
  const head = await source.read(0, HEAD_BYTES);
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const wide = wideWithoutMark(head);
  if (wide !== null) return wide;
  if (head.subarray(0, 65_536).includes(0)) return null;
  return (await isUtf8(source)) ? 'utf-8' : oneByteEncoding(head);
}

async function isUtf8(source: Source): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of source.stream(0, source.size)) decoder.decode(bytesOf(bytes), { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function bytesOf(part: unknown): Uint8Array {
  if (part instanceof Uint8Array) return part;
  throw new TypeError('A file gave no bytes.');
}

/** UTF-16 without its mark: every other byte of the first titles' plain letters is 0. */
function wideWithoutMark(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, 200);
  const zeros = (from: number): number => head.filter((byte, i) => i % 2 === from && byte === 0).length;
  if (head.length < 8 || Math.max(zeros(0), zeros(1)) < head.length / 8) return null;
  return zeros(1) > zeros(0) ? 'utf-16le' : 'utf-16be';
}

/** Windows-1258, or signs of an old font as code page 1252 shows them: whichever reads better. */
function oneByteEncoding(head: Buffer): Encoding {
  const vietnamese = new TextDecoder('windows-1258').decode(head).normalize('NFC').slice(0, 20_000);
  const western = new TextDecoder('windows-1252').decode(head).slice(0, 20_000);
  const old = LEGACY_ENCODINGS.map((encoding) => countWords([fromLegacy(western, encoding)]));
  return Math.max(...old) > countWords([vietnamese]) ? 'windows-1252' : 'windows-1258';
}

/** The sign that stands most often in the longest of the first lines: titles have one between each two. */
function separatorOf(text: string): string {
  const lines = text.slice(0, 100_000).split(/\r\n|\r|\n/, 25);
  const counts = [',', ';', '\t'].map((sign) => [sign, Math.max(...lines.map((line) => line.split(sign).length))] as const);
  return counts.reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}
