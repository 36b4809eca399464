/**
 * Bodies of the events that move a round (mở đợt, qua bước, đóng đợt). The gate table itself is `round.ts`.
 */
import * as z from 'zod';
import { areaIdSchema, idSchema } from '../ledger/fields.ts';
import { GATES, roundSchema } from './round.ts';

/** `communes`: those that review in this round; each starts at the table's first gate. */
export const roundOpened = z.strictObject({ round: roundSchema, communes: z.array(areaIdSchema).min(1) });

const gateSchema = z.enum(GATES).or(z.literal('closed'));

export const gatePassed = z.strictObject({ roundId: idSchema, communeId: areaIdSchema, from: gateSchema, to: gateSchema });
export const roundClosed = z.strictObject({ roundId: idSchema });
