/**
 * Bodies of the events of a household's life (việc của hộ): registered, corrected, put on a review list, births, deaths,
 * people who left, split, merged, moved. Schema and privacy rule of each field stand together; what they add up to is
 * `case-file.ts`. Days are days of the event itself, not of its writing down.
 */
import * as z from 'zod';
import { field, RULES, record } from '../access/catalogue.ts';
import { areaIdSchema, areaTypeSchema, daySchema, hashSchema, idSchema, lineSchema } from '../ledger/fields.ts';
import type { DuplicateEvent } from './duplicate.ts';
import { LISTED_WHYS } from './views.ts';
import { MAX_MEMBERS, rosterMember } from './roster.ts';

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);
const place = <S extends z.ZodType>(schema: S) => field(schema, RULES.contact);
const person = <S extends z.ZodType>(schema: S) => field(schema, RULES.name);

const roster = z.array(rosterMember.schema).min(1).max(MAX_MEMBERS).refine(distinctMembers, 'member-twice');
/** Members named by their ids, each once. */
const some = z
  .array(idSchema)
  .min(1)
  .max(MAX_MEMBERS)
  .refine((ids) => new Set(ids).size === ids.length, 'member-twice');
const people = z.int().min(1).max(MAX_MEMBERS);
const weight = z.int().min(1).max(100_000);
/** Households in one command to undo an import. */
export const MAX_UNDONE = 500;

export const HOUSEHOLD_SOURCES = ['import', 'interview', 'census-roster', 'split'] as const;

/**
 * `people`: how many the list says, where it names fewer of them; left out, everybody is named. `listed`: put on the review
 * list of the open round in the same act. `weight`: households that this one stands for in a sample.
 */
export const householdRegistered = record('household registered', {
  householdId: operation(idSchema),
  hamletId: operation(areaIdSchema),
  code: operation(lineSchema(40).nullable()),
  address: place(lineSchema(300).nullable()),
  areaTypeNote: operation(areaTypeSchema.optional()),
  headName: person(lineSchema(100)),
  members: person(roster),
  people: operation(people.optional()),
  since: operation(daySchema),
  source: operation(z.enum(HOUSEHOLD_SOURCES)),
  weight: operation(weight),
  listed: operation(z.enum(LISTED_WHYS).nullable()),
});

/** Says what was true all along: it changes no date, only what was written wrong. */
export const householdCorrected = record('household corrected', {
  householdId: operation(idSchema),
  code: operation(lineSchema(40).nullable().optional()),
  address: place(lineSchema(300).nullable().optional()),
  members: person(roster.optional()),
  people: operation(people.optional()),
});

export const reviewListed = record('review listed', {
  householdId: operation(idSchema),
  roundId: operation(idSchema),
  why: operation(z.enum(LISTED_WHYS)),
});

export const memberBorn = record('member born', {
  householdId: operation(idSchema),
  member: person(rosterMember.schema),
  on: operation(daySchema),
});

/** Somebody who was born before and now lives here; `from`: where from, as they say it. */
export const memberArrived = record('member arrived', {
  householdId: operation(idSchema),
  member: person(rosterMember.schema),
  from: place(lineSchema(200).nullable()),
  on: operation(daySchema),
});

export const memberDied = record('member died', {
  householdId: operation(idSchema),
  memberId: operation(idSchema),
  on: operation(daySchema),
});
/** It was noted by mistake: the person lives, and was there all along. `on`: the day of which the death was told. */
export const deathWithdrawn = record('death withdrawn', {
  householdId: operation(idSchema),
  memberId: operation(idSchema),
  on: operation(daySchema),
  why: field(lineSchema(300), RULES.note),
});
export const memberLeft = record('member left', {
  householdId: operation(idSchema),
  memberId: operation(idSchema),
  on: operation(daySchema),
});

/** Who somebody is, as far as it can be set right by itself; how they stand to the head is a visit's to say. */
const { fullName, sex, birth } = rosterMember.fields;
export const identity = record('member identity', { fullName, sex, birth });
const reason = field(lineSchema(300), RULES.note);

export const JOININGS = ['member-born', 'member-arrived'] as const;
/** Who never lived here: the birth or the coming was noted by mistake. `how`, `on`: of what is taken back. */
export const joiningWithdrawn = record('joining withdrawn', {
  householdId: operation(idSchema),
  memberId: operation(idSchema),
  how: operation(z.enum(JOININGS)),
  on: operation(daySchema),
  why: reason,
});
const dayMoved = record('day moved', { was: operation(daySchema), now: operation(daySchema) });
/**
 * What was written wrong of somebody: what its writer had before them, and what is true. `joined`: the day of a birth that was told as
 * news, where it moves with the date.
 */
export const memberCorrected = record('member corrected', {
  householdId: operation(idSchema),
  memberId: operation(idSchema),
  was: person(identity.schema),
  now: person(identity.schema),
  joined: operation(dayMoved.schema.optional()),
});

/** On the household that the people leave; the new one is registered in the same act. */
export const householdSplit = record('household split', {
  householdId: operation(idSchema),
  newHouseholdId: operation(idSchema),
  memberIds: operation(some),
  on: operation(daySchema),
});

/** On the household that ends; its people join `intoHouseholdId` in the same act. */
export const householdMerged = record('household merged', {
  householdId: operation(idSchema),
  intoHouseholdId: operation(idSchema),
  on: operation(daySchema),
});

export const membersJoined = record('members joined', {
  householdId: operation(idSchema),
  fromHouseholdId: operation(idSchema),
  members: person(roster),
  on: operation(daySchema),
});

export const movedOut = record('moved out', {
  householdId: operation(idSchema),
  toBookId: operation(idSchema),
  toHamletId: operation(areaIdSchema),
  on: operation(daySchema),
});

/** The whole household has gone where none of our books reaches; `to`: where to, as they say it. */
export const householdLeft = record('household left', {
  householdId: operation(idSchema),
  to: place(lineSchema(200).nullable()),
  on: operation(daySchema),
});

/** `file`: the household as it stood in the book it left; `fromHead`: that book's head just before `moved-out`. */
export const movedIn = record('moved in', {
  householdId: operation(idSchema),
  fromBookId: operation(idSchema),
  fromHamletId: operation(areaIdSchema),
  fromHead: operation(hashSchema),
  hamletId: operation(areaIdSchema),
  address: place(lineSchema(300).nullable()),
  file: person(
    z.strictObject({
      code: lineSchema(40).nullable(),
      headName: z.string().max(100),
      members: z.array(z.strictObject({ ...rosterMember.schema.shape, state: z.enum(['present', 'dead', 'left']) })).max(200),
      people: people.nullable(),
      weight,
      registeredAt: z.string(),
    }),
  ),
  on: operation(daySchema),
});

// ---- commands that make several of these events ----------------------------------------------------------------------

export const withdrawDeath = record('withdraw death', {
  householdId: operation(idSchema),
  memberId: operation(idSchema),
  why: field(lineSchema(300), RULES.note),
});

/** `was`: as the writer had them before them, so that nothing is taken back that somebody else has set right since. */
export const withdrawJoining = record('withdraw joining', {
  householdId: operation(idSchema),
  memberId: operation(idSchema),
  was: person(identity.schema),
  why: reason,
});
export const correctMember = record('correct member', {
  householdId: operation(idSchema),
  memberId: operation(idSchema),
  was: person(identity.schema),
  now: person(identity.schema),
});

export const splitHousehold = record('split household', {
  householdId: operation(idSchema),
  newHouseholdId: operation(idSchema),
  memberIds: operation(some),
  headId: operation(idSchema),
  code: operation(lineSchema(40).nullable()),
  address: place(lineSchema(300).nullable()),
  on: operation(daySchema),
});

export const mergeHouseholds = record('merge households', {
  householdId: operation(idSchema),
  intoHouseholdId: operation(idSchema),
  on: operation(daySchema),
});

export const moveHousehold = record('move household', {
  householdId: operation(idSchema),
  toHamletId: operation(areaIdSchema),
  address: place(lineSchema(300).nullable()),
  on: operation(daySchema),
});

/** One spreadsheet read in: counts only, in the commune's own book. */
export const listImported = record('list imported', {
  importId: operation(idSchema),
  fileName: operation(lineSchema(200)),
  fileHash: operation(hashSchema),
  roundId: operation(idSchema.nullable()),
  communeId: operation(areaIdSchema),
  rows: operation(z.int().min(0)),
  registered: operation(z.int().min(0)),
  updated: operation(z.int().min(0)),
  unchanged: operation(z.int().min(0)),
  refused: operation(z.int().min(0)),
});

/** Asks for these households of an import to be as they were before it; the door itself finds out which of them can be. */
export const undoImport = record('undo import', {
  importId: operation(idSchema),
  communeId: operation(areaIdSchema),
  householdIds: operation(z.array(idSchema).min(1).max(MAX_UNDONE)),
});

/**
 * A household as it was before an import: not there (`former` null), or with its former values. `statusEvents`: results that
 * the import recorded; `roundIds`: review lists that it was put on. Both are taken back.
 */
export const importWithdrawn = record('import withdrawn', {
  householdId: operation(idSchema),
  importId: operation(idSchema),
  former: person(
    z
      .strictObject({
        code: lineSchema(40).nullable(),
        address: lineSchema(300).nullable(),
        headName: z.string().max(100),
        members: z.array(z.strictObject({ ...rosterMember.schema.shape, state: z.enum(['present', 'dead', 'left']) })).max(200),
        people: people.nullable(),
      })
      .nullable(),
  ),
  statusEvents: operation(z.array(idSchema).max(100)),
  roundIds: operation(z.array(idSchema).max(20)),
});

/** The end of an undoing, in the commune's own book: households taken off, put back, and left as they are. */
export const importUndone = record('import undone', {
  importId: operation(idSchema),
  communeId: operation(areaIdSchema),
  removed: operation(z.int().min(0)),
  restored: operation(z.int().min(0)),
  kept: operation(z.int().min(0)),
});

export type ImportWithdrawn = z.infer<typeof importWithdrawn.schema>;
export type HouseholdRegistered = z.infer<typeof householdRegistered.schema>;
export type HouseholdCorrected = z.infer<typeof householdCorrected.schema>;
export type MemberCorrected = z.infer<typeof memberCorrected.schema>;
export type MovedIn = z.infer<typeof movedIn.schema>;

function distinctMembers(members: readonly { readonly memberId: string }[]): boolean {
  return new Set(members.map((member) => member.memberId)).size === members.length;
}

/** The events of a household that change its case file; every other one only moves its version. */
export type LifeEvent =
  | { readonly kind: 'household-registered'; readonly body: HouseholdRegistered }
  | { readonly kind: 'household-corrected'; readonly body: HouseholdCorrected }
  | { readonly kind: 'member-born'; readonly body: z.infer<typeof memberBorn.schema> }
  | { readonly kind: 'member-arrived'; readonly body: z.infer<typeof memberArrived.schema> }
  | { readonly kind: 'household-left'; readonly body: z.infer<typeof householdLeft.schema> }
  | { readonly kind: 'member-died'; readonly body: z.infer<typeof memberDied.schema> }
  | { readonly kind: 'death-withdrawn'; readonly body: z.infer<typeof deathWithdrawn.schema> }
  | { readonly kind: 'member-left'; readonly body: z.infer<typeof memberLeft.schema> }
  | { readonly kind: 'joining-withdrawn'; readonly body: z.infer<typeof joiningWithdrawn.schema> }
  | { readonly kind: 'member-corrected'; readonly body: MemberCorrected }
  | { readonly kind: 'household-split'; readonly body: z.infer<typeof householdSplit.schema> }
  | { readonly kind: 'household-merged'; readonly body: z.infer<typeof householdMerged.schema> }
  | { readonly kind: 'members-joined'; readonly body: z.infer<typeof membersJoined.schema> }
  | { readonly kind: 'moved-out'; readonly body: z.infer<typeof movedOut.schema> }
  | { readonly kind: 'moved-in'; readonly body: MovedIn }
  | { readonly kind: 'import-withdrawn'; readonly body: ImportWithdrawn }
  | DuplicateEvent;
