/** The round by which pages of a list that opens a year are asked for (danh sách đầu năm); undefined: the review that is open. */
import type { RoundView } from '../../core/meeting/views.ts';

export function openingOf(round: RoundView | null | undefined): string | undefined {
  return round?.kind === 'opening' ? round.roundId : undefined;
}
