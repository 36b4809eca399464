/**
 * Which of several rounds a household is visited for first (hộ được rà soát cho đợt nào trước): where somebody was sent to it, then where it was
 * not visited, on whose list it stands, due first; the yearly one before others of the same day. Told once, for the server and for phones.
 */
import type { Round } from './round.ts';

export interface VisitFor {
  readonly round: Pick<Round, 'roundId' | 'kind' | 'closesOn'>;
  /** For a back-check, or because of an objection. */
  readonly sent: boolean;
  readonly visited: boolean;
  readonly listed: boolean;
}

/** The one for which it is visited first comes first. */
export function byVisit(a: VisitFor, b: VisitFor): number {
  const [first, second] = [rankOf(a), rankOf(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function rankOf({ round: { roundId, kind, closesOn }, sent, visited, listed }: VisitFor): string {
  return [!sent, visited, !listed, closesOn, kind !== 'yearly', roundId].join(' ');
}
