/**
 * The statuses of a household in the order of their days (lịch sử diện hộ): which one holds, how long each held, whether a
 * household is new on a list, has relapsed or continues. A status comes from a decision or from a list of an earlier year,
 * which may be read in after later ones.
 */
import type { PovertyClass, RulebookId } from '../classify/verdict.ts';
import type { DecidedList, Origin } from './decision.ts';

export interface Status {
  readonly eventId: string;
  readonly source: 'decision' | 'recorded';
  /** Year of the review. */
  readonly year: number;
  readonly roundId: string | null;
  readonly rulebook: RulebookId | null;
  readonly decisionId: string | null;
  readonly class: PovertyClass;
  readonly before: PovertyClass | null;
  readonly list: DecidedList | null;
  readonly origin: Origin | null;
  readonly people: number;
  readonly validFrom: string;
  /** The first day on which it holds no more; null: it still holds. */
  readonly validTo: string | null;
}

/**
 * The history with one more status. A list of a year read in again replaces what was read before of that year; a decision of
 * the same year stands above a list.
 */
export function withStatus<S extends Status>(history: readonly S[], added: S): S[] {
  const kept = history.filter((status) => !(added.source === 'recorded' && status.source === 'recorded' && status.year === added.year));
  return settle([...kept, added]);
}

/** Without those that these events said: what stood before them holds again. */
export function withoutStatuses<S extends Status & { readonly eventId: string }>(history: readonly S[], eventIds: readonly string[]): S[] {
  return settle(history.filter((status) => !eventIds.includes(status.eventId)));
}

/** The status on a day; null: on no list until then. */
export function statusOn<S extends Status>(history: readonly S[], day: string): S | null {
  return history.findLast((status) => status.validFrom <= day && (status.validTo === null || day < status.validTo)) ?? null;
}

/** mới, tái, cũ: by the classes that held before `day`. Null where the class is on no list. */
export function originOf(history: readonly Status[], now: PovertyClass, day: string): Origin | null {
  if (now === 'not-poor') return null;
  const earlier = history.filter((status) => status.validFrom < day);
  if (earlier.at(-1)?.class === now) return 'continuing';
  return earlier.some((status) => status.class === now) ? 'relapsed' : 'new';
}

/** In order of days; each ends where the next begins. Of two that begin on one day the later said one holds. */
function settle<S extends Status>(statuses: readonly S[]): S[] {
  const sorted = statuses.map((status, i) => ({ status, i })).sort((a, b) => compare(a, b));
  const inOrder = sorted.map(({ status }) => status);
  return inOrder.map((status, i) => ({ ...status, validTo: inOrder[i + 1]?.validFrom ?? null }));
}

function compare(a: { status: Status; i: number }, b: { status: Status; i: number }): number {
  if (a.status.validFrom !== b.status.validFrom) return a.status.validFrom < b.status.validFrom ? -1 : 1;
  if (a.status.source !== b.status.source) return a.status.source === 'recorded' ? -1 : 1;
  return a.i - b.i;
}
