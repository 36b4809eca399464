/** A round and a standard in words (tên đợt, tên chuẩn). */
import type { RoundView } from '../../core/meeting/views.ts';
import { day } from '../../ui/format.ts';
import { language } from '../../ui/language.svelte.ts';
import { roundNameText } from '../../words/round-name.ts';
import { t } from '../text.ts';

/** "Rà soát định kỳ năm 2023 (đã khóa)" */
export function roundName(round: Pick<RoundView, 'kind' | 'year' | 'opensOn' | 'nth' | 'state' | 'cancelled'>): string {
  return `${roundNameText(language.current, round)}${endOf(round)}`;
}

/** "Rà soát định kỳ năm 2026, từ 01/09/2026 đến 14/12/2026" */
export function roundText(round: RoundView): string {
  const name = roundNameText(language.current, round);
  const dates = t('round.dates', { from: day(round.opensOn), to: day(round.closesOn) });
  return `${name}, ${dates}${endOf(round)}`;
}

function endOf({ state, cancelled }: Pick<RoundView, 'state' | 'cancelled'>): string {
  if (cancelled === true) return ` (${t('round.cancelled')})`;
  return state === 'closed' ? ` (${t('round.closed')})` : '';
}
