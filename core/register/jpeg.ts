/**
 * A picture as it is kept (ảnh JPEG đã bỏ phần kèm theo): the bare picture and nothing that a camera wrote beside it, such as place,
 * time and owner, and nothing hidden before, between or behind. The device takes all of that out, the server refuses what still has it.
 */
import { fail, ok, type Result } from '../kernel/result.ts';

export type JpegFault = 'photo-not-jpeg' | 'photo-carries-more' | 'photo-too-large';
export interface Jpeg {
  readonly width: number;
  readonly height: number;
}

/** Longest side of a kept picture, in dots. */
export const MOST_SIDE = 1_600;

const [SOI, EOI, SOS, DNL] = [0xd8, 0xd9, 0xda, 0xdc];
/** Tables of the coding, frames (baseline, extended, progressive), restart interval: all that a picture is made of. */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);
const PICTURE: ReadonlySet<number> = new Set([...FRAMES, 0xc4, 0xdb, 0xdd, DNL, SOS]);
const JFIF = [0x4a, 0x46, 0x49, 0x46, 0x00];
/** With no thumbnail in it. */
const JFIF_BYTES = 16;

interface Part {
  readonly marker: number;
  /** Where its marker begins, and where what belongs to it ends. */
  readonly from: number;
  readonly to: number;
}

/** Everything from the first mark to the end mark in its parts; null for what is no such picture. `end`: behind the end mark. */
function partsOf(bytes: Uint8Array): { readonly parts: readonly Part[]; readonly end: number } | null {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return null;
  const parts: Part[] = [];
  for (let at = 2; ; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === EOI) return { parts, end: at + 2 };
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    if (marker < 0xc0 || length < 2 || at + 2 + length > bytes.length) return null;
    const to = marker === SOS ? endOfScan(bytes, at + 2 + length) : at + 2 + length;
    parts.push({ marker, from: at, to });
    at = to;
  }
}

/** Coded dots go on to the next mark that is neither a written 0xff nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

function isBareJfif(bytes: Uint8Array, { marker, from, to }: Part): boolean {
  return marker === 0xe0 && to - from - 2 === JFIF_BYTES && JFIF.every((each, i) => bytes[from + 4 + i] === each);
}

const [DHT, DQT, DRI] = [0xc4, 0xdb, 0xdd];
const DOTS = 64;
const MOST_TABLES = 4;
const LENGTHS = 16;
const MOST_SYMBOLS = 256;

/** Is a part just as long as what it says it holds? Behind it something else could be written. */
function isWhole(bytes: Uint8Array, { marker, from }: Part): boolean {
  const length = ((bytes[from + 2] ?? 0) << 8) | (bytes[from + 3] ?? 0);
  const body = bytes.subarray(from + 4, from + 2 + length);
  if (marker === DQT) return isTables(body, (at) => 1 + DOTS * ((body[at] ?? 0) < 16 ? 1 : 2), 1);
  if (marker === DHT) return isTables(body, (at) => 1 + LENGTHS + symbolsOf(body.subarray(at + 1, at + 1 + LENGTHS)), 1);
  if (marker === DRI || marker === DNL) return body.length === 2;
  if (marker === SOS) return body.length === 4 + 2 * (body[0] ?? 0);
  return body.length === 6 + 3 * (body[5] ?? 0);
}

/** Each begins with its kind and number, of which there are few; one after the other they fill the part. */
function isTables(body: Uint8Array, lengthAt: (at: number) => number, mostKind: number): boolean {
  let at = 0;
  const seen = new Set<number>();
  while (at < body.length) {
    const named = body[at] ?? 0;
    if (named >> 4 > mostKind || (named & 15) >= MOST_TABLES || seen.has(named)) return false;
    seen.add(named);
    at += lengthAt(at);
  }
  return at === body.length && seen.size > 0;
}

function symbolsOf(counts: Uint8Array): number {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return all > MOST_SYMBOLS ? Number.POSITIVE_INFINITY : all;
}

const isKept = (bytes: Uint8Array, part: Part): boolean => (PICTURE.has(part.marker) ? isWhole(bytes, part) : isBareJfif(bytes, part));

/** The same picture without what was written beside it; null for what is none. */
export function barePicture(bytes: Uint8Array): Uint8Array | null {
  const found = partsOf(bytes);
  if (found === null) return null;
  const kept = [
    bytes.subarray(0, 2),
    ...found.parts.filter((part) => isKept(bytes, part)).map(({ from, to }) => bytes.subarray(from, to)),
    bytes.subarray(found.end - 2, found.end),
  ];
  const bare = new Uint8Array(kept.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const each of kept) {
    bare.set(each, at);
    at += each.length;
  }
  return bare;
}

/** A picture that is bare and not too large; else what is wrong with it. */
export function readJpeg(bytes: Uint8Array): Result<Jpeg, { readonly code: JpegFault }> {
  const found = partsOf(bytes);
  const frame = found?.parts.filter(({ marker }) => FRAMES.has(marker)) ?? [];
  const [only] = frame;
  if (found === null || only === undefined || frame.length > 1 || !found.parts.some(({ marker }) => marker === SOS))
    return fail({ code: 'photo-not-jpeg' });
  if (found.end !== bytes.length || !found.parts.every((part) => isKept(bytes, part))) return fail({ code: 'photo-carries-more' });
  const word = (at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  const [height, width] = [word(only.from + 5), word(only.from + 7)];
  if (width === 0 || height === 0) return fail({ code: 'photo-not-jpeg' });
  return width > MOST_SIDE || height > MOST_SIDE ? fail({ code: 'photo-too-large' }) : ok({ width, height });
}
