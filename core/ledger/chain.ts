/**
 * The hash chain of a book (chuỗi băm): each event's hash covers the event before, its own header and the commitment to its
 * body. Whoever changes a byte changes every hash after it; whoever rewrites all of them changes the head, which is rolled
 * daily into a root kept outside the database. Reading and writing rows is left to the server.
 */
import { canonical } from './canonical.ts';
import type { ChainedEvent, EventHeader, Hash, Sealed } from './event.ts';

/** Version and hash of a book's last event; an empty book stands at version 0 with 32 zero bytes. */
export interface Head {
  readonly version: number;
  readonly hash: Uint8Array;
}

export const emptyHead = (): Head => ({ version: 0, hash: new Uint8Array(32) });

/** Salt ‖ body. The salt keeps a guess at a forgotten body from being confirmed. */
export function commit(hash: Hash, sealed: Sealed): Uint8Array {
  return hash('vuon body\n', sealed.salt, sealed.body);
}

/** Previous hash (32 bytes) ‖ canonical header ‖ commitment (32 bytes). */
export function link(hash: Hash, prevHash: Uint8Array, header: EventHeader, commitment: Uint8Array): Uint8Array {
  return hash('vuon event\n', prevHash, headerText(header), commitment);
}

export function headerText(header: EventHeader): string {
  return canonical([
    header.bookId,
    header.version,
    header.eventId,
    header.commandId,
    header.commandPart,
    header.kind,
    header.kindVersion,
    header.householdId,
    header.accountId,
    header.deviceAt,
    header.recordedAt,
  ]);
}

/** The next event of a book: takes the version after `head` and is linked to it. */
export function chain(hash: Hash, head: Head, header: Omit<EventHeader, 'version'>, commitment: Uint8Array): ChainedEvent {
  const whole = { ...header, version: head.version + 1 };
  return { ...whole, prevHash: head.hash, commitment, hash: link(hash, head.hash, whole, commitment) };
}

export const headOf = (event: ChainedEvent): Head => ({ version: event.version, hash: event.hash });

export type ChainFault =
  | { readonly code: 'version-gap'; readonly expected: number; readonly found: number }
  | { readonly code: 'link-broken'; readonly version: number }
  | { readonly code: 'event-altered'; readonly version: number };

/** What is wrong with `event` as the follower of `head`; null when nothing is. */
export function checkLink(hash: Hash, head: Head, event: ChainedEvent): ChainFault | null {
  if (event.version !== head.version + 1) return { code: 'version-gap', expected: head.version + 1, found: event.version };
  if (!sameBytes(event.prevHash, head.hash)) return { code: 'link-broken', version: event.version };
  const expected = link(hash, event.prevHash, event, event.commitment);
  return sameBytes(expected, event.hash) ? null : { code: 'event-altered', version: event.version };
}

/** One root over all books: their heads in ascending book id. The order of the arguments does not matter. */
export function rootOf(hash: Hash, heads: readonly (Head & { readonly bookId: string })[]): Uint8Array {
  const sorted = [...heads].sort((a, b) => (a.bookId < b.bookId ? -1 : 1));
  const leaves = sorted.map((head) => hash('vuon head\n', canonical([head.bookId, head.version]), head.hash));
  return hash('vuon root\n', ...leaves);
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
