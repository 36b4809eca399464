/**
 * Bodies of the events about books themselves (sổ): opened, closed, and what was lawfully erased from them. A book is one
 * hamlet or one office; its id is permanent and no area code, so that a reform touches no book.
 */
import * as z from 'zod';
import { field, RULES, record } from '../access/catalogue.ts';
import { areaIdSchema, daySchema, hashSchema, idSchema, lineSchema } from './fields.ts';

/** Always the first event of a book. `cites`: heads of the books that this one continues, as they stood when it opened. */
export const bookOpened = z.strictObject({
  bookId: idSchema,
  kind: z.enum(['hamlet', 'office']),
  areaId: areaIdSchema,
  cites: z.array(z.strictObject({ bookId: idSchema, version: z.int().min(0), head: hashSchema })),
});

export const bookClosed = z.strictObject({ bookId: idSchema, on: daySchema, successors: z.array(idSchema) });

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);

/** What stays of a body of which a part went: under a new salt, so that nobody confirms by it what was there. */
const leftOver = record('left of a body', { eventId: operation(idSchema), commitment: operation(hashSchema) });

/** `eventIds` lie in the same book, or are pictures of the hamlet's walls. Their bodies and salts are gone once this event is appended, but for what is named in `left`. */
export const erased = record('erased', {
  eventIds: operation(z.array(idSchema).min(1).max(100_000)),
  /** The reason in law, in words: consent withdrawn, purpose ended, order of a court … */
  ground: operation(lineSchema(500)),
  /** The office that ordered it. */
  office: operation(lineSchema(200)),
  left: operation(z.array(leftOver.schema).min(1).max(10_000).optional()),
}).schema;

/** The command: forget all that the ledger says about a household, in every book it was in. */
export const erase = record('erase', {
  householdId: operation(idSchema),
  ground: operation(lineSchema(500)),
  office: operation(lineSchema(200)),
}).schema;
