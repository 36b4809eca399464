/**
 * A decision that is withdrawn as a whole (thu hồi quyết định công nhận): by whoever holds the post that took it, with the number and day of
 * the paper that says so and the reason. What the decision said of each household holds no more and what stood before holds again; rows of
 * certificates given out on it end. Nothing is erased: the decision, what it said and who withdrew it stay in the ledger.
 */
import * as z from 'zod';
import { field, record, RULES } from '../access/catalogue.ts';
import { CLASSES, RULEBOOK_IDS } from '../classify/verdict.ts';
import { areaIdSchema, daySchema, idSchema, lineSchema } from '../ledger/fields.ts';

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);
const fact = <S extends z.ZodType>(schema: S) => field(schema, RULES.householdFact);

/** `number`: of the paper that withdraws. */
const withdrawal = {
  decisionId: operation(idSchema),
  communeId: operation(areaIdSchema),
  number: operation(lineSchema(60)),
  withdrawnOn: operation(daySchema),
  reason: operation(lineSchema(300)),
};

export const withdrawDecision = record('decision to be withdrawn', withdrawal);

/** `households`: whose result is taken back; `elsewhere`: of whom the decision spoke and whose book is not the commune's any more. */
export const decisionWithdrawn = record('decision withdrawn', {
  ...withdrawal,
  roundId: operation(idSchema),
  rulebook: operation(z.enum(RULEBOOK_IDS)),
  households: operation(z.int().min(0)),
  elsewhere: operation(z.int().min(0)),
  certificates: operation(z.int().min(0)),
});

/** `class`: what the decision had said. */
export const statusWithdrawn = record('status withdrawn', {
  decisionId: operation(idSchema),
  roundId: operation(idSchema),
  householdId: operation(idSchema),
  year: operation(z.int()),
  class: fact(z.enum(CLASSES)),
  withdrawnOn: operation(daySchema),
});
