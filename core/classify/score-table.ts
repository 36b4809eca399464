/**
 * The B1 score table (bảng điểm B1) as data: points for one option of one item in one area type. Which option a household
 * has is decided by rules; what it is worth is decided here, so that the official table can replace an illustrative one
 * without touching a rule. `checkTable` says whether a table can be judged with; how one comes in is `score-table-record.ts`.
 */
import { fail, ok, type Result } from '../kernel/result.ts';

export const ITEM_NAMES = [
  'household-size',
  'dependent-people',
  'degree',
  'non-farm-work',
  'pension',
  'walls',
  'columns',
  'area-per-person',
  'electricity',
  'water-source',
  'toilet-type',
  'television',
  'sound-system',
  'motorbike',
  'car',
  'motor-boat',
  'fridge',
  'air-conditioner',
  'washing-machine',
  'water-heater',
  'microwave',
  'annual-land',
  'perennial-land',
  'garden-land',
  'aquaculture',
  'cattle',
  'pigs',
  'goats',
  'poultry',
] as const;
export type Item = (typeof ITEM_NAMES)[number];

/** The options of each item, from fewest points to most; a household has exactly one option of each. */
export const ITEMS = {
  'household-size': ['no-worker', 'seven-or-more', 'six', 'five', 'four', 'three', 'two', 'one'],
  'dependent-people': ['two-or-more', 'one', 'none'],
  degree: ['none', 'upper-secondary', 'intermediate', 'college'],
  'non-farm-work': ['none', 'other', 'public'],
  pension: ['none', 'one', 'two-or-more'],
  walls: ['not-solid', 'solid'],
  columns: ['not-solid', 'solid'],
  'area-per-person': ['under-8', '8-to-20', '20-to-30', '30-to-40', '40-or-more'],
  electricity: ['under-25', '25-to-49', '50-to-99', '100-to-149', '150-to-199', '200-or-more'],
  'water-source': ['other', 'clean', 'piped'],
  'toilet-type': ['none-or-unhygienic', 'hygienic', 'septic'],
  television: ['none', 'some'],
  'sound-system': ['none', 'some'],
  motorbike: ['none', 'one', 'two-or-more'],
  car: ['none', 'some'],
  'motor-boat': ['none', 'some'],
  fridge: ['none', 'some'],
  'air-conditioner': ['none', 'some'],
  'washing-machine': ['none', 'some'],
  'water-heater': ['none', 'some'],
  microwave: ['none', 'some'],
  'annual-land': ['under-1000', '1000-to-4999', '5000-to-9999', '10000-or-more'],
  'perennial-land': ['under-1000', '1000-to-4999', '5000-to-9999', '10000-or-more'],
  'garden-land': ['under-1000', '1000-or-more'],
  aquaculture: ['none', 'small', '1000-to-4999', '5000-or-more'],
  cattle: ['none', '1-to-2', '3-or-more'],
  pigs: ['under-3', '3-to-9', '10-or-more'],
  goats: ['under-3', '3-to-9', '10-or-more'],
  poultry: ['under-50', '50-to-199', '200-or-more'],
} as const satisfies Record<Item, readonly string[]>;

export const AREA_TYPES = ['rural', 'urban'] as const;
export type AreaType = (typeof AREA_TYPES)[number];

export interface ScoreRow {
  readonly item: Item;
  readonly option: string;
  readonly areaType: AreaType;
  readonly points: number;
  /** A code of `clauses.ts` in the program's own table, the words of the paper in one that came in. */
  readonly source: string;
}

export interface ScoreTable {
  readonly id: string;
  readonly version: number;
  /** With an illustrative table every verdict is provisional and nothing may be decided outside a demonstration. */
  readonly status: 'illustrative' | 'official';
  /** MKD: the Mekong Delta, one column of the national table. */
  readonly region: 'MKD';
  readonly source: string;
  /** Who approved it and when (yyyy-mm-dd); nobody has approved the program's own. */
  readonly approver: string | null;
  readonly approvedOn: string | null;
  readonly rows: readonly ScoreRow[];
}

/** Largest number of points one option may have; keeps B1 below what its storage holds. */
export const MOST_POINTS = 200;

export type TableProblem =
  | { readonly code: 'score-row-missing' | 'score-row-twice'; readonly item: Item; readonly option: string; readonly areaType: AreaType }
  | { readonly code: 'score-row-unknown'; readonly item: string; readonly option: string }
  | { readonly code: 'score-points-wrong'; readonly item: Item; readonly option: string; readonly points: number }
  | { readonly code: 'score-not-rising'; readonly item: Item; readonly areaType: AreaType };

/**
 * Every option of every item once for both area types, in whole points; in a table of our own also never fewer points for
 * more of an item (an official one is taken as it is).
 */
export function checkTable(table: ScoreTable): Result<ScoreTable, TableProblem> {
  const points = new Map<string, number>();
  for (const row of table.rows) {
    const options: readonly string[] = Object.hasOwn(ITEMS, row.item) ? ITEMS[row.item] : [];
    if (!options.includes(row.option)) return fail({ code: 'score-row-unknown', item: row.item, option: row.option });
    if (!Number.isInteger(row.points) || row.points < 0 || row.points > MOST_POINTS)
      return fail({ code: 'score-points-wrong', ...named(row), points: row.points });
    const key = rowKey(row.item, row.option, row.areaType);
    if (points.has(key)) return fail({ code: 'score-row-twice', ...named(row), areaType: row.areaType });
    points.set(key, row.points);
  }
  for (const item of ITEM_NAMES) {
    for (const areaType of AREA_TYPES) {
      const problem = checkItem(item, areaType, points);
      if (problem !== null && (problem.code !== 'score-not-rising' || table.status === 'illustrative')) return fail(problem);
    }
  }
  return ok(table);
}

/** Points of the options of an item in the item's order. The table must have passed `checkTable`. */
export function pointsOf(table: ScoreTable, item: Item, areaType: AreaType): readonly number[] {
  return ITEMS[item].map((option) => {
    const row = table.rows.find((r) => r.item === item && r.option === option && r.areaType === areaType);
    if (row === undefined) throw new RangeError(`Score table ${table.id} has no row ${item} ${option} ${areaType}.`);
    return row.points;
  });
}

/** Id and version as a verdict stores them. */
export function tableName(table: ScoreTable): string {
  return `${table.id}@${table.version}`;
}

function checkItem(item: Item, areaType: AreaType, points: ReadonlyMap<string, number>): TableProblem | null {
  let last = 0;
  for (const option of ITEMS[item]) {
    const here = points.get(rowKey(item, option, areaType));
    if (here === undefined) return { code: 'score-row-missing', item, option, areaType };
    if (here < last) return { code: 'score-not-rising', item, areaType };
    last = here;
  }
  return null;
}

function named(row: ScoreRow): { item: Item; option: string } {
  return { item: row.item, option: row.option };
}

function rowKey(item: Item, option: string, areaType: AreaType): string {
  return `${item} ${option} ${areaType}`;
}
