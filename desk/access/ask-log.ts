/** What the auditor's page asks the server (hỏi nhật ký): looks, what was written, or what is unusual, as the address says. */
import type { AuditView } from '../../core/access/views.ts';
import { parseDateVi } from '../../core/kernel/dates.ts';
import { type Asked, get } from '../../ui/api.ts';

export const LOG_PARTS = ['reads', 'events', 'unusual'] as const;
export type LogPart = (typeof LOG_PARTS)[number];

export function partOf(params: Pick<URLSearchParams, 'get'>): LogPart {
  return LOG_PARTS.find((part) => part === params.get('xem')) ?? 'reads';
}

/** As typed here, dd/mm/yyyy, for the server; what is no day goes as it is and is refused there. */
function isoDay(typed: string): string {
  const day = parseDateVi(typed);
  return day.ok ? day.value : typed;
}

/** `nguoi`, `ho`, `md`, `tu`, `den`: the filters; `truoc`: a later page. */
export function askLog(params: Pick<URLSearchParams, 'get'>): Asked<AuditView> {
  const names = { by: 'nguoi', household: 'ho', purpose: 'md', from: 'tu', to: 'den', before: 'truoc' };
  const given = Object.entries(names).flatMap(([key, name]) => {
    const typed = params.get(name);
    const value = typed === null || (key !== 'from' && key !== 'to') ? typed : isoDay(typed);
    return value === null || value === '' ? [] : [[key, value]];
  });
  return get(`/api/log?${new URLSearchParams([['part', partOf(params)], ...given])}`);
}
