/**
 * For which round a household is visited (hộ được rà soát cho đợt nào), of those that run beside each other in its commune: in
 * the order of the server (`core/meeting/visit-order.ts`).
 */
import { interviewsTaken } from '../../core/meeting/gates.ts';
import type { GateState, RoundView } from '../../core/meeting/views.ts';
import { byVisit, type VisitFor } from '../../core/meeting/visit-order.ts';
import type { RoundTables } from '../../core/views.ts';
import { communeOf, type Found, type Holding } from './holding.ts';

export interface RoundHere {
  readonly round: RoundView;
  readonly tables: RoundTables;
  readonly gate: GateState | null;
}

/** Null: no round is open here. `wanted`: the one that somebody chose, as long as the household is visited for it. */
export function roundOf(holding: Holding, found: Found, today: string, wanted?: string): RoundHere | null {
  const all = roundsOf(holding, found, today);
  return all.find(({ round }) => round.roundId === wanted) ?? all[0] ?? ownRound(holding, found.hamletId);
}

/** All for which it can be visited, the one due first before the others. */
export function roundsOf(holding: Holding, found: Found, today: string): readonly RoundHere[] {
  return besides(holding, found)
    .concat(ownRound(holding, found.hamletId) ?? [])
    .filter((one) => isTaking(one, found, today))
    .sort((a, b) => byVisit(visitFor(a, found, today), visitFor(b, found, today)));
}

/** The round that this phone shows. */
export function ownRound(holding: Holding, hamletId: string): RoundHere | null {
  const { round, tables } = holding.device;
  return round?.state === 'open' ? { round, tables, gate: communeOf(holding, hamletId)?.gate ?? null } : null;
}

/** Those beside it on whose list the household was put. */
function besides(holding: Holding, { row, hamletId }: Found): RoundHere[] {
  const communeId = communeOf(holding, hamletId)?.areaId ?? '';
  return (holding.device.beside ?? []).flatMap(({ round, tables, gates }) => {
    const listed = row.listed.some(({ roundId }) => roundId === round.roundId);
    const gate = gates[communeId] ?? null;
    return listed && gate !== null ? [{ round, tables, gate }] : [];
  });
}

function isTaking({ round, gate }: RoundHere, { row }: Found, today: string): boolean {
  if (gate === null) return false;
  return row.backCheck === round.roundId || interviewsTaken({ round, state: round.state }, gate, today, row.revisit === round.roundId).ok;
}

function visitFor({ round }: RoundHere, { row }: Found, today: string): VisitFor {
  const { roundId, kind } = round;
  const poorNow = row.statuses.some(
    (one) => one.class !== 'not-poor' && one.validFrom <= today && (one.validTo === null || today < one.validTo),
  );
  return {
    round,
    sent: row.backCheck === roundId || row.revisit === roundId,
    visited: row.interviews.some((one) => one.roundId === roundId),
    listed: row.listed.some((one) => one.roundId === roundId) || (kind === 'yearly' && poorNow),
  };
}
