/**
 * A review round (đợt rà soát) and its gates: which steps a commune's list goes through, who opens each, and what may
 * happen next. The table is data of the round, so that later gates (meeting, posting, objection) are rows, not code.
 */
import * as z from 'zod';
import type { Action } from '../access/action.ts';
import { ROLES } from '../access/role.ts';
import { type NamedTable, namedTableSchema, ownTable } from '../classify/score-table-record.ts';
import { RULEBOOK_IDS, type RulebookId } from '../classify/verdict.ts';
import { daySchema, idSchema, lineSchema } from '../ledger/fields.ts';
import { certificateRuleSchema } from './certificate.ts';
import { COUNTS, procedureSchema } from './procedure.ts';
import { quickFormSchema } from './quick-form.ts';
import { REVIEW_FORMS } from './request-codes.ts';
import { sealingSchema } from './sealing.ts';

/**
 * `yearly`: all who stand on a list and all who asked; `regular`: the requests of a month; `exit`: the requests to leave alone;
 * `opening`: the list with which a year opens by another standard, judged from the interviews of the yearly round before it, with a
 * meeting, a posting, a decision and certificates of its own.
 */
export const ROUND_KINDS = ['yearly', 'regular', 'exit', 'opening'] as const;
export type RoundKind = (typeof ROUND_KINDS)[number];

/** On whom a decision of the round must say something: `whole`, all who stand on a list and all put on it; `requested`, the latter alone. */
export const SCOPES = ['whole', 'requested'] as const;
export type Scope = (typeof SCOPES)[number];

/** `district`: the opinion of the district's chair, while there were districts [S 40]. */
export const GATES = ['interview', 'meeting', 'posting', 'objection', 'district', 'decision'] as const;
export type Gate = (typeof GATES)[number];

export const GATE_ACTIONS = [
  'open-meetings',
  'open-posting',
  'ask-district',
  'open-decision',
  'give-opinion',
  'reopen-interviews',
  'decide-list',
] as const satisfies readonly Action[];

/**
 * One row: a list standing at `from` may go to `to` when `action` is done by someone who holds it. `by`: the posts to which the round
 * leaves it, of those that hold it. `term`: in how many days, by the count of that name. `since`, `sure`: as of every parameter.
 */
export const gateRowSchema = z.strictObject({
  from: z.enum(GATES),
  to: z.enum(GATES).or(z.literal('closed')),
  action: z.enum(GATE_ACTIONS),
  clause: z.string(),
  by: z.array(z.enum(ROLES)).min(1).max(ROLES.length).optional(),
  term: z.enum(COUNTS).optional(),
  since: daySchema.optional(),
  sure: z.enum(['S', 'S~', 'M', 'U']).optional(),
});

/** `rulebooks[0]` gives the official result; every interview is judged by all of them. `closesOn` is inclusive. */
export const roundSchema = z.strictObject({
  roundId: z.uuid(),
  kind: z.enum(ROUND_KINDS),
  year: z.int().min(2016).max(2100),
  opensOn: daySchema,
  closesOn: daySchema,
  rulebooks: z.array(z.enum(RULEBOOK_IDS)).min(1).max(4),
  questionnaire: z.string(),
  gates: z.array(gateRowSchema).min(1),
  /** By which rule it is held on these days. */
  calendar: z.strictObject({ clause: lineSchema(200), since: daySchema, sure: z.enum(['S', 'S~', 'M', 'U']) }).optional(),
  /** Without it `whole`. */
  scope: z.enum(SCOPES).optional(),
  /** Which forms put a household on its list; without it both. */
  takes: z.array(z.enum(REVIEW_FORMS)).min(1).max(REVIEW_FORMS.length).optional(),
  /** The score table of each rulebook, fixed when the round opened; rounds of before tables came in have the program's own. */
  tables: z.array(namedTableSchema).max(4).optional(),
  /** Days, places and rules of posting and objections; a round whose gates lead through a posting has it. */
  procedure: procedureSchema.optional(),
  /** Of an opening list: the yearly round in whose interviews it stands. */
  interviewsOf: idSchema.optional(),
  /** How certificates are numbered; without it as usual. */
  certificate: certificateRuleSchema.optional(),
  /** Phiếu A, where requesters are asked it before they are put on the list. */
  quickForm: quickFormSchema.optional(),
  /** Whether the province approves what the communes seal; without it their own act is enough. */
  sealing: sealingSchema.optional(),
});
export type Round = z.infer<typeof roundSchema>;
export type GateRow = z.infer<typeof gateRowSchema>;

/** Is the list of this round discussed by its hamlets before it is decided? The round's own table says it. */
export function asksMeeting({ gates }: Pick<Round, 'gates'>): boolean {
  return gates.some(({ to }) => to === 'meeting');
}

/** Does the list hang in public before it is decided? The round's own table says it. */
export function asksPosting({ gates }: Pick<Round, 'gates'>): boolean {
  return gates.some(({ to }) => to === 'posting');
}

/** Does the list go to the district's chair before it is decided? The round's own table says it. */
export function asksDistrict({ gates }: Pick<Round, 'gates'>): boolean {
  return gates.some(({ to }) => to === 'district');
}

/** The score table by which the round judges under that rulebook; null: the program's own. */
export function tableNamedIn(round: Pick<Round, 'tables'>, rulebook: RulebookId): NamedTable | null {
  return round.tables?.find((table) => table.rulebook === rulebook) ?? null;
}

/** Whether verdicts of the round under that rulebook rest on an official table. */
export function tableStatusIn(round: Pick<Round, 'tables'> | null, rulebook: RulebookId): NamedTable['status'] {
  return (round === null ? null : tableNamedIn(round, rulebook))?.status ?? ownTable(rulebook).status;
}
