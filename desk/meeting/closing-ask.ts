/** What closing a round asks the server (hỏi máy chủ về đóng đợt), and its words. */
import { fail } from '../../core/kernel/result.ts';
import type { ClosingView, OpenList } from '../../core/meeting/closing-views.ts';
import type { AreaView } from '../../core/views.ts';
import { type Asked, get, post } from '../../ui/api.ts';
import { number } from '../../ui/format.ts';
import { language } from '../../ui/language.svelte.ts';
import { type ClosingKey, closingText } from '../../words/closing.ts';
import type { Params } from '../../words/words.ts';

export const c = (key: ClosingKey, params?: Params): string => closingText(language.current, key, params);

const path = (roundId: string): string => `/api/rounds/${encodeURIComponent(roundId)}/closing`;

export const askClosing = (roundId: string): Asked<ClosingView> => get(path(roundId));
/** Of the round that the area's page shows. */
export async function askClosingOf(area: Asked<AreaView>): Asked<ClosingView> {
  const found = await area;
  if (!found.ok) return found;
  return found.value.round === null ? fail({ code: 'no-open-round' }) : askClosing(found.value.round.roundId);
}

export const closeRound = (roundId: string, anyway: boolean): Asked<ClosingView> => post(path(roundId), { anyway });
export const stopClosing = (roundId: string): Asked<ClosingView> => post(`${path(roundId)}/stop`, {});

const TOLD = [
  'not-interviewed',
  'interview-outdated',
  'undetermined',
  'meeting-differs',
  'meeting-overcounted',
  'meeting-tied',
  'not-agreed',
  'not-discussed',
  'not-posted',
  'posting-changed',
  'posting-hangs',
  'posting-not-taken-down',
  'objections-open',
] as const;

/** What keeps a list from its decision, in one line. */
export function whyOf({ blockers }: OpenList): string {
  if (blockers.length === 0) return c('why.none');
  return blockers.map(({ code, total }) => c(`why.${TOLD.find((one) => one === code) ?? 'other'}`, { count: number(total) })).join('; ');
}
