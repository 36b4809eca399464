/**
 * What somebody says against a list (phản ánh, khiếu nại, tố cáo): taken in with a receipt, due on a day, answered, and before that
 * visited again by another enumerator where a visit can tell. Who denounces is written in the province's book alone, out of reach of
 * hamlet and commune; what is said against the commune's own people lies there whole (Law on Denunciations 2018 [M]).
 */
import * as z from 'zod';
import { field, type FieldRule, RULES, record } from '../access/catalogue.ts';
import { areaIdSchema, daySchema, hashSchema, idSchema, lineSchema } from '../ledger/fields.ts';
import {
  AGAINST,
  type Against,
  MATTERS,
  type Matter,
  OBJECTION_KINDS,
  type ObjectionKind,
  OUTCOMES,
  type Outcome,
  VIAS,
} from './posting-codes.ts';

const COMPLAINT = 'Law on Complaints 2011 [M]';
const DENUNCIATION = 'Law on Denunciations 2018 [M]';

/** What was said: of those who answer it. */
const SAID: FieldRule = { ...RULES.note, basis: COMPLAINT, readers: ['commune', 'above'], keepYears: 5 };
const OBJECTOR: FieldRule = { ...RULES.contact, basis: COMPLAINT, readers: ['commune', 'above'], keepYears: 5 };
const DENOUNCER: FieldRule = { ...OBJECTOR, basis: DENUNCIATION, sensitivity: 'sensitive', readers: ['above'] };

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);
const textSchema = z.string().trim().min(1).max(2_000);
const nameSchema = lineSchema(100);
const contactSchema = lineSchema(200);

const told = {
  objectionId: operation(idSchema),
  roundId: operation(idSchema),
  communeId: operation(areaIdSchema),
  hamletId: operation(areaIdSchema),
  kind: operation(z.enum(OBJECTION_KINDS)),
  matter: operation(z.enum(MATTERS)),
  against: operation(z.enum(AGAINST).nullable()),
  /** The household that it is about, where it is known. */
  about: operation(idSchema.nullable()),
  via: operation(z.enum(VIAS)),
  lodgedOn: operation(daySchema),
  text: field(textSchema, SAID),
};

/** The command. `secret`: what its author asks after it with; only a print of it is kept. */
export const lodgeObjection = record('lodge objection', {
  ...told,
  secret: field(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{10}$/), OBJECTOR),
  name: field(nameSchema.nullable(), OBJECTOR),
  contact: field(contactSchema.nullable(), OBJECTOR),
});

export const objectionLodged = record('objection lodged', {
  ...told,
  number: operation(lineSchema(20)),
  dueOn: operation(daySchema),
  /** The office that answers it. */
  holderId: operation(areaIdSchema),
  secretPrint: operation(hashSchema),
});

export const objectorNamed = record('objector named', {
  objectionId: operation(idSchema),
  name: field(nameSchema, OBJECTOR),
  contact: field(contactSchema.nullable(), OBJECTOR),
});

export const denouncerNamed = record('denouncer named', {
  objectionId: operation(idSchema),
  name: field(nameSchema, DENOUNCER),
  contact: field(contactSchema.nullable(), DENOUNCER),
});

/** `on`: the day from which a visit counts. */
export const revisitAssigned = record('revisit assigned', {
  objectionId: operation(idSchema),
  householdId: operation(idSchema),
  accountId: operation(idSchema),
  on: operation(daySchema),
});

export const assignRevisit = record('assign revisit', {
  ...{ objectionId: operation(idSchema), communeId: operation(areaIdSchema), hamletId: operation(areaIdSchema) },
  ...{ householdId: operation(idSchema), accountId: operation(idSchema) },
});

export const objectionAnswered = record('objection answered', {
  objectionId: operation(idSchema),
  communeId: operation(areaIdSchema),
  hamletId: operation(areaIdSchema),
  outcome: operation(z.enum(OUTCOMES)),
  /** What is told to its author. */
  text: field(textSchema, SAID),
});

/** Denunciations of the commune's own people go to the province. */
export function holderOf(
  { kind, against }: { readonly kind: ObjectionKind; readonly against: Against | null },
  { communeId, provinceId }: { readonly communeId: string; readonly provinceId: string },
): string {
  return kind === 'denunciation' && against === 'commune-staff' ? provinceId : communeId;
}

/** Can a visit tell? Whoever only wants their name off is answered without one. */
export function asksRevisit(matter: Matter): boolean {
  return matter !== 'wants-off';
}

/** An answer that says how things are rests on the visit. */
export function restsOnRevisit(outcome: Outcome): boolean {
  return outcome === 'upheld' || outcome === 'partly' || outcome === 'rejected';
}

export function isOverdueOn({ dueOn, answeredOn }: { readonly dueOn: string; readonly answeredOn: string | null }, today: string): boolean {
  return (answeredOn ?? today) > dueOn;
}

export type LodgeObjection = z.infer<typeof lodgeObjection.schema>;
