/**
 * Empties the outbox of one person (gửi hộp thư): one tab at a time, in pieces, again after a while when the line failed. What an
 * answer does is the core's state machine; what it is to a person is `outbox.svelte.ts`. Needs no PIN: forms of a locked phone
 * go sealed, as long as the session of their person lives.
 */
import { answered, due, emptyOutbox, isTurnedAway, lineFailed, type Outbox, tryNow } from '../../core/sync/outbox.ts';
import type { Problem } from '../../core/kernel/result.ts';
import type { CommandsAnswer } from '../../core/views.ts';
import { type Asked, get, lastHeard, post } from '../../ui/api.ts';
import type { Envelope } from '../../ui/command.ts';
import { device, type OutboxRow, outboxOf, settle, whoseOf } from './device.ts';
import { piecesOf } from './piece.ts';
import { countWaiting } from './pieces.ts';

export interface Sender {
  readonly accountId: string;
  /** What a row without a box says; null while the phone is locked. */
  readonly envelopeOf: (commandId: string) => Envelope | null;
  /** A piece of a picture is there, or was refused. */
  readonly onpiece?: () => void;
  readonly onsending: (commandIds: readonly string[]) => void;
  /** `gone`: the server has them. */
  readonly onsettled: (settled: {
    readonly gone: readonly string[];
    readonly asked: readonly string[];
    readonly problem: Problem | null;
  }) => void;
}

/** Of each person since the app was opened. */
const pauses = new Map<string, Pick<Outbox<OutboxRow>, 'failures' | 'notBefore'>>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** `now`: a person pressed, or there is a line again: waiting times begin anew. */
export async function sendAll(sender: Sender, now: boolean): Promise<void> {
  if (now) pauses.delete(sender.accountId);
  const work = async (): Promise<void> => {
    const passed = new Set<string>();
    do await drain(sender);
    while (await sendPicture(sender, passed));
  };
  const { locks } = navigator;
  if (locks === undefined) return work();
  // Another window that sends for this person sends these too.
  await locks.request(`vuon-send-${sender.accountId}`, { ifAvailable: true }, (lock) => (lock === null ? undefined : work()));
}

/** One piece of a picture; what was written meanwhile goes before the next. `true`: there may be another. */
async function sendPicture(sender: Sender, passed: Set<string>): Promise<boolean> {
  const { accountId } = sender;
  const paused = { ...emptyOutbox<OutboxRow>(), ...pauses.get(accountId) };
  if (Date.now() < paused.notBefore || (await countWaiting(accountId)).size === 0) return false;
  const went = await (await import('./photos.ts')).sendPiece(accountId, passed);
  if (went === 'line-failed') pause(sender, lineFailed(paused, Date.now(), Math.random()));
  if (went === 'one') {
    pauses.delete(accountId);
    sender.onpiece?.();
  }
  return went === 'one';
}

async function drain(sender: Sender): Promise<void> {
  const { accountId } = sender;
  for (;;) {
    const outbox = { ...emptyOutbox<OutboxRow>(), ...pauses.get(accountId), entries: await outboxOf(accountId) };
    const [batch] = piecesOf(due(outbox, Date.now()).filter(({ commandId, box }) => box !== null || sender.envelopeOf(commandId) !== null));
    if (batch === undefined) return;
    const asked = batch.map(({ commandId }) => commandId);
    sender.onsending(asked);
    const answer = await askOverLine(sender, batch);
    if (!answer.ok) {
      pause(sender, lineFailed(outbox, Date.now(), Math.random()));
      return sender.onsettled({ gone: [], asked, problem: answer.error });
    }
    const after = await settle(
      accountId,
      (entries) => answered({ ...tryNow(outbox), entries }, answer.value.answers).entries,
      answer.value.answers,
    );
    pauses.delete(accountId);
    sender.onsettled({ gone: after.map(({ commandId }) => commandId), asked, problem: null });
    // What was answered by nothing would be asked again and again.
    const left = await outboxOf(accountId);
    if (asked.every((id) => left.some(({ commandId, state }) => commandId === id && state === 'waiting')))
      return pause(sender, lineFailed(outbox, Date.now(), Math.random()));
  }
}

/** A line that carried an answer so lately is taken to be there: what is sent in a row asks for it once. */
const STILL_THERE_MS = 60_000;

/** Nothing leaves the phone before a line is known to be there: on a line that is only thought to be, all would seem sent and be held fast here. */
async function askOverLine(sender: Sender, batch: readonly OutboxRow[]): Asked<CommandsAnswer> {
  if (!navigator.onLine || performance.now() - lastHeard() > STILL_THERE_MS) {
    const line = await get<unknown>('/api/health');
    if (!line.ok) return line;
  }
  const first = batch.filter(({ tried }) => tried !== true);
  // Before it goes: killed in between, the phone knows no less.
  await markTried(first, true);
  const answer = await ask(sender, batch);
  if (!answer.ok && isTurnedAway(answer.error)) await markTried(first, false);
  return answer;
}

async function markTried(rows: readonly OutboxRow[], tried: boolean): Promise<void> {
  const ids = rows.map(({ commandId }) => commandId);
  await device.outbox.where('commandId').anyOf(ids).modify({ tried });
}

/** Those with a box first; the rest, of who keeps no list here, as they are. */
async function ask({ accountId, envelopeOf }: Sender, batch: readonly OutboxRow[]): Asked<CommandsAnswer> {
  const whose = await whoseOf(accountId);
  const sealed = batch.flatMap(({ commandId, box }) => (box === null ? [] : [{ commandId, box }]));
  if (sealed.length > 0) return post('/api/sealed', { commands: sealed }, whose);
  return post('/api/commands', { commands: batch.flatMap(({ commandId }) => envelopeOf(commandId) ?? []) }, whose);
}

function pause(sender: Sender, { failures, notBefore }: Outbox<OutboxRow>): void {
  const { accountId } = sender;
  pauses.set(accountId, { failures, notBefore });
  clearTimeout(timers.get(accountId));
  timers.set(
    accountId,
    setTimeout(() => void sendAll(sender, false), Math.max(0, notBefore - Date.now())),
  );
}
