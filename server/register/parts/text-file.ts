/**
 * Reads lists kept as text (đọc tệp CSV): which encoding, which separator, which lines. Encodings of before Unicode are told
 * apart by how Vietnamese the text then reads; those of old fonts are left for a person to agree to.
 */
import { parseCsv } from '../../../core/kernel/csv.ts';
import { countWords, fromLegacy, LEGACY_ENCODINGS } from '../../../core/kernel/legacy-text.ts';
import { type Cell, isBlank, type Line, type Sheet } from '../../../core/register/import/sheet.ts';

export function readText(name: string, bytes: Buffer, maxRows: number): Sheet | 'file-broken' | 'file-not-text' | 'file-too-many-rows' {
  const text = decode(bytes);
  if (text === null) return 'file-not-text';
  const parsed = parseCsv(text, separatorOf(text));
  if (!parsed.ok) return 'file-broken';
  if (parsed.value.length > maxRows) return 'file-too-many-rows';
  const lines = parsed.value.map(({ line, cells }): Line => ({ line, cells: cells.map((cell): Cell => (cell === '' ? null : cell)) }));
  return { name: name.replace(/\.[^.]*$/, ''), lines: lines.filter((line) => !isBlank(line)) };
}

/** Null where it is no text at all. */
function decode(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const wide = wideWithoutMark(bytes);
  if (wide !== null) return new TextDecoder(wide).decode(bytes);
  if (bytes.subarray(0, 65_536).includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeOneByte(bytes);
  }
}

/** UTF-16 without its mark: every other byte of the first titles' plain letters is 0. */
function wideWithoutMark(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, 200);
  const zeros = (from: number): number => head.filter((byte, i) => i % 2 === from && byte === 0).length;
  if (head.length < 8 || Math.max(zeros(0), zeros(1)) < head.length / 8) return null;
  return zeros(1) > zeros(0) ? 'utf-16le' : 'utf-16be';
}

/** Windows-1258, or signs of an old font as code page 1252 shows them: whichever reads better. */
function decodeOneByte(bytes: Buffer): string {
  const vietnamese = new TextDecoder('windows-1258').decode(bytes).normalize('NFC');
  const western = new TextDecoder('windows-1252').decode(bytes);
  const part = (text: string): readonly string[] => [text.slice(0, 20_000)];
  const old = LEGACY_ENCODINGS.map((encoding) => countWords([fromLegacy(western.slice(0, 20_000), encoding)]));
  return Math.max(...old) > countWords(part(vietnamese)) ? western : vietnamese;
}

/** The sign that stands most often in the longest of the first lines: titles have one between each two. */
function separatorOf(text: string): string {
  const lines = text.slice(0, 100_000).split(/\r\n|\r|\n/, 25);
  const counts = [',', ';', '\t'].map((sign) => [sign, Math.max(...lines.map((line) => line.split(sign).length))] as const);
  return counts.reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}
