/**
 * Bodies of the events that move a round (mở đợt, qua bước, đóng đợt), and of the year's target that rounds are measured by
 * (chỉ tiêu giảm nghèo). The gate table itself is `round.ts`.
 */
import * as z from 'zod';
import { field, record, RULES } from '../access/catalogue.ts';
import { areaIdSchema, daySchema, idSchema, lineSchema } from '../ledger/fields.ts';
import { GATES, roundSchema } from './round.ts';
import { UNVISITED } from './round-codes.ts';

/** `communes`: those that review in this round; each starts at the table's first gate. */
export const roundOpened = z.strictObject({ round: roundSchema, communes: z.array(areaIdSchema).min(1) });

const gateSchema = z.enum(GATES).or(z.literal('closed'));

export const gatePassed = z.strictObject({ roundId: idSchema, communeId: areaIdSchema, from: gateSchema, to: gateSchema });
export const roundClosed = z.strictObject({ roundId: idSchema });

/** `communeId`: whose list alone is taken back, of a round of requests; null: the whole round. */
export const roundCancelled = record('round cancelled', {
  roundId: field(idSchema, RULES.operation),
  communeId: field(areaIdSchema.nullable(), RULES.operation),
  reason: field(lineSchema(300), RULES.operation),
});

/**
 * A household on the list that could not be visited, as the commune says it; `on`: the last day on which it was tried. `why` null: the word is
 * taken back on that day, and the household is waited for again.
 */
export const notVisited = record('not visited', {
  householdId: field(idSchema, RULES.operation),
  roundId: field(idSchema, RULES.operation),
  why: field(z.enum(UNVISITED).nullable(), RULES.householdFact),
  on: field(daySchema, RULES.operation),
});

/**
 * How far the rate of poor households of a unit is to fall within a year, in hundredths of a percentage point (41 is 0.41
 * points), and the paper that says so. A later one for the same unit and year takes its place.
 */
export const targetSet = z.strictObject({
  areaId: areaIdSchema,
  year: z.int().min(2016).max(2100),
  reductionHundredths: z.int().min(0).max(10_000),
  document: lineSchema(300),
});
