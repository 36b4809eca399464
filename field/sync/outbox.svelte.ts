/**
 * Forms on their way to the server as a person sees them (phiếu chưa gửi): each is only here, being sent, taken, or needs somebody; a
 * refusal stays with its reason until a person has dealt with it. Sending is `send.ts`, keeping `forms.ts`; both are loaded
 * only when needed, after the first screen.
 */
import type { Problem } from '../../core/kernel/result.ts';
import type { DeviceView, SessionView } from '../../core/views.ts';
import type { OutboxRow, Store } from './device.ts';
import type * as Forms from './forms.ts';
import type { Draft, Unsent } from './forms.ts';
import { bring, keeper, openPlain, showActs } from './keeper.svelte.ts';
import type * as Meetings from './minutes.ts';
import type { Minutes } from './minutes.ts';
import { afterAsking } from './unsent.ts';
import type { KeptPhoto, Photo } from './photos.ts';
import type { Step, ToldStep } from './steps.ts';

export type Sending = { readonly state: 'sending' | 'taken' } | { readonly state: Unsent['state']; readonly problem: Problem | null };

let entries = $state<readonly Unsent[]>([]);
let sealed = $state<readonly OutboxRow[]>([]);
let drafts = $state<readonly Draft[]>([]);
let sendings = $state<Readonly<Record<string, Sending>>>({});
let behind = $state<readonly string[]>([]);
let handed = $state<readonly Unsent[]>([]);
let waits = false;
let broken = $state(false);
let isRead = false;
let steps = $state.raw<readonly Step[]>([]);
let minutes = $state.raw<readonly Minutes[]>([]);
let sentMinutes: ReturnType<typeof Meetings.entriesOf> = [];
let photos = $state.raw<readonly Photo[]>([]);

export const outbox = {
  /** What the phone holds was read since it was opened. */
  get isRead(): boolean {
    return isRead;
  },
  /** What waits, was refused or is held, of the person at work. */
  get entries(): readonly Unsent[] {
    return entries;
  },
  /** Finished under a PIN that was forgotten since: on their way, and not to be read here. */
  get sealed(): readonly OutboxRow[] {
    return sealed;
  },
  /** Interviews begun and not finished, and those finished and not yet taken. */
  get drafts(): readonly Draft[] {
    return drafts;
  },
  /** How a command of this session stands. */
  of(commandId: string): Sending | undefined {
    return sendings[commandId];
  },
  /** With the commune, or settled by it and not yet read. */
  get handed(): readonly Unsent[] {
    return handed;
  },
  /** How far directives are, as far as the server has not told of it. */
  get steps(): readonly Step[] {
    return steps;
  },
  /** Reports that something asked of a hamlet is done, not yet with the server. */
  get reports(): readonly Step[] {
    return steps.filter(({ step, state }) => step === 'done' && state !== 'taken');
  },
  /** Of meetings: being written, on their way, refused, or with the server and not yet told of. */
  get minutes(): readonly Minutes[] {
    return minutes;
  },
  /** Closed, and not yet with the server. */
  get closedMinutes(): readonly Minutes[] {
    return minutes.filter(({ state }) => state !== 'draft' && state !== 'taken' && state !== 'handed');
  },
  /** With the commune, or settled by it and not yet read. */
  get handedMinutes(): readonly Minutes[] {
    return minutes.filter(({ state }) => state === 'handed');
  },
  /** Pictures taken on this phone, newest first. */
  get photos(): readonly Photo[] {
    return photos;
  },
  /** It waits for another one of its household that needs a person. */
  isBehind(commandId: string): boolean {
    return behind.includes(commandId);
  },
  /** The phone refuses to keep anything (private window, storage full). */
  get broken(): boolean {
    return broken;
  },
};

/** For the person at work: reads what the phone holds and sends what waits. */
export async function openOutbox(account: string, displayName: string): Promise<void> {
  await keeping(async () => {
    await openPlain(account, displayName);
    await refresh();
    await sealForToday();
  });
  void sendWaiting(true);
}

/** What is asked of the phone's storage; a phone that refuses is told of. */
async function keeping<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    const done = await work();
    broken = false;
    return done;
  } catch {
    broken = true;
    return undefined;
  }
}

export async function refresh(): Promise<void> {
  const { store } = keeper;
  if (store === null) return;
  const { readUnsent } = await import('./forms.ts');
  const found = await readUnsent(store);
  ({ entries, sealed, behind, handed, waits } = found);
  showActs(found.acts);
  drafts = await store.all<Draft>('draft');
  steps = await (await import('./steps.ts')).readSteps(store);
  await readSittings(store);
  const kept = await store.all<KeptPhoto>('photo');
  photos = kept.length === 0 ? [] : await (await import('./photos.ts')).readPhotos(store.accountId, kept);
  isRead = true;
  waits ||= photos.some(({ sent, pieces, problem }) => sent < pieces && problem === null);
}

async function readSittings(store: Store): Promise<void> {
  const { entriesOf, readMinutes } = await import('./minutes.ts');
  const found = await readMinutes(store);
  const { device } = keeper.holding ?? {};
  const heard =
    found.some(({ handed }) => handed !== undefined) &&
    (await (await import('./handed-minutes.ts')).hearMinutes(store, device?.handovers ?? [], device?.sealKey ?? null));
  minutes = heard ? await readMinutes(store) : found;
  sentMinutes = entriesOf(minutes);
}

/** Forms sealed to a key that the server has no more are sealed to today's. */
async function sealForToday(): Promise<void> {
  const { store, holding } = keeper;
  if (store === null || holding === null) return;
  const { sealAnew } = await import('./forms.ts');
  for (const entry of [...entries, ...waitingSteps(), ...sentMinutes]) await sealAnew(store, entry, holding.device.sealKey);
}

type Whose = Pick<SessionView, 'accountId' | 'displayName'>;

const waitingSteps = (): readonly Step[] => steps.filter(({ state }) => state !== 'taken');

/** After the list was brought up to date: the server may have told of another key, and of directives that are now received. */
export async function sendAfterNews(): Promise<void> {
  const { holding } = keeper;
  if (holding !== null) await keeping(() => hearDirectives(holding.device.directives ?? []));
  if (holding !== null) await withMinutes((meetings, store) => meetings.dropToldMinutes(store, holding.device.meetings ?? []));
  await keeping(sealForToday);
  await keeping(refresh);
  await sendWaiting(false);
}

/** On the disk when it returns. */
export async function keep(draft: Draft): Promise<void> {
  await keeping(async () => {
    const store = keeper.store ?? (await openPlain(draft.accountId, ''));
    if (store === null) throw new Error('locked');
    await (await import('./forms.ts')).keepDraft(store, draft);
  });
}

/** Puts a finished form away, then sends it. */
export async function finish(entry: Unsent): Promise<void> {
  show(entry.commandId, { state: 'sending' });
  const kept = await withForms((forms, store) => forms.keepUnsent(store, entry, keeper.holding?.device.sealKey ?? null));
  if (kept) return sendWaiting(true);
  // Even if the phone cannot keep it, the server may take it.
  const { send } = await import('../../ui/command.ts');
  const answer = await send(entry.envelope, { accountId: entry.accountId });
  show(
    entry.commandId,
    answer.ok ? { state: 'taken' } : { state: answer.error.code === 'no-connection' ? 'waiting' : 'refused', problem: answer.error },
  );
}

/** Does it and looks at the list again. `false`: the phone refused. */
async function withForms(work: (forms: typeof Forms, store: Store) => Promise<void>): Promise<boolean> {
  const done = await keeping(async () => {
    const { store } = keeper;
    if (store === null) throw new Error('locked');
    await work(await import('./forms.ts'), store);
    await refresh();
    return true;
  });
  return done === true;
}

/** `now`: whatever the last failure was, at once. */
export async function sendWaiting(now: boolean): Promise<void> {
  const { store } = keeper;
  if (store === null || !waits) return;
  const { sendAll } = await import('./send.ts');
  const { accountId } = store;
  await sendAll(
    {
      accountId,
      envelopeOf: (id) => [...entries, ...steps, ...sentMinutes].find(({ commandId }) => commandId === id)?.envelope ?? null,
      ...{ onsending, onsettled },
      onpiece: () => void keeping(refresh),
    },
    now,
  );
}

function onsending(ids: readonly string[]): void {
  for (const id of ids) show(id, { state: 'sending' });
}

function onsettled({ gone, asked, problem }: { gone: readonly string[]; asked: readonly string[]; problem: Problem | null }): void {
  for (const id of gone) show(id, { state: 'taken' });
  void keeping(refresh).then(() => {
    for (const id of asked.filter((one) => !gone.includes(one))) show(id, afterAsking(entries, id, problem));
  });
  if (gone.length > 0)
    void bring().then((brought) => {
      onbrought(brought);
      if (brought) void keeping(refresh);
    });
}

/** What the server told of directives: steps that it has are no longer kept here, new directives are received. */
async function hearDirectives(told: DeviceView['directives']): Promise<void> {
  const { store, holding } = keeper;
  if (store === null) throw new Error('locked');
  const { dropTold, receive } = await import('./steps.ts');
  await dropTold(store, told);
  await receive(store, told, holding?.device.sealKey ?? null);
  await refresh();
}

/** For who keeps no list here: of what the server was just asked. */
export async function receiveDirectives({ accountId, displayName }: Whose, told: DeviceView['directives']): Promise<void> {
  await keeping(async () => {
    await openPlain(accountId, displayName);
    await hearDirectives(told);
  });
  await sendWaiting(false);
}

/** Opened or done: on the disk when it returns, then sent. `false`: the phone refused to keep it. */
export async function takeStep({ accountId, displayName }: Whose, told: ToldStep): Promise<boolean> {
  const done = await keeping(async () => {
    const { holding } = keeper;
    const store = await openPlain(accountId, displayName);
    if (store === null) throw new Error('locked');
    await (await import('./steps.ts')).keepStep(store, told, holding?.device.sealKey ?? null);
    await refresh();
    return true;
  });
  if (done === true) void sendWaiting(true);
  return done === true;
}

/** On the disk when it returns. `false`: the phone refused, or keeps no list of this person. */
export async function keepPhotoOf(taken: { householdId: string; of: Photo['of']; picture: Uint8Array<ArrayBuffer> }): Promise<boolean> {
  const done = await keeping(async () => {
    const { store, holding } = keeper;
    if (store === null || holding === null) throw new Error('locked');
    await (await import('./photos.ts')).keepPhoto(store, holding.device.sealKey, taken);
    await refresh();
    return true;
  });
  if (done === true) void sendWaiting(true);
  return done === true;
}

export async function dropPhotoOf(photo: Photo): Promise<void> {
  await keeping(async () => {
    const { store } = keeper;
    if (store === null) throw new Error('locked');
    await (await import('./photos.ts')).dropPhoto(store, photo);
    await refresh();
  });
}

/** A person gives up a report that was not taken. */
export async function dropStep({ commandId }: Step): Promise<void> {
  await keeping(async () => {
    const { store } = keeper;
    if (store === null) throw new Error('locked');
    await (await import('./steps.ts')).forgetSteps(store, [commandId]);
    await refresh();
  });
}

/** Does it and looks at what is there again. `false`: the phone refused. */
async function withMinutes(work: (meetings: typeof Meetings, store: Store) => Promise<void>): Promise<boolean> {
  const done = await keeping(async () => {
    const { store } = keeper;
    if (store === null) throw new Error('locked');
    await work(await import('./minutes.ts'), store);
    await refresh();
    return true;
  });
  return done === true;
}

type Writing = Pick<Minutes, 'by' | 'hamletName' | 'minutes'>;

/** At every tap: on the disk when it returns. `false`: the phone refused to keep it. */
export async function writeMinutes(kept: Writing): Promise<boolean> {
  const done = await keeping(async () => {
    const { store } = keeper;
    if (store === null) throw new Error('locked');
    await (await import('./minutes.ts')).keepMinutes(store, kept);
    return true;
  });
  return done === true;
}

/** Closed: put away, then sent. `false`: the phone refused, and they are still open. */
export async function endMinutes(kept: Writing): Promise<boolean> {
  const done = await withMinutes((meetings, store) => meetings.closeMinutes(store, kept, keeper.holding?.device.sealKey ?? null));
  if (done) void sendWaiting(true);
  return done;
}

export async function correctMinutes(one: Minutes): Promise<void> {
  await withMinutes((meetings, store) => meetings.reopenMinutes(store, one));
}

export async function dropMinutes(one: Pick<Minutes, 'minutes' | 'sent'>): Promise<void> {
  await withMinutes((meetings, store) => meetings.forgetMinutes(store, one));
}

/** A person wants this one to be sent again as it is. */
export async function sendAgain(entry: Pick<Unsent, 'accountId' | 'commandId'>): Promise<void> {
  await keeping(async () => {
    const { settle } = await import('./device.ts');
    await settle(entry.accountId, (rows) =>
      rows.map((row) => (row.commandId === entry.commandId ? { ...row, state: 'waiting', problem: null } : row)),
    );
    await refresh();
  });
  await sendWaiting(true);
}

/** To the commune as it was written, by the same way and in the same place of the order. */
export async function handOver(entry: Unsent, word: string): Promise<boolean> {
  const { handingOf } = await import('./handing.ts');
  const handing = handingOf(entry, word);
  if (handing === null) return false;
  await finish(handing);
  return true;
}

/** The commune's word was read. */
export async function readEnd(entry: Unsent): Promise<void> {
  await withForms((forms, store) => forms.dropHanded(store, entry));
}

/** Back to the draft: a new form made from it gets an id of its own. */
export async function reopen(entry: Unsent): Promise<void> {
  await withForms((forms, store) => forms.takeBack(store, entry.commandId));
}

/** Gives up a form and its draft for good. */
export async function discard(entry: Unsent): Promise<void> {
  await withForms((forms, store) => forms.dropUnsent(store, entry));
}

export async function discardDraft(key: string): Promise<void> {
  await withForms((forms, store) => forms.dropDraft(store, key));
}

/** Pages drawn from the list are drawn anew; said by the layout, which knows how. */
let onbrought: (brought: boolean) => void = () => {};
export function whenBrought(how: () => void): void {
  onbrought = (brought) => {
    if (brought) how();
  };
}

function show(commandId: string, sending: Sending): void {
  sendings = { ...sendings, [commandId]: sending };
}

if (typeof window !== 'undefined') window.addEventListener('online', () => void sendWaiting(true));

/** Of whoever has finished forms on this phone, while it is locked: they go sealed. Returns how many still wait. */
export async function sendLocked(): Promise<number> {
  const { outboxOf, senders } = await import('./device.ts');
  const { sendAll } = await import('./send.ts');
  const whose = await senders();
  const nothing = (): void => {};
  for (const accountId of whose) await sendAll({ accountId, envelopeOf: () => null, onsending: nothing, onsettled: nothing }, true);
  const rows = (await Promise.all(whose.map(outboxOf))).flat();
  return rows.filter(({ state, step }) => state === 'waiting' && step !== true).length;
}
