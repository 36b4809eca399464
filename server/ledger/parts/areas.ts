/**
 * The areas that a batch is about, with all above them, at every date (đơn vị của một lô lệnh): read from the database in two
 * statements, so that the door needs no tree of the whole province.
 */
import type { Sql } from '../sql.ts';

export interface AreaPeriodNow {
  readonly from: string;
  readonly to: string | null;
  readonly parentId: string | null;
  readonly areaType: 'rural' | 'urban' | null;
}

export interface AreaNow {
  readonly level: string;
  readonly periods: readonly AreaPeriodNow[];
}

export type Areas = ReadonlyMap<string, AreaNow>;

export async function loadAreas(sql: Sql, areaIds: readonly string[]): Promise<Areas> {
  if (areaIds.length === 0) return new Map();
  const rows = await sql.query<{
    area_id: string;
    level: string;
    from: string;
    to: string | null;
    parent_id: string | null;
    area_type: 'rural' | 'urban' | null;
  }>(
    // `offset 0`: one after another by its key; the planner, who expects hundreds, would read all periods at every level.
    `with recursive up as (
       select area_id from unnest($1::text[]) as wanted (area_id)
       union
       select p.parent_id from up, lateral (select parent_id from area_period where area_id = up.area_id offset 0) p
        where p.parent_id is not null
     )
     select a.area_id, a.level, p.valid_from as "from", p.valid_to as "to", p.parent_id, p.area_type
       from up
       join lateral (select area_id, level from area where area_id = up.area_id offset 0) a on true
       join lateral (select * from area_period where area_id = up.area_id offset 0) p on true
      order by a.area_id, p.valid_from`,
    [areaIds],
  );
  const found = new Map<string, { level: string; periods: AreaPeriodNow[] }>();
  for (const row of rows) {
    const area = found.get(row.area_id) ?? { level: row.level, periods: [] };
    area.periods.push({ from: row.from, to: row.to, parentId: row.parent_id, areaType: row.area_type });
    found.set(row.area_id, area);
  }
  return found;
}

/** Hamlets of a commune on any of these days, by id. */
export async function loadHamletsOf(sql: Sql, communeId: string, days: readonly string[]): Promise<readonly string[]> {
  const rows = await sql.query<{ area_id: string }>(
    `select distinct p.area_id from area_period p join area a on a.area_id = p.area_id, unnest($2::date[]) as d (day)
      where p.parent_id = $1 and a.level = 'hamlet' and p.valid_from <= d.day and (p.valid_to is null or d.day < p.valid_to)
      order by p.area_id`,
    [communeId, days],
  );
  return rows.map((row) => row.area_id);
}

/** Hamlets that would still belong on that day to a unit which has ended by then. */
export async function loadStranded(sql: Sql, day: string): Promise<readonly string[]> {
  const rows = await sql.query<{ area_id: string }>(
    `select h.area_id from area_period h join area a on a.area_id = h.area_id and a.level = 'hamlet'
      where h.valid_to is null and h.valid_from < $1::date
        and not exists (select from area_period c where c.area_id = h.parent_id and (c.valid_to is null or c.valid_to > $1::date))
      order by h.area_id`,
    [day],
  );
  return rows.map((row) => row.area_id);
}

export function periodOn(areas: Areas, areaId: string, day: string): AreaPeriodNow | null {
  return areas.get(areaId)?.periods.find((period) => period.from <= day && (period.to === null || day < period.to)) ?? null;
}

/** The area and all above it on that day, the area first; empty where there was no such area. */
export function pathOn(areas: Areas, areaId: string, day: string): readonly string[] {
  const path: string[] = [];
  for (let at: string | null = areaId; at !== null && path.length < 5; ) {
    const period: AreaPeriodNow | null = periodOn(areas, at, day);
    if (period === null) break;
    path.push(at);
    at = period.parentId;
  }
  return path;
}

export function communeOn(areas: Areas, areaId: string, day: string): string | null {
  return pathOn(areas, areaId, day).find((id) => areas.get(id)?.level === 'commune') ?? null;
}

/** Of the commune: a hamlet has no type of its own. */
export function areaTypeOn(areas: Areas, areaId: string, day: string): 'rural' | 'urban' | null {
  const communeId = communeOn(areas, areaId, day);
  return communeId === null ? null : (periodOn(areas, communeId, day)?.areaType ?? null);
}
