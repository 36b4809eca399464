/** Texts of score tables in the language chosen (lời của trang bảng điểm). */
import type { NamedTable } from '../../core/classify/score-table-record.ts';
import { language } from '../../ui/language.svelte.ts';
import { type ScoreKey, scoreText } from '../../words/score-table.ts';
import type { Params } from '../../words/words.ts';

export function st(key: ScoreKey, params?: Params): string {
  return scoreText(language.current, key, params);
}

/** "chính thức, bản 2" */
export function tableName({ status, version }: Pick<NamedTable, 'status' | 'version'>): string {
  return st('name', { status: st(`status.${status}`), version });
}
