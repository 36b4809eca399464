/**
 * The outbox of a device (hộp gửi trên máy) as a pure state machine, so that the phone, a test and a simulation do the same: what is
 * to be sent now, what each of the four answers does, when to try again after the line failed. An entry leaves only when the
 * server has it or a person gives it up. Where entries are kept, and sending itself, are the face's business.
 */
import type { CommandAnswer, CommandProblem } from './envelope.ts';

/** `waiting`: no answer yet, or a passing one. `refused`, `held`: answered, and a person has to look at it. */
export type EntryState = 'waiting' | 'refused' | 'held';

export interface OutboxEntry {
  readonly commandId: string;
  /** What it is about, such as one household's form of a round: of each only the newest is to be sent. */
  readonly subject: string;
  /** Households that it speaks of: of each, nothing goes before what was put in earlier and needs a person. Absent: it goes by itself. */
  readonly about?: readonly string[];
  readonly state: EntryState;
  readonly problem: CommandProblem | null;
  /** Was sent, whatever came of it: as long as it waits, the server may have it and nobody here has heard. */
  readonly tried?: boolean;
}

export interface Outbox<E extends OutboxEntry> {
  /** In the order in which they were put in. */
  readonly entries: readonly E[];
  /** Tries in a row that the line or the server failed. */
  readonly failures: number;
  /** Moment of the device's clock before which nothing is tried by itself. */
  readonly notBefore: number;
}

export const FIRST_WAIT_MS = 5_000;
export const LONGEST_WAIT_MS = 15 * 60_000;
/** Sent at once; small enough that a line which is cut after a minute at 256 kbit/s still gets one through. */
export const MOST_AT_ONCE = 20;

export function emptyOutbox<E extends OutboxEntry>(): Outbox<E> {
  return { entries: [], failures: 0, notBefore: 0 };
}

/** A newer one of the same subject takes the place of those before; the same one again changes nothing. */
export function put<E extends OutboxEntry>(outbox: Outbox<E>, entry: E): Outbox<E> {
  if (outbox.entries.some(({ commandId }) => commandId === entry.commandId)) return outbox;
  return { ...outbox, entries: [...outbox.entries.filter(({ subject }) => subject !== entry.subject), entry] };
}

/** A corrected one, in the place of the one that it corrects: what waits behind that waits behind this. */
export function replace<E extends OutboxEntry>(outbox: Outbox<E>, commandId: string, entry: E): Outbox<E> {
  return { ...outbox, entries: outbox.entries.map((one) => (one.commandId === commandId ? entry : one)) };
}

/** What to send now, oldest first; nothing while the last failure is too near. */
export function due<E extends OutboxEntry>({ entries, notBefore }: Outbox<E>, now: number): readonly E[] {
  return now < notBefore ? [] : goingNow(entries).slice(0, MOST_AT_ONCE);
}

function goingNow<E extends OutboxEntry>(entries: readonly E[]): readonly E[] {
  const stopped = new Set<string>();
  return entries.filter(({ state, about = [] }) => {
    const goes = state === 'waiting' && !about.some((id) => stopped.has(id));
    if (!goes) for (const id of about) stopped.add(id);
    return goes;
  });
}

/** Waiting behind another one of the same household that needs a person first. */
export function isBehind<E extends OutboxEntry>(entries: readonly E[], entry: E): boolean {
  return entry.state === 'waiting' && !goingNow(entries).includes(entry);
}

/** Answers may come twice, late, or about what is no longer here. An entry without an answer goes on waiting. */
export function answered<E extends OutboxEntry>(outbox: Outbox<E>, answers: readonly CommandAnswer[]): Outbox<E> {
  const found = new Map(answers.map((answer) => [answer.commandId, answer]));
  const stopped = new Set<string>();
  const entries: E[] = [];
  for (const entry of outbox.entries) {
    const after = afterAnswer(entry, found.get(entry.commandId), stopped);
    if (after === null) continue;
    if (after.state !== 'waiting') for (const id of after.about ?? []) stopped.add(id);
    entries.push(after);
  }
  return { entries, failures: 0, notBefore: 0 };
}

/** Null: it is there. Refused behind a refused one it waits on, since that may be all that is wrong with it. */
function afterAnswer<E extends OutboxEntry>(entry: E, answer: CommandAnswer | undefined, stopped: ReadonlySet<string>): E | null {
  if (answer === undefined || passes(answer)) return entry;
  if (answer.answer === 'taken' || answer.answer === 'known') return null;
  const heard = entry.tried === true ? { ...entry, tried: false } : entry;
  if (entry.about?.some((id) => stopped.has(id)) === true) return heard;
  return { ...heard, state: answer.answer, problem: answer.problem ?? { code: answer.answer } };
}

/** Refusals that say nothing about the command: the same one may be taken later. */
const PASSING: ReadonlySet<string> = new Set(['busy', 'too-many-requests', 'not-signed-in', 'server-error', 'database-away', 'disk-full']);

function passes({ answer, problem }: CommandAnswer): boolean {
  return answer === 'refused' && problem !== undefined && PASSING.has(problem.code);
}

/** Answered at the door, before anything of what was sent was looked at: the server has none of it. */
const AT_THE_DOOR: ReadonlySet<string> = new Set(['too-many-requests', 'not-signed-in', 'app-too-old']);

export function isTurnedAway({ code }: CommandProblem): boolean {
  return AT_THE_DOOR.has(code);
}

/** Nothing was answered. `luck` from 0 to 1 spreads devices that lost the line together. */
export function lineFailed<E extends OutboxEntry>(outbox: Outbox<E>, now: number, luck: number): Outbox<E> {
  const failures = outbox.failures + 1;
  return { ...outbox, failures, notBefore: now + waitAfter(failures, luck) };
}

/** Doubled with each failure, from half to all of it by luck. */
export function waitAfter(failures: number, luck: number): number {
  const whole = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 20));
  return Math.round(whole / 2 + (whole / 2) * luck);
}

/** The device says that there is a line, or a person presses: begin anew. */
export function tryNow<E extends OutboxEntry>(outbox: Outbox<E>): Outbox<E> {
  return { ...outbox, failures: 0, notBefore: 0 };
}

/** A person wants a refused or held one to be sent again as it is. */
export function again<E extends OutboxEntry>(outbox: Outbox<E>, commandId: string): Outbox<E> {
  const entries = outbox.entries.map((entry): E => (entry.commandId === commandId ? { ...entry, state: 'waiting', problem: null } : entry));
  return tryNow({ ...outbox, entries });
}

/** A person takes it back to work on it, or gives it up. */
export function withdraw<E extends OutboxEntry>(outbox: Outbox<E>, commandId: string): Outbox<E> {
  return { ...outbox, entries: outbox.entries.filter((entry) => entry.commandId !== commandId) };
}

/** What a person is told in total. */
export function totals({ entries }: Outbox<OutboxEntry>): { readonly waiting: number; readonly needsYou: number } {
  const waiting = entries.filter(({ state }) => state === 'waiting').length;
  return { waiting, needsYou: entries.length - waiting };
}
