/**
 * Back-checks in the ledger (hậu kiểm): told beforehand with where its seed will come from, drawn by that seed, given to somebody other than
 * whoever held the interview, and asked once more by them. The second form lies beside the first: no class, figure or person of the register
 * follows from it.
 */
import * as z from 'zod';
import { field, RULES, record } from '../access/catalogue.ts';
import { areaIdSchema, daySchema, hashSchema, idSchema, lineSchema } from '../ledger/fields.ts';
import { BACK_CHECKS } from './back-check-size.ts';
import { interviewFinished } from '../sync/visit.ts';

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);

const drawn = { drawId: operation(idSchema), communeId: operation(areaIdSchema) };

/** `source`: where everybody will read the seed on `seedOn`, such as the first prize of a lottery of that day. */
export const backCheckAnnounced = record('back-check announced', {
  ...drawn,
  roundId: operation(idSchema),
  size: operation(z.int().min(1).max(BACK_CHECKS.most)),
  source: operation(lineSchema(200)),
  seedOn: operation(daySchema),
});

/** The command. */
export const drawBackCheck = record('draw back-check', { ...drawn, seed: operation(lineSchema(100)) });

const drawnHousehold = record('household drawn', { householdId: operation(idSchema), hamletId: operation(areaIdSchema) });

/** `frame`: among how many; `frameHash`: SHA-256 of their ids in ascending order, one a line. `households`: first drawn first. */
export const backCheckDrawn = record('back-check drawn', {
  ...drawn,
  seed: operation(lineSchema(100)),
  frame: operation(z.int().min(1)),
  frameHash: operation(hashSchema),
  households: operation(z.array(drawnHousehold.schema).min(1).max(BACK_CHECKS.most)),
});

const given = { ...drawn, householdId: operation(idSchema), accountId: operation(idSchema) };

/** The command. */
export const assignBackCheck = record('assign back-check', given);
export const backCheckAssigned = record('back-check assigned', { ...given, roundId: operation(idSchema), on: operation(daySchema) });

const { householdId, roundId, questionnaire, answers, interviewedOn, startedAt, endedAt, enumeratorId, heldAt, signed } =
  interviewFinished.fields;

/** `of`: the form that stood. `blind`: nothing of that form was before the one who asked; what is not blind is not counted. */
export const backCheckFinished = record('back-check finished', {
  ...{ householdId, roundId, questionnaire, answers, interviewedOn, startedAt, endedAt, enumeratorId, heldAt, signed },
  drawId: operation(idSchema),
  of: operation(idSchema.nullable()),
  blind: operation(z.boolean()),
});

export type BackCheckAssigned = z.infer<typeof backCheckAssigned.schema>;
export type BackCheckFinished = z.infer<typeof backCheckFinished.schema>;
