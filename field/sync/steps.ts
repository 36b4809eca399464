/**
 * How far directives are on this phone (đã nhận, đã mở, đã xong, còn ở máy): each step is put away sealed, goes out through the same
 * outbox as forms, also while the phone is locked, and is kept until the server tells of it, so that nobody is asked again.
 */
import { instantOf } from '../../core/kernel/dates.ts';
import type { Problem } from '../../core/kernel/result.ts';
import type { Step as StepName } from '../../core/steer/step.ts';
import { isAtLeast } from '../../core/steer/standing.ts';
import { placeOfBox } from '../../core/sync/box-place.ts';
import type { EntryState } from '../../core/sync/outbox.ts';
import type { DeviceView } from '../../core/views.ts';
import { type Envelope, envelope } from '../../ui/command.ts';
import { type Change, type OutboxRow, outboxOf, type Store } from './device.ts';
import { keeper } from './keeper.svelte.ts';
import { sealTo } from './vault.ts';

export interface ToldStep {
  readonly directiveId: string;
  readonly hamletId: string;
  readonly step: StepName;
  readonly word: string | null;
}

interface KeptStep extends ToldStep {
  readonly commandId: string;
  readonly accountId: string;
  readonly envelope: Envelope;
}

export interface Step extends KeptStep {
  /** `taken`: the server has it and has not told of it since. */
  readonly state: EntryState | 'taken';
  readonly problem: Problem | null;
}

const sameAs = (a: ToldStep) => (b: ToldStep) => a.directiveId === b.directiveId && a.hamletId === b.hamletId && a.step === b.step;

/** The same one again changes nothing, unless the one before was refused. */
export async function keepStep(store: Store, told: ToldStep, sealKey: string | null): Promise<void> {
  const before = (await readSteps(store)).filter(sameAs(told));
  if (before.some(({ state }) => state === 'waiting' || state === 'taken')) return;
  await forgetSteps(
    store,
    before.map(({ commandId }) => commandId),
  );
  const { accountId } = store;
  const at = instantOf(Date.now() + (keeper.holding?.skew ?? 0));
  const sealed = envelope('directive-noted', { ...told, at });
  const { commandId } = sealed;
  const subject = `${accountId}|step|${told.directiveId}|${told.hamletId}|${told.step}`;
  const box = sealKey === null ? null : await sealTo(sealKey, placeOfBox(accountId, commandId), sealed);
  const row: OutboxRow = { ...{ commandId, accountId, subject, box, madeAt: Date.now() }, step: true, state: 'waiting', problem: null };
  const kept: KeptStep = { ...told, commandId, accountId, envelope: sealed };
  await store.change([{ kind: 'step', id: commandId, value: kept }], { put: row });
}

export async function readSteps(store: Store): Promise<readonly Step[]> {
  const kept = await store.all<KeptStep>('step');
  if (kept.length === 0) return [];
  const rows = new Map((await outboxOf(store.accountId)).map((row) => [row.commandId, row]));
  return kept.map((step) => {
    const row = rows.get(step.commandId);
    return { ...step, state: row?.state ?? 'taken', problem: row?.problem ?? null };
  });
}

/** What the server tells of, or tells no more of at all, is not kept here; what still waits to be sent is. */
export async function dropTold(store: Store, told: DeviceView['directives']): Promise<void> {
  const known = (await readSteps(store)).filter(({ directiveId, hamletId, step, state }) => {
    const there = told.find((one) => one.directiveId === directiveId)?.hamlets.find((one) => one.hamletId === hamletId);
    if (there === undefined) return state === 'taken' || (state !== 'waiting' && step !== 'done');
    return state !== 'waiting' && isAtLeast(there.step, step);
  });
  await forgetSteps(
    store,
    known.map(({ commandId }) => commandId),
  );
}

/** Directives of which the server has not heard that they arrived. A receipt that was refused is not tried again and again. */
export async function receive(store: Store, told: DeviceView['directives'], sealKey: string | null): Promise<void> {
  const kept = await readSteps(store);
  for (const { directiveId, hamlets, withdrawn } of told)
    for (const { hamletId, step } of hamlets) {
      const received: ToldStep = { directiveId, hamletId, step: 'received', word: null };
      if (step === null && withdrawn === null && !kept.some(sameAs(received))) await keepStep(store, received, sealKey);
    }
}

export async function forgetSteps(store: Store, commandIds: readonly string[]): Promise<void> {
  if (commandIds.length === 0) return;
  const gone = commandIds.map((id): Change => ({ kind: 'step', id, value: undefined }));
  await store.change(gone, { drop: commandIds });
}
