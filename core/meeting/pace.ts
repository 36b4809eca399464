/**
 * How far the interviews of a round should be by now (tiến độ): the review list spread evenly over the days of the round. Not a
 * rule of any text, only a yardstick that shows early where help is needed.
 */
import { date, daysBetween } from '../kernel/dates.ts';
import type { RoundView } from './views.ts';

/** Days of the round that are over by the evening of `today`, and all its days. */
export interface Elapsed {
  readonly days: number;
  readonly all: number;
}

export function elapsed(round: Pick<RoundView, 'opensOn' | 'closesOn'>, today: string): Elapsed {
  const [opens, closes, now] = [date(round.opensOn), date(round.closesOn), date(today)];
  const all = daysBetween(opens, closes) + 1;
  return { days: Math.max(0, Math.min(all, daysBetween(opens, now) + 1)), all };
}

/** Households that should have been interviewed by now and were not; 0 when on time. */
export function behind(counts: { readonly listed: number; readonly interviewed: number }, { days, all }: Elapsed): number {
  const due = Math.floor((counts.listed * days) / all);
  return Math.max(0, due - Math.min(counts.interviewed, counts.listed));
}
