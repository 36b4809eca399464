/** Where back-checks and communes beside each other are asked for, and their texts (hậu kiểm, so các xã). */
import type { Agreement } from '../../core/interview/back-check.ts';
import type { Share } from '../../core/kernel/chances.ts';
import type { BackChecksView, CommunesBesideView } from '../../core/meeting/back-check-views.ts';
import { type Asked, get } from '../../ui/api.ts';
import { number } from '../../ui/format.ts';
import { language } from '../../ui/language.svelte.ts';
import { type BackCheckKey, backCheckText } from '../../words/back-check.ts';
import type { Params } from '../../words/words.ts';

const path = (areaId: string): string => `/api/areas/${encodeURIComponent(areaId)}/back-checks`;

export const askBackChecks = (communeId: string): Asked<BackChecksView> => get(path(communeId));
export const askBeside = (provinceId: string): Asked<CommunesBesideView> => get(`${path(provinceId)}/communes`);

export const b = (key: BackCheckKey, params?: Params): string => backCheckText(language.current, key, params);

const whole = (share: number): string => number(Math.round(share * 100));

/** `45/50 (90 %)` */
export const shareText = ({ count, of }: Share): string =>
  of === 0 ? b('share.none') : b('share', { count: number(count), of: number(of), percent: whole(count / of) });

/** How far both forms agree, within what it would be if all had been asked. */
export function agreesText(share: Share, interval: Agreement['answersInterval']): string {
  if (interval === null) return b('share.none');
  return b('share.within', { share: shareText(share), low: whole(interval.low), high: whole(interval.high) });
}
