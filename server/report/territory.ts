/**
 * Which hamlets a table counts and under which units it lists them (địa bàn): a unit as it was on the table's day, or, where
 * it did not exist then, on the nearest day on which it did. Rights on a unit that is no more are rights on its hamlets.
 */
import type { Action } from '../../core/access/action.ts';
import type { Reader } from '../../core/access/catalogue.ts';
import { areaPath } from '../../core/access/reach.ts';
import {
  type AreaLevel,
  type AreaPeriod,
  type AreaTree,
  ancestors,
  children,
  descendants,
  levelOf,
  periodAt,
  periodsOf,
} from '../../core/kernel/areas.ts';
import { addDays, type PlainDate } from '../../core/kernel/dates.ts';
import { type AreaId, isAreaId } from '../../core/kernel/ids.ts';
import { sortVi } from '../../core/kernel/text.ts';
import type { AreaRef } from '../../core/register/views.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type Context, mayOrThrow, readersIn } from '../http/route.ts';

export interface Territory {
  readonly area: AreaPeriod;
  readonly level: AreaLevel;
  /** The day whose units these are. */
  readonly on: PlainDate;
  readonly hamletIds: readonly AreaId[];
}

/** Null where there never was such a unit. */
export function territoryOf(tree: AreaTree, areaId: string, date: PlainDate): Territory | null {
  const on = isAreaId(areaId) ? nearestDay(tree, areaId, date) : null;
  if (!isAreaId(areaId) || on === null) return null;
  const [area, level] = [periodAt(tree, areaId, on), levelOf(tree, areaId)];
  return area === null || level === null ? null : { area, level, on, hamletIds: hamletsOf(tree, areaId, on) };
}

function nearestDay(tree: AreaTree, areaId: AreaId, date: PlainDate): PlainDate | null {
  if (periodAt(tree, areaId, date) !== null) return date;
  const periods = periodsOf(tree, areaId);
  const ended = periods.findLast((period) => period.to !== null && period.to <= date)?.to ?? null;
  return ended === null ? (periods[0]?.from ?? null) : addDays(ended, -1);
}

export function hamletsOf(tree: AreaTree, areaId: AreaId, on: PlainDate): readonly AreaId[] {
  if (levelOf(tree, areaId) === 'hamlet') return [areaId];
  return descendants(tree, areaId, on, 'hamlet').map((period) => period.areaId);
}

/** From the province down to the unit itself, as on its day. */
export function wayTo(tree: AreaTree, { area, on }: Pick<Territory, 'area' | 'on'>): AreaRef[] {
  return [...ancestors(tree, area.areaId, on)]
    .reverse()
    .concat(area)
    .map(({ areaId, name }) => ({ areaId, name }));
}

/** A line of a table: a unit below, or the sub-total of a district above its communes. */
export interface ListedUnit {
  readonly style: 'row' | 'subtotal';
  readonly no: string;
  readonly area: AreaPeriod;
  readonly hamletIds: readonly AreaId[];
}

/** Units directly below in Vietnamese order; districts with their communes below them; a hamlet has its own line. */
export function listUnits(tree: AreaTree, { area, on }: Territory): readonly ListedUnit[] {
  const unit = (period: AreaPeriod, style: ListedUnit['style'], no: string): ListedUnit => ({
    ...{ style, no, area: period, hamletIds: hamletsOf(tree, period.areaId, on) },
  });
  const below = inOrder(children(tree, area.areaId, on));
  if (below.length === 0) return [unit(area, 'row', '1')];
  let districts = 0;
  return below.flatMap((period, index) => {
    if (levelOf(tree, period.areaId) !== 'district') return [unit(period, 'row', String(index + 1))];
    districts += 1;
    const communes = inOrder(children(tree, period.areaId, on));
    return [unit(period, 'subtotal', roman(districts)), ...communes.map((commune, at) => unit(commune, 'row', String(at + 1)))];
  });
}

function inOrder(periods: readonly AreaPeriod[]): readonly AreaPeriod[] {
  return sortVi(periods, ({ name }) => name);
}

const ROMAN = [
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const;

/** I, II, III as papers number districts. */
export function roman(value: number): string {
  const [size, sign] = ROMAN.find(([least]) => least <= value) ?? [0, ''];
  return size === 0 ? '' : sign + roman(value - size);
}

type Who = Pick<Context, 'actor' | 'tree' | 'today'>;

/** The territory, if this person may do that there; throws 404 or 403 otherwise. */
export function territoryFor(who: Who, action: Action, areaId: string, date: PlainDate): Territory {
  const territory = territoryOf(who.tree, areaId, date);
  if (territory === null) throw notFound();
  for (const each of standIns(who, territory)) mayOrThrow(who, action, each);
  return territory;
}

/** As which reader the catalogue treats this person in all of the territory. */
export function readersOf(who: Who, territory: Territory): readonly Reader[] {
  const [first = [], ...others] = standIns(who, territory).map((areaId) => readersIn(who, areaId));
  return first.filter((reader) => others.every((readers) => readers.includes(reader)));
}

/** The unit itself while it exists, else its hamlets of today. */
function standIns({ tree, today }: Who, { area, hamletIds }: Territory): readonly AreaId[] {
  if (areaPath(tree, area.areaId, today).length > 0) return [area.areaId];
  const present = hamletIds.filter((hamletId) => areaPath(tree, hamletId, today).length > 0);
  if (present.length === 0) throw new HttpProblem(404, 'area-not-then');
  return present;
}
