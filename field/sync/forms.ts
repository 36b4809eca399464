/**
 * Drafts and finished forms on this phone (phiếu nháp, phiếu đã xong trong máy): a draft so that a reload or an empty battery loses
 * nothing, a finished form until the server has taken it. Where they lie, and that they lie sealed, is `device.ts`; sending
 * is `outbox.svelte.ts`.
 */
import type { Problem } from '../../core/kernel/result.ts';
import type { HeldAt } from '../../core/interview/where.ts';
import type { Signed } from '../../core/interview/signature.ts';
import type { InterviewState } from '../../core/interview/state.ts';
import { placeOfBox } from '../../core/sync/box-place.ts';
import type { Inbox } from '../../core/sync/inbox.ts';
import { type EntryState, isBehind } from '../../core/sync/outbox.ts';
import type { PulledRow } from '../../core/sync/protocol.ts';
import type { InterviewView } from '../../core/views.ts';
import type { Envelope } from '../../ui/command.ts';
import type { About } from '../life/doing.ts';
import { type Change, type OutboxRow, dropTaken, outboxOf, sendAnew, settle, type Store, takenOf } from './device.ts';
import type { DeviceHandover } from '../../core/views.ts';
import { entriesOf, readMinutes } from './minutes.ts';
import { piecesAnew } from './pieces.ts';
import { isAct } from './unsent.ts';
import { sealTo } from './vault.ts';

export interface Draft {
  /** `draftKey` of account, household and round. */
  readonly key: string;
  readonly accountId: string;
  readonly householdId: string;
  /** As it stood when the interview began: the form, the version seen, the last answers. */
  readonly view: InterviewView;
  readonly state: InterviewState;
  /** Of the household, under the answers as they stand. */
  readonly signed?: Signed | null;
  /** Where it is held, or that this was not wanted; null: not asked yet. */
  readonly heldAt?: HeldAt | 'refused' | null;
  /** Moments of the phone's clock. */
  readonly startedAt: string;
  readonly savedAt: string;
}

/** A finished form, or something that happened to a household, as a person reads it: what it says from their own record, how it stands from the outbox. */
export interface Unsent {
  readonly commandId: string;
  readonly accountId: string;
  readonly householdId: string;
  readonly headName: string;
  readonly draft: string;
  readonly envelope: Envelope;
  readonly state: EntryState;
  readonly problem: Problem | null;
  /** It was sent, and no answer was heard: the server may have it. */
  readonly tried?: boolean;
  /** Of an act; a form speaks for itself. */
  readonly about?: About;
  /** Households that it changes; absent: its own only. */
  readonly households?: readonly string[];
  /** For which it was written; absent: by an older version of the app. */
  readonly hamletId?: string;
  /** What was refused and is handed to the commune by this one. */
  readonly original?: Unsent;
  /** What the commune said of it. */
  readonly end?: NonNullable<DeviceHandover['end']>;
}

/** Something that happened to a household, as the list on the phone shows it meanwhile. */
export interface Act extends Omit<Unsent, 'state'> {
  /** `taken`: the server has it, the list has not been brought since. */
  readonly state: EntryState | 'taken';
}

export function draftKey(accountId: string, householdId: string, roundId: string): string {
  return `${accountId}|${householdId}|${roundId}`;
}

export function findDraft(store: Store, key: string): Promise<Draft | undefined> {
  return store.find<Draft>('draft', key);
}

export function keepDraft(store: Store, draft: Draft): Promise<void> {
  return store.change([{ kind: 'draft', id: draft.key, value: draft }]);
}

export function dropDraft(store: Store, key: string): Promise<void> {
  return store.change([{ kind: 'draft', id: key, value: undefined }]);
}

/** `sealed`: finished under a PIN that was forgotten since; they go as they are, and nobody here can read them. */
export interface OnTheWay {
  /** Handed to the commune and there; with its word once it has spoken. */
  readonly handed: readonly Unsent[];
  /** What happened to households, oldest first, those included which the server has since the list was brought. */
  readonly acts: readonly Act[];
  /** Oldest first. */
  readonly entries: readonly Unsent[];
  readonly sealed: readonly OutboxRow[];
  /** Command ids of those that wait behind another one of their household. */
  readonly behind: readonly string[];
  /** Anything is still to be sent, also what nothing is told of here any more. */
  readonly waits: boolean;
}

/** Of the acts that the server has, those of which the list now tells are kept no longer. */
export async function dropTold(store: Store, { books }: Inbox<PulledRow>): Promise<void> {
  const told = (await takenOf(store.accountId)).filter(
    ({ versions, handed }) =>
      handed !== true && versions.every(({ bookId, version }) => (books.get(bookId)?.version ?? version) >= version),
  );
  if (told.length > 0)
    await dropTaken(
      store.accountId,
      told.map(({ commandId }) => commandId),
    );
}

/** After a restore of the server: what it took goes out again, each a record of its own that no newer form replaces. */
export async function sendTakenAnew(store: Store): Promise<void> {
  await piecesAnew(store.accountId);
  for (const { commandId, subject } of await sendAnew(store.accountId)) {
    const entry = await store.find<Unsent>('unsent', commandId);
    if (entry !== undefined) await store.change([{ kind: 'unsent', id: commandId, value: { ...entry, draft: subject } }]);
  }
}

export async function readUnsent(store: Store): Promise<OnTheWay> {
  const [rows, forms, taken] = [await outboxOf(store.accountId), await store.all<Unsent>('unsent'), await takenOf(store.accountId)];
  const known = new Map(forms.map((form) => [form.commandId, form]));
  const entries = rows.flatMap(({ commandId, state, problem, tried = false }) => {
    const form = known.get(commandId);
    return form === undefined ? [] : [{ ...form, state, problem, tried }];
  });
  const there = taken
    .flatMap(({ commandId }) => known.get(commandId) ?? [])
    .map((form): Act => ({ ...form, state: 'taken', problem: null }));
  // Ids begin with the moment at which they were made; what is not taken yet came after what is.
  const acts = [...there.sort((a, b) => (a.commandId < b.commandId ? -1 : 1)), ...entries.filter(isAct)];
  const behind = rows.filter((row) => isBehind(rows, row)).map(({ commandId }) => commandId);
  // Those whose record is gone with a forgotten PIN go on sealed.
  const minutes = new Set(entriesOf(await readMinutes(store)).map(({ commandId }) => commandId));
  const own = ({ commandId, step }: OutboxRow): boolean => step === true || known.has(commandId) || minutes.has(commandId);
  const handed = taken.flatMap(({ commandId, handed: gone }) => (gone === true ? (known.get(commandId) ?? []) : []));
  return { acts, entries, handed, behind, sealed: rows.filter((row) => !own(row)), waits: rows.some(({ state }) => state === 'waiting') };
}

/** A form of a household replaces one that waits or was refused: only the newest is to be sent. A corrected act takes its place. */
export async function keepUnsent(store: Store, entry: Unsent, sealKey: string | null): Promise<void> {
  const { commandId, accountId, draft: subject } = entry;
  const older = (await outboxOf(accountId)).filter((row) => row.subject === subject && row.commandId !== commandId);
  const box = sealKey === null ? null : await sealTo(sealKey, placeOfBox(accountId, commandId), entry.envelope);
  const madeAt = isAct(entry) || entry.original !== undefined ? (older[0]?.madeAt ?? Date.now()) : Date.now();
  // What is read on a page is watched there: the store takes plain values only.
  const about = [...(entry.households ?? [entry.householdId])];
  const handed = entry.original === undefined ? {} : ({ handed: true } as const);
  const act = isAct(entry) || entry.original !== undefined ? ({ act: true, ...handed } as const) : {};
  const row: OutboxRow = { ...{ commandId, subject, accountId, about, madeAt, box }, ...act, state: 'waiting', problem: null };
  const gone = older.map((one): Change => ({ kind: 'unsent', id: one.commandId, value: undefined }));
  await store.change([...gone, { kind: 'unsent', id: commandId, value: entry }], { put: row, drop: older.map((one) => one.commandId) });
}

/** What the commune settled shows its word until it was read; what it sent back needs the person again. */
export async function hearHandovers(store: Store, handovers: readonly DeviceHandover[], sealKey: string): Promise<void> {
  const { handed } = await readUnsent(store);
  for (const entry of handed) {
    const { original } = entry;
    const end = handovers.find(({ handoverId }) => handoverId === original?.commandId)?.end ?? null;
    if (end === null || original === undefined || entry.end !== undefined) continue;
    if (end.how === 'settled') await store.change([{ kind: 'unsent', id: entry.commandId, value: { ...entry, end } }]);
    else await takeHandedBack(store, { gone: entry.commandId, original: { ...original, end }, sealKey });
  }
}

interface SentBack {
  /** What carried it to the commune. */
  readonly gone: string;
  readonly original: Unsent;
  /** A phone that is withdrawn hands in what lies sealed. */
  readonly sealKey: string;
}

async function takeHandedBack(store: Store, { gone, original, sealKey }: SentBack): Promise<void> {
  await keepUnsent(store, original, sealKey);
  const back = (row: OutboxRow): OutboxRow => ({ ...row, state: 'refused', problem: { code: 'sent-back' } });
  await settle(store.accountId, (rows) => rows.map((row) => (row.commandId === original.commandId ? back(row) : row)));
  await dropTaken(store.accountId, [gone]);
}

/** The commune's word was read: what it settled leaves the phone, with its draft. */
export async function dropHanded(store: Store, { commandId, draft }: Unsent): Promise<void> {
  await dropTaken(store.accountId, [commandId]);
  await store.change([{ kind: 'draft', id: draft, value: undefined }]);
}

/** Nothing where it has been taken meanwhile. */
export async function sealAnew(store: Store, entry: Pick<Unsent, 'commandId' | 'accountId' | 'envelope'>, sealKey: string): Promise<void> {
  const [row] = (await outboxOf(store.accountId)).filter(({ commandId }) => commandId === entry.commandId);
  if (row === undefined || row.box === null || row.box.to === sealKey) return;
  const box = await sealTo(sealKey, placeOfBox(entry.accountId, entry.commandId), entry.envelope);
  await store.change([], { put: { ...row, box, state: 'waiting', problem: null } });
}

/** Given up for good: neither the form nor its draft is kept. */
export function dropUnsent(store: Store, { commandId, draft }: Unsent): Promise<void> {
  const gone = [
    { kind: 'unsent', id: commandId, value: undefined },
    { kind: 'draft', id: draft, value: undefined },
  ] as const;
  return store.change(gone, { drop: [commandId] });
}

/** Takes the form back to work on it again; its draft is still here. */
export function takeBack(store: Store, commandId: string): Promise<void> {
  return store.change([{ kind: 'unsent', id: commandId, value: undefined }], { drop: [commandId] });
}
