/**
 * One figure over the years in the units of one day (chuỗi số liệu theo địa bàn của một ngày): what was counted of a hamlet at the close of a
 * year belongs to the hamlets that it became, or came out of, on that day. Where those lie in several units nobody counted their parts;
 * they are estimated by the households that each had when they parted, and marked.
 */
import { type AreaLevel, type AreaTree, levelOf, periodAt, periodsOf, predecessors, successors } from '../kernel/areas.ts';
import { addDays, type PlainDate } from '../kernel/dates.ts';
import { percentHundredths } from '../kernel/numbers.ts';
import type { AreaId } from '../kernel/ids.ts';
import type { RulebookId } from '../classify/verdict.ts';
import { countOf, type Counts } from './figure-ids.ts';

/** A hamlet as it was counted, and the hamlets of the day shown to which that belongs. */
export interface Kept {
  readonly from: AreaId;
  readonly to: readonly AreaId[];
}

/** What hamlets of the day `at` were, or became, on the day `wanted`. */
export function hamletsOn(tree: AreaTree, hamletIds: readonly AreaId[], days: { at: PlainDate; wanted: PlainDate }): readonly AreaId[] {
  return [...new Set(hamletIds.flatMap((hamletId) => kin(tree, hamletId, days)))];
}

/** Which counted hamlets concern the hamlets of the day `on`, and to whom else each of them belongs. `close`: the day of the count. */
export function keptFor(tree: AreaTree, hamletIds: readonly AreaId[], { on, close }: { on: PlainDate; close: PlainDate }): readonly Kept[] {
  return hamletsOn(tree, hamletIds, { at: on, wanted: close }).map((from) => ({ from, to: kin(tree, from, { at: close, wanted: on }) }));
}

function kin(tree: AreaTree, hamletId: AreaId, { at, wanted }: { at: PlainDate; wanted: PlainDate }): readonly AreaId[] {
  const found = wanted < at ? predecessors(tree, hamletId, wanted) : successors(tree, hamletId, wanted);
  return found.map(({ areaId }) => areaId).filter((areaId) => levelOf(tree, areaId) === 'hamlet');
}

/** The day on which the hamlets of `to` can be weighed against each other: their first day together, or the last before they became one. */
export function weighingDay(tree: AreaTree, { from, to }: Kept, { on, close }: { on: PlainDate; close: PlainDate }): PlainDate {
  if (close <= on) return to.reduce((day, areaId) => later(day, periodsOf(tree, areaId)[0]?.from ?? day), close);
  const ends = to.flatMap((areaId) => (periodAt(tree, areaId, close) === null ? [periodsOf(tree, areaId).at(-1)?.to ?? null] : []));
  const begun = periodsOf(tree, from)[0]?.from ?? close;
  const parted = ends.reduce<PlainDate>((day, end) => (end !== null && end < day ? end : day), begun > on ? begun : close);
  return addDays(parted, -1);
}

const later = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b);

/** `value` in whole parts by weight, together `value` again; in equal parts where nothing weighs anything. */
export function apportion(value: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const even = sum === 0 ? weights.map(() => 1) : weights;
  const whole = sum === 0 ? weights.length : sum;
  const exact = even.map((weight) => (value * weight) / whole);
  const parts = exact.map(Math.floor);
  const order = exact.map((part, i) => ({ i, rest: part - Math.floor(part) })).sort((a, b) => b.rest - a.rest || a.i - b.i);
  const left = value - parts.reduce((all, part) => all + part, 0);
  for (const { i } of order.slice(0, left)) parts[i] = (parts[i] ?? 0) + 1;
  return parts;
}

export const SERIES = ['households', 'poorHouseholds', 'nearPoorHouseholds'] as const;
export type SeriesFigure = (typeof SERIES)[number];

/** Counts of one unit at the close of one year; `estimated`: a part of them was never counted by itself. */
export type SeriesValue = Readonly<Record<SeriesFigure, number>> & { readonly estimated: boolean };

export const MEASURES = ['poorRate', 'poorHouseholds', 'nearPoorRate', 'nearPoorHouseholds', 'households'] as const;
export type Measure = (typeof MEASURES)[number];

/** A count, or a rate in hundredths of a percent; null where nobody lives. */
export function measured(value: SeriesValue, measure: Measure): number | null {
  if (measure === 'poorRate') return percentHundredths(value.poorHouseholds, value.households);
  if (measure === 'nearPoorRate') return percentHundredths(value.nearPoorHouseholds, value.households);
  return value.households === 0 ? null : value[measure];
}

/** What was counted at the close of a year, by the hamlets of that day, and how those that parted are weighed. */
export interface CountedYear {
  readonly kept: readonly Kept[];
  readonly counts: ReadonlyMap<string, Counts>;
  /** In the order of `to`. */
  readonly weights: ReadonlyMap<AreaId, readonly number[]>;
}

/** Of these hamlets of the day shown. */
export function valueIn(own: ReadonlySet<AreaId>, { kept, counts, weights }: CountedYear): SeriesValue {
  const sums = { households: 0, poorHouseholds: 0, nearPoorHouseholds: 0 };
  let estimated = false;
  for (const { from, to } of kept) {
    const inside = to.filter((hamletId) => own.has(hamletId)).length;
    const found = counts.get(from);
    if (inside === 0 || found === undefined) continue;
    const parted = inside < to.length;
    for (const id of SERIES) {
      const value = countOf(found, id);
      const parts = parted ? apportion(value, weights.get(from) ?? to.map(() => 1)) : [];
      sums[id] += parted ? to.reduce((sum, hamletId, i) => sum + (own.has(hamletId) ? (parts[i] ?? 0) : 0), 0) : value;
      if (parted && value > 0) estimated = true;
    }
  }
  return { ...sums, estimated };
}

export interface SeriesYear {
  readonly year: number;
  /** The last day counted. */
  readonly end: PlainDate;
  readonly rulebook: RulebookId;
  /** `open`: its round is not closed yet; `recorded`: lists were taken over; `none`: nobody was reviewed, and the older list goes on. */
  readonly standing: 'open' | 'closed' | 'recorded' | 'none';
}

/** `GET /api/series`: values in the order of the years. */
export interface SeriesView {
  readonly area: { readonly areaId: string; readonly name: string; readonly level: AreaLevel };
  /** The day whose units these are, and the last day of every division that the area had within the years. */
  readonly on: PlainDate;
  readonly choices: readonly PlainDate[];
  readonly years: readonly SeriesYear[];
  /** `part`: others of its hamlets lie outside the area, and are not counted here. */
  readonly units: readonly {
    readonly areaId: string;
    readonly name: string;
    readonly part: boolean;
    readonly values: readonly SeriesValue[];
  }[];
  readonly totals: readonly SeriesValue[];
}
