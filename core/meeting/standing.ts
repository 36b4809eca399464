/**
 * The statuses of a household in the order of their days (lịch sử diện hộ): which one holds, how long each held, whether a
 * household is new on a list, has relapsed or continues. A status comes from a decision or from a list of an earlier year,
 * which may be read in after later ones.
 */
import type { PovertyClass, RulebookId } from '../classify/verdict.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { type Recorded, recordedFrom } from '../register/recorded.ts';
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

export type RecordProblem =
  | { readonly code: 'day-in-future'; readonly day: string }
  | { readonly code: 'year-has-round'; readonly year: number; readonly first: number }
  | { readonly code: 'review-day-not-of-year'; readonly day: string; readonly year: number }
  | { readonly code: 'status-decided-then'; readonly day: string; readonly decidedOn: string }
  | { readonly code: 'recorded-out-of-order'; readonly year: number; readonly otherYear: number };

/** A review of a year is signed by the end of March of the next. */
const SIGNED_BY = '03-31';

/**
 * May a list still say what a household was in an earlier year? Not for a year since which the household's communes have rounds
 * here (`rounds`: their years), never over or after a decision, and not so that the years' results change their order.
 */
export function mayRecord(
  history: readonly Status[],
  told: Recorded,
  at: { readonly rounds: readonly number[]; readonly today: string },
): Result<true, RecordProblem> {
  const { year, reviewedOn } = told;
  const day = recordedFrom(told);
  const first = Math.min(...at.rounds);
  if (year >= first) return fail({ code: 'year-has-round', year, first });
  if (day > at.today) return fail({ code: 'day-in-future', day });
  if (reviewedOn !== null && (day < `${year}-01-01` || day > `${year + 1}-${SIGNED_BY}`)) {
    return fail({ code: 'review-day-not-of-year', day, year });
  }
  const decided = history.find((status) => status.source === 'decision' && (status.validFrom <= day || status.year <= year));
  if (decided !== undefined) return fail({ code: 'status-decided-then', day, decidedOn: decided.validFrom });
  const other = history.find((status) => status.year !== year && status.year < year !== status.validFrom < day);
  return other === undefined ? ok(true) : fail({ code: 'recorded-out-of-order', year, otherYear: other.year });
}

/** The status on a day; null: on no list until then. */
export function statusOn<S extends Pick<Status, 'validFrom' | 'validTo'>>(history: readonly S[], day: string): S | null {
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
