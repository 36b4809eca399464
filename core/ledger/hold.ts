/**
 * A legal hold (lệnh giữ dữ liệu): a court, an inspection or a complaint needs what is there, so nothing of a household, or of a whole commune,
 * is erased or let go until the hold ends. In the commune's own book, with its ground and the office that ordered it.
 */
import * as z from 'zod';
import { LET_GO } from '../access/retention.ts';
import { areaIdSchema, daySchema, hashSchema, idSchema, lineSchema } from './fields.ts';
import { field, RULES, record } from '../access/catalogue.ts';

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);

/** `aboutHousehold`: null holds all of the commune. */
export const holdSet = record('hold set', {
  holdId: operation(idSchema),
  communeId: operation(areaIdSchema),
  aboutHousehold: operation(idSchema.nullable()),
  /** The paper that orders it. */
  ground: operation(lineSchema(500)),
  office: operation(lineSchema(200)),
});

export const holdEnded = record('hold ended', {
  holdId: operation(idSchema),
  communeId: operation(areaIdSchema),
  ground: operation(lineSchema(500)),
});

/** The command: let go what is over its time, in one hamlet's book. */
export const applyRetention = record('apply retention', {
  hamletId: operation(areaIdSchema),
  what: operation(z.enum(LET_GO)),
  /** Of `photos`: pictures of walls, which belong to no household. */
  eventIds: operation(z.array(idSchema).max(10_000)),
  /** Lines of the log of looks, instead. */
  readIds: operation(z.array(z.int().min(1)).min(1).max(10_000).optional()),
  office: operation(lineSchema(200)),
});

/** Lines of the log of looks at a hamlet that went: how many, from before which day, and the print of their numbers. */
export const looksLetGo = record('looks let go', {
  hamletId: operation(areaIdSchema),
  before: operation(daySchema),
  count: operation(z.int().min(1)),
  print: operation(hashSchema),
  ground: operation(lineSchema(500)),
  office: operation(lineSchema(200)),
});
