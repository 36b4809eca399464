/** What the page of sealed figures asks the server for (hỏi về số liệu chốt), how its address names it, and its words. */
import type { SealsView } from '../../core/report/views.ts';
import type { CommandAnswer } from '../../core/sync/envelope.ts';
import { fail, ok } from '../../core/kernel/result.ts';
import { type Asked, get, post } from '../../ui/api.ts';
import { language } from '../../ui/language.svelte.ts';
import { type SealsKey, sealsText } from '../../words/seals.ts';
import type { Params } from '../../words/words.ts';

export const c = (key: SealsKey, params?: Params): string => sealsText(language.current, key, params);

export function askSeals(areaId: string, round: string | null): Asked<SealsView> {
  return get(`/api/seals?${new URLSearchParams({ area: areaId, lang: language.current, ...(round === null ? {} : { round }) })}`);
}

/** One id for the act, so that pressing twice, or again after a lost answer, seals once. */
export async function sealFigures(about: { readonly sealId: string; readonly communeId: string; readonly roundId: string }): Asked<true> {
  const sent = await post<CommandAnswer>('/api/seals', about);
  if (!sent.ok) return sent;
  return sent.value.problem === undefined ? ok(true) : fail(sent.value.problem);
}
