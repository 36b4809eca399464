/**
 * Bodies of the acts of an office that concern no household (việc của cơ quan): the installation, areas and hamlets,
 * accounts and their posts. Rounds and decisions are `core/meeting`'s.
 */
import * as z from 'zod';
import { field, RULES, record } from '../access/catalogue.ts';
import { ROLES } from '../access/role.ts';
import { SECOND_FACTOR_RULES } from '../access/second-factor.ts';
import { areaIdSchema, areaTypeSchema, daySchema, idSchema, lineSchema } from './fields.ts';

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);
const staff = <S extends z.ZodType>(schema: S) => field(schema, RULES.staff);

const levelSchema = z.enum(['province', 'district', 'commune', 'hamlet']);

/** Set once. `demonstration` decides for ever whether an illustrative table may be decided with. */
export const installationCreated = z.strictObject({
  installationId: idSchema,
  provinceId: areaIdSchema,
  provinceCode: z.string().regex(/^\d{2}$/),
  provinceName: lineSchema(100),
  demonstration: z.boolean(),
});

/** `to` is the first day on which it holds no more; null: it still holds. */
export const areaPeriodSchema = z.strictObject({
  areaId: areaIdSchema,
  from: daySchema,
  to: daySchema.nullable(),
  code: z.string().max(10).nullable(),
  name: lineSchema(200),
  /** xã, phường, thị trấn, quận, huyện, … as the list of units writes it. */
  kind: lineSchema(40),
  areaType: areaTypeSchema.nullable(),
  parentId: areaIdSchema.nullable(),
  synthetic: z.boolean(),
});

export const areasLoaded = z.strictObject({
  areas: z.array(z.strictObject({ areaId: areaIdSchema, level: levelSchema })).min(1),
  periods: z.array(areaPeriodSchema).min(1),
  lineage: z.array(z.strictObject({ fromId: areaIdSchema, toId: areaIdSchema, on: daySchema, how: z.enum(['whole', 'part', 'renamed']) })),
});

export const hamletSchema = record('hamlet', {
  areaId: operation(areaIdSchema),
  bookId: operation(idSchema),
  name: operation(lineSchema(200)),
  /** ấp, khóm, khu */
  kind: operation(lineSchema(40)),
  communeId: operation(areaIdSchema),
  from: operation(daySchema),
  /** No list of hamlets exists: generated names are marked. */
  synthetic: operation(z.boolean()),
}).schema;

export const hamletsAdded = z.strictObject({ hamlets: z.array(hamletSchema).min(1).max(5_000) });

const hamletPart = record('part of a hamlet cut', {
  hamlet: operation(hamletSchema),
  householdIds: operation(z.array(idSchema).max(5_000)),
});

/**
 * A hamlet is cut: its book closes, and every household present goes into one of the new books, which open citing its last head.
 * Nobody is left over and nobody goes twice.
 */
export const cutHamlet = record('hamlet cut', {
  hamletId: operation(areaIdSchema),
  on: operation(daySchema),
  into: operation(z.array(hamletPart.schema).min(1).max(20)),
}).schema;

const reformedHamlet = record('hamlet reformed', {
  areaId: operation(areaIdSchema),
  /** The commune that it belongs to from then on. */
  communeId: operation(areaIdSchema),
  name: operation(lineSchema(200)),
  kind: operation(lineSchema(40)),
});

/**
 * A reform of the units above: from `on` each hamlet named here belongs to another commune, or bears another name, and keeps
 * its id, its book and its households. The units themselves, with what became of which, are loaded by `areas-loaded`.
 */
export const areasReformed = record('areas reformed', {
  on: operation(daySchema),
  document: operation(lineSchema(300)),
  hamlets: operation(z.array(reformedHamlet.schema).min(1).max(10_000)),
}).schema;

/** From `from` on, until the period's end, the unit is of this type (it decides the cut-off: 140 or 175 points). */
export const areaTypeSet = z.strictObject({ areaId: areaIdSchema, from: daySchema, areaType: areaTypeSchema });

const grant = record('grant', {
  role: operation(z.enum(ROLES)),
  areaId: operation(areaIdSchema),
  from: operation(daySchema),
  /** The last day, inclusive; null: until ended. */
  to: operation(daySchema.nullable()),
});
export const grantSchema = grant.schema;

export const accountCreated = record('account', {
  accountId: operation(idSchema),
  username: staff(z.string().regex(/^[a-z][a-z0-9._-]{2,39}$/)),
  displayName: staff(lineSchema(100)),
  grants: operation(z.array(grantSchema).max(50)),
}).schema;

/** `delegatedBy`: whose post it is for this time, such as a leave; then `to` is set. */
export const grantGiven = record('grant given', {
  accountId: operation(idSchema),
  ...grant.fields,
  delegatedBy: operation(idSchema.optional()),
}).schema;
/** `on` is the last day on which the post is held. */
export const grantEnded = record('grant ended', {
  accountId: operation(idSchema),
  role: operation(z.enum(ROLES)),
  areaId: operation(areaIdSchema),
  on: operation(daySchema),
}).schema;
export const accountSuspended = record('account suspended', { accountId: operation(idSchema), why: staff(lineSchema(300)) }).schema;

export const accountResumed = record('account resumed', { accountId: operation(idSchema), why: staff(lineSchema(300)) }).schema;

export const RENEWED = ['first-code', 'second-factor', 'sessions', 'phone'] as const;
/**
 * Somebody's way in was renewed by the office `areaId`: a new first code, the second factor taken off, all sessions ended, one phone
 * withdrawn. What the code is stands nowhere.
 */
export const signInRenewed = record('sign-in renewed', {
  accountId: operation(idSchema),
  areaId: operation(areaIdSchema),
  what: operation(z.enum(RENEWED)),
  /** Of `phone`. */
  phoneId: operation(idSchema.optional()),
}).schema;

/** Somebody turned their own second factor on or off. */
export const secondFactorTurned = record('second factor turned', {
  accountId: operation(idSchema),
  on: operation(z.boolean()),
}).schema;

/** Whether posts with great rights must have a second factor here, or are only offered one. */
export const signInRuleSet = record('sign-in rule', { secondFactor: operation(z.enum(SECOND_FACTOR_RULES)) }).schema;

export type AreaPeriod = z.infer<typeof areaPeriodSchema>;
export type NewHamlet = z.infer<typeof hamletSchema>;
export type GrantBody = z.infer<typeof grantSchema>;
