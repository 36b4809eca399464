/**
 * What undoing an import does to one household (hủy việc nhập đối với một hộ): taken off again where the import brought it,
 * put back as it was where the import changed it, left alone where anything has happened to it since. A later import that was itself
 * undone did not happen. Pure: from the household's events in their order. Finding and writing them is the ledger's.
 */
import { type CaseFile, type FileEvent, step, type Written } from '../case-file.ts';
import type { ImportWithdrawn } from '../household.ts';

export interface PastEvent {
  readonly eventId: string;
  readonly kind: string;
  /** The import that made it; null where none did. */
  readonly by: string | null;
  /** Null where its body was erased. */
  readonly event: FileEvent | null;
  /** Of `review-listed`. */
  readonly roundId: string | null;
  readonly at: Written;
}

export const KEPT_WHYS = ['imported-since', 'interviewed-since', 'decided-since', 'moved-since', 'changed-since', 'erased'] as const;
export type KeptWhy = (typeof KEPT_WHYS)[number];

export type Withdrawal =
  | { readonly kind: 'withdraw'; readonly body: ImportWithdrawn }
  | { readonly kind: 'kept'; readonly why: KeptWhy }
  /** The import did nothing to it, or was undone here before. */
  | { readonly kind: 'nothing' };

export function withdrawalOf(events: readonly PastEvent[], importId: string): Withdrawal {
  const first = events.findIndex(({ by }) => by === importId);
  const [begin] = events.slice(Math.max(first, 0));
  if (first < 0 || begin === undefined) return { kind: 'nothing' };
  const undone = new Set(events.flatMap(({ event }) => (event?.kind === 'import-withdrawn' ? [event.body.importId] : [])));
  if (undone.has(importId)) return { kind: 'nothing' };
  const after = events.slice(first).filter(({ by, kind }) => kind !== 'import-withdrawn' && (by === null || !undone.has(by)));
  const since = after.filter(({ by }) => by !== importId);
  const [next] = since;
  if (next !== undefined) return { kind: 'kept', why: since.every(({ by }) => by !== null) ? 'imported-since' : whyKept(next.kind) };
  if (events.some(({ event }) => event === null)) return { kind: 'kept', why: 'erased' };
  const own = (kind: string): PastEvent[] => after.filter((event) => event.kind === kind);
  return {
    kind: 'withdraw',
    body: {
      householdId: begin.at.householdId,
      importId,
      former: formerOf(fold(events.slice(0, first))),
      statusEvents: own('status-recorded').map((event) => event.eventId),
      roundIds: [...new Set(own('review-listed').flatMap((event) => event.roundId ?? []))],
    },
  };
}

const WHY: Readonly<Record<string, KeptWhy>> = {
  'interview-finished': 'interviewed-since',
  'status-decided': 'decided-since',
  'status-withdrawn': 'decided-since',
  rejudged: 'decided-since',
  'moved-out': 'moved-since',
  'moved-in': 'moved-since',
  erased: 'erased',
};

function whyKept(kind: string): KeptWhy {
  return WHY[kind] ?? 'changed-since';
}

function fold(events: readonly PastEvent[]): CaseFile | null {
  return events.reduce<CaseFile | null>((file, { event, at }) => (event === null ? file : step(file, event, at)), null);
}

function formerOf(file: CaseFile | null): ImportWithdrawn['former'] {
  if (file === null) return null;
  const { code, address, headName, declared: people } = file;
  return { code, address, headName, people, members: file.members.map(({ version: _, ...member }) => member) };
}
