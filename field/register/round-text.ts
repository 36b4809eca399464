/** When the round closes, in words (hạn của đợt). */
import { day } from '../../ui/format.ts';
import { t } from '../text.ts';

export function closingText(closesOn: string): string {
  return t('round.closes', { day: day(closesOn) });
}
