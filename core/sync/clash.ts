/**
 * Two people who told of one household without having seen each other (hai người ghi khác nhau): what they say otherwise of one
 * question stays with both values, who and when, until a named person settles it. Both are events of the hamlet's book.
 */
import * as z from 'zod';
import { field, RULES, record } from '../access/catalogue.ts';
import { memberAnswers } from '../interview/answers.ts';
import { daySchema, idSchema, instantSchema, lineSchema } from '../ledger/fields.ts';
import { GONE } from './visit.ts';

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);

const answer = z.union([z.string().max(2_000), z.number(), z.boolean(), z.array(z.string().max(60)).max(30)]);
export type ClashValue = z.infer<typeof answer>;

/** `memberId` null: of the household. `field` `present`: whether they live there at all. A value null: not asked. */
const clashField = record('clash field', {
  memberId: operation(idSchema.nullable()),
  field: operation(lineSchema(60)),
  stands: field(answer.nullable(), RULES.health),
  other: field(answer.nullable(), RULES.health),
  /** Of somebody who, as the second says, lives there no more; absent: they left. */
  how: field(z.enum(GONE).optional(), RULES.memberFact),
});
export type ClashField = z.infer<typeof clashField.schema>;

const visitTimes = record('times of a visit', { startedAt: operation(instantSchema), endedAt: operation(instantSchema) });

/** What goes along with a clash to whoever settles it now (mang theo): what lies in a book that they do not reach. */
const clashCarried = record('clash carried', {
  /** The household of which it was told, where that was joined into this one; null: this very household, which moved here. */
  endedHouseholdId: operation(idSchema.nullable()),
  /** When the form that stands was made; null: it is of no form. */
  visit: operation(visitTimes.schema.nullable()),
  /** Of the ended household those it is about who did not come along. */
  people: field(z.array(memberAnswers.schema).max(200), RULES.memberFact),
});

/**
 * `clashId`: the command that came second, or of it where it speaks of a ledger before a restore. `stands` is what was there before it, and still is.
 * `roundId` null: of no form, two people set right what was written of somebody.
 */
export const clashFound = record('clash found', {
  clashId: operation(idSchema),
  householdId: operation(idSchema),
  roundId: operation(idSchema.nullable()),
  fields: field(z.array(clashField.schema).min(1).max(2_000), RULES.health),
  stoodBy: operation(idSchema),
  stoodOn: operation(daySchema),
  otherBy: operation(idSchema),
  otherOn: operation(daySchema),
  /** Absent: found here. */
  carried: field(clashCarried.schema.optional(), RULES.memberFact),
});
export type ClashFound = z.infer<typeof clashFound.schema>;

/** The household moved, or was joined into another: settled there from now on. Told again there with all that it needs. */
export const clashHandedOn = record('clash handed on', {
  clashId: operation(idSchema),
  householdId: operation(idSchema),
  toHouseholdId: operation(idSchema),
  toHamletId: operation(idSchema),
});

const choice = record('clash choice', {
  memberId: operation(idSchema.nullable()),
  field: operation(lineSchema(60)),
  take: operation(z.enum(['stands', 'other'])),
});

/** Command and event: a word on each field of the clash. */
export const clashSettled = record('clash settled', {
  clashId: operation(idSchema),
  householdId: operation(idSchema),
  roundId: operation(idSchema.nullable()),
  choices: operation(z.array(choice.schema).min(1).max(2_000)),
});
export type ClashSettled = z.infer<typeof clashSettled.schema>;

export const sameField = (a: { memberId: string | null; field: string }, b: { memberId: string | null; field: string }): boolean =>
  a.memberId === b.memberId && a.field === b.field;
