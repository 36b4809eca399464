/** The round by which pages of a list beside the yearly review are asked for (danh sách khác trong năm); undefined: that review. */
import type { RoundView } from '../../core/meeting/views.ts';

export function openingOf(round: RoundView | null | undefined): string | undefined {
  return round && round.kind !== 'yearly' ? round.roundId : undefined;
}
