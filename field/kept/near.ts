/**
 * Households still to visit, the nearest first (hộ gần tôi): from where the phone was when its person asked, to where each was visited
 * last. Pure, reckoned on the phone alone. Of whom no place is known nothing is guessed: they follow in the order of the list.
 */
import { type HeldAt, metresBetween } from '../../core/interview/where.ts';
import type { PlaceRow } from './place.ts';

export interface Nearby<Row extends PlaceRow> {
  readonly rows: readonly Row[];
  /** By household, in whole metres, of those of which a place is known. */
  readonly metres: ReadonlyMap<string, number>;
  readonly unknown: number;
}

export function nearest<Row extends PlaceRow>(rows: readonly Row[], here: HeldAt): Nearby<Row> {
  const metres = new Map(
    rows.flatMap(({ householdId, heldAt }) =>
      heldAt === undefined ? [] : [[householdId, Math.round(metresBetween(here, heldAt))] as const],
    ),
  );
  const of = ({ householdId }: Row): number => metres.get(householdId) ?? Number.POSITIVE_INFINITY;
  // Of two as far the one that the list names first; infinity less infinity is no number.
  const sorted = [...rows].sort((a, b) => (of(a) === of(b) ? 0 : of(a) - of(b)));
  return { rows: sorted, metres, unknown: rows.length - metres.size };
}
