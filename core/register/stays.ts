/**
 * Where a household lived and with how many people, at any date (thời gian cư trú): intervals that follow each other without
 * gaps while it is there. What every figure of a past day is counted from.
 */

/** `to` is the first day on which it holds no more; null: still holds. `minority`: the head's ethnicity is not Kinh. */
export interface Stay {
  readonly hamletId: string;
  readonly people: number;
  readonly minority: boolean | null;
  readonly from: string;
  readonly to: string | null;
}

export type Settled = Pick<Stay, 'hamletId' | 'people' | 'minority'>;

export function openStay(stays: readonly Stay[], on: string, settled: Settled): Stay[] {
  return [...closeStay(stays, on), { ...settled, from: on, to: null }];
}

/** Ends on `on`. A stay that would have begun on that day or later never was. */
export function closeStay(stays: readonly Stay[], on: string): Stay[] {
  return stays.filter((stay) => stay.from < on).map((stay) => (stay.to === null || stay.to > on ? { ...stay, to: on } : stay));
}

/** Ended with its last people, of whom one went on that day, perhaps not the last to go: on the first day with nobody. */
export function closeEmpty(stays: readonly Stay[], on: string): Stay[] {
  const peopled = stays.findLastIndex(({ people }) => people > 0);
  const empty = stays[peopled + 1]?.from ?? on;
  return closeStay(stays, empty > on ? empty : on);
}

/** As if it had gone on since it ended; where nothing is left of it, since `on`. */
export function reopen(stays: readonly Stay[], on: string, settled: Settled): Stay[] {
  return [...stays, { ...settled, from: stays.at(-1)?.to ?? on, to: null }];
}

/** People who came or went on a day, perhaps heard of late: every stay from that day on counts them. */
export function addPeople(stays: readonly Stay[], on: string, change: number): Stay[] {
  return merge(cut(stays, on).map((stay) => (stay.from >= on ? { ...stay, people: Math.max(0, stay.people + change) } : stay)));
}

/** What a visit on that day found. People who came or went later still count besides. */
export function foundOn(stays: readonly Stay[], on: string, people: number, minority: boolean | null): Stay[] {
  const before = stayAt(stays, on) ?? stays[0];
  const day = before !== undefined && before.from > on ? before.from : on;
  const counted = addPeople(stays, day, before === undefined ? 0 : people - before.people);
  return merge(cut(counted, day).map((stay) => (stay.from >= day ? { ...stay, minority } : stay)));
}

/** A mistake in the last stay set right; earlier ones stand as they were reported. */
export function correctLast(stays: readonly Stay[], people: number, minority: boolean | null): Stay[] {
  return stays.map((stay, i) => (i === stays.length - 1 ? { ...stay, people, minority } : stay));
}

export function stayAt(stays: readonly Stay[], on: string): Stay | undefined {
  return stays.find((stay) => stay.from <= on && (stay.to === null || on < stay.to));
}

/** The first day of the unbroken residence where it lives now, or lived last: counts of heads cut a stay, they end none. */
export function residenceFrom(stays: readonly Stay[]): string | undefined {
  const last = stays.at(-1);
  let first = last;
  for (const stay of stays.toReversed()) if (stay.hamletId === last?.hamletId && stay.to === first?.from) first = stay;
  return first?.from;
}

/** The stay that holds the day becomes two. */
function cut(stays: readonly Stay[], on: string): Stay[] {
  return stays.flatMap((stay) =>
    stay.from < on && (stay.to === null || on < stay.to)
      ? [
          { ...stay, to: on },
          { ...stay, from: on },
        ]
      : [stay],
  );
}

/** Neighbours that say the same become one. */
function merge(stays: readonly Stay[]): Stay[] {
  const kept: Stay[] = [];
  for (const stay of stays) {
    const last = kept.at(-1);
    const same =
      last?.to === stay.from && last.people === stay.people && last.minority === stay.minority && last.hamletId === stay.hamletId;
    if (last !== undefined && same) kept[kept.length - 1] = { ...last, to: stay.to };
    else kept.push(stay);
  }
  return kept;
}
