/**
 * A review round (đợt rà soát) and its gates: which steps a commune's list goes through, who opens each, and what may
 * happen next. The table is data of the round, so that later gates (meeting, posting, objection) are rows, not code.
 */
import * as z from 'zod';
import { RULEBOOK_IDS } from '../classify/verdict.ts';
import { daySchema } from '../ledger/fields.ts';

export const GATES = ['interview', 'meeting', 'posting', 'objection', 'decision'] as const;
export type Gate = (typeof GATES)[number];

/** One row: a list standing at `from` may go to `to` when `action` is done by someone who holds it. */
export const gateRowSchema = z.strictObject({
  from: z.enum(GATES),
  to: z.enum(GATES).or(z.literal('closed')),
  action: z.enum(['open-decision', 'reopen-interviews', 'decide-list']),
  clause: z.string(),
});

/** `rulebooks[0]` gives the official result; every interview is judged by all of them. `closesOn` is inclusive. */
export const roundSchema = z.strictObject({
  roundId: z.uuid(),
  kind: z.enum(['yearly', 'regular']),
  year: z.int().min(2016).max(2100),
  opensOn: daySchema,
  closesOn: daySchema,
  rulebooks: z.array(z.enum(RULEBOOK_IDS)).min(1).max(4),
  questionnaire: z.string(),
  gates: z.array(gateRowSchema).min(1),
});
export type Round = z.infer<typeof roundSchema>;
export type GateRow = z.infer<typeof gateRowSchema>;
