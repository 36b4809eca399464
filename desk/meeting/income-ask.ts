/** Words of income and what its paper is asked by (lời và đường dẫn giấy xác nhận thu nhập). */
import { language } from '../../ui/language.svelte.ts';
import { type IncomeKey, incomeText } from '../../words/income.ts';
import type { Params } from '../../words/words.ts';

export const i = (key: IncomeKey, params?: Params): string => incomeText(language.current, key, params);

export const incomePaperOf = (areaId: string, requestId: string): string =>
  `/api/areas/${encodeURIComponent(areaId)}/requests/${encodeURIComponent(requestId)}/income-paper`;
