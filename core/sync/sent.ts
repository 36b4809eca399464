/**
 * What the server has taken and a device keeps nevertheless (đã gửi, còn giữ bản niêm phong): a server that was restored from a backup may
 * lack it. By another `epoch` the device notices that and sends all of it again, before what waits; what is there after all is
 * `known`. Pure, as the outbox is.
 */
import type { OutboxEntry } from './outbox.ts';

/** How long a device keeps what was taken: an older backup than this gets back from phones only what is younger. */
export const SENT_DAYS = 60;
const DAY_MS = 86_400_000;

export interface Sent {
  /** When the server's answer came, by the device's clock set right. */
  readonly sentAt: number;
}

export function isOldSent({ sentAt }: Sent, now: number): boolean {
  return sentAt < oldBefore(now);
}

/** The moment before which what was sent is old. */
export function oldBefore(now: number): number {
  return now - SENT_DAYS * DAY_MS;
}

/** A subject of its own: a newer form of the household does not take the place of what the server may lack. */
export function subjectAnew(commandId: string): string {
  return `anew|${commandId}`;
}

/** The entries to be sent after a restore: what was taken first, in the order in which it was made. */
export function sentAnew<E extends OutboxEntry>(entries: readonly E[], sent: readonly E[]): readonly E[] {
  const here = new Set(entries.map(({ commandId }) => commandId));
  const back = sent.filter(({ commandId }) => !here.has(commandId));
  return [...back.map((one): E => ({ ...one, subject: subjectAnew(one.commandId), state: 'waiting', problem: null })), ...entries];
}
