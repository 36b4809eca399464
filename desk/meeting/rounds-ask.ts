/** What the pages of rounds ask the server for (hỏi máy chủ về các đợt rà soát), and their words. */
import type { Counted } from '../../core/meeting/procedure.ts';
import type { RoundRulesView, RoundsView, UsualRoundView } from '../../core/meeting/round-views.ts';
import type { OpenedKind } from '../../core/meeting/round-codes.ts';
import { type Asked, get } from '../../ui/api.ts';
import { language } from '../../ui/language.svelte.ts';
import { isRoundsKey, type RoundsKey, roundsText } from '../../words/rounds.ts';
import type { Params } from '../../words/words.ts';

export const k = (key: RoundsKey, params?: Params): string => roundsText(language.current, key, params);

const path = (areaId: string): string => `/api/areas/${encodeURIComponent(areaId)}/rounds`;

export const askRounds = (areaId: string): Asked<RoundsView> => get(path(areaId));
export const askRoundRules = (areaId: string, roundId: string): Asked<RoundRulesView> =>
  get(`${path(areaId)}/${encodeURIComponent(roundId)}`);

export interface Wished {
  readonly kind: OpenedKind;
  readonly from: string;
  readonly steps: readonly string[];
}
export const askUsual = (areaId: string, { kind, from, steps }: Wished): Asked<UsualRoundView> =>
  get(`${path(areaId)}/usual?${new URLSearchParams({ kind, from, steps: steps.join(',') })}`);

export function whatText(what: Counted): string {
  const key = `what.${what}`;
  return isRoundsKey(key) ? k(key) : what;
}
