/**
 * The figures of years side by side in the units of one day (chuỗi nhiều năm theo địa bàn của một ngày). Each year is counted by the hamlets
 * of its own close, so that it is what its tables say; which unit it belongs to is core/report/series.
 */
import { areaAbove, type AreaPeriod, type AreaTree } from '../../core/kernel/areas.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';
import type { AreaId } from '../../core/kernel/ids.ts';
import { sortVi } from '../../core/kernel/text.ts';
import { countOf } from '../../core/report/figure-ids.ts';
import {
  hamletsOn,
  type Kept,
  keptFor,
  SERIES,
  type SeriesValue,
  type SeriesView,
  type SeriesYear,
  valueIn,
  weighingDay,
} from '../../core/report/series.ts';
import { sql } from 'kysely';
import { runPrepared } from '../db/connection.ts';
import { type Tx, withFullReach } from '../http/transaction.ts';
import { momentOf, type YearAsked } from './figures.ts';
import type { Counting } from './kept.ts';
import { findYearlyRound } from './store.ts';
import { closeOf } from './table.ts';
import { hamletsOf, type Territory } from './territory.ts';

/** So many years before this one are shown unless asked otherwise. */
export const YEARS_BACK = 5;

export interface SeriesAsked {
  readonly tree: AreaTree;
  /** As of its own day: today, or the last on which it was. */
  readonly territory: Territory;
  /** The day whose units are shown. */
  readonly on: PlainDate;
  readonly today: PlainDate;
  readonly years: readonly YearAsked[];
  readonly counting: Counting;
}

export async function seriesView(tx: Tx, asked: SeriesAsked): Promise<SeriesView> {
  const { territory, years, on } = asked;
  const units = unitsOn(asked, on);
  const own = hamletsThen(asked, on);
  const columns: { readonly year: SeriesYear; readonly of: (hamletIds: readonly AreaId[]) => SeriesValue }[] = [];
  const sets = new Map<string, readonly AreaId[]>();
  // A hamlet that was cut may be out of reach; what was counted there belongs in part to those of the area, whom this person may count.
  await withFullReach(tx, async () => {
    for (const year of years) columns.push(await columnOf(tx, asked, { own, year, sets }));
  });
  const valuesOf = (hamletIds: readonly AreaId[]) => columns.map(({ of }) => of(hamletIds));
  return {
    area: { areaId: territory.area.areaId, name: territory.area.name, level: territory.level },
    ...{ on, choices: divisionsOf(asked), years: columns.map(({ year }) => year) },
    units: units.map(({ hamletIds, ...unit }) => ({ ...unit, values: valuesOf(hamletIds) })),
    totals: valuesOf(own),
  };
}

export function hamletsThen({ tree, territory }: Pick<SeriesAsked, 'tree' | 'territory'>, on: PlainDate): readonly AreaId[] {
  return on === territory.on ? territory.hamletIds : hamletsOn(tree, territory.hamletIds, { at: territory.on, wanted: on });
}

interface Unit {
  readonly areaId: AreaId;
  readonly name: string;
  readonly part: boolean;
  readonly hamletIds: readonly AreaId[];
}

/** Communes of that day in which the area's hamlets lay; below a commune the hamlets themselves. */
function unitsOn(asked: SeriesAsked, on: PlainDate): readonly Unit[] {
  const { tree, territory } = asked;
  if (territory.level === 'hamlet') return [];
  const level = territory.level === 'commune' ? 'hamlet' : 'commune';
  const units = new Map<AreaId, { period: AreaPeriod; hamletIds: AreaId[] }>();
  for (const hamletId of hamletsThen(asked, on)) {
    const period = areaAbove(tree, hamletId, on, level);
    if (period === null) continue;
    const unit = units.get(period.areaId) ?? { period, hamletIds: [] };
    units.set(period.areaId, unit);
    unit.hamletIds.push(hamletId);
  }
  const listed = [...units.values()].map(
    ({ period: { areaId, name }, hamletIds }): Unit => ({
      areaId,
      name,
      hamletIds,
      part: hamletsOf(tree, areaId, on).length > hamletIds.length,
    }),
  );
  return sortVi(listed, ({ name }) => name);
}

/** The last of the days on which it was divided in the same way, the oldest first. */
function divisionsOf(asked: SeriesAsked): readonly PlainDate[] {
  const days = new Map<string, PlainDate>();
  const of = (day: PlainDate) => unitsOn(asked, day).map(({ areaId, hamletIds }): unknown => [areaId, hamletIds]);
  for (const day of [...asked.years.map(({ year }) => closeOf(year)).filter((close) => close < asked.today), asked.today])
    days.set(JSON.stringify(of(day)), day);
  // On some days the area had no units yet.
  days.delete(JSON.stringify([]));
  return [...days.values()].toSorted();
}

interface ColumnAsked {
  readonly own: readonly AreaId[];
  readonly year: YearAsked;
  /** The same hamlets are the same list, of which the stamps are read once. */
  readonly sets: Map<string, readonly AreaId[]>;
}

async function columnOf(tx: Tx, { tree, on, counting }: SeriesAsked, { own, year: asked, sets }: ColumnAsked) {
  const at = await momentOf(tx, asked, []);
  const days = { on, close: at.end };
  const kept = keptFor(tree, own, days);
  const counted = kept.map(({ from }) => from);
  const hamletIds = sets.get(counted.join()) ?? counted;
  sets.set(counted.join(), hamletIds);
  const counts = await counting.figures(tx, { ...at, hamletIds }, SERIES);
  const weights = new Map<AreaId, readonly number[]>();
  for (const one of kept)
    if (one.to.length > 1) weights.set(one.from, await weigh(tx, one, { counting, day: weighingDay(tree, one, days), at }));
  const touching = new Map<AreaId, Kept[]>();
  for (const one of kept) for (const hamletId of one.to) touching.set(hamletId, [...(touching.get(hamletId) ?? []), one]);
  const concerning = (hamletIds: readonly AreaId[]) => [...new Set(hamletIds.flatMap((hamletId) => touching.get(hamletId) ?? []))];
  const standing = await standingOf(tx, asked.year, hamletIds);
  const year: SeriesYear = { year: asked.year, end: at.end, rulebook: at.rulebook, standing };
  return { year, of: (hamletIds: readonly AreaId[]) => valueIn(new Set(hamletIds), { kept: concerning(hamletIds), counts, weights }) };
}

/** Lists of a year without a round were taken over where somebody who lived in these hamlets has a result of it. */
async function standingOf(tx: Tx, year: number, hamletIds: readonly AreaId[]): Promise<SeriesYear['standing']> {
  const round = await findYearlyRound(tx, year);
  if (round !== null) return round.state === 'open' ? 'open' : 'closed';
  const [found] = await runPrepared(
    tx,
    sql<{ recorded: boolean }>`
      select exists (select from status s
                      cross join lateral (select from residence r where r.household_id = s.household_id
                                             and r.hamlet_id = any (${[...hamletIds]}::text[]) limit 1) there
                      where s.year = ${year}) as recorded`,
  );
  return found?.recorded === true ? 'recorded' : 'none';
}

interface Weighing {
  readonly counting: Counting;
  readonly day: PlainDate;
  readonly at: Awaited<ReturnType<typeof momentOf>>;
}

async function weigh(tx: Tx, { to }: Kept, { counting, day, at }: Weighing): Promise<readonly number[]> {
  const found = await counting.figures(tx, { ...at, end: day, hamletIds: to }, ['households']);
  return to.map((hamletId) => countOf(found.get(hamletId) ?? {}, 'households'));
}
