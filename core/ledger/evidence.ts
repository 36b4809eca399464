/**
 * Evidence about one household (hồ sơ chứng cứ): a text of lines that anybody checks without our server. The first line is the seal over a
 * statement that names every other line by its hash; a book's line holds the chain from the household's first event to the head, of
 * others ids, kinds and times alone, so that nothing of the household can be left out or altered unseen. What is in the lines is the
 * server's to gather; hash and signature come in as arguments.
 */
import * as z from 'zod';
import { idOf, parseUuid, type Uuid } from '../kernel/ids.ts';
import { type Instant, parseInstant } from '../kernel/dates.ts';
import { checkLink, commit, sameBytes, toHex } from './chain.ts';
import type { ChainedEvent, Hash } from './event.ts';
import { hashSchema, idSchema, instantSchema } from './fields.ts';

export const EVIDENCE_FORMAT = 'vuon-evidence-1';

/** What the seal is over: no other thing that the server ever signs begins so. */
export const sealedEvidence = (statement: string): string => `vuon evidence\n${statement}`;

const sealSchema = z.strictObject({
  format: z.literal(EVIDENCE_FORMAT),
  statement: z.string(),
  signature: z.string().max(200),
  publicKey: z.string().max(200),
});
export type EvidenceSeal = z.infer<typeof sealSchema>;

/** 64 and 32 bytes in base64url, each in its one spelling: the last sign's spare bits are zero, so no other text reads as the same seal. */
const ONE_SPELLING = { signature: /^[\w-]{85}[AQgw]$/, publicKey: /^[\w-]{42}[AEIMQUYcgkosw048]$/ };

const statementSchema = z.strictObject({
  householdId: idSchema,
  province: z.string(),
  demonstration: z.boolean(),
  madeAt: instantSchema,
  /** The person who had it made, and what for. */
  madeBy: z.string(),
  purpose: z.string(),
  parts: z.array(z.strictObject({ name: z.string().max(80), hash: hashSchema })),
});
export type EvidenceStatement = z.infer<typeof statementSchema>;

const saltSchema = z.string().regex(/^[0-9a-f]{32}$/);

const evidenceEventSchema = z.strictObject({
  version: z.int().min(1),
  eventId: idSchema,
  commandId: idSchema,
  commandPart: z.int().min(0),
  kind: z.string().max(60),
  kindVersion: z.int().min(1),
  householdId: idSchema.nullable(),
  accountId: idSchema,
  deviceAt: instantSchema,
  recordedAt: instantSchema,
  prevHash: hashSchema,
  commitment: hashSchema,
  hash: hashSchema,
  /** Of the household's own events alone; gone where it was lawfully erased. */
  sealed: z.strictObject({ salt: saltSchema, body: z.string() }).optional(),
});
export type EvidenceEvent = z.infer<typeof evidenceEventSchema>;

export const BOOK_PART = 'book:';

const bookSchema = z.strictObject({
  bookId: idSchema,
  hamletId: z.string(),
  head: z.strictObject({ version: z.int().min(1), hash: hashSchema }),
  /** The newest daily root, kept outside the database, that knows this book: to be compared with a copy of that file. */
  rooted: z.strictObject({ day: z.string(), root: hashSchema, version: z.int().min(1), hash: hashSchema }).nullable(),
  events: z.array(evidenceEventSchema).min(1),
});
export type EvidenceBook = z.infer<typeof bookSchema>;

export type EvidenceFault =
  | { readonly code: 'not-evidence' | 'signature-wrong' | 'statement-unreadable' | 'household-nowhere' }
  | { readonly code: 'part-altered' | 'part-missing' | 'part-unreadable' | 'part-unnamed'; readonly part: string }
  | {
      readonly code: 'event-altered' | 'link-broken' | 'body-altered' | 'body-missing';
      readonly part: string;
      readonly version: number;
      readonly kind: string;
    }
  | { readonly code: 'events-missing'; readonly part: string; readonly from: number; readonly to: number }
  | { readonly code: 'head-differs' | 'root-differs'; readonly part: string; readonly version: number };

export interface EvidenceReport {
  readonly statement: EvidenceStatement | null;
  readonly publicKey: string | null;
  /** Events of the household, of all of them; bodies lawfully erased. */
  readonly events: number;
  readonly chained: number;
  readonly erased: number;
  readonly faults: readonly EvidenceFault[];
}

export interface EvidenceTools {
  readonly hash: Hash;
  readonly verifies: (told: { readonly text: string; readonly signature: string; readonly publicKey: string }) => boolean;
}

/** A file as lines, each ended. */
export function evidenceText(seal: EvidenceSeal, parts: readonly string[]): string {
  return `${[JSON.stringify(seal), ...parts].join('\n')}\n`;
}

/** Passes when `faults` is empty; whether the key is the authority's own is for whoever compares it. */
export function checkEvidence(text: string, tools: EvidenceTools): EvidenceReport {
  const nothing = { statement: null, publicKey: null, events: 0, chained: 0, erased: 0 };
  const [first = '', ...lines] = text.replace(/\n$/, '').split('\n');
  const seal = read(sealSchema, first);
  if (seal === null) return { ...nothing, faults: [{ code: 'not-evidence' }] };
  const { signature, publicKey } = seal;
  const faults: EvidenceFault[] = [];
  const spelt = ONE_SPELLING.signature.test(signature) && ONE_SPELLING.publicKey.test(publicKey);
  if (!spelt || !tools.verifies({ text: sealedEvidence(seal.statement), signature, publicKey })) faults.push({ code: 'signature-wrong' });
  const statement = read(statementSchema, seal.statement);
  if (statement === null) return { ...nothing, publicKey, faults: [...faults, { code: 'statement-unreadable' }] };
  const told = statement.parts.map(({ name, hash }, i) => ({ name, hash, line: lines[i] }));
  lines.slice(told.length).forEach((_, i) => faults.push({ code: 'part-unnamed', part: String(told.length + i + 2) }));
  const walk: Walk = { tools, householdId: statement.householdId, faults, events: 0, chained: 0, erased: 0 };
  for (const { name, hash, line } of told) {
    if (line === undefined) faults.push({ code: 'part-missing', part: name });
    else if (toHex(tools.hash(line)) !== hash) faults.push({ code: 'part-altered', part: name });
    if (line !== undefined && name.startsWith(BOOK_PART)) walkBook(walk, name, line);
  }
  if (walk.events === 0) faults.push({ code: 'household-nowhere' });
  const { events, chained, erased } = walk;
  return { statement, publicKey, events, chained, erased, faults };
}

interface Walk {
  readonly tools: EvidenceTools;
  readonly householdId: string;
  readonly faults: EvidenceFault[];
  events: number;
  chained: number;
  erased: number;
}

function walkBook(walk: Walk, part: string, line: string): void {
  const book = read(bookSchema, line);
  const [first] = book?.events ?? [];
  if (book === null || first === undefined) {
    walk.faults.push({ code: 'part-unreadable', part });
    return;
  }
  let last = { version: first.version - 1, hash: bytesOf(first.prevHash) };
  const gone = new Map<string, EvidenceEvent>();
  const named = new Set<string>();
  const altered = new Map<string, EvidenceEvent & { readonly found: string }>();
  const left = new Map<string, string>();
  const rooted = book.rooted;
  for (const told of book.events) {
    const event = chainedOf(book.bookId, told);
    if (event === null) {
      walk.faults.push({ code: 'part-unreadable', part });
      return;
    }
    noteLink(walk, part, { last, event });
    noteBody(walk, { told, event, gone, named, altered, left });
    if (rooted?.version === told.version && rooted.hash !== told.hash)
      walk.faults.push({ code: 'root-differs', part, version: told.version });
    last = { version: told.version, hash: event.hash };
    walk.chained += 1;
  }
  for (const [eventId, { version, kind, found }] of altered)
    if (left.get(eventId) === found) walk.erased += 1;
    else walk.faults.push({ code: 'body-altered', part, version, kind });
  for (const [eventId, { version, kind }] of gone)
    if (named.has(eventId)) walk.erased += 1;
    else walk.faults.push({ code: 'body-missing', part, version, kind });
  if (last.version !== book.head.version || toHex(last.hash) !== book.head.hash)
    walk.faults.push({ code: 'head-differs', part, version: book.head.version });
}

function noteLink(
  { tools, faults }: Walk,
  part: string,
  { last, event }: { last: Parameters<typeof checkLink>[1]; event: ChainedEvent },
): void {
  const { version, kind } = event;
  const fault = checkLink(tools.hash, last, event);
  if (fault === null) return;
  if (fault.code !== 'version-gap') {
    faults.push({ code: fault.code, part, version, kind });
    return;
  }
  faults.push({ code: 'events-missing', part, from: fault.expected, to: fault.found - 1 });
  if (checkLink(tools.hash, { version: version - 1, hash: event.prevHash }, event) !== null)
    faults.push({ code: 'event-altered', part, version, kind });
}

interface Seen {
  readonly told: EvidenceEvent;
  readonly event: ChainedEvent;
  readonly gone: Map<string, EvidenceEvent>;
  readonly named: Set<string>;
  /** Bodies that do not fit their event, with what they are, until it is told what was left of them. */
  readonly altered: Map<string, EvidenceEvent & { readonly found: string }>;
  readonly left: Map<string, string>;
}

function noteBody(walk: Walk, { told, event, gone, named, altered, left }: Seen): void {
  const { sealed, kind, householdId, eventId } = told;
  const own = householdId === walk.householdId;
  if (own) walk.events += 1;
  if (sealed === undefined) {
    if (own) gone.set(eventId, told);
    return;
  }
  const commitment = commit(walk.tools.hash, { salt: bytesOf(sealed.salt), body: sealed.body });
  if (!sameBytes(commitment, event.commitment)) altered.set(eventId, { ...told, found: toHex(commitment) });
  // Also what went with others when its time was over.
  if (kind !== 'erased') return;
  const body = read(erasedSchema, sealed.body);
  for (const id of body?.eventIds ?? []) named.add(id);
  for (const one of body?.left ?? []) left.set(one.eventId, one.commitment);
}

const erasedSchema = z.object({
  eventIds: z.array(z.string()),
  left: z.array(z.object({ eventId: z.string(), commitment: z.string() })).optional(),
});

function read<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
}

function uuid(text: string): Uuid | null {
  const parsed = parseUuid(text);
  return parsed.ok ? parsed.value : null;
}

function instant(text: string): Instant | null {
  const parsed = parseInstant(text);
  return parsed.ok ? parsed.value : null;
}

function chainedOf(book: string, told: EvidenceEvent): ChainedEvent | null {
  const [bookId, eventId, commandId, accountId] = [book, told.eventId, told.commandId, told.accountId].map(uuid);
  const householdId = told.householdId === null ? null : uuid(told.householdId);
  const [deviceAt, recordedAt] = [instant(told.deviceAt), instant(told.recordedAt)];
  if (!bookId || !eventId || !commandId || !accountId || deviceAt === null || recordedAt === null) return null;
  const { version, commandPart, kind, kindVersion } = told;
  return {
    ...{ bookId: idOf('book', bookId), version, eventId: idOf('event', eventId), commandId: idOf('command', commandId), commandPart },
    ...{
      kind,
      kindVersion,
      householdId: householdId === null ? null : idOf('household', householdId),
      accountId: idOf('account', accountId),
    },
    ...{ deviceAt, recordedAt, prevHash: bytesOf(told.prevHash), commitment: bytesOf(told.commitment), hash: bytesOf(told.hash) },
  };
}
