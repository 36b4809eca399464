/**
 * Minutes of a meeting on this phone (biên bản họp dân trong máy): written down at every tap, closed into the same outbox as forms, also
 * sent while the phone is locked, and kept until the server tells of them, so that nothing is told twice or lost between.
 */
import { instantOf } from '../../core/kernel/dates.ts';
import type { Problem } from '../../core/kernel/result.ts';
import type { MeetingRecord } from '../../core/meeting/agreement.ts';
import type { HoldMeeting } from '../../core/meeting/minutes.ts';
import { partsOfSitting } from '../../core/meeting/sitting-parts.ts';
import { placeOfBox } from '../../core/sync/box-place.ts';
import type { EntryState } from '../../core/sync/outbox.ts';
import type { DeviceHandover } from '../../core/views.ts';
import { type Envelope, envelope, newId } from '../../ui/command.ts';
import { type ClosedCount, countsOf, type OfOpening, type Written, writtenAgain } from '../kept/two-counts.ts';
import { type OutboxRow, outboxOf, type Store } from './device.ts';
import { MOST_OF_MINUTES } from './piece.ts';
import { sealTo } from './vault.ts';

interface SentMinutes {
  readonly commandId: string;
  readonly envelope: Envelope;
}

/** What of the minutes lies with one household, on its way to the commune or with it. */
export interface HandedPart {
  readonly handoverId: string;
  readonly householdId: string;
  readonly headName: string;
  /** Else it says who was in the room. */
  readonly discussed: boolean;
  readonly sent: SentMinutes;
  /** What the commune said of it. */
  readonly end?: NonNullable<DeviceHandover['end']>;
  /** Why the server did not take it. */
  readonly problem?: Problem | null;
}

export interface Handed {
  readonly parts: readonly HandedPart[];
}

export interface KeptMinutes {
  readonly accountId: string;
  /** Of its writer, as others will read it. */
  readonly by: string;
  readonly hamletName: string;
  readonly minutes: Written;
  /** Null while they are being written. */
  readonly sent: SentMinutes | null;
  /** Closed, for the list that opens a year; absent: the review's. */
  readonly opening?: OfOpening;
  readonly savedAt: string;
  /** Closed minutes that were heavier than one request. */
  readonly part?: { readonly n: number; readonly of: number };
  /** To the commune, since the server refused them. */
  readonly handed?: Handed;
  /** Came back from there. */
  readonly back?: readonly HandedPart[];
}

export interface Minutes extends KeptMinutes {
  /** `draft`: being written. `taken`: the server has them and has not told of them since. `handed`: all of them lies with the commune. */
  readonly state: 'draft' | EntryState | 'taken' | 'handed';
  readonly problem: Problem | null;
}

/** On the disk when it returns. */
export async function keepMinutes(store: Store, kept: Omit<KeptMinutes, 'accountId' | 'sent' | 'savedAt'>): Promise<void> {
  const value: KeptMinutes = { ...kept, accountId: store.accountId, sent: null, savedAt: instantOf(Date.now()) };
  await store.change([{ kind: 'minutes', id: kept.minutes.recordId, value }]);
}

/** Closed: into the outbox, in one step with the record, for each list its own; in parts where one request does not carry them. */
export async function closeMinutes(
  store: Store,
  kept: Pick<KeptMinutes, 'by' | 'hamletName' | 'minutes'>,
  sealKey: string | null,
): Promise<void> {
  const { accountId } = store;
  const savedAt = instantOf(Date.now());
  const madeAt = Date.now();
  const closed = countsOf(kept.minutes)
    .flatMap(partsToSend)
    .map((one) => ({ ...kept, ...one, accountId, savedAt }));
  const rows = closed.map(
    async ({ minutes, sent: { commandId, envelope: sent } }, n): Promise<OutboxRow> => ({
      ...{ commandId, accountId, subject: `${accountId}|minutes|${minutes.recordId}`, madeAt: madeAt + n },
      box: sealKey === null ? null : await sealTo(sealKey, placeOfBox(accountId, commandId), sent),
      ...{ minutes: true, state: 'waiting', problem: null },
    }),
  );
  const gone = { kind: 'minutes' as const, id: kept.minutes.recordId, value: undefined };
  await store.change([gone, ...closed.map((value) => ({ kind: 'minutes' as const, id: value.minutes.recordId, value }))], {
    put: await Promise.all(rows),
  });
}

function partsToSend({ minutes: whole, ...list }: ClosedCount) {
  const parts = partsOfSitting(whole, { weigh: bytesOf, most: MOST_OF_MINUTES, newId });
  return parts.map((minutes, n) => {
    const sent = envelope('hold-meeting', minutes);
    const part = parts.length === 1 ? {} : { part: { n: n + 1, of: parts.length } };
    return { ...list, ...part, minutes, sent: { commandId: sent.commandId, envelope: sent } };
  });
}

const bytesOf = (minutes: HoldMeeting): number => new TextEncoder().encode(JSON.stringify(minutes)).length;

export const readKept = (store: Store): Promise<KeptMinutes[]> => store.all<KeptMinutes>('minutes');

/** As they go out: in parts to the commune, else whole. */
const sentOf = ({ sent, handed }: Pick<KeptMinutes, 'sent' | 'handed'>): readonly SentMinutes[] =>
  handed?.parts.map((part) => part.sent) ?? (sent === null ? [] : [sent]);

/** As entries of the outbox. */
export const entriesOf = (all: readonly Minutes[]) =>
  all.flatMap(({ accountId, state, ...one }) => (state === 'taken' ? [] : sentOf(one).map((sent) => ({ ...sent, accountId, state }))));

/** Newest last. */
export async function readMinutes(store: Store): Promise<readonly Minutes[]> {
  const kept = await readKept(store);
  if (kept.length === 0) return [];
  const rows = new Map((await outboxOf(store.accountId)).map((row) => [row.commandId, row]));
  const found = kept.map((one): Minutes => {
    if (one.sent === null) return { ...one, state: 'draft', problem: null };
    const [row] = sentOf(one).flatMap(({ commandId }) => rows.get(commandId) ?? []);
    return { ...one, state: row?.state ?? (one.handed === undefined ? 'taken' : 'handed'), problem: row?.problem ?? null };
  });
  return found.sort((a, b) => (a.savedAt < b.savedAt ? -1 : 1));
}

/** As the record of its writer: of what is closed and was not refused. */
export function recordsOf(all: readonly Minutes[]): readonly MeetingRecord[] {
  return all
    .filter(({ state, handed }) => handed === undefined && (state === 'waiting' || state === 'taken'))
    .map(({ by, minutes }) => ({ ...minutes, by }));
}

/** What the server tells of is kept here no longer. */
export async function dropToldMinutes(store: Store, told: readonly MeetingRecord[]): Promise<void> {
  const gone = (await readMinutes(store)).filter(
    ({ state, minutes }) => state === 'taken' && told.some(({ recordId }) => recordId === minutes.recordId),
  );
  for (const one of gone) await forgetMinutes(store, one);
}

/** Households that the server does not have, as it named them. */
function unknownThere(problem: Problem | null): readonly unknown[] {
  if (problem?.code !== 'meeting-household-unknown' || !('households' in problem)) return [];
  return Array.isArray(problem.households) ? problem.households : [];
}

/**
 * Taken back to be corrected: the same words under an id of their own, so that neither can be taken for the other; without the households
 * that the server has forgotten, which no list shows any more. The two counts of one meeting come together again.
 */
export async function reopenMinutes(store: Store, one: Minutes): Promise<void> {
  const unknown = unknownThere(one.problem);
  const isThere = (householdId: string): boolean => !unknown.includes(householdId);
  const { called, came, points } = one.minutes;
  const left: HoldMeeting = {
    ...{ ...one.minutes, called: called.filter(isThere) },
    came: came.filter(({ householdId }) => isThere(householdId)),
    points: points.filter(({ householdId }) => isThere(householdId)),
  };
  const drafts = (await readKept(store)).flatMap(({ sent, minutes }) => (sent === null ? [minutes] : []));
  const { written, instead } = writtenAgain({ minutes: left, ...(one.opening && { opening: one.opening }) }, drafts, newId);
  const { accountId, by, hamletName } = one;
  const value: KeptMinutes = { accountId, by, hamletName, minutes: written, sent: null, savedAt: instantOf(Date.now()) };
  const drop = one.sent === null ? [] : [one.sent.commandId];
  await store.change(
    [
      { kind: 'minutes', id: one.minutes.recordId, value: undefined },
      ...(instead === null ? [] : [{ kind: 'minutes' as const, id: instead, value: undefined }]),
      { kind: 'minutes', id: written.recordId, value },
    ],
    { drop },
  );
}

/** Gone for good. */
export async function forgetMinutes(store: Store, { minutes, sent }: Pick<Minutes, 'minutes' | 'sent'>): Promise<void> {
  await store.change([{ kind: 'minutes', id: minutes.recordId, value: undefined }], { drop: sent === null ? [] : [sent.commandId] });
}
