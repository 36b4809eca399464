/** What a step of a round does, in words (tên bước): a step back says to where it takes the list. */
import type { NextAction } from '../../core/meeting/views.ts';
import { t } from '../text.ts';

const BACK = ['meeting', 'posting'] as const;
const placeOf = (to: NextAction['to']) => BACK.find((gate) => gate === to);

export function actionText({ action, to }: Pick<NextAction, 'action' | 'to'>): string {
  const back = action === 'reopen-interviews' ? placeOf(to) : undefined;
  return back === undefined ? t(`action.${action}`) : t(`action.back.${back}`);
}

/** What is said once the list went back. */
export function backText(to: NextAction['to']): string {
  const back = placeOf(to);
  return back === undefined ? t('reopen-interviews.done') : t(`back.done.${back}`);
}
