/**
 * What a round asks of posting and objections (quy định về niêm yết, phản ánh, khiếu nại, tố cáo của đợt): in how many days each ends, at
 * which places a list hangs, which objections must be answered before the decision. Dated data of the round with its clause and how
 * sure it is, so that whoever opens a round confirms or changes it; nothing of it is typed into a rule.
 */
import * as z from 'zod';
import { date, type PlainDate } from '../kernel/dates.ts';
import { holidaysWith } from '../kernel/holidays.ts';
import { fail, type Result } from '../kernel/result.ts';
import { lastDayOf } from '../kernel/working-days.ts';
import { daySchema, lineSchema } from '../ledger/fields.ts';
import { OBJECTION_KINDS, POSTING_PLACES } from './posting-codes.ts';
import { DATA_FORMS } from './request-codes.ts';

/** What is counted in days: a posting, the one after a change, and the answer to each kind of objection. */
export const COUNTED = ['posting', 'second-posting', ...OBJECTION_KINDS] as const;
/**
 * Counted too, also where a round says nothing of it: the answer to Forms 01 and 04; a regular review and the district's opinion; the steps of
 * what is found by income alone; the first answer to a right over one's data, and its act.
 */
export const COUNTED_ANYWAY = [
  'request-review',
  'request-exit',
  'regular-review',
  'district-opinion',
  'average-living',
  'low-income',
  'income-posting',
  'income-recheck',
  'data-answer',
  ...DATA_FORMS,
] as const;
export const COUNTS = [...COUNTED, ...COUNTED_ANYWAY] as const;
export type Counted = (typeof COUNTS)[number];

const countSchema = z.strictObject({
  what: z.enum(COUNTS),
  days: z.int().min(1).max(120),
  unit: z.enum(['working', 'calendar']),
  /** It holds from this day on, until a later one of the same. */
  from: daySchema,
  clause: lineSchema(200),
  /** As in the list of sources: seen, seen in a secondary source, remembered, uncertain. All but the first are to be confirmed. */
  sure: z.enum(['S', 'S~', 'M', 'U']),
});

export const procedureSchema = z.strictObject({
  counts: z.array(countSchema).min(COUNTED.length).max(50),
  places: z.array(z.enum(POSTING_PLACES)).min(1).max(POSTING_PLACES.length),
  answeredFirst: z.array(z.enum(OBJECTION_KINDS)).max(OBJECTION_KINDS.length),
  /** Days off that were told after the program was made, or otherwise than it has them. */
  holidays: z
    .array(z.strictObject({ day: daySchema, off: z.boolean(), source: lineSchema(200) }))
    .max(100)
    .optional(),
});
export type Procedure = z.infer<typeof procedureSchema>;

const FROM = '2021-09-01';

/** What a round opens with where nobody says otherwise. */
export const USUAL_PROCEDURE: Procedure = {
  counts: [
    { what: 'posting', days: 3, unit: 'working', from: FROM, clause: 'Decision 24/2021/QĐ-TTg Art. 4 [S~ 41]', sure: 'S~' },
    { what: 'second-posting', days: 3, unit: 'working', from: FROM, clause: 'Decision 24/2021/QĐ-TTg Art. 4', sure: 'U' },
    { what: 'feedback', days: 7, unit: 'working', from: FROM, clause: 'Decision 24/2021/QĐ-TTg Art. 4', sure: 'U' },
    { what: 'complaint', days: 30, unit: 'calendar', from: '2012-07-01', clause: 'Law on Complaints 2011 Art. 28', sure: 'M' },
    { what: 'denunciation', days: 30, unit: 'calendar', from: '2019-01-01', clause: 'Law on Denunciations 2018 Art. 30', sure: 'M' },
  ],
  places: [...POSTING_PLACES],
  answeredFirst: [...OBJECTION_KINDS],
};

/** 72 hours, from the day of the request. */
const OF_2023 = { days: 3, unit: 'calendar', from: '2023-07-01', clause: 'Decree 13/2023/NĐ-CP Art. 9, 14-16', sure: 'M' } as const;
const LAW_2025 = '2026-01-01';
/** And the decree that guides it, whose number was not seen. */
const GUIDING_2025 = 'Law 91/2025/QH15';

/** From which day on low-income workers are certified; the day was not seen. */
const LOW_INCOME = '2025-04-10';

/** The terms of requests, which hold in and outside of rounds. */
export const USUAL_TERMS: Procedure['counts'] = [
  { what: 'request-review', days: 15, unit: 'working', from: FROM, clause: 'Decision 24/2021/QĐ-TTg Art. 5 [S~ 41]', sure: 'S~' },
  { what: 'request-exit', days: 15, unit: 'working', from: FROM, clause: 'Decision 24/2021/QĐ-TTg Art. 5', sure: 'M' },
  { what: 'regular-review', days: 15, unit: 'working', from: FROM, clause: 'Decision 24/2021/QĐ-TTg Art. 5 [S~ 41]', sure: 'S~' },
  { what: 'district-opinion', days: 5, unit: 'working', from: FROM, clause: 'Decision 24/2021/QĐ-TTg Art. 4 [S 40]', sure: 'M' },
  { what: 'average-living', days: 15, unit: 'working', from: FROM, clause: 'Decision 24/2021/QĐ-TTg Art. 6', sure: 'M' },
  { what: 'income-posting', days: 5, unit: 'working', from: FROM, clause: 'Decision 406/QĐ-LĐTBXH 2023 [S 17]', sure: 'S' },
  { what: 'income-recheck', days: 3, unit: 'working', from: FROM, clause: 'Decision 406/QĐ-LĐTBXH 2023 [S 17]', sure: 'S' },
  { what: 'low-income', days: 15, unit: 'working', from: LOW_INCOME, clause: 'Decree 30/2025/NĐ-CP [S 15]', sure: 'M' },
  ...['data-answer' as const, ...DATA_FORMS].map((what) => ({ ...OF_2023, what })),
  { what: 'data-answer', days: 2, unit: 'working', from: LAW_2025, clause: GUIDING_2025, sure: 'M' },
  { what: 'data-access', days: 10, unit: 'calendar', from: LAW_2025, clause: GUIDING_2025, sure: 'U' },
  { what: 'data-correct', days: 10, unit: 'calendar', from: LAW_2025, clause: GUIDING_2025, sure: 'U' },
  { what: 'data-restrict', days: 15, unit: 'calendar', from: LAW_2025, clause: GUIDING_2025, sure: 'U' },
  { what: 'data-erase', days: 20, unit: 'calendar', from: LAW_2025, clause: GUIDING_2025, sure: 'U' },
];

/** The count in force on that day: the round's own, else the usual one. */
export function countOn({ counts }: Pick<Procedure, 'counts'>, what: Counted, on: string): Procedure['counts'][number] | null {
  const latest = (all: Procedure['counts']) =>
    all.filter((count) => count.what === what && count.from <= on).sort((a, b) => (a.from < b.from ? 1 : -1))[0];
  return latest(counts) ?? latest(USUAL_TERMS) ?? null;
}

/** Each thing that is counted has a count in force on that day, no place or kind is named twice. */
export function procedureHolds({ counts, places, answeredFirst }: Procedure, day: string): boolean {
  const once = [places, answeredFirst].every((names) => new Set<string>(names).size === names.length);
  return once && COUNTED.every((what) => counts.some((count) => count.what === what && count.from <= day));
}

export type CountProblem =
  | { readonly code: 'holidays-unknown'; readonly year: number }
  | { readonly code: 'round-malformed'; readonly fault: 'procedure' };

/** The last day of it when it begins on `from`. */
export function endsOn(procedure: Pick<Procedure, 'counts' | 'holidays'>, what: Counted, from: string): Result<PlainDate, CountProblem> {
  const count = countOn(procedure, what, from);
  if (count === null) return fail({ code: 'round-malformed', fault: 'procedure' });
  return lastDayOf(count, date(from), holidaysWith(procedure.holidays ?? []));
}
