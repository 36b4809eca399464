/**
 * The files of an import, all sheets of them one after another (các tệp của một lần nhập): each sheet with a name of its own, text
 * of old fonts told and converted where the person agreed, and the print by which the same files are known again.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { fromLegacy, type LegacyEncoding, legacyEncodingOf } from '../../core/kernel/legacy-text.ts';
import { ok, type Result } from '../../core/kernel/result.ts';
import type { SheetHead } from '../../core/register/import/reading.ts';
import type { Cell, Line, SheetSink } from '../../core/register/import/sheet.ts';
import { type BroughtFile, type FileProblem, walkSheets } from './workbook.ts';

export interface Files {
  readonly files: readonly BroughtFile[];
  /** Text of an old font to be converted, as the person agreed. */
  readonly legacy?: LegacyEncoding | null;
}

/** All sheets of the files, each with a name of its own, row by row, in the font that the person asked for. */
export async function walkFiles(
  { files, legacy = null }: Files,
  sink: SheetSink,
  signal?: AbortSignal,
): Promise<Result<true, FileProblem>> {
  const names = new Set<string>();
  const telling: SheetSink = {
    begin: (sheet) => {
      const name = freeName(sheet.name, names);
      names.add(name);
      sink.begin({ ...sheet, name });
    },
    line: (line) => sink.line(legacy === null ? line : withoutOldFont(line, legacy)),
  };
  for (const file of files) {
    const read = await walkSheets(file, telling, { signal });
    if (!read.ok) return read;
  }
  return ok(true);
}

export interface OldFont {
  readonly encoding: LegacyEncoding;
  readonly before: string;
  readonly after: string;
}

/** By the titles and the first people. */
export function oldFontOf(heads: readonly SheetHead[]): OldFont | null {
  const texts = heads.flatMap((sheet) => sheet.lines.flatMap((line) => line.cells.filter((cell) => typeof cell === 'string')));
  const encoding = legacyEncodingOf(texts);
  if (encoding === null) return null;
  const before = texts.find((text) => /[\u00a1-\u00ff]/.test(text)) ?? '';
  return { encoding, before, after: fromLegacy(before, encoding) };
}

function withoutOldFont(line: Line, encoding: LegacyEncoding): Line {
  return { ...line, cells: line.cells.map((cell: Cell): Cell => (typeof cell === 'string' ? fromLegacy(cell, encoding) : cell)) };
}

/** The name of a file as it may stand in the ledger: one line, without signs that nobody sees or that turn the writing around. */
export function plainName(name: string): string {
  const plain = name
    .replace(/^.*[\\/]/s, '')
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    // The Hangul fillers are letters that show nothing.
    .replace(/[\p{Cf}\p{Cn}\u115f\u1160\u3164\uffa0]/gu, '')
    .trim();
  return /[\p{L}\p{N}]/u.test(plain.replace(/\.\w*$/, '')) ? plain : `danh-sach${/\.\w+$/.exec(plain)?.[0] ?? ''}`;
}

/** Two files may both have a sheet called "Sheet1". */
function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? name : `${name.slice(0, 26)} (${number})`;
    if (!taken.has(tried)) return tried;
  }
}

/** The same for the same files in whatever order they are brought. */
export async function hashOf(files: readonly BroughtFile[]): Promise<string> {
  const [only, ...others] = await Promise.all(files.map(hashOfOne));
  return only !== undefined && others.length === 0
    ? only
    : createHash('sha256')
        .update([only, ...others].sort().join(' '))
        .digest('hex');
}

async function hashOfOne(file: BroughtFile): Promise<string> {
  const hash = createHash('sha256');
  if ('bytes' in file) hash.update(file.bytes);
  else for await (const part of createReadStream(file.path)) hash.update(part);
  return hash.digest('hex');
}
