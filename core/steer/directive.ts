/**
 * A directive (chỉ đạo): what an office asks of hamlets that a rule selects, an event of the office's book with the hamlets it was
 * resolved to when it was sent, so that a replay asks nobody again. What a hamlet makes of it, received, opened, done, are events
 * of the hamlet's book. Whom a rule selects is `reach.ts`, how a directive stands `standing.ts`. Its texts are about work and name
 * no household: erasing one could not find them.
 */
import * as z from 'zod';
import { field, RULES, record } from '../access/catalogue.ts';
import { areaIdSchema, daySchema, idSchema, instantSchema, lineSchema } from '../ledger/fields.ts';
import { MOST_OWN_TEXT } from './reach.ts';
import { STEPS } from './step.ts';

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);

/**
 * Whom an office can choose: every hamlet of its area; those with something to do in the open round, that will not be through in time
 * (`late`), or of whose list less than a share is visited (`below`); those with poor households; or those it ticked itself (`chosen`).
 */
export const DIRECTIVE_RULES = ['all', 'unfinished', 'not-begun', 'late', 'below', 'poor', 'near-poor', 'chosen'] as const;
export type DirectiveRule = (typeof DIRECTIVE_RULES)[number];

const said = {
  directiveId: operation(idSchema),
  /** The office that asks. */
  areaId: operation(areaIdSchema),
  text: operation(z.string().trim().min(1).max(2_000)),
  /** The last day on which it is done in time. */
  dueOn: operation(daySchema.nullable()),
  rule: operation(z.enum(DIRECTIVE_RULES)),
  /** Of `below` alone: percent of the hamlet's list. */
  share: operation(z.int().min(1).max(100).optional()),
};

/** More hamlets than a province has. */
const hamlets = operation(z.array(areaIdSchema).min(1).max(5_000));

/** What is said to one hamlet alone, beside the text: no other reads it. */
const ownText = record('said to one hamlet', {
  hamletId: operation(areaIdSchema),
  text: operation(z.string().trim().min(1).max(MOST_OWN_TEXT)),
});
const own = operation(z.array(ownText.schema).min(1).max(500).optional());

/** The command; whom it reaches is resolved when it is taken. */
export const sendDirective = record('send directive', {
  ...said,
  /** Of `chosen` alone. */
  chosen: operation(z.array(areaIdSchema).min(1).max(5_000).optional()),
  /** Of hamlets that are chosen. */
  own,
});

export const directiveSent = record('directive sent', {
  ...said,
  hamlets,
  own,
});

export const directiveWithdrawn = record('directive withdrawn', {
  directiveId: operation(idSchema),
  areaId: operation(areaIdSchema),
  why: operation(lineSchema(300)),
});

/** `at`: when it happened, by the device's clock set right; it may be sent much later. `word`: how it was done, of `done` alone. */
export const directiveNoted = record('directive noted', {
  directiveId: operation(idSchema),
  hamletId: operation(areaIdSchema),
  step: operation(z.enum(STEPS)),
  at: operation(instantSchema),
  word: field(z.string().trim().min(1).max(500).nullable(), RULES.staff),
});

export type DirectiveNoted = z.infer<typeof directiveNoted.schema>;
