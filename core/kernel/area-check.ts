/**
 * Are rows of areas sound? Run before rows are stored (the first loading, a reform, an edit by hand), since the tree that
 * is built from them trusts them: no gaps or overlaps in a unit's life, one bearer of a code per level and day, a parent
 * for every day, and a lineage whose dates and wholes agree. (Kiểm tra cây đơn vị hành chính.)
 */
import { AREA_LEVELS, type AreaPeriod, type AreaRows, type AreaTree, buildAreaTree, levelOf, periodsOf } from './areas.ts';
import type { AreaId } from './ids.ts';

export type AreaProblemCode =
  | 'area-twice'
  | 'area-without-period'
  | 'area-period-without-area'
  | 'area-period-empty'
  | 'area-period-overlap'
  | 'area-period-gap'
  | 'area-code-twice'
  | 'area-parent-missing'
  | 'area-parent-not-above'
  | 'area-parent-not-there'
  | 'area-lineage-unknown'
  | 'area-lineage-level'
  | 'area-lineage-date'
  | 'area-lineage-how';
export type AreaProblem = { readonly code: AreaProblemCode; readonly areaId: AreaId };

/** All that is wrong; empty for sound rows. */
export function checkAreaRows(rows: AreaRows): readonly AreaProblem[] {
  const tree = buildAreaTree(rows);
  return [...checkAreas(rows, tree), ...checkPeriods(rows, tree), ...checkCodes(tree), ...checkLineage(rows, tree)];
}

function checkAreas(rows: AreaRows, tree: AreaTree): AreaProblem[] {
  const problems: AreaProblem[] = [];
  const seen = new Set<AreaId>();
  for (const { id } of rows.areas) {
    if (seen.has(id)) problems.push({ code: 'area-twice', areaId: id });
    seen.add(id);
    if (periodsOf(tree, id).length === 0) problems.push({ code: 'area-without-period', areaId: id });
  }
  return problems;
}

function checkPeriods(rows: AreaRows, tree: AreaTree): AreaProblem[] {
  const problems: AreaProblem[] = [];
  for (const [areaId, periods] of tree.periods) {
    if (levelOf(tree, areaId) === null) problems.push({ code: 'area-period-without-area', areaId });
    periods.forEach((period, i) => {
      if (period.to !== null && period.to <= period.from) problems.push({ code: 'area-period-empty', areaId });
      const next = periods[i + 1];
      if (next === undefined) return;
      if (period.to === null || period.to > next.from) problems.push({ code: 'area-period-overlap', areaId });
      else if (period.to < next.from) problems.push({ code: 'area-period-gap', areaId });
    });
  }
  for (const period of rows.periods) {
    const code = parentProblem(tree, period);
    if (code !== null) problems.push({ code, areaId: period.areaId });
  }
  return problems;
}

function parentProblem(tree: AreaTree, period: AreaPeriod): AreaProblemCode | null {
  const level = levelOf(tree, period.areaId);
  if (level === null) return null;
  if (period.parentId === null) return level === 'province' ? null : 'area-parent-missing';
  const above = levelOf(tree, period.parentId);
  const [first, last] = [periodsOf(tree, period.parentId)[0], periodsOf(tree, period.parentId).at(-1)];
  if (above === null || first === undefined || last === undefined) return 'area-parent-missing';
  if (AREA_LEVELS.indexOf(above) >= AREA_LEVELS.indexOf(level)) return 'area-parent-not-above';
  const covered = first.from <= period.from && (last.to === null || (period.to !== null && period.to <= last.to));
  return covered ? null : 'area-parent-not-there';
}

function checkCodes(tree: AreaTree): AreaProblem[] {
  const problems: AreaProblem[] = [];
  for (const bearers of tree.byCode.values()) {
    bearers.forEach((period, i) => {
      const clash = bearers.slice(i + 1).some((other) => sameLevel(tree, period, other) && overlap(period, other));
      if (clash) problems.push({ code: 'area-code-twice', areaId: period.areaId });
    });
  }
  return problems;
}

function checkLineage(rows: AreaRows, tree: AreaTree): AreaProblem[] {
  const problems: AreaProblem[] = [];
  for (const { from, to, date, how } of rows.lineage) {
    const ended = periodsOf(tree, from).at(-1);
    const begun = periodsOf(tree, to)[0];
    if (ended === undefined || begun === undefined) problems.push({ code: 'area-lineage-unknown', areaId: from });
    else if (ended.to !== date || begun.from !== date) problems.push({ code: 'area-lineage-date', areaId: from });
    if (levelOf(tree, from) !== levelOf(tree, to)) problems.push({ code: 'area-lineage-level', areaId: from });
    const ways = tree.onward.get(from)?.length ?? 0;
    if ((how === 'whole') !== (ways === 1)) problems.push({ code: 'area-lineage-how', areaId: from });
  }
  return problems;
}

function sameLevel(tree: AreaTree, a: AreaPeriod, b: AreaPeriod): boolean {
  return a.areaId !== b.areaId && levelOf(tree, a.areaId) === levelOf(tree, b.areaId);
}

function overlap(a: AreaPeriod, b: AreaPeriod): boolean {
  return (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to);
}
