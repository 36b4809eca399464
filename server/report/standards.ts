/**
 * Two standards side by side over an area (so sánh hai chuẩn theo địa bàn): groups of alike households from the store, each
 * compared by the pure function, added up for the area and for the units below it. Which household moves why is core/classify;
 * the sheet is `standards-sheet.ts`.
 */
import { compareRulebooks, type Comparison, MOVES, PAIRS } from '../../core/classify/compare.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import type { RulebookId } from '../../core/classify/verdict.ts';
import { type AreaPeriod, type AreaTree, levelOf } from '../../core/kernel/areas.ts';
import { childrenInOrder } from '../../core/kernel/area-order.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';
import type { RoundStanding } from '../../core/meeting/gates.ts';
import type { StandardsCounts, StandardsFilter, StandardsView } from '../../core/report/standards-view.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Tx } from '../http/transaction.ts';
import { viewRound } from '../interview/rounds.ts';
import { hamletsOf } from '../register/areas.ts';
import { alike, type HamletStandards, type KeptStandards, leaveOut, type StandardsGroup } from './standards-kept.ts';
import type { Pair } from './standards-store.ts';

export interface StandardsRequest {
  readonly tree: AreaTree;
  readonly today: PlainDate;
  readonly area: AreaPeriod;
  readonly standing: RoundStanding | null;
}

/** Throws `no-open-round` without a round, `one-standard-only` where the round has no second rulebook. */
export function pairOf({ tree, today, area, standing }: StandardsRequest): Pair {
  if (standing === null) throw new HttpProblem(404, 'no-open-round');
  const [first, second] = standing.round.rulebooks;
  if (first === undefined || second === undefined) throw new HttpProblem(409, 'one-standard-only');
  const everywhere = levelOf(tree, area.areaId) === 'province';
  return { roundId: standing.round.roundId, first, second, hamlets: everywhere ? null : hamletsOf({ tree, today }, area) };
}

export interface StandardsWays {
  readonly kept: KeptStandards;
  readonly provisional: (standing: RoundStanding | null) => boolean;
  /** Households that are not counted for this reader. */
  readonly blind: readonly string[];
}

export async function standardsView(
  tx: Tx,
  request: StandardsRequest,
  { kept, provisional, blind }: StandardsWays,
): Promise<StandardsView> {
  const { tree, today, area, standing } = request;
  const pair = pairOf(request);
  if (standing === null) throw new HttpProblem(404, 'no-open-round');
  const hamlets = await leaveOut(tx, pair, { counted: await kept(tx, pair), households: blind });
  const groups = alike([...hamlets.values()].flatMap((one) => one.groups));
  const byHamlet = new Map([...hamlets].map(([hamletId, one]) => [hamletId, countsOf(one)]));
  const sumOf = (unit: AreaPeriod) => hamletsOf({ tree, today }, unit).reduce((sum, id) => addCounts(sum, byHamlet.get(id) ?? NONE), NONE);
  const below = childrenInOrder(tree, area.areaId, today);
  return {
    round: viewRound(standing),
    first: pair.first,
    second: pair.second,
    changed: compareRulebooks(rulebookById(pair.first), rulebookById(pair.second)),
    totals: [...byHamlet.values()].reduce(addCounts, NONE),
    matrix: PAIRS.map(({ from, to }) => ({ from, to, count: total(groups, (told) => told.from === from && told.to === to) })),
    differences: differences(groups),
    indicators: indicators(groups, pair),
    units: below.map((unit) => ({ areaId: unit.areaId, name: unit.name, kind: unit.kind, counts: sumOf(unit) })),
    provisional: provisional(standing),
    ...(blind.length === 0 ? {} : { askedAgain: blind.length }),
  };
}

/** The place of the filter's indicator in each standard's order, as a bit of the masks. */
export function bitsOf(
  { first, second }: Pick<Pair, 'first' | 'second'>,
  { indicator }: StandardsFilter,
): { first: number; second: number } {
  const bitIn = (rulebook: RulebookId) => {
    const at = indicator === undefined ? -1 : rulebookById(rulebook).indicators.indexOf(indicator);
    return at < 0 ? 0 : 1 << at;
  };
  return { first: bitIn(first), second: bitIn(second) };
}

const NONE: StandardsCounts = { compared: 0, undetermined: 0, waiting: 0, loses: 0, 'to-near-poor': 0, stays: 0, 'to-poor': 0, gains: 0 };

function addCounts(a: StandardsCounts, b: StandardsCounts): StandardsCounts {
  return {
    compared: a.compared + b.compared,
    undetermined: a.undetermined + b.undetermined,
    waiting: a.waiting + b.waiting,
    loses: a.loses + b.loses,
    'to-near-poor': a['to-near-poor'] + b['to-near-poor'],
    stays: a.stays + b.stays,
    'to-poor': a['to-poor'] + b['to-poor'],
    gains: a.gains + b.gains,
  };
}

function countsOf({ groups, undetermined, waiting }: HamletStandards): StandardsCounts {
  return groups.reduce((sum, { count, told }) => addCounts(sum, { ...NONE, [told.move]: count, compared: count }), {
    ...NONE,
    undetermined,
    waiting,
  });
}

function total(groups: readonly StandardsGroup[], holds: (told: Comparison) => boolean): number {
  return groups.reduce((sum, { count, told }) => sum + (holds(told) ? count : 0), 0);
}

function differences(groups: readonly StandardsGroup[]): StandardsView['differences'] {
  return MOVES.filter((move) => move !== 'stays').flatMap((move) =>
    (['b1-line', 'b1-points', 'b2-line'] as const)
      .map((difference) => ({ move, difference, count: total(groups, (told) => told.move === move && told.difference === difference) }))
      .filter(({ count }) => count > 0),
  );
}

function indicators(groups: readonly StandardsGroup[], { first, second }: Pair): StandardsView['indicators'] {
  const rows = (rulebook: RulebookId, change: 'added' | 'dropped') =>
    rulebookById(rulebook).indicators.map((indicator) => {
      const counted = (move: Comparison['move']) => total(groups, (told) => told.move === move && told[change].includes(indicator));
      return { indicator, change, toPoor: counted('to-poor'), toNearPoor: counted('to-near-poor') };
    });
  return [...rows(second, 'added'), ...rows(first, 'dropped')].filter(({ toPoor, toNearPoor }) => toPoor + toNearPoor > 0);
}
