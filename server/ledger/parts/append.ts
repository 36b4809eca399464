/**
 * Makes the events of a command and links them to their books (ghi sổ): salts, commitments, ids and hashes in the process, under
 * heads that the transaction holds; each is folded into its household at once, so that the next command of the batch sees it.
 * `flush` then writes all events of a run of commands in one statement a table.
 */
import { canonical } from '../../../core/ledger/canonical.ts';
import { chain, commit, headOf, toHex } from '../../../core/ledger/chain.ts';
import { type ChainedEvent, eventIdOf } from '../../../core/ledger/event.ts';
import { type AnyBody, EVENTS } from '../../../core/kinds.ts';
import { idOf, parseUuid, type Uuid, uuidFrom } from '../../../core/kernel/ids.ts';
import { type Instant, parseInstant } from '../../../core/kernel/dates.ts';
import type { BookVersion } from '../../../core/sync/envelope.ts';
import { type Sql, together } from '../sql.ts';
import { emptyDossier, foldDossier } from './dossier.ts';
import { bookTable, type EventRow, eventTable, headTable, movedHeadTable, type PayloadRow, payloadTable } from './ledger-tables.ts';
import type { Parsed } from './parse.ts';
import { insertRows, updateRows } from './tables.ts';
import { accountOf, type World } from './world.ts';
import { writeDossiers } from './write-dossiers.ts';

/** An event to be. `salt` only where its commitment was needed beforehand; `text` when the body's canonical text is known. */
export interface Plan {
  readonly bookId: string;
  readonly householdId: string | null;
  readonly said: AnyBody;
  readonly salt?: Uint8Array;
  readonly text?: string;
  /** The book whose head, as it stands when this event is added, is written into the body. */
  readonly cites?: string;
  /** What follows in the same transaction once the event is written and the bodies that it names are gone. */
  readonly after?: (sql: Sql, eventId: string) => Promise<void>;
}

/** Events made and not yet written. */
export interface Pending {
  readonly events: EventRow[];
  readonly payloads: PayloadRow[];
  readonly touched: Set<string>;
}

export const nothingPending = (): Pending => ({ events: [], payloads: [], touched: new Set() });

/** Adds the events of one command; the answer's versions. */
export function append(world: World, pending: Pending, command: Parsed, plans: readonly Plan[]): readonly BookVersion[] {
  const versions = new Map<string, number>();
  plans.forEach((planned, part) => {
    const plan = planned.cites === undefined ? planned : { ...planned, said: citing(world, planned.said, planned.cites) };
    const event = appendOne(world, pending, command, { plan, part });
    versions.set(plan.bookId, event.version);
  });
  return [...versions].map(([bookId, version]) => ({ bookId, version }));
}

function citing(world: World, said: AnyBody, bookId: string): AnyBody {
  const head = world.heads.get(bookId);
  if (head === undefined) throw new Error(`Book ${bookId} is not held by this transaction.`);
  if (said.kind === 'moved-in') return { kind: said.kind, body: { ...said.body, fromHead: toHex(head.hash) } };
  if (said.kind !== 'book-opened') throw new Error(`A ${said.kind} cites no head.`);
  return { kind: said.kind, body: { ...said.body, cites: [{ bookId, version: head.version, head: toHex(head.hash) }] } };
}

interface Part {
  readonly plan: Plan;
  readonly part: number;
}

function appendOne(world: World, pending: Pending, command: Parsed, { plan, part }: Part): ChainedEvent {
  const { hash } = world.tools;
  const sealed = { body: plan.text ?? textOf(command, plan.said.body), salt: plan.salt ?? world.tools.chance(16) };
  const head = world.heads.get(plan.bookId);
  const book = world.books.get(plan.bookId);
  if (head === undefined || book === undefined) throw new Error(`Book ${plan.bookId} is not held by this transaction.`);
  const header = {
    bookId: idOf('book', uuid(plan.bookId)),
    eventId: idOf('event', eventIdOf(hash, command.commandId, part, uuidFrom)),
    commandId: idOf('command', uuid(command.commandId)),
    commandPart: part,
    kind: plan.said.kind,
    kindVersion: EVENTS[plan.said.kind].version,
    householdId: plan.householdId === null ? null : idOf('household', uuid(plan.householdId)),
    accountId: idOf('account', uuid(accountOf(world.who))),
    deviceAt: instant(command.at),
    recordedAt: instant(world.clock.now),
  };
  const event = chain(hash, head, header, commit(hash, sealed));
  world.heads.set(plan.bookId, headOf(event));
  pending.touched.add(plan.bookId);
  const owner = { area_id: book.areaId, hamlet_id: book.hamletId };
  pending.events.push({ ...eventRow(event), ...owner });
  const print = part === 0 ? printOf(world, command, sealed.salt) : null;
  pending.payloads.push({ event_id: event.eventId, ...owner, salt: sealed.salt, body: sealed.body, print });
  foldIn(world, event, plan);
  return event;
}

/** An event that is the command itself has its text already. */
function textOf(command: Parsed, body: unknown): string {
  return body === command.payload ? command.text : canonical(body);
}

/** What two sendings of a command must have in common to be one. */
export function printOf(world: Pick<World, 'tools'>, command: Parsed, salt: Uint8Array): Uint8Array {
  return world.tools.hash('vuon command\n', salt, `${command.kind} ${command.v} ${command.at}\n`, command.text);
}

function foldIn(world: World, event: ChainedEvent, { said, householdId, bookId }: Plan): void {
  const hamletId = world.books.get(bookId)?.hamletId;
  if (householdId === null || hamletId === null || hamletId === undefined) return;
  const dossier = world.dossiers.get(householdId) ?? emptyDossier();
  const { version, recordedAt, eventId, kind, accountId } = event;
  const at = { householdId, bookId, hamletId, version, recordedAt };
  const around = { rounds: world.rounds, areas: world.areas, judge: world.tools.judge };
  foldDossier(dossier, { eventId, kind, accountId, at }, said, around);
  world.dossiers.set(householdId, dossier);
  if (dossier.file !== null) world.places.set(householdId, { bookId: dossier.file.bookId, hamletId: dossier.file.hamletId });
}

/** Writes books, events, bodies, heads and households; then nothing is pending. */
export async function flush(world: World, pending: Pending): Promise<void> {
  const fresh = [...pending.touched].filter((bookId) => world.opened.has(bookId));
  const moved = [...pending.touched].filter((bookId) => !fresh.includes(bookId));
  await together(world.sql, (sql) => [
    ...openBooks(sql, world, fresh),
    insertRows(sql, eventTable, pending.events),
    insertRows(sql, payloadTable, pending.payloads),
    moveHeads(sql, world, moved),
    writeDossiers(sql, world.dossiers.values(), { trusted: !world.again }),
  ]);
  for (const bookId of fresh) world.opened.delete(bookId);
  pending.events.length = 0;
  pending.payloads.length = 0;
  pending.touched.clear();
}

function openBooks(sql: Sql, world: World, bookIds: readonly string[]): readonly Promise<void>[] {
  const books = bookIds.flatMap((bookId) => world.books.get(bookId) ?? []);
  const rows = books.map((book) => ({
    book_id: book.bookId,
    kind: book.kind,
    area_id: book.areaId,
    hamlet_id: book.hamletId,
    opened_at: world.clock.now,
    closed_at: null,
  }));
  const heads = books.map((book) => headRow(world, book));
  return [insertRows(sql, bookTable, rows), insertRows(sql, headTable, heads)];
}

function headRow(world: World, book: { bookId: string; areaId: string; hamletId: string | null }) {
  const head = world.heads.get(book.bookId);
  if (head === undefined) throw new Error(`Book ${book.bookId} has no head.`);
  return { book_id: book.bookId, area_id: book.areaId, hamlet_id: book.hamletId, version: head.version, hash: head.hash };
}

function moveHeads(sql: Sql, world: World, bookIds: readonly string[]): Promise<void> {
  const heads = bookIds.flatMap((bookId) => world.books.get(bookId) ?? []).map((book) => headRow(world, book));
  return updateRows(sql, movedHeadTable, heads);
}

function eventRow(event: ChainedEvent): Omit<EventRow, 'area_id' | 'hamlet_id'> {
  return {
    book_id: event.bookId,
    version: event.version,
    event_id: event.eventId,
    command_id: event.commandId,
    command_part: event.commandPart,
    kind: event.kind,
    kind_version: event.kindVersion,
    household_id: event.householdId,
    account_id: event.accountId,
    device_at: event.deviceAt,
    recorded_at: event.recordedAt,
    prev_hash: event.prevHash,
    commitment: event.commitment,
    hash: event.hash,
  };
}

/** Ids and moments were checked where they came in; this only gives them their type. */
export function uuid(text: string): Uuid {
  const parsed = parseUuid(text);
  if (!parsed.ok) throw new Error(`Not an id: ${text}`);
  return parsed.value;
}

export function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (!parsed.ok) throw new Error(`Not a moment: ${text}`);
  return parsed.value;
}
