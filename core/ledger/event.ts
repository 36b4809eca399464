/**
 * The shape of one event (sự kiện trong sổ cái): a header that the chain covers, and a body that lies beside it under a
 * salted commitment, so that a person can be forgotten without breaking the chain. What kinds exist is `core/kinds.ts`; how
 * headers are linked is `chain.ts`; where they are stored is the server's.
 */
import type { AccountId, BookId, CommandId, EventId, HouseholdId, Uuid } from '../kernel/ids.ts';
import type { Instant } from '../kernel/dates.ts';

/** SHA-256 over the parts one after another, a text as its UTF-8 bytes. 32 bytes. Comes in as an argument. */
export type Hash = (...parts: readonly (string | Uint8Array)[]) => Uint8Array;

/** What `commitment` and the link to the event before are added to. Never holds a person's data. */
export interface EventHeader {
  readonly bookId: BookId;
  /** 1 for the first event of a book, then without gaps. */
  readonly version: number;
  readonly eventId: EventId;
  readonly commandId: CommandId;
  /** A command may make several events: 0, 1, 2 … over all books it touches. */
  readonly commandPart: number;
  readonly kind: string;
  readonly kindVersion: number;
  /** Every event of a hamlet's book that concerns one household names it; no event concerns two. */
  readonly householdId: HouseholdId | null;
  readonly accountId: AccountId;
  /** The device's clock, as sent. */
  readonly deviceAt: Instant;
  /** The server's clock, one moment for a batch. */
  readonly recordedAt: Instant;
}

/** A header with its place in the chain. */
export interface ChainedEvent extends EventHeader {
  readonly prevHash: Uint8Array;
  readonly commitment: Uint8Array;
  readonly hash: Uint8Array;
}

/** The body as it is stored: canonical JSON, and the salt without which its commitment says nothing. 16 bytes. */
export interface Sealed {
  readonly body: string;
  readonly salt: Uint8Array;
}

/** Who acts where nobody has signed in: the first installation, jobs of the server. No account has this id. */
export const SYSTEM_ACCOUNT = '00000000-0000-8000-8000-000000000000';

/** The same command always makes events with the same ids, so that sending it twice can never append twice. */
export function eventIdOf(hash: Hash, commandId: string, part: number, uuidFrom: (bytes: Uint8Array) => Uuid): Uuid {
  return uuidFrom(hash('vuon event', commandId, String(part)).subarray(0, 16));
}
