/**
 * The page of an area (trang đơn vị): its children with their counts, the totals, where the list stands and what this
 * person may do next. Counting is `counts.ts`; the gate table is core/meeting.
 */
import { areaPath } from '../../core/access/reach.ts';
import { type AreaPeriod, ancestors, areaAbove, descendants, levelOf, periodAt } from '../../core/kernel/areas.ts';
import { childrenInOrder } from '../../core/kernel/area-order.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { mayStep, pass, type RoundStanding, rowsFrom, type WaitProblem } from '../../core/meeting/gates.ts';
import type { GateState, NextAction } from '../../core/meeting/views.ts';
import type { AreaCounts } from '../../core/register/views.ts';
import type { AreaView } from '../../core/views.ts';
import { notFound } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import { blindIn } from '../interview/blind.ts';
import { readGates, viewRound } from '../interview/rounds.ts';
import { readListNow } from '../ledger/list-now.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { addCounts, countByHamlet, countClassesOf, NO_COUNTS } from './counts.ts';

type Who = Pick<Context, 'tx' | 'actor' | 'tree' | 'today'>;

export async function viewArea(who: Who, areaId: string, standing: RoundStanding | null): Promise<AreaView> {
  const { tree, today, tx } = who;
  const period = isAreaId(areaId) ? periodAt(tree, areaId, today) : null;
  const level = period === null ? null : levelOf(tree, period.areaId);
  if (period === null || level === null) throw notFound();
  const below = childrenInOrder(tree, period.areaId, today);
  const round = standing === null ? null : { roundId: standing.round.roundId, rulebook: standing.round.rulebooks[0] };
  const hamletIds = hamletsOf(who, period);
  const blind = await blindIn(who, { hamletIds, roundId: null });
  const counts = await countSeen(who, level === 'province' ? null : hamletIds, { round, blind });
  const sumOf = (area: AreaPeriod) =>
    hamletsOf(who, area)
      .map((id) => counts.get(id) ?? NO_COUNTS)
      .reduce(addCounts, NO_COUNTS);
  const gates = standing === null ? new Map<string, GateState>() : await readGates(tx, standing.round.roundId);
  const commune = areaAbove(tree, period.areaId, today, 'commune');
  const gate = commune === null ? null : (gates.get(commune.areaId) ?? null);
  return {
    area: { areaId: period.areaId, name: period.name, kind: period.kind, code: period.code, level, areaType: commune?.areaType ?? null },
    crumbs: [...ancestors(tree, period.areaId, today)]
      .reverse()
      .concat(period)
      .map((at) => ({ areaId: at.areaId, name: at.name })),
    round: standing === null ? null : viewRound(standing),
    today,
    children: below.map((child) => ({
      areaId: child.areaId,
      name: child.name,
      kind: child.kind,
      ...sumOf(child),
      gate: gates.get(child.areaId) ?? null,
    })),
    totals: sumOf(period),
    ...(blind.length === 0 ? {} : { askedAgain: blind.length }),
    gate,
    ...(standing === null || gate === null || level !== 'commune' ? { next: [] } : await viewNext(who, standing, { gate, period })),
  };
}

/** Of those whom this person is to ask once more no class is counted, as none of them stands on the lists behind the counts. */
async function countSeen(
  { tx }: Who,
  hamlets: readonly string[] | null,
  { round, blind }: { readonly round: Parameters<typeof countByHamlet>[2]; readonly blind: readonly string[] },
): Promise<ReadonlyMap<string, AreaCounts>> {
  const [counts, hidden] = [await countByHamlet(tx, hamlets, round), await countClassesOf(tx, blind, round)];
  const seen = new Map(counts);
  for (const [hamletId, { poor, nearPoor, undetermined }] of hidden) {
    const own = counts.get(hamletId) ?? NO_COUNTS;
    const less = { poor: own.poor - poor, nearPoor: own.nearPoor - nearPoor, undetermined: own.undetermined - undetermined };
    seen.set(hamletId, { ...own, ...less });
  }
  return seen;
}

interface NextAt {
  readonly gate: GateState;
  readonly communeId: string;
  /** What its decision waits for. */
  readonly waits: WaitProblem | { readonly code: 'back-check-first' } | null;
}

const FIRST = { code: 'back-check-first' } as const;

/** What may happen next to a commune's list, and how many of it are still to be visited. */
async function viewNext(
  who: Who,
  standing: RoundStanding,
  { gate, period }: { readonly gate: GateState; readonly period: AreaPeriod },
): Promise<Pick<AreaView, 'next' | 'left'>> {
  const place = { communeId: period.areaId, hamletIds: hamletsOf(who, period), today: who.today };
  const sql = sqlOfKysely(who.tx);
  const nothing = { waits: null, left: 0 };
  const { waits: early, left } =
    gate === 'closed' ? nothing : await readListNow(sql, standing.round, place, gate === 'interview' || gate === 'meeting');
  const { roundId } = standing.round;
  const first = gate !== 'closed' && (await blindIn(who, { hamletIds: place.hamletIds, roundId })).length > 0;
  const waits = early ?? (first ? FIRST : null);
  return { next: nextActions(who, standing, { gate, communeId: period.areaId, waits }), left };
}

/** Rows of the gate table from where the list stands, each with whether this person may do it. */
export function nextActions(who: Omit<Who, 'tx'>, standing: RoundStanding, at: NextAt): NextAction[] {
  return rowsFrom(standing.round, at.gate).map((row) => {
    const { action, to, clause } = row;
    const passed = pass(standing, at.gate, action);
    const right = mayStep(who.actor, row, { areaPath: areaPath(who.tree, at.communeId, who.today), date: who.today });
    const waits = action === 'decide-list' ? (at.waits?.code ?? null) : null;
    const why = right.allowed ? (passed.ok ? waits : passed.error.code) : right.why;
    return { action, to, clause, allowed: why === null, why };
  });
}

/** The hamlets of an area, in the order of lists; the area itself where it is a hamlet. */
export function hamletsOf({ tree, today }: Pick<Who, 'tree' | 'today'>, area: AreaPeriod): readonly string[] {
  if (levelOf(tree, area.areaId) === 'hamlet') return [area.areaId];
  const communes = levelOf(tree, area.areaId) === 'commune' ? [area] : descendants(tree, area.areaId, today, 'commune');
  return communes.flatMap((commune) => childrenInOrder(tree, commune.areaId, today).map((hamlet) => hamlet.areaId));
}
