/**
 * Forms on their way to the server (phiếu chưa gửi): sent at once, again when the line is back, kept until the server says
 * `taken` or `known`. A refusal stays with its reason until a person has dealt with it. The phone's storage is loaded
 * only when needed, after the first screen.
 */
import type { Problem } from '../../core/kernel/result.ts';
import { send } from '../../ui/command.ts';
import type { Draft, Unsent } from './device.ts';

export type Sending = { readonly state: 'sending' | 'taken' } | { readonly state: Unsent['state']; readonly problem: Problem | null };

/** After these the same form may be sent again unchanged. */
const PASSING = [
  ...['no-connection', 'not-json', 'not-signed-in', 'too-many-requests', 'busy', 'no-answer'],
  ...['server-error', 'database-away', 'disk-full'],
];

let accountId: string | null = null;
let entries = $state<readonly Unsent[]>([]);
let drafts = $state<readonly Draft[]>([]);
let sendings = $state<Readonly<Record<string, Sending>>>({});
let broken = $state(false);

export const outbox = {
  /** What waits, was refused or is held, of the person signed in. */
  get entries(): readonly Unsent[] {
    return entries;
  },
  /** Interviews begun and not finished, and those finished and not yet taken. */
  get drafts(): readonly Draft[] {
    return drafts;
  },
  /** How a command of this session stands. */
  of(commandId: string): Sending | undefined {
    return sendings[commandId];
  },
  /** The phone refuses to keep anything (private window, storage full). */
  get broken(): boolean {
    return broken;
  },
};

/** For the person signed in: reads what the phone holds and sends what waits. */
export async function openOutbox(account: string): Promise<void> {
  accountId = account;
  await refresh();
  for (const entry of entries.filter((e) => e.state === 'waiting')) void sendEntry(entry);
}

export async function refresh(): Promise<void> {
  if (accountId === null) return;
  try {
    const device = await import('./device.ts');
    [entries, drafts] = await Promise.all([device.unsentOf(accountId), device.draftsOf(accountId)]);
    broken = false;
  } catch {
    broken = true;
  }
}

export async function keep(draft: Draft): Promise<void> {
  try {
    await (await import('./device.ts')).keepDraft(draft);
    broken = false;
  } catch {
    broken = true;
  }
}

/** Puts a finished form away, then sends it. */
export async function finish(entry: Unsent): Promise<void> {
  sendings = { ...sendings, [entry.commandId]: { state: 'sending' } };
  try {
    await (await import('./device.ts')).keepUnsent(entry);
  } catch {
    // Even if the phone cannot keep it, the server may take it.
    broken = true;
  }
  await refresh();
  await sendEntry(entry);
}

const underWay = new Set<string>();

export async function sendEntry(entry: Unsent): Promise<void> {
  if (underWay.has(entry.commandId)) return;
  underWay.add(entry.commandId);
  show(entry.commandId, { state: 'sending' });
  try {
    const answer = await send(entry.envelope);
    const device = await import('./device.ts');
    if (answer.ok) {
      await device.dropTaken(entry).catch(() => (broken = true));
      show(entry.commandId, { state: 'taken' });
    } else {
      const state = passes(answer.error) ? 'waiting' : answer.error.code === 'held' ? 'held' : 'refused';
      await device.markUnsent(entry.commandId, state, answer.error).catch(() => (broken = true));
      show(entry.commandId, { state, problem: answer.error });
    }
  } finally {
    underWay.delete(entry.commandId);
  }
  await refresh();
}

/** Back to the draft: a new form made from it gets an id of its own. */
export async function reopen(entry: Unsent): Promise<void> {
  await (await import('./device.ts')).takeBack(entry.commandId);
  await refresh();
}

/** Gives up a form and its draft for good. */
export async function discard(entry: Unsent): Promise<void> {
  await (await import('./device.ts')).dropTaken(entry);
  await refresh();
}

export async function discardDraft(key: string): Promise<void> {
  await (await import('./device.ts')).dropDraft(key);
  await refresh();
}

function show(commandId: string, sending: Sending): void {
  sendings = { ...sendings, [commandId]: sending };
}

function passes(problem: Problem): boolean {
  return PASSING.includes(problem.code) || problem.code.startsWith('http-5');
}

if (typeof window !== 'undefined') {
  window.addEventListener('online', () => {
    for (const entry of entries.filter((e) => e.state === 'waiting')) void sendEntry(entry);
  });
}
