/**
 * What this phone keeps (bộ nhớ của máy), in IndexedDB, each write on the disk before it is answered: the people of this phone, and
 * records of each, all sealed under that person's data key. Drafts and forms of earlier versions of the app, which lie open, are
 * taken over. What the records say is for the files beside this one.
 */
import { Dexie, type EntityTable } from 'dexie';
import type { Box } from '../../core/sync/box.ts';
import type { BookVersion, CommandAnswer, CommandProblem } from '../../core/sync/envelope.ts';
import type { OutboxEntry } from '../../core/sync/outbox.ts';
import { type Sent, sentAnew } from '../../core/sync/sent.ts';
import type { For } from '../../ui/api.ts';
import type { Outgoing } from './piece.ts';
import { type DataKey, freshKey, open, type Sealed, seal, type Wrapped } from './vault.ts';

/** What names the secret of the phone's chip; the secret itself lies nowhere. */
export interface Chip {
  readonly id: ArrayBuffer;
  readonly salt: Uint8Array<ArrayBuffer>;
}

/** Somebody who has worked on this phone. */
export interface Person {
  readonly accountId: string;
  /** Shown to whoever opens the app, so that people of one phone find themselves. */
  readonly displayName: string;
  /** With a PIN the data key lies here wrapped; without one the browser holds it and nobody can read it out. */
  readonly lock:
    | { readonly pin: true; readonly wrapped: Wrapped /** Asked before the PIN, where the phone has it. */; readonly chip?: Chip }
    | { readonly pin: false; readonly key: DataKey };
  /** Changes with the data key. */
  readonly generation: string;
  /** PINs tried in vain, and until when (phone's clock) no other is taken. */
  readonly wrong: number;
  readonly waitUntil: number;
  /** By which the server knows this phone when the person may no longer sign in; absent until it was told. */
  readonly handIn?: string;
  /** By which the server tells this phone from others of the same person; absent until a list is asked for. */
  readonly phoneId?: string;
  /** The server's clock less the phone's, in milliseconds, when they last spoke. */
  readonly skew?: number;
}

export const KINDS = ['device', 'book', 'draft', 'unsent', 'step', 'minutes', 'photo'] as const;
export type Kind = (typeof KINDS)[number];

interface StoredRecord {
  /** `placeOf` account, kind and id. */
  readonly place: string;
  readonly accountId: string;
  readonly kind: Kind;
  readonly savedAt: number;
  readonly sealed: Sealed;
}

/**
 * A finished form on its way. It lies open, so that it can be sent while the phone is locked: ids, how it stands, and the form itself
 * sealed to the server. What a person reads of it is their own record `unsent`.
 */
export interface OutboxRow extends OutboxEntry {
  readonly accountId: string;
  readonly madeAt: number;
  /** Null for who keeps no list here: their forms go as they are, from an open phone. */
  readonly box: Box | null;
  /** Something that happened to a household: stays to be read until the list tells of it. */
  readonly act?: true;
  /** Handed to the commune: stays until it has spoken. */
  readonly handed?: true;
  /** How far a directive is in a hamlet: its record is of the kind `step`, and stays until the server tells of it. */
  readonly step?: true;
  /** Minutes of a meeting: their record is of that kind, and stays until the server tells of them. */
  readonly minutes?: true;
}

/** An act that the server has, shown here until the list brought from there tells of it. It lies open: ids and versions only. */
export interface TakenAct {
  readonly commandId: string;
  readonly accountId: string;
  readonly versions: readonly BookVersion[];
  readonly handed?: true;
}

/** What the server has taken, as it was sealed to it, and when: should it be restored from a backup, this goes out again. */
interface SentRow extends OutboxRow, Sent {}

/** A piece of a picture, sealed to the server: nobody opens it here. */
export interface Piece {
  readonly key: string;
  readonly accountId: string;
  readonly householdId: string;
  readonly photoId: string;
  readonly n: number;
  readonly box: Box;
  readonly state: 'waiting' | 'sent' | 'refused';
  /** By the phone's clock; null: not sent. */
  readonly sentAt: number | null;
  readonly problem: CommandProblem | null;
}

/** As versions before 2 kept drafts and forms. */
interface Plain {
  readonly accountId: string;
  readonly key: string;
}
interface PlainForm {
  readonly accountId: string;
  readonly commandId: string;
  readonly draft?: string;
}

class Device extends Dexie {
  declare people: EntityTable<Person, 'accountId'>;
  declare records: EntityTable<StoredRecord, 'place'>;
  declare outbox: EntityTable<OutboxRow, 'commandId'>;
  declare taken: EntityTable<TakenAct, 'commandId'>;
  declare sent: EntityTable<SentRow, 'commandId'>;
  declare pieces: EntityTable<Piece, 'key'>;
  declare drafts: EntityTable<Plain, 'key'>;
  declare unsent: EntityTable<PlainForm, 'commandId'>;

  constructor() {
    super('vuon-field', { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ drafts: 'key, accountId', unsent: 'commandId, accountId' });
    this.version(2).stores({ people: 'accountId', records: 'place, [accountId+kind]', outbox: 'commandId, accountId' });
    this.version(3).stores({ taken: 'commandId, accountId' });
    this.version(4).stores({ sent: 'commandId, accountId' });
    this.version(5).stores({ pieces: 'key, [accountId+state], [accountId+sentAt], [accountId+householdId]' });
  }
}

/** For the files of this folder. */
export const device = new Device();

export const placeOf = (accountId: string, kind: Kind, id: string): string => `${accountId}|${kind}|${id}`;

/** The key was changed in another window: this one must be opened again. */
export class KeyChanged extends Error {
  override readonly name = 'KeyChanged';
}

export interface Change {
  readonly kind: Kind;
  readonly id: string;
  /** Undefined: the record goes. */
  readonly value: unknown;
}

/** A person's records, opened. */
export class Store {
  readonly accountId: string;
  readonly generation: string;
  readonly #key: DataKey;

  constructor({ accountId, generation }: Pick<Person, 'accountId' | 'generation'>, key: DataKey) {
    [this.accountId, this.generation, this.#key] = [accountId, generation, key];
  }

  async find<T>(kind: Kind, id: string): Promise<T | undefined> {
    const place = placeOf(this.accountId, kind, id);
    const found = await device.records.get(place);
    return found === undefined ? undefined : open<T>(this.#key, place, found.sealed);
  }

  async all<T>(kind: Kind): Promise<T[]> {
    const found = await device.records.where('[accountId+kind]').equals([this.accountId, kind]).toArray();
    return Promise.all(found.map(({ place, sealed }) => open<T>(this.#key, place, sealed)));
  }

  /** All of them or none, with what is put into the outbox and taken out of it. */
  async change(changes: readonly Change[], outbox: Outgoing<OutboxRow> = {}): Promise<void> {
    const { accountId } = this;
    const places = changes.map(({ kind, id }) => placeOf(accountId, kind, id));
    const puts = await Promise.all(
      changes.flatMap(({ kind, value }, i) => (value === undefined ? [] : [this.#record(kind, places[i] ?? '', value)])),
    );
    const gone = places.filter((_, i) => changes[i]?.value === undefined);
    await device.transaction('rw', device.people, device.records, device.outbox, async () => {
      const person = await device.people.get(accountId);
      if (person?.generation !== this.generation) throw new KeyChanged();
      await device.records.bulkDelete(gone);
      await device.records.bulkPut(puts);
      await device.outbox.bulkDelete([...(outbox.drop ?? [])]);
      await device.outbox.bulkPut([outbox.put ?? []].flat());
    });
  }

  async #record(kind: Kind, place: string, value: unknown): Promise<StoredRecord> {
    return { place, accountId: this.accountId, kind, savedAt: Date.now(), sealed: await seal(this.#key, place, value) };
  }

  /** The same records under another key, in one step; the old key opens nothing any more. */
  async moveTo(person: Person, key: DataKey): Promise<Store> {
    const next = new Store(person, key);
    const old = await device.records.filter((record) => record.accountId === this.accountId).toArray();
    const moved = await Promise.all(
      old.map(async (record) => ({ ...record, sealed: await seal(key, record.place, await open(this.#key, record.place, record.sealed)) })),
    );
    await device.transaction('rw', device.people, device.records, async () => {
      const before = await device.people.get(this.accountId);
      const now = await device.records.filter((record) => record.accountId === this.accountId).toArray();
      const same = now.length === old.length && now.every((record, i) => record.savedAt === old[i]?.savedAt);
      if (before?.generation !== this.generation || !same) throw new KeyChanged();
      await device.people.put(person);
      await device.records.bulkPut(moved);
    });
    return next;
  }
}

/** In the order in which they were finished. */
export function outboxOf(accountId: string): Promise<OutboxRow[]> {
  return device.outbox.where({ accountId }).sortBy('madeAt');
}

/** Whose forms wait on this phone, opened or not. */
export async function senders(): Promise<readonly string[]> {
  const pieces = await device.pieces.orderBy('[accountId+state]').uniqueKeys();
  const pictured = pieces.flatMap((key) => {
    const [accountId, state] = Array.isArray(key) ? key.map(String) : [];
    return accountId !== undefined && state === 'waiting' ? [accountId] : [];
  });
  return [...new Set([...(await device.outbox.toArray()).map(({ accountId }) => accountId), ...pictured])];
}

/** Needs no key: what is taken goes with its draft, an act stays to be read, what is not taken stays as it now stands. */
export async function settle(
  accountId: string,
  change: (rows: readonly OutboxRow[]) => readonly OutboxRow[],
  answers: readonly CommandAnswer[] = [],
): Promise<readonly OutboxRow[]> {
  const versionsOf = (id: string): readonly BookVersion[] => answers.find(({ commandId }) => commandId === id)?.versions ?? [];
  return device.transaction('rw', [device.records, device.outbox, device.taken, device.sent, device.people], async () => {
    const [before, sentAt] = [await outboxOf(accountId), await serverNow(accountId)];
    const after = change(before);
    const gone = before.filter(({ commandId }) => !after.some((row) => row.commandId === commandId));
    const acts = gone.filter(({ act }) => act === true);
    // Who keeps no list here hears of no restore: of theirs nothing stays.
    const kept = gone.filter(({ box }) => box !== null);
    await device.sent.bulkPut(kept.map((row) => ({ ...row, sentAt })));
    await device.taken.bulkPut(
      acts.map(({ commandId, handed }) => ({ commandId, accountId, versions: versionsOf(commandId), ...(handed ? { handed } : {}) })),
    );
    await device.records.bulkDelete(
      gone
        .filter((row) => !acts.includes(row))
        .flatMap((row) => [
          placeOf(accountId, 'draft', row.subject),
          ...(kept.includes(row) ? [] : [placeOf(accountId, 'unsent', row.commandId)]),
        ]),
    );
    await device.outbox.bulkDelete(gone.map(({ commandId }) => commandId));
    await device.outbox.bulkPut([...after]);
    return gone;
  });
}

export function takenOf(accountId: string): Promise<TakenAct[]> {
  return device.taken.where({ accountId }).toArray();
}

/** The list tells of them now. */
export async function dropTaken(accountId: string, commandIds: readonly string[]): Promise<void> {
  await device.transaction('rw', device.records, device.taken, device.sent, async () => {
    await device.taken.bulkDelete([...commandIds]);
    const kept = new Set((await device.sent.bulkGet([...commandIds])).map((row) => row?.commandId));
    await device.records.bulkDelete(commandIds.filter((id) => !kept.has(id)).map((id) => placeOf(accountId, 'unsent', id)));
  });
}

/** The server may lack what it once took: all of it goes out again. */
export async function sendAnew(accountId: string): Promise<readonly OutboxRow[]> {
  return device.transaction('rw', device.outbox, device.taken, device.sent, async () => {
    const sent = await device.sent.where({ accountId }).sortBy('madeAt');
    const ids = sent.map(({ commandId }) => commandId);
    const rows = sentAnew<OutboxRow>(
      await outboxOf(accountId),
      sent.map(({ sentAt: _sentAt, ...row }) => row),
    );
    await device.outbox.bulkPut([...rows]);
    await device.taken.bulkDelete(ids);
    await device.sent.bulkDelete(ids);
    return rows.filter(({ commandId }) => ids.includes(commandId));
  });
}

export function findPeople(): Promise<Person[]> {
  return device.people.toArray();
}

export function findPerson(accountId: string): Promise<Person | undefined> {
  return device.people.get(accountId);
}

export async function changePerson(
  accountId: string,
  change: Partial<Pick<Person, 'wrong' | 'waitUntil' | 'displayName' | 'handIn' | 'lock' | 'phoneId' | 'skew'>>,
): Promise<void> {
  await device.people.update(accountId, change);
}

/** By the phone's clock set right: nothing goes earlier or stays longer because a phone's clock is wrong. */
export async function serverNow(accountId: string): Promise<number> {
  return Date.now() + ((await device.people.get(accountId))?.skew ?? 0);
}

/** As whom this phone speaks to the server for them: one that keeps no list says nothing of itself. */
export async function whoseOf(accountId: string): Promise<For> {
  return device.transaction('rw', device.people, async () => {
    const person = await device.people.get(accountId);
    if (person === undefined || !person.lock.pin) return { accountId };
    const phoneId = person.phoneId ?? crypto.randomUUID();
    if (person.phoneId === undefined) await device.people.update(accountId, { phoneId });
    return { accountId, phoneId };
  });
}

/** For somebody without a PIN: opened at once, made when they are new here. Null when a PIN is needed. */
export async function openWithoutPin(accountId: string, displayName: string): Promise<Store | null> {
  const fresh = await freshKey();
  const person = await device.transaction('rw', device.people, async () => {
    const known = await device.people.get(accountId);
    if (known !== undefined) return known;
    const lock = { pin: false, key: fresh } as const;
    const made: Person = { accountId, displayName, lock, generation: crypto.randomUUID(), wrong: 0, waitUntil: 0 };
    await device.people.add(made);
    return made;
  });
  if (person.lock.pin) return null;
  const store = new Store(person, person.lock.key);
  await takeOver(store);
  return store;
}

/** The PIN is forgotten: what only it opened goes, finished forms go on waiting, sealed. */
export async function forgetPin(accountId: string): Promise<void> {
  await device.transaction('rw', device.people, device.records, device.taken, async () => {
    await device.people.delete(accountId);
    await device.taken.where({ accountId }).delete();
    await device.records.filter((record) => record.accountId === accountId).delete();
  });
}

/** The commune has them. */
export async function dropHandedIn(accountId: string, commandIds: readonly string[]): Promise<void> {
  const ids = new Set(commandIds);
  await device.outbox
    .where({ accountId })
    .filter(({ commandId }) => ids.has(commandId))
    .delete();
}

/**
 * The person's list and drafts go, and with the last finished form they themselves and the key. Returns how many forms are left: put away
 * meanwhile, or not taken; they lie sealed as before.
 */
export async function wipe(accountId: string): Promise<number> {
  return device.transaction('rw', [device.people, device.records, device.outbox, device.taken, device.sent, device.pieces], async () => {
    for (const table of [device.taken, device.sent]) await table.where({ accountId }).delete();
    await device.pieces.filter((piece) => piece.accountId === accountId).delete();
    const left = (await outboxOf(accountId)).filter(({ step }) => step !== true);
    const alone = new Set(left.filter(({ box }) => box === null).map(ownRecord));
    await device.records.filter((record) => record.accountId === accountId && !alone.has(record.place)).delete();
    if (left.length > 0) return left.length;
    await device.people.delete(accountId);
    await device.outbox.where({ accountId }).delete();
    return 0;
  });
}

/** Where its person's own record of it lies: of what was never sealed to the server there is no other. */
const ownRecord = ({ accountId, commandId, subject, minutes }: OutboxRow): string =>
  minutes === true ? placeOf(accountId, 'minutes', subject.split('|').at(-1) ?? '') : placeOf(accountId, 'unsent', commandId);

/** What an earlier version of the app left lying open is sealed. */
export async function takeOver(store: Store): Promise<void> {
  const { accountId } = store;
  const [drafts, unsent] = [await device.drafts.where({ accountId }).toArray(), await device.unsent.where({ accountId }).toArray()];
  if (drafts.length + unsent.length === 0) return;
  await store.change(drafts.map((value): Change => ({ kind: 'draft', id: value.key, value })));
  for (const { commandId, draft: subject = '', ...value } of unsent) {
    const row: OutboxRow = { commandId, subject, accountId, state: 'waiting', problem: null, madeAt: Date.now(), box: null };
    await store.change([{ kind: 'unsent', id: commandId, value: { ...value, commandId, draft: subject } }], { put: row });
  }
  await device.drafts.where({ accountId }).delete();
  await device.unsent.where({ accountId }).delete();
}
