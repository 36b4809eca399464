/**
 * Refused minutes on their way to the commune (biên bản chuyển cho xã): in parts, each household's with its own, as the server hands in those of
 * a withdrawn phone. What the commune settles is told here until it was read; what it sends back, or what the server does not take,
 * are minutes again that need their person, with who was in the room.
 */
import { handedParts } from '../../core/meeting/handed-parts.ts';
import type { HoldMeeting } from '../../core/meeting/minutes.ts';
import { placeOfBox } from '../../core/sync/box-place.ts';
import type { DeviceHandover } from '../../core/views.ts';
import { envelope, newId } from '../../ui/command.ts';
import { findHousehold, type Holding } from '../kept/holding.ts';
import { type OutboxRow, outboxOf, type Store } from './device.ts';
import { keeper } from './keeper.svelte.ts';
import { type HandedPart, type Handed, type KeptMinutes, type Minutes, readKept } from './minutes.ts';
import { refresh, sendWaiting } from './outbox.svelte.ts';
import { sealTo } from './vault.ts';

/** `false`: the minutes name nobody, or the phone refused to keep it. */
export async function handMinutes(one: Minutes, word: string): Promise<boolean> {
  const { store, holding } = keeper;
  if (store === null || holding === null) return false;
  try {
    const parts = partsOf(one, holding, word);
    if (parts.length === 0) return false;
    await alone(store, () => putAway(store, { one, parts, sealKey: holding.device.sealKey }));
    await refresh();
  } catch {
    return false;
  }
  void sendWaiting(true);
  return true;
}

/** Not in two windows, nor twice in one: what comes back is put away once. */
async function alone(store: Store, work: () => Promise<void>): Promise<void> {
  const { locks } = navigator;
  return locks === undefined ? work() : locks.request(`vuon-handed-minutes-${store.accountId}`, work);
}

function partsOf(one: Minutes, holding: Holding, word: string): readonly HandedPart[] {
  const { minutes, problem, opening } = one;
  const { hamletId } = minutes;
  const livesThere = (householdId: string): boolean => findHousehold(holding, householdId)?.hamletId === hamletId;
  const said = word.normalize('NFC').trim();
  return handedParts(minutes, { newId, livesThere }).map(({ householdId, minutes: payload }) => {
    const form = JSON.stringify({
      envelope: { ...envelope('hold-meeting', payload), commandId: payload.recordId },
      about: opening === undefined ? null : { opening: { year: opening.year } },
    });
    const headName = findHousehold(holding, householdId)?.row.headName ?? '–';
    const sealed = envelope('handed-over', {
      ...{ handoverId: payload.recordId, householdId, hamletId, headName, refusedBecause: problem?.code ?? 'refused', form },
      word: said === '' ? null : said,
    });
    const sent = { commandId: sealed.commandId, envelope: sealed };
    return { handoverId: payload.recordId, householdId, headName, discussed: payload.points.length > 0, sent };
  });
}

interface PutAway {
  readonly one: Minutes;
  readonly parts: readonly HandedPart[];
  readonly sealKey: string;
}

/** Nothing where they were dealt with in another window meanwhile. */
async function putAway(store: Store, { one, parts, sealKey }: PutAway): Promise<void> {
  const { recordId } = one.minutes;
  const kept = await store.find<KeptMinutes>('minutes', recordId);
  if (kept?.sent === null || kept?.sent === undefined || kept.handed !== undefined) return;
  const { accountId } = store;
  const madeAt = Date.now();
  const rows = parts.map(
    async ({ handoverId, sent: { commandId, envelope: sent } }, n): Promise<OutboxRow> => ({
      ...{ commandId, accountId, subject: `${accountId}|minutes|${handoverId}|${recordId}`, madeAt: madeAt + n },
      box: await sealTo(sealKey, placeOfBox(accountId, commandId), sent),
      ...{ minutes: true, state: 'waiting', problem: null },
    }),
  );
  const value: KeptMinutes = { ...kept, handed: { parts } };
  await store.change([{ kind: 'minutes', id: recordId, value }], { put: await Promise.all(rows), drop: [kept.sent.commandId] });
}

/** It lies with the commune already, or what it speaks of was lawfully forgotten. */
const OVER: readonly string[] = ['handover-open', 'command-id-reused', 'household-not-present'];

/** What the commune said of each, and what the server did not take of them. `true`: something changed. */
export async function hearMinutes(store: Store, told: readonly DeviceHandover[], sealKey: string | null): Promise<boolean> {
  let changed = false;
  await alone(store, async () => {
    const rows = new Map((await outboxOf(store.accountId)).map((row) => [row.commandId, row]));
    for (const kept of await readKept(store)) {
      if (kept.handed === undefined) continue;
      const heard = heardOf(kept.handed, { told, rows });
      if (heard === null) continue;
      changed = true;
      await putBack(store, { kept, heard, sealKey });
    }
  });
  return changed;
}

interface Heard {
  readonly handed: Handed;
  /** Needs its person again. */
  readonly back: readonly HandedPart[];
  /** Of the outbox. */
  readonly drop: readonly string[];
}

interface Around {
  readonly told: readonly DeviceHandover[];
  readonly rows: ReadonlyMap<string, OutboxRow>;
}

/** Null: nothing new. */
function heardOf({ parts }: Handed, { told, rows }: Around): Heard | null {
  const stay: HandedPart[] = [];
  const back: HandedPart[] = [];
  const drop: string[] = [];
  let news = false;
  for (const part of parts) {
    const row = rows.get(part.sent.commandId);
    const end = told.find(({ handoverId }) => handoverId === part.handoverId)?.end ?? null;
    if (row !== undefined && row.state !== 'waiting') {
      news = true;
      drop.push(row.commandId);
      // Who was in the room is of many: one who was forgotten takes it nowhere.
      const over = OVER.includes(row.problem?.code ?? '') && (part.discussed || row.problem?.code !== 'household-not-present');
      if (!over) back.push({ ...part, problem: row.problem });
      else if (row.problem?.code !== 'household-not-present') stay.push(part);
    } else if (end === null || part.end !== undefined) stay.push(part);
    else {
      news = true;
      if (end.how === 'settled') stay.push({ ...part, end });
      else back.push({ ...part, end });
    }
  }
  return news ? { handed: { parts: stay }, back, drop } : null;
}

interface PutBack {
  readonly kept: KeptMinutes;
  readonly heard: Heard;
  readonly sealKey: string | null;
}

/** Those that came back are minutes of their own, closed as before, so that a phone that is withdrawn hands them in. */
async function putBack(store: Store, { kept, heard: { handed, back, drop }, sealKey }: PutBack): Promise<void> {
  const { accountId } = store;
  const { recordId } = kept.minutes;
  const before = { kind: 'minutes', id: recordId, value: handed.parts.length === 0 ? undefined : { ...kept, handed } } as const;
  if (back.length === 0) return store.change([before], { drop });
  const households = new Set(back.flatMap(({ householdId, discussed }) => (discussed ? [householdId] : [])));
  const points = kept.minutes.points.filter(({ householdId }) => households.has(householdId));
  const minutes: HoldMeeting = { ...kept.minutes, recordId: newId(), points };
  const sent = envelope('hold-meeting', minutes);
  const { part: _part, handed: _handed, ...rest } = kept;
  const value: KeptMinutes = { ...rest, minutes, sent: { commandId: sent.commandId, envelope: sent }, back };
  const row: OutboxRow = {
    ...{ commandId: sent.commandId, accountId, subject: `${accountId}|minutes|${minutes.recordId}`, madeAt: Date.now() },
    box: sealKey === null ? null : await sealTo(sealKey, placeOfBox(accountId, sent.commandId), sent),
    ...{ minutes: true, state: 'refused', problem: back.find(({ problem }) => problem)?.problem ?? { code: 'sent-back' } },
  };
  await store.change([before, { kind: 'minutes', id: minutes.recordId, value }], { put: row, drop });
}
