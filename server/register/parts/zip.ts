/**
 * Parts of a zip file, unpacked as a stream (tệp nén): the directory is read from the end of the file, each part is inflated piece
 * by piece, and what comes out is counted, whatever the file claims, so that a small file cannot become an endless one.
 */
import { createInflateRaw } from 'node:zlib';
import type { Source } from './source.ts';

export interface ZipPart {
  readonly name: string;
  readonly packed: number;
  readonly at: number;
  readonly method: number;
}

/** What is wrong with the file as such. */
export class ZipTrouble extends Error {
  override readonly name = 'ZipTrouble';
  readonly code: 'file-broken' | 'file-too-large' | 'file-locked';

  constructor(code: ZipTrouble['code']) {
    super(code);
    this.code = code;
  }
}

const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_ENTRIES = 20_000;
const MAX_DIRECTORY = 16 * 1024 * 1024;

/** Throws ZipTrouble. */
export async function readDirectory(source: Source, maxUnpacked: number): Promise<ReadonlyMap<string, ZipPart>> {
  const tail = await source.read(Math.max(0, source.size - END_BYTES - 65_535), source.size);
  const end = findEnd(tail);
  if (end < 0) throw new ZipTrouble('file-broken');
  const entries = tail.readUInt16LE(end + 10);
  const size = tail.readUInt32LE(end + 12);
  const from = tail.readUInt32LE(end + 16);
  if (entries > MAX_ENTRIES || size > MAX_DIRECTORY) throw new ZipTrouble('file-too-large');
  return readEntries(await source.read(from, from + size), entries, maxUnpacked);
}

/** The end record stands last; a comment of up to 64 KB may follow it. */
function findEnd(tail: Buffer): number {
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) if (tail.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  return -1;
}

function readEntries(directory: Buffer, entries: number, maxUnpacked: number): Map<string, ZipPart> {
  const parts = new Map<string, ZipPart>();
  let claimed = 0;
  for (let i = 0, at = 0; i < entries; i += 1) {
    if (at + ENTRY_BYTES > directory.length || directory.readUInt32LE(at) !== ENTRY) throw new ZipTrouble('file-broken');
    if ((directory.readUInt16LE(at + 8) & 1) === 1) throw new ZipTrouble('file-locked');
    claimed += directory.readUInt32LE(at + 24);
    if (claimed > maxUnpacked) throw new ZipTrouble('file-too-large');
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset));
    const name = directory.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + (nameBytes ?? 0)).toString('utf8');
    const part = { packed: directory.readUInt32LE(at + 20), at: directory.readUInt32LE(at + 42), method: directory.readUInt16LE(at + 10) };
    parts.set(name.replaceAll('\\', '/').replace(/^\//, ''), { name, ...part });
    at += ENTRY_BYTES + (nameBytes ?? 0) + (extraBytes ?? 0) + (commentBytes ?? 0);
  }
  return parts;
}

/** Text of a part, piece by piece. `spend` is told the bytes that came out and throws when they are too many. */
export async function* readPart(source: Source, part: ZipPart, spend: (bytes: number) => void): AsyncGenerator<string> {
  const header = await source.read(part.at, part.at + LOCAL_BYTES);
  if (header.length < LOCAL_BYTES || header.readUInt32LE(0) !== LOCAL) throw new ZipTrouble('file-broken');
  const from = part.at + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (part.method !== 0 && part.method !== 8) throw new ZipTrouble('file-broken');
  const packed = source.stream(from, from + part.packed);
  const unpacked = part.method === 0 ? packed : packed.pipe(createInflateRaw());
  packed.once('error', (error) => unpacked.destroy(error));
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const bytes of unpacked) {
      if (!(bytes instanceof Uint8Array)) throw new ZipTrouble('file-broken');
      source.check();
      spend(bytes.length);
      yield decoder.decode(bytes, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    throw error instanceof ZipTrouble ? error : new ZipTrouble('file-broken');
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
}
