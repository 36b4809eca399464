/**
 * What a person keeps on this phone, opened (sổ trên máy): what the server told of them and of their areas, the households pulled,
 * and how far the phone's clock is from the server's. Pages are made from it by the files beside this one; keeping it is sync's.
 */
import { CLOCK_TOLERANCE_MS } from '../../core/interview/clock-mark.ts';
import { dayInVietnam, instantOf, parseDate, type PlainDate } from '../../core/kernel/dates.ts';
import type { Inbox } from '../../core/sync/inbox.ts';
import type { DeviceArea, DeviceView, PulledHouseholdView } from '../../core/views.ts';

export interface Holding {
  readonly device: DeviceView;
  readonly inbox: Inbox<PulledHouseholdView>;
  /** The server's clock less the phone's, in milliseconds, when they last spoke. */
  readonly skew: number;
}

/** Told on the first page and where this phone says of itself. */
export function isClockWrong({ skew }: Holding): boolean {
  return Math.abs(skew) > CLOCK_TOLERANCE_MS;
}

/** Today by the phone's clock set right, never before the day that the server has named. */
export function dayOf({ device, skew }: Holding, phoneClock: number): PlainDate {
  const here = dayInVietnam(instantOf(phoneClock + skew));
  const told = parseDate(device.today);
  return told.ok && told.value > here ? told.value : here;
}

export function areaOf({ device }: Holding, areaId: string | null): DeviceArea | null {
  return device.areas.find((area) => area.areaId === areaId) ?? null;
}

/** From the area itself up to the province. */
export function pathOf(holding: Holding, areaId: string): readonly DeviceArea[] {
  const path: DeviceArea[] = [];
  for (let at = areaOf(holding, areaId); at !== null && !path.includes(at); at = areaOf(holding, at.aboveId)) path.push(at);
  return path;
}

export function communeOf(holding: Holding, areaId: string): DeviceArea | null {
  return pathOf(holding, areaId).find((area) => area.level === 'commune') ?? null;
}

export interface Found {
  readonly row: PulledHouseholdView;
  readonly hamletId: string;
}

export function householdsIn({ inbox }: Holding, hamletIds: ReadonlySet<string>): readonly Found[] {
  const books = [...inbox.books.values()].filter(({ hamletId }) => hamletIds.has(hamletId));
  return books.flatMap(({ hamletId, rows }) => [...rows.values()].map((row) => ({ row, hamletId })));
}

export function findHousehold({ inbox }: Holding, householdId: string): Found | null {
  for (const { hamletId, rows } of inbox.books.values()) {
    const row = rows.get(householdId);
    if (row !== undefined) return { row, hamletId };
  }
  return null;
}
