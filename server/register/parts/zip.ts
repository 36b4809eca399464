/**
 * How large a zip file says it is once unpacked (chống tệp nén quá lớn): the sum over its directory, read without
 * unpacking anything. `null`: the directory is missing, as in a file that was cut off.
 */
const END_OF_DIRECTORY = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const MAX_ENTRIES = 20_000;

export function unpackedSize(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return null;
  const entries = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (entries > MAX_ENTRIES) return Number.POSITIVE_INFINITY;
  let size = 0;
  for (let i = 0; i < entries; i += 1) {
    if (at + ENTRY_BYTES > view.byteLength || view.getUint32(at, true) !== ENTRY) return null;
    size += view.getUint32(at + 24, true);
    at += ENTRY_BYTES + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return size;
}

/** The end record stands last; a comment of up to 64 KB may follow it. */
function findEnd(view: DataView): number | null {
  const earliest = Math.max(0, view.byteLength - END_BYTES - 65_535);
  for (let at = view.byteLength - END_BYTES; at >= earliest; at -= 1) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  return null;
}
