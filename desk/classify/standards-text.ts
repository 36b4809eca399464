/** A list of the two standards in words (tên danh sách), and why one household moves. */
import type { Comparison } from '../../core/classify/compare.ts';
import type { StandardsFilter } from '../../core/report/standards-view.ts';
import { language } from '../../ui/language.svelte.ts';
import { classifyText } from '../../words/classify.ts';
import { uiText } from '../../words/ui.ts';
import { type StandardsKey, standardsText } from '../../words/standards.ts';
import type { Params } from '../../words/words.ts';

export function s(key: StandardsKey, params?: Params): string {
  return standardsText(language.current, key, params);
}

/** "Từ nghèo sang cận nghèo", "Hộ nghèo → Không nghèo", "Chưa phỏng vấn" … with the reason that narrows it. */
export function filterText(filter: StandardsFilter): string {
  const { state, from, to, move, difference, indicator, change } = filter;
  if (state !== undefined) return s(`state.${state}`);
  const classText = (one: typeof from): string => (one === undefined ? '…' : uiText(language.current, `class.${one}`));
  const parts = [
    move === undefined ? '' : s(`move.${move}`),
    from === undefined && to === undefined ? '' : `${classText(from)} → ${classText(to)}`,
    difference === undefined ? '' : s(`difference.${difference}`),
    indicator === undefined ? '' : `${change === undefined ? '' : `${s(`${change}`)}: `}${indicatorText(indicator)}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? s('all') : parts.join('. ');
}

export function indicatorText(indicator: Comparison['added'][number]): string {
  return classifyText(language.current, `indicator.${indicator}`);
}

/** One sentence a part; none where the class stays. */
export function whyTexts({ difference, added, dropped }: Comparison): readonly string[] {
  if (difference === null) return [];
  return [
    s(`difference.${difference}`),
    added.length === 0 ? '' : `${s('added')}: ${added.map(indicatorText).join(', ')}`,
    dropped.length === 0 ? '' : `${s('dropped')}: ${dropped.map(indicatorText).join(', ')}`,
  ].filter((part) => part !== '');
}
