/**
 * What moved on a list within a year, over an area (biến động danh sách theo địa bàn): counts are the figures of tables 2 and 3, so that
 * they cannot differ from them; reasons come from the verdicts by the pure function of core/report/changes. Where the figures are sealed
 * the counts are those, reasons and indicators are of the register now, and may come to others: `namesNow` says so.
 */
import { rulebookById } from '../../core/classify/rulebooks.ts';
import type { AreaTree } from '../../core/kernel/areas.ts';
import { percentHundredths } from '../../core/kernel/numbers.ts';
import {
  type Change,
  type ChangeCounts,
  type ChangedList,
  CHANGES,
  type ChangesView,
  clauseOf,
  clausesOf,
  type Why,
  WHYS,
  riseOf,
} from '../../core/report/changes.ts';
import { countOf, type Counts, type FigureId, sumCounts } from '../../core/report/figure-ids.ts';
import type { Tx } from '../http/transaction.ts';
import type { Counted } from './counting.ts';
import { type AskedOf, isProvisionalIn, momentOf, unitsBelow } from './figures.ts';
import { ANEW, type Counting } from './kept.ts';
import type { Moved } from './moved.ts';
import { isSealedIn } from './seals.ts';

/** The figure of each movement. */
export const FIGURE_OF: { readonly [L in ChangedList]: { readonly [C in Change]: FigureId } } = {
  'poor': {
    ...{ 'from-other-list': 'poorFromNearPoor', 'relapsed': 'poorRelapsed', 'new': 'poorNew', 'arrived': 'poorUpOther' },
    ...{ 'to-other-list': 'poorToNearPoor', 'risen': 'poorRisen', 'gone': 'poorDownOther' },
  },
  'near-poor': {
    ...{ 'from-other-list': 'nearPoorFromPoor', 'relapsed': 'nearPoorRelapsed', 'new': 'nearPoorNew', 'arrived': 'nearPoorUpOther' },
    ...{ 'to-other-list': 'nearPoorToPoor', 'risen': 'nearPoorRisen', 'gone': 'nearPoorDownOther' },
  },
};

const ENDS: { readonly [L in ChangedList]: readonly [FigureId, FigureId] } = {
  'poor': ['poorStart', 'poorHouseholds'],
  'near-poor': ['nearPoorStart', 'nearPoorHouseholds'],
};

export interface ChangesAsked extends AskedOf {
  readonly list: ChangedList;
}

export async function changesView(tx: Tx, asked: ChangesAsked): Promise<ChangesView> {
  const { tree, territory, list, counting = ANEW } = asked;
  const at = await momentOf(tx, asked.asked, territory.hamletIds);
  const { parts, countsOf } = await counted(tx, at, { list, counting });
  const { reasons, added, dropped } = tally(await counting.moved(tx, at, list));
  const units = unitsOf(tree, asked, at)
    .map(({ areaId, name, level, hamletIds }) => ({ areaId, name, level, counts: countsOf(hamletIds) }))
    .filter(({ counts }) => counts.start + counts.end > 0 || counts.rateEnd !== null)
    .toSorted((a, b) => (riseOf(b.counts) ?? 0) - (riseOf(a.counts) ?? 0) || b.counts.end - a.counts.end);
  const rulebook = rulebookById(at.rulebook);
  return {
    area: { areaId: territory.area.areaId, name: territory.area.name, level: territory.level },
    ...{ list, year: asked.asked.year, rulebook: at.rulebook, start: at.start, end: at.end },
    totals: countsOf(parts),
    units,
    reasons: CHANGES.flatMap((change) =>
      WHYS.map((why) => ({
        ...{ change, why, clauses: clausesOf(rulebook, why, []) },
        count: reasons.get(reasonOf(change, why)) ?? 0,
      })),
    ).filter(({ count }) => count > 0),
    indicators: rulebook.indicators
      .map((indicator) => ({
        ...{ indicator, clause: clauseOf(rulebook, indicator) },
        ...{ added: added.get(indicator) ?? 0, dropped: dropped.get(indicator) ?? 0 },
      }))
      .filter(({ added, dropped }) => added + dropped > 0),
    provisional: await isProvisionalIn(tx, asked.asked.year, at.rulebook),
    namesNow: await isSealedIn(tx, at),
  };
}

const reasonOf = (change: Change, why: Why | null): string => `${change} ${why}`;

/** How many moved for each reason, and with each indicator. */
function tally(moved: readonly Moved[]) {
  const [reasons, added, dropped] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { told } of moved) {
    count(reasons, reasonOf(told.change, told.why));
    for (const indicator of told.added) count(added, indicator);
    for (const indicator of told.dropped) count(dropped, indicator);
  }
  return { reasons, added, dropped };
}

async function counted(tx: Tx, at: Counted, { list, counting }: { readonly list: ChangedList; readonly counting: Counting }) {
  const ids = [...CHANGES.map((change) => FIGURE_OF[list][change]), ...ENDS[list], 'households'] as const;
  const now = await counting.figures(tx, at, ids);
  const before = await counting.figures(tx, { ...at, end: at.start }, ['households']);
  const countsOf = (hamletIds: readonly string[]): ChangeCounts => {
    const sums = sumCounts(
      hamletIds.map((hamletId): Counts => now.get(hamletId) ?? {}),
      ids,
    );
    const [start, end] = ENDS[list].map((id) => countOf(sums, id));
    const lived = hamletIds.reduce((sum, hamletId) => sum + countOf(before.get(hamletId) ?? {}, 'households'), 0);
    return {
      ...zeroes(),
      ...Object.fromEntries(CHANGES.map((change) => [change, countOf(sums, FIGURE_OF[list][change])])),
      ...{ start: start ?? 0, end: end ?? 0 },
      rateStart: percentHundredths(start ?? 0, lived),
      rateEnd: percentHundredths(end ?? 0, countOf(sums, 'households')),
    };
  };
  return { parts: at.hamletIds, countsOf };
}

const zeroes = (): Readonly<Record<Change, number>> => ({
  ...{ 'from-other-list': 0, 'relapsed': 0, 'new': 0, 'arrived': 0, 'to-other-list': 0, 'risen': 0, 'gone': 0 },
});

/** Communes also where districts stood between; a hamlet has none. */
function unitsOf(tree: AreaTree, { territory }: ChangesAsked, { end }: Counted) {
  if (territory.level === 'hamlet') return [];
  const level = territory.level === 'commune' ? 'hamlet' : 'commune';
  return unitsBelow(tree, { ...territory, end }, level);
}
