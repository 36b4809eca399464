/**
 * The decision on a commune's list (quyết định công nhận, Form 02 of Decision 24/2021/QĐ-TTg [S 40, 42]): what the chair's act
 * contains, who is on which of its four lists, and whether it may be taken at all. The trace on which each household's
 * status rests is inside that household's own event, so that it can be forgotten; the decision keeps its commitment.
 */
import * as z from 'zod';
import { field, RULES, record } from '../access/catalogue.ts';
import { CAUSES, SUPPORTS } from '../interview/answers.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { areaIdSchema, daySchema, hashSchema, idSchema, instantSchema, lineSchema } from '../ledger/fields.ts';
import { CLASSES, type ExplainedVerdict, type PovertyClass, RULEBOOK_IDS } from '../classify/verdict.ts';

/** The four lists of Form 02. A household that rose from poor to near-poor is on two of them. */
export const LISTS = ['poor', 'near-poor', 'escaped-poverty', 'escaped-near-poverty'] as const;
export type DecidedList = (typeof LISTS)[number];

/** mới, tái, cũ [S 8] */
export const ORIGINS = ['new', 'relapsed', 'continuing'] as const;
export type Origin = (typeof ORIGINS)[number];

export interface Installation {
  readonly demonstration: boolean;
}

/**
 * The one rule about tables of points that are not the official one: with them nothing is decided or certified outside an
 * installation that was created as a demonstration.
 */
export function mayDecide(
  installation: Installation,
  tableStatus: 'illustrative' | 'official',
): Result<true, { readonly code: 'illustrative-table' }> {
  return tableStatus === 'official' || installation.demonstration ? ok(true) : fail({ code: 'illustrative-table' });
}

/** The lists on which a household of this class stands; `before`: its class until now, null when it was on no list. */
export function listsOf(now: PovertyClass, before: PovertyClass | null): readonly DecidedList[] {
  const lists: DecidedList[] = [];
  if (now !== 'not-poor') lists.push(now);
  if (before === 'poor' && now !== 'poor') lists.push('escaped-poverty');
  if (before === 'near-poor' && now === 'not-poor') lists.push('escaped-near-poverty');
  return lists;
}

/** The command of the chair; the server finds the households. `number` as the paper carries it. */
export const decideList = z.strictObject({
  decisionId: idSchema,
  roundId: idSchema,
  rulebook: z.enum(RULEBOOK_IDS),
  communeId: areaIdSchema,
  number: lineSchema(60),
  decidedOn: daySchema,
});

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);
const fact = <S extends z.ZodType>(schema: S) => field(schema, RULES.householdFact);

/** `verdictHash`: the commitment of the household's own `status-decided`, in which the whole verdict lies. */
const decidedHousehold = record('household decided', {
  householdId: operation(idSchema),
  hamletId: operation(areaIdSchema),
  list: fact(z.enum(LISTS)),
  verdictHash: operation(hashSchema),
});

const { decisionId, roundId, rulebook, communeId, number, decidedOn } = decideList.shape;
export const listDecided = record('list decided', {
  decisionId: operation(decisionId),
  roundId: operation(roundId),
  rulebook: operation(rulebook),
  communeId: operation(communeId),
  number: operation(number),
  decidedOn: operation(decidedOn),
  households: operation(z.array(decidedHousehold.schema)),
}).schema;

/** The server's own product, so its inner form is the type's business; nothing of it comes from outside. */
const verdictSchema = z.custom<ExplainedVerdict>((value) => typeof value === 'object' && value !== null && 'trace' in value);

/** `before`: the class until now. `people`: members on the day of the decision. `list` is null-free: see `listsOf`. */
export const statusDecided = record('status decided', {
  decisionId: operation(idSchema),
  roundId: operation(idSchema),
  year: operation(z.int()),
  rulebook: operation(z.enum(RULEBOOK_IDS)),
  householdId: operation(idSchema),
  class: fact(z.enum(CLASSES)),
  before: fact(z.enum(CLASSES).nullable()),
  list: fact(z.enum(LISTS)),
  lists: fact(z.array(z.enum(LISTS)).min(1)),
  origin: fact(z.enum(ORIGINS).nullable()),
  verdict: field(verdictSchema, RULES.health),
  people: operation(z.int().min(0)),
  causes: field(z.array(z.enum(CAUSES)), RULES.health),
  wanted: fact(z.array(z.enum(SUPPORTS))),
  decidedOn: operation(daySchema),
});

/** A result of an earlier year, from a list of that year; `year` is the year of the review. */
export const statusRecorded = record('status recorded', {
  householdId: operation(idSchema),
  year: operation(z.int().min(2000).max(2100)),
  class: fact(z.enum(CLASSES)),
  origin: fact(z.enum(ORIGINS).nullable()),
  b1: fact(z.int().min(0).max(1_000).nullable()),
  b2: fact(z.int().min(0).max(120).nullable()),
  reviewedOn: operation(daySchema.nullable()),
  reviewer: field(lineSchema(100).nullable(), RULES.name),
  formA: fact(z.boolean().nullable()),
  source: operation(lineSchema(200)),
});

/** A later run of the rules that differs from what was decided: a case for a person, never a change of status. */
export const rejudged = record('rejudged', {
  householdId: operation(idSchema),
  roundId: operation(idSchema),
  rulebook: operation(z.enum(RULEBOOK_IDS)),
  decisionId: operation(idSchema),
  was: fact(z.enum(CLASSES)),
  now: fact(z.enum(CLASSES).nullable()),
  table: operation(lineSchema(100)),
  engine: operation(z.int()),
  foundAt: operation(instantSchema),
});

/** The command: judge again what `decisionId` rests on. */
export const rejudge = z.strictObject({ decisionId: idSchema });

export type DecideList = z.infer<typeof decideList>;
export type StatusDecided = z.infer<typeof statusDecided.schema>;
export type StatusRecorded = z.infer<typeof statusRecorded.schema>;
