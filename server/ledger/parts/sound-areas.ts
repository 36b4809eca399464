/**
 * Would the tree still be one with these units in it (cây đơn vị có đúng không)? Asked before units are stored, since everything that
 * reads the tree trusts it: a unit in itself, or a kind that nobody knows, would stop every page. What sound means is core/kernel.
 */
import { checkAreaRows, type AreaProblemCode } from '../../../core/kernel/area-check.ts';
import { AREA_KINDS, AREA_LEVELS, type AreaKind, type AreaLevel, type AreaPeriod } from '../../../core/kernel/areas.ts';
import { date } from '../../../core/kernel/dates.ts';
import { type AreaId, isAreaId } from '../../../core/kernel/ids.ts';
import type { CommandOf } from '../../../core/kinds.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import type { Areas } from './areas.ts';

type Load = CommandOf<'areas-loaded'>['payload'];
type Said = Load['periods'][number];

const HAMLET_KINDS: ReadonlySet<string> = new Set<AreaKind>(['ap', 'khom', 'khu']);

export const isHamletKind = (kind: string): boolean => HAMLET_KINDS.has(kind);

/** The first unit of the load that is not sound beside what is there; null: all are. Lineage is not looked at. */
export function unsoundAreas(known: Areas, load: Load): CommandProblem | null {
  for (const { areaId, level } of load.areas) {
    const before = known.get(areaId);
    if (before !== undefined && before.level !== level) return { code: 'area-twice', areaId };
  }
  for (const period of load.periods) if (kindOf(period.kind) === undefined) return { code: 'area-kind-unknown', areaId: period.areaId };
  const named = new Set([...load.areas, ...load.periods].map(({ areaId }) => areaId));
  const found = checkAreaRows({ areas: areasOf(known, load), periods: periodsOf(known, load), lineage: [] }).find(({ areaId }) =>
    named.has(areaId),
  );
  return found === undefined ? null : problemOf(found.code, found.areaId);
}

function problemOf(code: AreaProblemCode, areaId: string): CommandProblem {
  switch (code) {
    case 'area-period-empty':
    case 'area-period-overlap':
    case 'area-period-gap':
    case 'area-without-period':
      return { code: 'area-periods-wrong', areaId };
    case 'area-parent-missing':
    case 'area-parent-not-above':
    case 'area-period-without-area':
      return { code: 'area-parent-wrong', areaId };
    case 'area-parent-not-there':
      return { code: 'area-outlives-parent', areaId };
    case 'area-twice':
    case 'area-code-twice':
    case 'area-lineage-unknown':
    case 'area-lineage-level':
    case 'area-lineage-date':
    case 'area-lineage-how':
      return { code: 'area-twice', areaId };
  }
}

function areasOf(known: Areas, load: Load): { id: AreaId; level: AreaLevel }[] {
  const said = new Set(load.areas.map(({ areaId }) => areaId));
  const before = [...known].flatMap(([areaId, { level }]) => (said.has(areaId) ? [] : [{ areaId, level }]));
  return [...load.areas, ...before].flatMap(({ areaId, level }) => {
    const found = AREA_LEVELS.find((each) => each === level);
    return isAreaId(areaId) && found !== undefined ? [{ id: areaId, level: found }] : [];
  });
}

/** A stretch that begins on the same day takes the place of the stored one, as storing it does. */
function periodsOf(known: Areas, load: Load): AreaPeriod[] {
  const said = new Set(load.periods.map(({ areaId, from }) => `${areaId} ${from}`));
  const before = [...known].flatMap(([areaId, { periods }]) =>
    periods.filter(({ from }) => !said.has(`${areaId} ${from}`)).map((period) => ({ ...UNNAMED, ...period, areaId })),
  );
  return [...load.periods, ...before].flatMap(periodOf);
}

/** What is stored is not read with its names: codes are compared within a load only. */
const UNNAMED = { code: null, name: '', kind: 'xa', synthetic: false } as const;

function periodOf(said: Said): AreaPeriod[] {
  const { areaId, parentId } = said;
  const kind = kindOf(said.kind);
  if (!isAreaId(areaId) || kind === undefined || (parentId !== null && !isAreaId(parentId))) return [];
  return [{ ...said, areaId, parentId, kind, from: date(said.from), to: said.to === null ? null : date(said.to) }];
}

function kindOf(text: string): AreaKind | undefined {
  return AREA_KINDS.find((each) => each === text);
}
