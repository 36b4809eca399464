/**
 * What a list would do to years that were decided here (danh sách chạm đến năm đã quyết định). A decision's classes change by decisions
 * alone: a result that would change one comes back. What a list of an older year may say besides is told, year by year, before
 * anything is written (decision 0017).
 */
import type { PlainDate } from '../../kernel/dates.ts';
import { recordedFrom } from '../recorded.ts';
import type { Known } from './compare.ts';
import type { EarlierResult } from './lines.ts';
import type { ListedClass } from './values.ts';

/** `end`: the day at whose close the year's tables count. */
export interface DecidedYear {
  readonly year: number;
  readonly end: PlainDate;
}

/**
 * `refused`: the list says another class than the year has; `apart`: a new household that the decision did not know counts from the day it
 * is written; `start`: what the year's movements begin with; `people`: how many lived there.
 */
export const TOUCHES = ['refused', 'apart', 'start', 'people'] as const;

/** What one household of a list would do to one decided year. `has`: the class that the year has of it. */
export interface Touch {
  readonly kind: (typeof TOUCHES)[number];
  readonly year: number;
  readonly has: ListedClass | null;
  readonly says: ListedClass | null;
}

type Result = EarlierResult & { readonly year: number };

/** The latest year decided after that of the result; null: none was. */
export function decidedAfter(result: Pick<Result, 'year'> | null, decided: readonly DecidedYear[]): DecidedYear | null {
  if (result === null) return null;
  return decided.reduce<DecidedYear | null>((found, each) => (each.year > Math.max(result.year, found?.year ?? 0) ? each : found), null);
}

/** A class that a decided year has otherwise, of which the list may not speak; null where there is none. */
export function contradicts(
  result: Result | null,
  known: Known | null,
  at: { decided: readonly DecidedYear[]; today: string },
): Touch | null {
  if (result === null) return null;
  const own = at.decided.find(({ year }) => year === result.year);
  const has = known?.statuses.find(({ year }) => year === result.year)?.class ?? null;
  if (own !== undefined) return has === result.class ? null : { kind: 'refused', year: own.year, has, says: result.class };
  for (const { year, end } of at.decided) {
    if (year < result.year || !livesOn(known, end, at.today)) continue;
    const [was, will] = [classOn(known, end), classOn(known, end, result)];
    if (listOf(was) !== listOf(will)) return { kind: 'refused', year, has: was, says: will };
  }
  return null;
}

/** Of a household that is taken: what the list adds to decided years without changing a class of theirs. */
export function touchesOf(
  { result, people }: { readonly result: Result | null; readonly people: number | null },
  known: Known | null,
  decided: readonly DecidedYear[],
): readonly Touch[] {
  const later = decidedAfter(result, decided);
  if (known === null) return later === null || result === null ? [] : [{ kind: 'apart', year: later.year, has: null, says: result.class }];
  return decided.flatMap(({ year, end }): Touch[] => {
    const start = `${year - 1}-12-31`;
    const [was, will] = [classOn(known, start), classOn(known, start, result)];
    const moves = result !== null && result.year < year && livesOn(known, start, '') && listOf(was) !== listOf(will);
    const last = known.stays.at(-1);
    const recounts = people !== null && last !== undefined && last.from <= end && last.people !== people;
    return [
      ...(moves ? [{ kind: 'start' as const, year, has: was, says: will }] : []),
      ...(recounts ? [{ kind: 'people' as const, year, has: null, says: null }] : []),
    ];
  });
}

/** A household that comes in new lives here from the day it is written where its result is older than a decided year. */
function livesOn(known: Known | null, day: string, today: string): boolean {
  if (known === null) return today <= day;
  return known.stays.some(({ from, to }) => from <= day && (to === null || day < to));
}

function classOn(known: Known | null, day: string, more: Result | null = null): ListedClass | null {
  const said = more === null ? [] : [{ class: more.class, validFrom: recordedFrom(more) }];
  // Of two that begin on one day the register's own stands.
  const held = [...said, ...(known?.statuses ?? [])].filter(({ validFrom }) => validFrom <= day);
  return (
    held.reduce<(typeof held)[number] | null>((last, each) => (last === null || each.validFrom >= last.validFrom ? each : last), null)
      ?.class ?? null
  );
}

/** On no list is one thing, whether somebody said so or nobody said anything. */
const listOf = (named: ListedClass | null): ListedClass | null => (named === 'not-poor' ? null : named);

/** Touches of many households, counted; the latest year first. */
export interface TouchCount extends Touch {
  readonly households: number;
}

export function countTouches(touches: readonly Touch[]): readonly TouchCount[] {
  const counts = new Map<string, TouchCount>();
  for (const touch of touches) {
    const key = [touch.year, touch.kind, touch.has, touch.says].join(' ');
    counts.set(key, { ...touch, households: (counts.get(key)?.households ?? 0) + 1 });
  }
  const order = ({ year, kind }: Touch): number => -year * TOUCHES.length + TOUCHES.indexOf(kind);
  return [...counts.values()].sort((a, b) => order(a) - order(b));
}

/** Numbers of a decided year would be others: the person says yes to that first. */
export function changesDecided(counts: readonly Touch[]): boolean {
  return counts.some(({ kind }) => kind === 'start' || kind === 'people');
}
