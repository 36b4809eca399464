/**
 * The inside of a backup (nội dung bản sao lưu): a row of frames, each a letter, a length and bytes. `M` what the backup is, `T` a
 * table begins, `D` its rows as COPY gives them, `E` how many rows and their hash, `R` the file of daily roots,
 * `K` the key outside the database, `Z` the end.
 */
import type { BackupProblem } from '../backup-problem.ts';

export type FrameKind = 'M' | 'T' | 'D' | 'E' | 'R' | 'K' | 'Z';

export interface Frame {
  readonly kind: FrameKind;
  readonly bytes: Buffer;
}

const KINDS: readonly string[] = ['M', 'T', 'D', 'E', 'R', 'K', 'Z'] satisfies FrameKind[];

export function frame(kind: FrameKind, content: Uint8Array | object): Buffer {
  const bytes = content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content));
  const start = Buffer.alloc(5);
  start.write(kind, 0, 'latin1');
  start.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([start, bytes]);
}

/** `broken` makes the error for a frame that cannot be. */
export async function* frames(content: AsyncIterable<Uint8Array>, broken: () => BackupProblem): AsyncGenerator<Frame> {
  let held = Buffer.alloc(0);
  for await (const part of content) {
    held = held.length === 0 ? Buffer.from(part) : Buffer.concat([held, part]);
    let at = 0;
    while (held.length - at >= 5) {
      const kind = held.toString('latin1', at, at + 1);
      const length = held.readUInt32BE(at + 1);
      if (!KINDS.includes(kind)) throw broken();
      if (held.length - at - 5 < length) break;
      yield { kind: kind as FrameKind, bytes: held.subarray(at + 5, at + 5 + length) };
      at += 5 + length;
    }
    held = held.subarray(at);
  }
  if (held.length > 0) throw broken();
}
