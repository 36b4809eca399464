/**
 * Where an interview was held (vị trí lúc rà soát), as the device told it with how exact that is: kept with the form, so that the dwelling
 * is found again; asked for once, and never needed. Whole hundred-thousandths of a degree, about a metre.
 */
const DEGREE = 100_000;

export interface HeldAt {
  readonly latE5: number;
  readonly lonE5: number;
  /** The true place is within so many metres, as the device says (of about two in three measurements). */
  readonly accuracyM: number;
}

export const MOST_HELD_AT: HeldAt = { latE5: 90 * DEGREE, lonE5: 180 * DEGREE, accuracyM: 100_000 };

/** What a device measured; null where it is no place. Of the accuracy never less than it said. */
export function heldAtOf(measured: { readonly latitude: number; readonly longitude: number; readonly accuracy: number }): HeldAt | null {
  const { latitude, longitude, accuracy } = measured;
  // Plus nought: of minus nought, which is written otherwise, it makes nought.
  const [latE5, lonE5] = [Math.round(latitude * DEGREE) + 0, Math.round(longitude * DEGREE) + 0];
  const accuracyM = Math.ceil(accuracy) + 0;
  const isPlace = Math.abs(latE5) <= MOST_HELD_AT.latE5 && Math.abs(lonE5) <= MOST_HELD_AT.lonE5;
  return isPlace && accuracyM >= 0 && accuracyM <= MOST_HELD_AT.accuracyM ? { latE5, lonE5, accuracyM } : null;
}

const EARTH_M = 6_371_000;
const radians = (e5: number): number => (e5 / DEGREE) * (Math.PI / 180);

/** As the crow flies, in metres (haversine, the earth a ball): across a canal it may be a long way round. */
export function metresBetween(a: HeldAt, b: HeldAt): number {
  const [latA, latB] = [radians(a.latE5), radians(b.latE5)];
  const half = Math.sin((latB - latA) / 2) ** 2 + Math.cos(latA) * Math.cos(latB) * Math.sin(radians(b.lonE5 - a.lonE5) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** `9.93421, 106.34512`, as maps take it. */
export function placeText({ latE5, lonE5 }: HeldAt): string {
  return [latE5, lonE5].map((value) => (value / DEGREE).toFixed(5)).join(', ');
}
