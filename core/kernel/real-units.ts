/**
 * The real units of the province in three vintages, and two sets of facts about them, as rows for the area tree: 107
 * communes of old Vĩnh Long, the 354 communes of the three old provinces on the eve of the merger, the 124 of today. The
 * tables lie in `areas/data/`; this file only turns them into rows. Hamlets are not here: no list of them exists, an
 * installation adds its own. (Danh mục đơn vị hành chính Vĩnh Long, Bến Tre, Trà Vinh.)
 *
 * Decided here: (1) the five mergers of 1 November 2024 ended ten communes and began five, though each new one kept the
 * code of one of its two parts; (2) of the 124, the four that resolution 1687/NQ-UBTVQH15 left unchanged are the same
 * units as before and keep their ids, with a new parent; the others are new, whatever code they carry; (3) the new
 * province is not the old one though both have the code 86; (4) districts ended with nothing in their place.
 */
import type { Area, AreaKind, AreaLevel, AreaPeriod, AreaRows, AreaTree, AreaType, LineageEdge } from './areas.ts';
import { predecessors } from './areas.ts';
import { COMMUNE_POINTS_2025 } from './areas/data/commune-points-2025.ts';
import { COMMUNES_2023 } from './areas/data/communes-2023.ts';
import { COMMUNES_2025_03 } from './areas/data/communes-2025-03.ts';
import { COMMUNES_2025_07 } from './areas/data/communes-2025-07.ts';
import { HOUSEHOLDS_2019 } from './areas/data/households-2019.ts';
import { UPPER_UNITS } from './areas/data/upper-units.ts';
import { parseTable } from './csv.ts';
import { date, type PlainDate } from './dates.ts';
import { type AreaId, parseAreaId } from './ids.ts';

/**
 * Where the rows begin, so that histories of the standard of 2016 on find their units. It is not a unit's founding day:
 * before `SOURCED_FROM` the list is carried back unchanged and unsourced, mergers of those years not shown.
 */
export const UNITS_FROM: PlainDate = date('2016-01-01');
/** From when on an old province's units (by its code) are as the national list has them. */
export const SOURCED_FROM: Readonly<Record<string, PlainDate>> = {
  '83': date('2025-03-01'),
  '84': date('2025-03-01'),
  '86': date('2023-01-01'),
};
/** Ten communes of old Vĩnh Long became five. */
export const MERGERS_2024: PlainDate = date('2024-11-01');
/** Three provinces became one and the district level ended (resolutions 202/2025/QH15 [M] and 1687/NQ-UBTVQH15). */
export const REFORM_2025: PlainDate = date('2025-07-01');
/** Reference day of the census. */
export const CENSUS_2019: PlainDate = date('2019-04-01');

/** Households by size in one or several communes of old Vĩnh Long, census 2019. */
export type HouseholdCounts = {
  readonly households: number;
  /** Null where the census counts households of one and of two people together. */
  readonly size1: number | null;
  readonly size2: number | null;
  readonly size1or2: number;
  readonly size3: number;
  readonly size4: number;
  readonly size5up: number;
  readonly people: number;
};
export type HouseholdFact = HouseholdCounts & { readonly areaId: AreaId };
/** `exact` is false where a unit was cut and a share of its households, which nobody counted, went elsewhere. */
export type HouseholdSum = HouseholdCounts & { readonly exact: boolean };
/** Degrees (WGS 84) and km²: for points on a map only. */
export type CommunePoint = { readonly areaId: AreaId; readonly lon: number; readonly lat: number; readonly km2: number };

/** All rows of the real units; sound by `checkAreaRows`, which a test runs. */
export function realUnits(): AreaRows {
  rowsMade ??= makeRows();
  return rowsMade;
}

/** The 107 communes of old Vĩnh Long with their households of 2019, in the order of the national list. */
export function householdFacts2019(): readonly HouseholdFact[] {
  factsMade ??= makeFacts();
  return factsMade;
}

/** Households of 2019 on the ground of a unit of any date; null where the census is not at hand (other provinces). */
export function households2019(tree: AreaTree, areaId: AreaId): HouseholdSum | null {
  const kin = predecessors(tree, areaId, CENSUS_2019);
  const facts = householdFacts2019();
  const parts = kin.flatMap(({ areaId: id }) => facts.filter((fact) => fact.areaId === id));
  if (parts.length === 0 || parts.length < kin.length) return null;
  return { ...addCounts(parts), exact: kin.every(({ how }) => how === 'whole') };
}

/** One point for each of the 124 communes of today. */
export function communePoints2025(): readonly CommunePoint[] {
  const idOfCode = new Map(table(COMMUNES_2025_07).map((row) => [cell(row, 'commune_code'), id(row)]));
  return table(COMMUNE_POINTS_2025).map((row) => ({
    areaId: known(idOfCode.get(cell(row, 'commune_code'))),
    lon: Number(cell(row, 'lon')),
    lat: Number(cell(row, 'lat')),
    km2: Number(cell(row, 'area_km2')),
  }));
}

/** The name without the word for its kind: "Phường 9" is "9", "Xã Long Hồ" is "Long Hồ". */
export function bareName(period: Pick<AreaPeriod, 'name' | 'kind'>): string {
  const word = KIND_WORDS.find(([, kind]) => kind === period.kind)?.[0] ?? '';
  return period.name.startsWith(`${word} `) ? period.name.slice(word.length + 1) : period.name;
}

// ---- rows ----------------------------------------------------------------------------------------------------------

let rowsMade: AreaRows | undefined;
let factsMade: readonly HouseholdFact[] | undefined;

type Row = Readonly<Record<string, string>>;

function makeRows(): AreaRows {
  const upper = table(UPPER_UNITS).map(upperPeriod);
  const districtIds = new Map(upper.map(({ period }) => [period.code ?? '', period.areaId]));
  const newProvince = known(upper.find(({ level, period }) => level === 'province' && period.to === null)).period.areaId;
  const communes = [...oldCommunes(districtIds), ...newCommunes(newProvince)];
  const ids = new Set(communes.map((period) => period.areaId));
  const areas: Area[] = upper.map(({ level, period }) => ({ id: period.areaId, level }));
  for (const areaId of ids) areas.push({ id: areaId, level: 'commune' });
  return { areas, periods: [...upper.map(({ period }) => period), ...communes], lineage: makeLineage(upper, newProvince) };
}

type Upper = { readonly level: AreaLevel; readonly period: AreaPeriod };

function upperPeriod(row: Row): Upper {
  const until = cell(row, 'valid_until');
  const parent = cell(row, 'parent_id');
  const name = cell(row, 'name');
  const period = {
    areaId: id(row),
    from: until === '' ? REFORM_2025 : UNITS_FROM,
    to: until === '' ? null : date(until),
    code: cell(row, 'code'),
    name,
    kind: kindOf(name),
    areaType: null,
    parentId: parent === '' ? null : areaId(parent),
    synthetic: false,
  };
  return { level: period.parentId === null ? 'province' : 'district', period };
}

function oldCommunes(districtIds: ReadonlyMap<string, AreaId>): AreaPeriod[] {
  const parentOf = (row: Row) => known(districtIds.get(cell(row, 'district_code')));
  const merged = table(COMMUNES_2023).filter((row) => id(row) !== eveIdOf(row));
  const begun2024 = new Set(merged.map(eveIdOf));
  const ended = merged.map((row) => communePeriod(row, { from: UNITS_FROM, to: MERGERS_2024, parentId: parentOf(row) }));
  const eve = table(COMMUNES_2025_03).map((row) => {
    const from = begun2024.has(id(row)) ? MERGERS_2024 : UNITS_FROM;
    return communePeriod(row, { from, to: REFORM_2025, parentId: parentOf(row) });
  });
  return [...ended, ...eve];
}

function newCommunes(parentId: AreaId): AreaPeriod[] {
  return table(COMMUNES_2025_07).map((row) => communePeriod(row, { from: REFORM_2025, to: null, parentId }));
}

function communePeriod(row: Row, life: Pick<AreaPeriod, 'from' | 'to' | 'parentId'>): AreaPeriod {
  const name = cell(row, 'commune_name');
  const areaType: AreaType = cell(row, 'area') === 'urban' ? 'urban' : 'rural';
  return { areaId: id(row), code: cell(row, 'commune_code'), name, kind: kindOf(name), areaType, synthetic: false, ...life };
}

// ---- lineage -------------------------------------------------------------------------------------------------------

function makeLineage(upper: readonly Upper[], newProvince: AreaId): LineageEdge[] {
  const oldProvinces = upper.filter(({ level, period }) => level === 'province' && period.areaId !== newProvince);
  const provinces = oldProvinces.map(({ period }) => period.areaId);
  return [
    ...provinces.map((from) => ({ from, to: newProvince, date: REFORM_2025, how: 'whole' as const })),
    ...lineage2024(),
    ...table(COMMUNES_2025_07).flatMap(lineage2025),
  ];
}

function lineage2024(): LineageEdge[] {
  const merged = table(COMMUNES_2023).filter((row) => id(row) !== eveIdOf(row));
  return merged.map((row) => ({ from: id(row), to: eveIdOf(row), date: MERGERS_2024, how: 'whole' }));
}

/** Names and codes of the old units stand in different orders, so each code is asked for the mark at its own name. */
function lineage2025(row: Row): LineageEdge[] {
  const names = new Set(cell(row, 'merged_from').split('; '));
  const sources = cell(row, 'merged_from_codes').split('; ').map(eveRow);
  const taken = sources.filter((source) => id(source) !== id(row));
  return taken.map((source) => {
    const cut = names.has(`${cell(source, 'commune_name')} (part)`);
    if (!cut && !names.has(cell(source, 'commune_name'))) throw new Error('The list of communes of 2025 names another unit.');
    return { from: id(source), to: id(row), date: REFORM_2025, how: cut ? 'part' : 'whole' };
  });
}

function eveRow(code: string): Row {
  return known(table(COMMUNES_2025_03).find((row) => cell(row, 'commune_code') === code));
}

function eveIdOf(row: Row): AreaId {
  return id(eveRow(cell(row, 'code_from_2024_11_01')));
}

// ---- households ----------------------------------------------------------------------------------------------------

function makeFacts(): HouseholdFact[] {
  const idOfCode = new Map(table(COMMUNES_2023).map((row) => [cell(row, 'commune_code'), id(row)]));
  return table(HOUSEHOLDS_2019).map((row) => ({
    areaId: known(idOfCode.get(cell(row, 'commune_code'))),
    households: Number(cell(row, 'households')),
    size1: numberOrNull(cell(row, 'size_1')),
    size2: numberOrNull(cell(row, 'size_2')),
    size1or2: Number(cell(row, 'size_1_2')),
    size3: Number(cell(row, 'size_3')),
    size4: Number(cell(row, 'size_4')),
    size5up: Number(cell(row, 'size_5_up')),
    people: Number(cell(row, 'people')),
  }));
}

function addCounts(parts: readonly HouseholdCounts[]): HouseholdCounts {
  const sum = (pick: (counts: HouseholdCounts) => number) => parts.reduce((total, each) => total + pick(each), 0);
  const split = parts.every((each) => each.size1 !== null && each.size2 !== null);
  return {
    households: sum((each) => each.households),
    size1: split ? sum((each) => each.size1 ?? 0) : null,
    size2: split ? sum((each) => each.size2 ?? 0) : null,
    size1or2: sum((each) => each.size1or2),
    size3: sum((each) => each.size3),
    size4: sum((each) => each.size4),
    size5up: sum((each) => each.size5up),
    people: sum((each) => each.people),
  };
}

function numberOrNull(text: string): number | null {
  return text === '' ? null : Number(text);
}

// ---- reading the tables: whatever does not fit is a defect of the program -----------------------------------------

const KIND_WORDS: readonly (readonly [string, AreaKind])[] = [
  ['Tỉnh', 'tinh'],
  ['Huyện', 'huyen'],
  ['Thị xã', 'thi-xa'],
  ['Thành phố', 'thanh-pho'],
  ['Xã', 'xa'],
  ['Phường', 'phuong'],
  ['Thị trấn', 'thi-tran'],
  ['Ấp', 'ap'],
  ['Khóm', 'khom'],
  ['Khu', 'khu'],
];

function kindOf(name: string): AreaKind {
  return known(KIND_WORDS.find(([word]) => name.startsWith(`${word} `)))[1];
}

const tables = new Map<string, readonly Row[]>();

function table(text: string): readonly Row[] {
  const read = tables.get(text);
  if (read !== undefined) return read;
  const parsed = parseTable(text);
  if (!parsed.ok) throw new Error(`A table of units cannot be read: ${parsed.error.code}`);
  tables.set(text, parsed.value);
  return parsed.value;
}

function cell(row: Row, column: string): string {
  return known(row[column]);
}

function id(row: Row): AreaId {
  return areaId(cell(row, 'area_id'));
}

function areaId(text: string): AreaId {
  const parsed = parseAreaId(text);
  if (!parsed.ok) throw new Error('A table of units holds something that is no area id.');
  return parsed.value;
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A table of units points to a row that is not there.');
  return value;
}
