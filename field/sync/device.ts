/**
 * What this phone keeps (bộ nhớ của máy), in IndexedDB: drafts of interviews, so that a reload or an empty battery loses
 * nothing, and finished forms until the server has taken them. Each belongs to the account that made it; signing out
 * leaves it there. Sending is `outbox.svelte.ts`.
 */
import { Dexie, type EntityTable } from 'dexie';
import type { Problem } from '../../core/kernel/result.ts';
import type { InterviewState } from '../../core/interview/state.ts';
import type { InterviewView } from '../../core/views.ts';
import type { Envelope } from '../../ui/command.ts';

export interface Draft {
  /** `draftKey` of account, household and round. */
  readonly key: string;
  readonly accountId: string;
  readonly householdId: string;
  /** As the server gave it when the interview began: the form, the version seen, the last answers. */
  readonly view: InterviewView;
  readonly state: InterviewState;
  /** Moments of the phone's clock. */
  readonly startedAt: string;
  readonly savedAt: string;
}

export interface Unsent {
  readonly commandId: string;
  readonly accountId: string;
  readonly householdId: string;
  readonly headName: string;
  readonly draft: string;
  readonly envelope: Envelope;
  /** `waiting`: no answer yet. `refused`, `held`: answered, and a person has to look at it. */
  readonly state: 'waiting' | 'refused' | 'held';
  readonly problem: Problem | null;
}

class Device extends Dexie {
  declare drafts: EntityTable<Draft, 'key'>;
  declare unsent: EntityTable<Unsent, 'commandId'>;

  constructor() {
    super('vuon-field');
    this.version(1).stores({ drafts: 'key, accountId', unsent: 'commandId, accountId' });
  }
}

const device = new Device();

export function draftKey(accountId: string, householdId: string, roundId: string): string {
  return `${accountId}|${householdId}|${roundId}`;
}

export function findDraft(key: string): Promise<Draft | undefined> {
  return device.drafts.get(key);
}

export function draftsOf(accountId: string): Promise<Draft[]> {
  return device.drafts.where({ accountId }).toArray();
}

export async function keepDraft(draft: Draft): Promise<void> {
  await device.drafts.put(draft);
}

export async function dropDraft(key: string): Promise<void> {
  await device.drafts.delete(key);
}

export function unsentOf(accountId: string): Promise<Unsent[]> {
  return device.unsent.where({ accountId }).toArray();
}

/** A form of a household replaces one that waits or was refused: only the newest is to be sent. */
export async function keepUnsent(entry: Unsent): Promise<void> {
  await device.transaction('rw', device.unsent, async () => {
    await device.unsent
      .where({ accountId: entry.accountId })
      .filter((old) => old.draft === entry.draft && old.commandId !== entry.commandId)
      .delete();
    await device.unsent.put(entry);
  });
}

export async function markUnsent(commandId: string, state: Unsent['state'], problem: Problem | null): Promise<void> {
  await device.unsent.update(commandId, { state, problem });
}

/** The server has it: neither the form nor its draft is needed here any more. */
export async function dropTaken(entry: Unsent): Promise<void> {
  await device.transaction('rw', device.unsent, device.drafts, async () => {
    await device.unsent.delete(entry.commandId);
    await device.drafts.delete(entry.draft);
  });
}

/** Takes the form back to work on it again; its draft is still here. */
export async function takeBack(commandId: string): Promise<void> {
  await device.unsent.delete(commandId);
}
