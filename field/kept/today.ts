/** What the first page of the phone is made of (Hôm nay), of the list that it keeps. Pure. */
import type { DeviceDirective } from '../../core/steer/views.ts';
import type { Holding } from './holding.ts';
import { type Place, type PlaceRow, placeOf } from './place.ts';

export interface Today {
  /** The hamlets whose households are here, else the areas of the person, in the order of lists. */
  readonly places: readonly Place[];
  readonly directives: readonly DeviceDirective[];
  readonly today: string;
  /** Households that two people told otherwise; null where no list is kept. */
  readonly clashing: readonly Pick<PlaceRow, 'householdId' | 'headName'>[] | null;
}

export function todayOf(holding: Holding, today: string): Today {
  const { device, inbox } = holding;
  const places = device.areas.filter(({ level }) => level === 'hamlet').flatMap(({ areaId }) => placeOf(holding, areaId) ?? []);
  const households = [...inbox.books.values()].flatMap(({ rows }) => [...rows.values()]);
  const clashing = households.filter(({ clashes = [] }) => clashes.length > 0);
  return {
    places,
    directives: device.directives ?? [],
    today,
    clashing: clashing.map(({ householdId, headName }) => ({ householdId, headName })),
  };
}

/** Of those still to visit, in the order of the list, one begun before one not begun. */
export function nextOf<Row extends PlaceRow>(toVisit: readonly Row[], begun: ReadonlySet<string>): Row | undefined {
  return toVisit.find((row) => begun.has(row.householdId)) ?? toVisit[0];
}
