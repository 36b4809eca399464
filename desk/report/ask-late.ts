/** What the page of acts written down after a close asks (hỏi về việc ghi sau khi đóng đợt), how its address names it, and one act in words. */
import type { LateAct } from '../../core/report/late.ts';
import type { LateHouseholds } from '../../core/views.ts';
import { type Asked, get } from '../../ui/api.ts';
import { day, moment } from '../../ui/format.ts';
import { language } from '../../ui/language.svelte.ts';
import { auditText } from '../../words/audit.ts';
import { t } from '../text.ts';

const PAGE = 100;

export interface LateWanted {
  readonly round: string;
  /** How many households come before the page. */
  readonly after: number;
  /** Written after the figures were sealed. */
  readonly sealed: boolean;
}

export function lateWanted({ searchParams }: URL): LateWanted {
  const after = Number(searchParams.get('sau'));
  return {
    round: searchParams.get('dot') ?? '',
    after: Number.isInteger(after) && after > 0 && after < 1_000_000 ? after : 0,
    sealed: searchParams.get('chot') === '1',
  };
}

export function askLate(areaId: string, { round, after, sealed }: LateWanted): Asked<LateHouseholds> {
  return get(
    `/api/late?${new URLSearchParams({ area: areaId, round, after: String(after), limit: String(PAGE), ...(sealed ? { sealed: 'true' } : {}) })}`,
  );
}

export function lateText({ kind, day: on, recordedAt, by }: LateAct): string {
  const told = { kind: auditText(language.current, `event.${kind}`), when: moment(recordedAt), by };
  return on === null ? t('after-close.of-all', told) : t('after-close.of', { ...told, day: day(on) });
}
