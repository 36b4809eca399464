/**
 * What a household answered (câu trả lời của Phiếu B): one flat record for the household and one per member. Field
 * names are also question ids, so engine, prefill, merge and trace speak of the same thing. A field that is absent was
 * not asked; `dont-know` and `refused` are answers. Schema and privacy rule stand together; questions and their order
 * live in questionnaires/.
 * Source: the form of Circular 07/2021 Annex III as a provincial system stores it [S 32]; items of assets [M].
 */
import * as z from 'zod';
import { type Field, RULES, field, record } from '../access/catalogue.ts';
import { parseBirthDate } from '../kernel/dates.ts';
import { lineSchema } from '../ledger/fields.ts';
import {
  ASSISTANCES,
  CAUSES,
  COLUMNS,
  CONTRACTS,
  ETHNICITIES,
  GENERAL_LEVELS,
  JOB_STATUSES,
  JOB_TYPES,
  MISSING,
  PENSIONS,
  POWERS,
  RELATIONS,
  ROOFS,
  SEXES,
  STUDIES,
  SUPPORTS,
  TENURES,
  TOILETS,
  VOCATIONAL_LEVELS,
  WALLS,
  WASTES,
  WATERS,
} from './codes.ts';

export * from './codes.ts';

const missing = z.enum(MISSING);
const oneOf = <const T extends readonly [string, ...string[]]>(codes: T) => z.enum(codes).or(missing).optional();
const yesNo = () => z.boolean().or(missing).optional();
const count = (max: number) => z.int().min(0).max(max).or(missing).optional();
const severalOf = <const T extends readonly [string, ...string[]]>(codes: T) =>
  z.array(z.enum(codes)).max(codes.length).or(missing).optional();
const text = (max: number) => z.string().trim().min(1).max(max);

const fact = <S extends z.ZodType>(schema: S) => field(schema, RULES.householdFact);
const person = <S extends z.ZodType>(schema: S) => field(schema, RULES.memberFact);
const health = <S extends z.ZodType>(schema: S) => field(schema, RULES.health);

/** Assets are counts of usable pieces; areas are dm² (dwelling) and m² (land); power is kWh a month. */
export const householdAnswers = record('household answers', {
  tenure: fact(oneOf(TENURES)),
  columnMaterial: fact(oneOf(COLUMNS)),
  wallMaterial: fact(oneOf(WALLS)),
  roofMaterial: fact(oneOf(ROOFS)),
  dwellingAreaDm2: fact(count(1_000_000)),
  powerSource: fact(oneOf(POWERS)),
  powerKwh: fact(count(100_000)),
  waterSource: fact(oneOf(WATERS)),
  toilet: fact(oneOf(TOILETS)),
  waste: fact(oneOf(WASTES)),
  televisions: fact(count(99)),
  radios: fact(count(99)),
  soundSystems: fact(count(99)),
  desktops: fact(count(99)),
  telephones: fact(count(99)),
  laptops: fact(count(99)),
  tablets: fact(count(99)),
  smartphones: fact(count(99)),
  cars: fact(count(99)),
  motorbikes: fact(count(99)),
  motorBoats: fact(count(99)),
  fridges: fact(count(99)),
  airConditioners: fact(count(99)),
  washingMachines: fact(count(99)),
  waterHeaters: fact(count(99)),
  microwaves: fact(count(99)),
  annualLandM2: fact(count(10_000_000)),
  perennialLandM2: fact(count(10_000_000)),
  gardenLandM2: fact(count(10_000_000)),
  pondM2: fact(count(10_000_000)),
  aquaculture: fact(yesNo()),
  cattle: fact(count(9_999)),
  pigs: fact(count(9_999)),
  goats: fact(count(9_999)),
  poultry: fact(count(99_999)),
  causes: health(severalOf(CAUSES)),
  supportsReceived: fact(severalOf(SUPPORTS)),
  supportsWanted: fact(severalOf(SUPPORTS)),
  householdNote: field(text(2_000).optional(), RULES.note),
  enumeratorNote: field(text(2_000).optional(), RULES.note),
});

/** `birth`: yyyy, yyyy-mm or yyyy-mm-dd. Height in mm and weight in g are asked for children under 16. */
export const memberAnswers = record('member answers', {
  memberId: field(z.uuid(), RULES.operation),
  fullName: field(lineSchema(100), RULES.name),
  relation: person(z.enum(RELATIONS)),
  sex: person(z.enum(SEXES).or(missing)),
  birth: person(
    z
      .string()
      .refine((birth) => parseBirthDate(birth).ok)
      .or(missing),
  ),
  citizenId: field(
    z
      .string()
      .regex(/^(\d{12}|\d{9})$/)
      .or(missing)
      .optional(),
    RULES.citizenId,
  ),
  ethnicity: field(oneOf(ETHNICITIES), RULES.ethnicity),
  heightMm: health(count(2_300)),
  weightG: health(count(250_000)),
  study: person(oneOf(STUDIES)),
  generalLevel: person(oneOf(GENERAL_LEVELS)),
  vocationalLevel: person(oneOf(VOCATIONAL_LEVELS)),
  healthInsurance: health(yesNo()),
  internet: person(yesNo()),
  assistance: health(oneOf(ASSISTANCES)),
  jobStatus: person(oneOf(JOB_STATUSES)),
  jobType: person(oneOf(JOB_TYPES)),
  contract: person(oneOf(CONTRACTS)),
  pension: person(oneOf(PENSIONS)),
  seriousIllness: health(yesNo()),
  merit: person(yesNo()),
} satisfies Record<string, Field>);

export const answersSchema = z.strictObject({
  household: householdAnswers.schema,
  members: z.array(memberAnswers.schema).min(1).max(60),
});

export type HouseholdAnswers = z.infer<typeof householdAnswers.schema>;
export type MemberAnswers = z.infer<typeof memberAnswers.schema>;
export type Answers = z.infer<typeof answersSchema>;
export type HouseholdField = keyof HouseholdAnswers;
export type MemberField = keyof MemberAnswers;
