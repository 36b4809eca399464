/**
 * A year in figures (một năm qua các con số): what the register says of a unit at the close of the year before and of the
 * year, and the units and households behind each number. Rates are whole hundredths of a percent.
 */
import { rulebookById } from '../../core/classify/rulebooks.ts';
import { CANNOT_ESCAPE_GROUNDS, RULEBOOK_IDS, type RulebookId } from '../../core/classify/verdict.ts';
import {
  areaAbove,
  type AreaPeriod,
  type AreaTree,
  children,
  descendants,
  levelOf,
  type AreaLevel,
  periodAt,
} from '../../core/kernel/areas.ts';
import { type PlainDate, yearOf } from '../../core/kernel/dates.ts';
import type { AreaId } from '../../core/kernel/ids.ts';
import { percentHundredths } from '../../core/kernel/numbers.ts';
import { roundSchema, tableStatusIn } from '../../core/meeting/round.ts';
import {
  countOf,
  type Counts,
  type FigureId,
  NEAR_POOR_FLOWS,
  POOR_FLOWS,
  sumCounts,
  type UnitFigureId,
  unitOf,
} from '../../core/report/figure-ids.ts';
import type { DeprivationValue, FiguresOfYear, FigureUnits, FigureValue } from '../../core/report/views.ts';
import type { Tx } from '../http/transaction.ts';
import type { Counted } from './counting.ts';
import { ANEW, type Counting } from './kept.ts';
import { partedBySeals, readSealsOf } from './seals.ts';
import { findTarget, findYearlyRound } from './store.ts';
import { closeOf, standardOf } from './table.ts';
import { hamletsOf, type Territory, wayTo } from './territory.ts';

export interface YearAsked {
  readonly year: number;
  readonly today: PlainDate;
}

/** The last day that counts: the close of the year, or today while it runs. */
export function endOf({ year, today }: YearAsked): PlainDate {
  const close = closeOf(year);
  return close < today ? close : today;
}

/** Which days and which standard; that of the year's round, else of the year. */
export async function momentOf(tx: Tx, asked: YearAsked, hamletIds: readonly string[]): Promise<Counted> {
  const round = await findYearlyRound(tx, asked.year);
  const rulebook = round === null ? standardIn(asked.year) : standardOf(roundSchema.parse(round.body), null);
  return { start: closeOf(asked.year - 1), end: endOf(asked), rulebook, hamletIds };
}

function standardIn(year: number): RulebookId {
  return RULEBOOK_IDS.findLast((id) => Number(id.slice(0, 4)) <= year) ?? RULEBOOK_IDS[0];
}

/** Households at both ends are the denominators of the rates at both ends. */
export async function figuresOfYear(tx: Tx, { tree, territory, asked, counting = ANEW }: AskedOf): Promise<FiguresOfYear> {
  const { area, level, on, hamletIds } = territory;
  const at = await momentOf(tx, asked, hamletIds);
  const { indicators } = rulebookById(at.rulebook);
  const ids = [...COUNTED, ...indicators.map((indicator) => `poorDeprived.${indicator}` as const)];
  const perHamlet = await counting.figures(tx, at, ids);
  const before = await counting.figures(tx, { ...at, end: at.start }, ['households']);
  const all = sumCounts([...perHamlet.values()], ids);
  const households = { start: countOf(sumCounts([...before.values()], ['households']), 'households'), end: countOf(all, 'households') };
  const rates = {
    start: percentHundredths(countOf(all, 'poorStart'), households.start),
    end: percentHundredths(countOf(all, 'poorHouseholds'), households.end),
  };
  return {
    area: { areaId: area.areaId, name: area.name, level },
    crumbs: wayTo(tree, territory),
    year: asked.year,
    rulebook: at.rulebook,
    start: at.start,
    end: at.end,
    territoryOn: on,
    figures: [...COUNTED.map((id) => valueOf(id, all, households)), ...unitValues(tree, { ...territory, end: at.end }, perHamlet)],
    // Both as published, so that a reader who subtracts them gets the same.
    reduction: rates.start === null || rates.end === null ? null : rates.start - rates.end,
    planned: await plannedFor(tx, tree, { ...territory, end: at.end }, asked.year),
    deprivations: indicators
      .map((indicator): DeprivationValue => {
        const id = `poorDeprived.${indicator}` as const;
        return { indicator, id, value: countOf(all, id), rate: percentHundredths(countOf(all, id), countOf(all, 'poorHouseholds')) };
      })
      .filter(({ value }) => value > 0)
      .toSorted((a, b) => b.value - a.value),
    provisional: await isProvisionalIn(tx, asked.year, at.rulebook),
    late: await lateIn(tx, { asked, at, counting }),
  };
}

/** A year without a closed round was closed by nobody. */
async function lateIn(
  tx: Tx,
  { asked, at: { end, hamletIds }, counting }: { readonly asked: YearAsked; readonly at: Counted; readonly counting: Counting },
): Promise<FiguresOfYear['late']> {
  const round = await findYearlyRound(tx, asked.year);
  if (round === null || round.state !== 'closed') return null;
  const { roundId } = round;
  const { open } = partedBySeals(await readSealsOf(tx, roundId, hamletIds), hamletIds);
  return { roundId, ...(await counting.late(tx, { roundId, end, hamletIds: open })) };
}

/** Whether the year's lists rest on a table that is not official: that of its round; without a round, the program's own. */
export async function isProvisionalIn(tx: Tx, year: number, rulebook: RulebookId): Promise<boolean> {
  const round = await findYearlyRound(tx, year);
  return tableStatusIn(round === null ? null : roundSchema.parse(round.body), rulebook) === 'illustrative';
}

/** The target set for the unit, or, where it did not exist then, for the one unit of its level in which all of it lay. */
async function plannedFor(tx: Tx, tree: AreaTree, territory: TerritoryThen, year: number): Promise<FiguresOfYear['planned']> {
  const then = unitsThen(tree, territory, territory.level);
  const [only] = then;
  return findTarget(tx, then.length === 1 && only !== undefined ? only.areaId : territory.area.areaId, year);
}

export interface AskedOf {
  readonly tree: AreaTree;
  readonly territory: Territory;
  readonly asked: YearAsked;
  /** Anew unless told otherwise. */
  readonly counting?: Counting;
}

const RATED_AT_START: readonly FigureId[] = ['poorStart', 'nearPoorStart'];
const RATED: readonly FigureId[] = [
  ...(['poorHouseholds', 'nearPoorHouseholds', 'cannotEscape'] as const),
  ...CANNOT_ESCAPE_GROUNDS.map((ground) => `cannotEscape.${ground}` as const),
];
const COUNTED: readonly FigureId[] = [
  ...(['households', 'people'] as const),
  ...(['poor', 'nearPoor'] as const).flatMap((listed) =>
    (['Start', 'StartPeople', 'Households', 'People', 'Unassessed'] as const).map((name) => `${listed}${name}` as const),
  ),
  ...POOR_FLOWS.map((flow) => `poor${flow}` as const),
  ...NEAR_POOR_FLOWS.map((flow) => `nearPoor${flow}` as const),
  'cannotEscape',
  ...CANNOT_ESCAPE_GROUNDS.map((ground) => `cannotEscape.${ground}` as const),
];

function valueOf(id: FigureId, all: Counts, households: { readonly start: number; readonly end: number }): FigureValue {
  const value = countOf(all, id);
  const of = RATED_AT_START.includes(id) ? households.start : RATED.includes(id) ? households.end : null;
  return { id, value, unit: unitOf(id), ...(of !== null && { rate: percentHundredths(value, of) }) };
}

// ---- units ------------------------------------------------------------------------------------------------------------

/** Communes where somebody lives; every hamlet of the tree, with a poor household at the end or without. */
function unitValues(tree: AreaTree, territory: TerritoryThen, perHamlet: ReadonlyMap<string, Counts>): readonly FigureValue[] {
  return (['communes', 'hamlets', 'hamletsWithPoor', 'hamletsWithout'] as const).flatMap((id): FigureValue[] => {
    if (id === 'communes' && territory.level === 'hamlet') return [];
    const value = unitsWith(tree, territory, { id, level: null }, perHamlet).length;
    return [{ id, value, unit: unitOf(id) }];
  });
}

interface UnitsAsked {
  readonly id: FigureId | UnitFigureId;
  /** null: directly below. */
  readonly level: AreaLevel | null;
}

/** The figure that a count of units rests on, their level, and whether those are meant where it is 0. */
const RESTS_ON: { readonly [U in UnitFigureId]: { figure: FigureId; level: AreaLevel; zero: boolean | null } } = {
  communes: { figure: 'households', level: 'commune', zero: false },
  hamlets: { figure: 'households', level: 'hamlet', zero: null },
  hamletsWithPoor: { figure: 'poorHouseholds', level: 'hamlet', zero: false },
  hamletsWithout: { figure: 'poorHouseholds', level: 'hamlet', zero: true },
};

function restsOn({ id, level }: UnitsAsked): { figure: FigureId; level: AreaLevel | null; zero: boolean | null } {
  return isUnitFigure(id) ? RESTS_ON[id] : { figure: id, level, zero: false };
}

export function isUnitFigure(id: string): id is UnitFigureId {
  return Object.hasOwn(RESTS_ON, id);
}

/** A territory with the last day that is counted. */
export interface TerritoryThen extends Territory {
  readonly end: PlainDate;
}

function unitsWith(
  tree: AreaTree,
  territory: TerritoryThen,
  asked: UnitsAsked,
  perHamlet: ReadonlyMap<string, Counts>,
): FigureUnits['rows'] {
  const { figure, level, zero } = restsOn(asked);
  return unitsBelow(tree, territory, level).flatMap(({ areaId, name, level: own, hamletIds }) => {
    const value = hamletIds.reduce((sum, hamletId) => sum + countOf(perHamlet.get(hamletId) ?? {}, figure), 0);
    if (zero !== null && (value === 0) !== zero) return [];
    return [{ areaId, name, level: own, value }];
  });
}

export interface UnitBelow {
  readonly areaId: string;
  readonly name: string;
  readonly level: AreaLevel;
  readonly hamletIds: readonly AreaId[];
}

/** Units of that level, or directly below, with the hamlets of the territory that lie in them. */
export function unitsBelow(tree: AreaTree, territory: TerritoryThen, level: AreaLevel | null): readonly UnitBelow[] {
  const { on, end, area } = territory;
  const existed = periodAt(tree, area.areaId, end) !== null;
  const own = new Set(territory.hamletIds);
  const units = existed
    ? unitsAt(tree, territory, level)
    : unitsThen(tree, territory, level ?? (territory.level === 'province' ? 'commune' : 'hamlet'));
  return units.map(({ areaId, name }) => {
    const hamletIds = hamletsOf(tree, areaId, existed ? on : end).filter((hamletId) => own.has(hamletId));
    return { areaId, name, level: levelOf(tree, areaId) ?? 'hamlet', hamletIds };
  });
}

function unitsAt(tree: AreaTree, { area, level: own, on }: Territory, level: AreaLevel | null): readonly AreaPeriod[] {
  if (own === level || own === 'hamlet') return level === null || level === own ? [area] : [];
  return level === null ? children(tree, area.areaId, on) : descendants(tree, area.areaId, on, level);
}

/** Units of that level on the last day counted, in which the territory's hamlets lay then. */
function unitsThen(tree: AreaTree, { hamletIds, end }: TerritoryThen, level: AreaLevel): readonly AreaPeriod[] {
  const found = hamletIds.flatMap((hamletId) => areaAbove(tree, hamletId, end, level) ?? []);
  return [...new Map(found.map((period) => [period.areaId, period])).values()];
}

export async function unitsOfFigure(
  tx: Tx,
  { tree, territory, asked, counting = ANEW }: AskedOf,
  wanted: UnitsAsked,
): Promise<FigureUnits> {
  const { figure } = restsOn(wanted);
  const at = await momentOf(tx, asked, territory.hamletIds);
  const perHamlet = await counting.figures(tx, at, [figure]);
  const rows = unitsWith(tree, { ...territory, end: at.end }, wanted, perHamlet);
  const total = isUnitFigure(wanted.id) ? rows.length : rows.reduce((sum, row) => sum + row.value, 0);
  return { id: wanted.id, unit: unitOf(wanted.id), total, rows: rows.toSorted((a, b) => b.value - a.value) };
}

// ---- one day, as the command prints it ---------------------------------------------------------------------------------

export interface FiguresOfDay {
  readonly area: string;
  readonly date: PlainDate;
  readonly rulebook: RulebookId;
  readonly counts: Counts;
  readonly hamlets: number;
  readonly hamletsWithPoor: number;
}

const OF_DAY = ['households', 'people', 'poorHouseholds', 'nearPoorHouseholds', 'poorPeople', 'nearPoorPeople'] as const;

export async function figuresOfDay(
  tx: Tx,
  territory: Territory,
  day: { readonly date: PlainDate; readonly rulebook: RulebookId },
): Promise<FiguresOfDay> {
  const { area, hamletIds } = territory;
  const start = closeOf(yearOf(day.date) - 1);
  const perHamlet = await ANEW.figures(tx, { start, end: day.date, rulebook: day.rulebook, hamletIds }, OF_DAY);
  return {
    area: area.name,
    ...day,
    counts: sumCounts([...perHamlet.values()], OF_DAY),
    hamlets: hamletIds.length,
    hamletsWithPoor: [...perHamlet.values()].filter((counts) => countOf(counts, 'poorHouseholds') > 0).length,
  };
}
