/**
 * A phone, an account or an export that came into wrong hands (sự cố dữ liệu cá nhân): by when the authority is told, and which kinds of
 * data each look could show at most. Who and what was touched is read from the log of looks by the server.
 */
import { type Instant, instantOf, millisOf } from '../kernel/dates.ts';
import { type Reader, RULES } from './catalogue.ts';

export interface NoticeTerm {
  readonly hours: number;
  /** It holds for what became known from this day on, until a later one. */
  readonly from: string;
  readonly clause: string;
  /** As in the list of sources; all but the first are to be confirmed. */
  readonly sure: 'S' | 'S~' | 'M' | 'U';
}

/** To the Ministry of Public Security's department for cyber security. */
export const NOTICE_TERMS: readonly NoticeTerm[] = [
  { hours: 72, from: '2023-07-01', clause: 'Decree 13/2023/NĐ-CP Art. 23', sure: 'M' },
  { hours: 72, from: '2026-01-01', clause: 'Law on Personal Data Protection 91/2025/QH15 Art. 23', sure: 'M' },
];

/** Null: nothing was in force on that day. */
export function noticeTermOn(day: string): NoticeTerm | null {
  return NOTICE_TERMS.findLast(({ from }) => from <= day) ?? null;
}

const HOUR = 3_600_000;

export function noticeDue(knownAt: Instant, { hours }: Pick<NoticeTerm, 'hours'>): Instant {
  return instantOf(millisOf(knownAt) + hours * HOUR);
}

/** Hours left at `now`; below zero: it is over. */
export function hoursLeft(due: Instant, now: Instant): number {
  return Math.floor((millisOf(due) - millisOf(now)) / HOUR);
}

export const DATA_KINDS = [
  ...['name', 'memberFact', 'householdFact', 'citizenId', 'contact', 'ethnicity', 'health', 'signature', 'location', 'photo', 'note'],
] as const satisfies readonly (keyof typeof RULES)[];
export type DataKind = (typeof DATA_KINDS)[number];

const LIST: readonly DataKind[] = ['name', 'householdFact'];
const SAID: readonly DataKind[] = ['name', 'contact', 'note'];

/** What a look for this purpose has on it; all that the reader may see where it is not named here, so that nothing is left out. */
const OF_PURPOSE: Readonly<Record<string, readonly DataKind[]>> = {
  device: ['name', 'memberFact', 'householdFact', 'citizenId', 'contact', 'ethnicity', 'health'],
  'search-by-name': LIST,
  'search-by-number': LIST,
  'two-standards-list': LIST,
  posting: LIST,
  'decision-paper': LIST,
  certificates: LIST,
  certificate: ['name', 'memberFact', 'householdFact', 'citizenId', 'contact', 'ethnicity'],
  photo: ['photo'],
  minutes: ['name', 'note'],
  objection: SAID,
  requests: SAID,
};

/** Figures of units: nobody is on them. */
const OF_NOBODY: readonly string[] = ['series', 'two-standards', 'audit'];

export function showsNobody(purpose: string): boolean {
  return OF_NOBODY.includes(purpose);
}

/** Kinds that it showed whole, to somebody who reads as one of these; a masked number is not counted. */
export function kindsShown(purpose: string, readers: readonly Reader[]): readonly DataKind[] {
  if (showsNobody(purpose)) return [];
  const most = OF_PURPOSE[purpose] ?? (purpose.startsWith('list-') || purpose.startsWith('figure-') ? LIST : DATA_KINDS);
  return most.filter((kind) => RULES[kind].readers.some((reader) => readers.includes(reader)));
}

/** Of these, those that the law calls sensitive. */
export function sensitiveOf(kinds: readonly DataKind[]): readonly DataKind[] {
  return kinds.filter((kind) => RULES[kind].sensitivity === 'sensitive');
}
