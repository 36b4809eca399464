/**
 * For which round a household is visited (hộ được rà soát cho đợt nào), of those that run beside each other in its commune: not visited before
 * visited, on whose list it stands before others, the one due first. As the server orders them (`server/register/visit-rounds.ts`).
 */
import { interviewsTaken } from '../../core/meeting/gates.ts';
import type { GateState, RoundView } from '../../core/meeting/views.ts';
import type { RoundTables } from '../../core/views.ts';
import { communeOf, type Found, type Holding } from './holding.ts';

export interface RoundHere {
  readonly round: RoundView;
  readonly tables: RoundTables;
  readonly gate: GateState | null;
}

/** Null: no round is open here. */
export function roundOf(holding: Holding, found: Found, today: string): RoundHere | null {
  const own = ownRound(holding, found.hamletId);
  const [first] = besides(holding, found)
    .concat(own ?? [])
    .filter((one) => isTaking(one, found, today))
    .map((one) => ({ one, rank: rankOf(one, found) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return first?.one ?? own;
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

function rankOf({ round }: RoundHere, { row }: Found): string {
  const now = row.statuses.filter(({ validTo }) => validTo === null).at(-1)?.class;
  const { roundId, kind, closesOn } = round;
  const sent = row.backCheck === roundId || row.revisit === roundId;
  const onList = row.listed.some((one) => one.roundId === roundId) || (kind === 'yearly' && (now === 'poor' || now === 'near-poor'));
  const visited = row.interviews.some((one) => one.roundId === roundId);
  return [!sent, visited, !onList, closesOn, kind !== 'yearly', roundId].join(' ');
}
