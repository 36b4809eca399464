/**
 * The figures of one area and day as data (số liệu của một đơn vị): what table 1 sums, with rates as text of two decimals,
 * for scripts and for comparison with what the province published.
 */
import type { RulebookId } from '../../core/classify/verdict.ts';
import { type AreaPeriod, type AreaTree, descendants, levelOf } from '../../core/kernel/areas.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';
import { percent2Json } from '../../core/kernel/numbers.ts';
import { FIGURE_IDS } from '../../core/report/figure.ts';
import { type Counts, NONE } from '../../core/report/forms/table-1.ts';
import type { Tx } from '../http/transaction.ts';
import { countHamlets } from './store.ts';

/** Rates are percent with a decimal point; null where there is no household. */
export interface Figures extends Counts {
  readonly area: string;
  readonly date: PlainDate;
  readonly rulebook: RulebookId;
  readonly poorRate: string | null;
  readonly nearPoorRate: string | null;
  readonly hamlets: number;
  readonly hamletsWithPoor: number;
}

export interface FiguresOf {
  readonly tree: AreaTree;
  readonly area: AreaPeriod;
  readonly date: PlainDate;
  readonly rulebook: RulebookId;
}

export async function figuresOf(tx: Tx, { tree, area, date, rulebook }: FiguresOf): Promise<Figures> {
  const { areaId } = area;
  const hamletIds =
    levelOf(tree, areaId) === 'hamlet' ? [areaId] : descendants(tree, areaId, date, 'hamlet').map((period) => period.areaId);
  const counts = await countHamlets(tx, { date, rulebook, hamletIds });
  const sums = { ...NONE };
  for (const row of counts) for (const id of FIGURE_IDS) sums[id] += row[id];
  return {
    area: area.name,
    date,
    rulebook,
    ...sums,
    poorRate: percent2Json(sums.poorHouseholds, sums.households),
    nearPoorRate: percent2Json(sums.nearPoorHouseholds, sums.households),
    hamlets: hamletIds.length,
    hamletsWithPoor: counts.filter((row) => row.poorHouseholds > 0).length,
  };
}
