/**
 * The administrative tree by date, with its lineage: which unit a code named on a day, what lay above and below it, what
 * became of it and out of what it came. A code is a key only together with a date (many codes were given again in 2025),
 * so each unit has a permanent opaque id: it keeps the id through new names, codes and parents as long as the people are
 * the same, and a merger or a cut ends it and begins new units, even where the new one took over a code. Rows come from a
 * database or from `real-units.ts`; whether they are sound is `area-check.ts`'s matter, and the tree trusts them.
 * (Đơn vị hành chính theo thời gian: tỉnh, huyện, xã, ấp.)
 */
import type { PlainDate } from './dates.ts';
import type { AreaId } from './ids.ts';
import { fail, ok, type Result } from './result.ts';
import { compareVi } from './text.ts';

/** From the top down. The district level ended on 30 June 2025. */
export const AREA_LEVELS = ['province', 'district', 'commune', 'hamlet'] as const;
export type AreaLevel = (typeof AREA_LEVELS)[number];
export const AREA_KINDS = ['tinh', 'huyen', 'thi-xa', 'thanh-pho', 'xa', 'phuong', 'thi-tran', 'ap', 'khom', 'khu'] as const;
export type AreaKind = (typeof AREA_KINDS)[number];
/** Decides the cut-off of the poverty standard; known for communes, null where the question does not arise. */
export type AreaType = 'rural' | 'urban';

export type Area = { readonly id: AreaId; readonly level: AreaLevel };

/** What a unit was called and where it belonged during a stretch of time. */
export type AreaPeriod = {
  readonly areaId: AreaId;
  /** First day. */
  readonly from: PlainDate;
  /** First day after; null: still so. */
  readonly to: PlainDate | null;
  /** The statistics office's code; null where there is none (hamlets). */
  readonly code: string | null;
  /** In full, as lists print it: "Phường 9", "Xã Long Hồ", "Ấp An Thạnh". */
  readonly name: string;
  readonly kind: AreaKind;
  readonly areaType: AreaType | null;
  /** Null for provinces only. */
  readonly parentId: AreaId | null;
  /** A made-up name, since no list exists; screens say so. */
  readonly synthetic: boolean;
};

/** `whole`: all of `from` went into `to`; `part`: only some of its hamlets. `from` ended and `to` began on `date`. */
export type LineageEdge = { readonly from: AreaId; readonly to: AreaId; readonly date: PlainDate; readonly how: How };
export type How = 'whole' | 'part';
export type Kin = { readonly areaId: AreaId; readonly how: How };

export type AreaRows = {
  readonly areas: readonly Area[];
  readonly periods: readonly AreaPeriod[];
  readonly lineage: readonly LineageEdge[];
};

/** Made by `buildAreaTree`, read through the functions below. */
export type AreaTree = {
  readonly levels: ReadonlyMap<AreaId, AreaLevel>;
  /** Each unit's periods, oldest first. */
  readonly periods: ReadonlyMap<AreaId, readonly AreaPeriod[]>;
  readonly byCode: ReadonlyMap<string, readonly AreaPeriod[]>;
  /** Periods by parent, in the order of lists: by code, then by name. */
  readonly below: ReadonlyMap<AreaId, readonly AreaPeriod[]>;
  readonly onward: ReadonlyMap<AreaId, readonly LineageEdge[]>;
  readonly backward: ReadonlyMap<AreaId, readonly LineageEdge[]>;
};

export function buildAreaTree(rows: AreaRows): AreaTree {
  const listed = [...rows.periods].sort(inListOrder);
  const byTime = [...rows.periods].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return {
    levels: new Map(rows.areas.map((area) => [area.id, area.level])),
    periods: groupBy(byTime, (period) => period.areaId),
    byCode: groupBy(byTime, (period) => period.code),
    below: groupBy(listed, (period) => period.parentId),
    onward: groupBy(rows.lineage, (edge) => edge.from),
    backward: groupBy(rows.lineage, (edge) => edge.to),
  };
}

// ---- one unit ------------------------------------------------------------------------------------------------------

export function levelOf(tree: AreaTree, areaId: AreaId): AreaLevel | null {
  return tree.levels.get(areaId) ?? null;
}

/** The unit that bore the code on that day. Without `level` the highest level that has it. */
export function areaAt(tree: AreaTree, code: string, date: PlainDate, level?: AreaLevel): AreaPeriod | null {
  const bearers = (tree.byCode.get(code) ?? []).filter((period) => holdsOn(period, date));
  const wanted = level === undefined ? AREA_LEVELS : [level];
  for (const each of wanted) {
    const found = bearers.find((period) => levelOf(tree, period.areaId) === each);
    if (found !== undefined) return found;
  }
  return null;
}

export function periodAt(tree: AreaTree, areaId: AreaId, date: PlainDate): AreaPeriod | null {
  return periodsOf(tree, areaId).find((period) => holdsOn(period, date)) ?? null;
}

/** All that the unit was ever called, oldest first. */
export function periodsOf(tree: AreaTree, areaId: AreaId): readonly AreaPeriod[] {
  return tree.periods.get(areaId) ?? [];
}

// ---- above and below -----------------------------------------------------------------------------------------------

/** From the nearest up to the province; empty where the unit did not exist on that day. */
export function ancestors(tree: AreaTree, areaId: AreaId, date: PlainDate): readonly AreaPeriod[] {
  const found: AreaPeriod[] = [];
  for (let at = parentAt(tree, areaId, date); at !== null; at = parentAt(tree, at.areaId, date)) {
    // Rows that an installation edited by hand could run in a circle.
    if (found.length === AREA_LEVELS.length) return [];
    found.push(at);
  }
  return found;
}

/** The unit of that level which holds the area on that day; the area itself where it is of that level. */
export function areaAbove(tree: AreaTree, areaId: AreaId, date: PlainDate, level: AreaLevel): AreaPeriod | null {
  if (levelOf(tree, areaId) === level) return periodAt(tree, areaId, date);
  return ancestors(tree, areaId, date).find((period) => levelOf(tree, period.areaId) === level) ?? null;
}

/** Is the area the holder itself, or below it, on that day? */
export function isWithin(tree: AreaTree, areaId: AreaId, holderId: AreaId, date: PlainDate): boolean {
  if (areaId === holderId) return periodAt(tree, areaId, date) !== null;
  return ancestors(tree, areaId, date).some((period) => period.areaId === holderId);
}

/** Units directly below, in the order of lists. */
export function children(tree: AreaTree, areaId: AreaId, date: PlainDate): readonly AreaPeriod[] {
  return (tree.below.get(areaId) ?? []).filter((period) => holdsOn(period, date));
}

/** All units below, each before its own, or only those of one level. */
export function descendants(tree: AreaTree, areaId: AreaId, date: PlainDate, level?: AreaLevel): readonly AreaPeriod[] {
  const found: AreaPeriod[] = [];
  collectBelow(tree, areaId, date, found);
  return level === undefined ? found : found.filter((period) => levelOf(tree, period.areaId) === level);
}

/** Every unit of a level on that day, in the order of lists. */
export function areasOn(tree: AreaTree, date: PlainDate, level: AreaLevel): readonly AreaPeriod[] {
  const found: AreaPeriod[] = [];
  for (const [areaId, each] of tree.levels) {
    const period = each === level ? periodAt(tree, areaId, date) : null;
    if (period !== null) found.push(period);
  }
  return found.sort(inListOrder);
}

// ---- then and now --------------------------------------------------------------------------------------------------

/**
 * What had become of the unit by that day, or of it in the end: itself where it still existed, else all units that took
 * its people. `how` is `whole` where every step was; a part of a part is a part. Empty for a day before the unit began,
 * and for one that ended without anything following (districts).
 */
export function successors(tree: AreaTree, areaId: AreaId, date?: PlainDate): readonly Kin[] {
  return follow(areaId, (at) => ({
    stays: date === undefined ? periodsOf(tree, at).at(-1)?.to === null : periodAt(tree, at, date) !== null,
    steps: (tree.onward.get(at) ?? []).map((edge) => ({ areaId: edge.to, how: edge.how })),
  }));
}

/** Out of what the unit had come, seen from that day, or in the beginning: the mirror of `successors`. */
export function predecessors(tree: AreaTree, areaId: AreaId, date?: PlainDate): readonly Kin[] {
  return follow(areaId, (at) => {
    const edges = tree.backward.get(at) ?? [];
    const stays = date === undefined ? edges.length === 0 && tree.periods.has(at) : periodAt(tree, at, date) !== null;
    return { stays, steps: edges.map((edge) => ({ areaId: edge.from, how: edge.how })) };
  });
}

/** Every unit of any time out of which this one came, also those between the first and this. */
export function forerunners(tree: AreaTree, areaId: AreaId): readonly Kin[] {
  return follow(areaId, (at) => ({
    stays: at !== areaId,
    steps: (tree.backward.get(at) ?? []).map((edge) => ({ areaId: edge.from, how: edge.how })),
  }));
}

// ---- changing rows -------------------------------------------------------------------------------------------------

export type AreaChange = Partial<Pick<AreaPeriod, 'code' | 'name' | 'kind' | 'areaType' | 'parentId' | 'synthetic'>>;
export type AreaChangeProblem = { readonly code: 'area-not-found-on-date'; readonly areaId: AreaId; readonly date: PlainDate };

/** Rural or urban otherwise than the name says, from a day on until the end of the unit's period that holds it. */
export function withAreaType(
  periods: readonly AreaPeriod[],
  areaId: AreaId,
  from: PlainDate,
  areaType: AreaType,
): Result<readonly AreaPeriod[], AreaChangeProblem> {
  return withChange(periods, areaId, from, { areaType });
}

/**
 * The same rows, with the unit's period that holds the day cut there and changed from it on: a new name, a new parent.
 * Later periods of the unit stay as they are.
 */
export function withChange(
  periods: readonly AreaPeriod[],
  areaId: AreaId,
  from: PlainDate,
  change: AreaChange,
): Result<readonly AreaPeriod[], AreaChangeProblem> {
  const index = periods.findIndex((period) => period.areaId === areaId && holdsOn(period, from));
  const before = periods[index];
  if (before === undefined) return fail({ code: 'area-not-found-on-date', areaId, date: from });
  const changed = { ...before, ...change, from };
  const kept = before.from === from ? [] : [{ ...before, to: from }];
  return ok([...periods.slice(0, index), ...kept, changed, ...periods.slice(index + 1)]);
}

export type NewHamlet = {
  readonly areaId: AreaId;
  readonly name: string;
  readonly kind: 'ap' | 'khom' | 'khu';
  readonly synthetic: boolean;
  /** The commune it belonged to on its first day. */
  readonly communeId: AreaId;
  readonly from: PlainDate;
  /** For a commune that was cut: the units that the hamlet is known to have gone to. */
  readonly through?: readonly AreaId[];
};
export type HamletProblem = AreaChangeProblem | { readonly code: 'area-cut'; readonly areaId: AreaId; readonly choices: readonly AreaId[] };

/** A hamlet's periods: it keeps its id and follows its commune through every merger up to today. */
export function hamletPeriods(tree: AreaTree, hamlet: NewHamlet): Result<readonly AreaPeriod[], HamletProblem> {
  const { areaId, name, kind, synthetic, through = [] } = hamlet;
  const periods: AreaPeriod[] = [];
  for (let parentId = hamlet.communeId, from = hamlet.from; ; ) {
    if (periodAt(tree, parentId, from) === null) return fail({ code: 'area-not-found-on-date', areaId: parentId, date: from });
    const to = periodsOf(tree, parentId).at(-1)?.to ?? null;
    periods.push({ areaId, from, to, code: null, name, kind, areaType: null, parentId, synthetic });
    if (to === null) return ok(periods);
    const next = tree.onward.get(parentId) ?? [];
    const choices = next.map((edge) => edge.to);
    const chosen = choices.length > 1 ? choices.filter((id) => through.includes(id)) : choices;
    const [only] = chosen;
    if (only === undefined || chosen.length > 1) return fail({ code: 'area-cut', areaId: parentId, choices });
    parentId = only;
    from = to;
  }
}

/** Does the period hold that day? */
export function holdsOn(period: AreaPeriod, date: PlainDate): boolean {
  return period.from <= date && (period.to === null || date < period.to);
}

// ---- inside --------------------------------------------------------------------------------------------------------

function parentAt(tree: AreaTree, areaId: AreaId, date: PlainDate): AreaPeriod | null {
  const parentId = periodAt(tree, areaId, date)?.parentId ?? null;
  return parentId === null ? null : periodAt(tree, parentId, date);
}

function collectBelow(tree: AreaTree, areaId: AreaId, date: PlainDate, into: AreaPeriod[]): void {
  const depth = AREA_LEVELS.indexOf(levelOf(tree, areaId) ?? 'hamlet');
  for (const child of children(tree, areaId, date)) {
    // Only ever downwards, so that rows which run in a circle end here too.
    if (AREA_LEVELS.indexOf(levelOf(tree, child.areaId) ?? 'province') <= depth) continue;
    into.push(child);
    collectBelow(tree, child.areaId, date, into);
  }
}

type Fork = { readonly stays: boolean; readonly steps: readonly Kin[] };

/** Walks all ways from a unit and gathers where they stop. A way that is whole is the only one between its ends. */
function follow(start: AreaId, forkAt: (areaId: AreaId) => Fork): readonly Kin[] {
  const found: Kin[] = [];
  const seen = new Set<AreaId>();
  const waiting: Kin[] = [{ areaId: start, how: 'whole' }];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at.areaId)) continue;
    seen.add(at.areaId);
    const { stays, steps } = forkAt(at.areaId);
    if (stays) found.push(at);
    for (const step of steps) waiting.push({ areaId: step.areaId, how: at.how === 'part' ? 'part' : step.how });
  }
  return found.sort((a, b) => (a.areaId < b.areaId ? -1 : 1));
}

function inListOrder(a: AreaPeriod, b: AreaPeriod): number {
  if (a.code !== null && b.code !== null && a.code !== b.code) return a.code < b.code ? -1 : 1;
  if ((a.code === null) !== (b.code === null)) return a.code === null ? 1 : -1;
  return compareVi(a.name, b.name) || (a.areaId < b.areaId ? -1 : a.areaId > b.areaId ? 1 : 0);
}

function groupBy<K, V>(rows: readonly V[], keyOf: (row: V) => K | null): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
