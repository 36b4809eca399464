/**
 * Bytes of a brought file, in memory or on disk, read piece by piece (đọc tệp từng phần), so that a large upload need never be in
 * memory whole.
 */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';

export interface Source {
  readonly size: number;
  /** Bytes from `from` up to and without `to`; fewer at the end of the file. */
  read(from: number, to: number): Promise<Buffer>;
  stream(from: number, to: number): Readable;
  /** Asked at each piece: throws once nobody waits for it any more. */
  check(): void;
}

export async function sourceOf(file: { readonly bytes: Uint8Array } | { readonly path: string }, signal?: AbortSignal): Promise<Source> {
  return { ...('bytes' in file ? inMemory(file.bytes) : await onDisk(file.path)), check: () => signal?.throwIfAborted() };
}

function inMemory(bytes: Uint8Array): Omit<Source, 'check'> {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = async (from: number, to: number): Promise<Buffer> => all.subarray(from, to);
  return { size: all.length, read, stream: (from, to) => Readable.from(pieces(all, from, to)) };
}

const PIECE = 65_536;

function* pieces(all: Buffer, from: number, to: number): Generator<Buffer> {
  for (let at = from; at < Math.min(to, all.length); at += PIECE) yield all.subarray(at, Math.min(at + PIECE, to));
}

async function onDisk(path: string): Promise<Omit<Source, 'check'>> {
  const { size } = await stat(path);
  const read = async (from: number, to: number): Promise<Buffer> => {
    const handle = await open(path, 'r');
    try {
      const buffer = Buffer.alloc(Math.max(0, Math.min(to, size) - from));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  };
  return { size, read, stream: (from, to) => (from >= to ? Readable.from([]) : createReadStream(path, { start: from, end: to - 1 })) };
}
