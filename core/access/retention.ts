/**
 * How long things are kept that no list needs any more (thời hạn lưu trữ): dated data with clause and sureness, what each is counted from,
 * and whether the program itself can let it go. A legal hold keeps everything; nothing goes without a dry run and a named person.
 */
import { addDays, date, type PlainDate } from '../kernel/dates.ts';

export const KEPT = ['refused-requests', 'minutes', 'photos', 'gps', 'unlisted-interviews', 'access-log'] as const;
export type Kept = (typeof KEPT)[number];

/** What goes by one event in the hamlet's book. Of photos only those of walls: a household's photo goes by `photo-removed`, told in its own history. */
export const LET_GO = [
  'refused-requests',
  'minutes',
  'photos',
  'gps',
  'unlisted-interviews',
  'access-log',
] as const satisfies readonly Kept[];
export type LetGo = (typeof LET_GO)[number];

/** Of these a part of the body goes and the rest stays, under a commitment of its own. */
export const TRIMMED = ['gps', 'unlisted-interviews'] as const satisfies readonly LetGo[];
export type Trimmed = (typeof TRIMMED)[number];

export function isTrimmed(what: LetGo): what is Trimmed {
  return TRIMMED.some((each) => each === what);
}

/**
 * Worded by `words/clause.ts`. Law on Personal Data Protection 91/2025/QH15: no longer than the purpose; Law on Archives 33/2024/QH15. Of
 * both the years are our own.
 */
export const KEEP_CLAUSES = ['personal-data-91-2025', 'archives-33-2024'] as const;
export type KeepClause = (typeof KEEP_CLAUSES)[number];

/** Why something was let go, as the ledger keeps it; before, it kept a sentence in English. */
export function retentionGround(what: LetGo, clause: KeepClause): string {
  return `retention:${what}:${clause}`;
}

export interface KeepRule {
  readonly what: Kept;
  readonly years: number;
  /** It holds from this day on, until a later one of the same. */
  readonly from: string;
  readonly clause: KeepClause;
  /** As in the list of sources; all but the first are to be confirmed. */
  readonly sure: 'S' | 'S~' | 'M' | 'U';
}

const LAW: KeepClause = 'personal-data-91-2025';

export const KEEP_RULES: readonly KeepRule[] = [
  { what: 'refused-requests', years: 1, from: '2021-09-01', clause: LAW, sure: 'U' },
  { what: 'minutes', years: 10, from: '2021-09-01', clause: 'archives-33-2024', sure: 'U' },
  { what: 'photos', years: 1, from: '2021-09-01', clause: LAW, sure: 'U' },
  { what: 'gps', years: 1, from: '2021-09-01', clause: LAW, sure: 'U' },
  { what: 'unlisted-interviews', years: 5, from: '2021-09-01', clause: LAW, sure: 'U' },
  { what: 'access-log', years: 5, from: '2021-09-01', clause: LAW, sure: 'U' },
];

export function keepRuleOn(what: Kept, day: string, rules: readonly KeepRule[] = KEEP_RULES): KeepRule | null {
  return rules.filter((rule) => rule.what === what && rule.from <= day).toSorted((a, b) => (a.from < b.from ? 1 : -1))[0] ?? null;
}

/** What is from before this day may go; a leap day counts as the day before. */
export function keptSince({ years }: Pick<KeepRule, 'years'>, today: string): PlainDate {
  const [year = '', month = '', day = ''] = today.split('-');
  const then = `${Number(year) - years}-${month}`;
  return day === '29' && month === '02' && !isLeap(Number(year) - years) ? date(`${then}-28`) : addDays(date(`${then}-${day}`), 0);
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
