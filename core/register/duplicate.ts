/**
 * A household that stood in the register twice (hộ ghi trùng): joined to the one that stays, as if the second entry had never been, and
 * parted from it again where that was a mistake; or two entries told to be two, so that nobody asks again. Who was found alike and why
 * is `duplicates/`; a named officer decides each.
 */
import * as z from 'zod';
import { field, RULES, record } from '../access/catalogue.ts';
import { areaIdSchema, daySchema, idSchema, lineSchema } from '../ledger/fields.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { CaseFile } from './case-file.ts';
import { MAX_MEMBERS, type RosterMember, rosterMember, rosterOf } from './roster.ts';

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);
const why = field(lineSchema(300), RULES.note);

/** Whoever of the second entry is somebody of the one that stays. */
const samePerson = record('same person', { memberId: operation(idSchema), asMemberId: operation(idSchema) });
const same = z
  .array(samePerson.schema)
  .min(1)
  .max(MAX_MEMBERS)
  .refine(
    (all) => new Set(all.map((one) => one.memberId)).size === all.length && new Set(all.map((one) => one.asMemberId)).size === all.length,
    'member-twice',
  );

/** `householdId` is the second entry. */
export const joinDuplicates = record('join duplicates', {
  householdId: operation(idSchema),
  intoHouseholdId: operation(idSchema),
  same: operation(same),
  why,
});

export const partDuplicates = record('part duplicates', {
  householdId: operation(idSchema),
  intoHouseholdId: operation(idSchema),
  why,
});

/** On the second entry: it never was a household. */
export const duplicateClosed = record('duplicate closed', {
  householdId: operation(idSchema),
  intoHouseholdId: operation(idSchema),
  same: operation(same),
  why,
});

/** On the one that stays: who stood only in the second entry lived here all along. */
export const duplicateJoined = record('duplicate joined', {
  householdId: operation(idSchema),
  fromHouseholdId: operation(idSchema),
  members: field(z.array(rosterMember.schema).max(MAX_MEMBERS), RULES.name),
});

const stay = z.strictObject({
  hamletId: areaIdSchema,
  people: z.int().min(0),
  minority: z.boolean().nullable(),
  from: daySchema,
  to: daySchema.nullable(),
});
const goneSince = record('gone since', { memberId: operation(idSchema), how: field(z.enum(['left', 'dead']), RULES.memberFact) });

/** As it stood before; `gone`: who died or left meanwhile in the household that took them in. */
export const duplicateReopened = record('duplicate reopened', {
  householdId: operation(idSchema),
  intoHouseholdId: operation(idSchema),
  stays: field(z.array(stay).max(200), RULES.ethnicity),
  gone: operation(z.array(goneSince.schema).max(MAX_MEMBERS)),
  why,
});

export const duplicateParted = record('duplicate parted', {
  householdId: operation(idSchema),
  toHouseholdId: operation(idSchema),
  memberIds: operation(z.array(idSchema).max(MAX_MEMBERS)),
});

/** Two entries that were found alike are two people, of two households or of one. */
export const toldApart = record('told apart', {
  householdId: operation(idSchema),
  otherHouseholdId: operation(idSchema),
  pairs: operation(same),
  why: field(lineSchema(300).nullable(), RULES.note),
});

export type DuplicateEvent =
  | { readonly kind: 'duplicate-closed'; readonly body: z.infer<typeof duplicateClosed.schema> }
  | { readonly kind: 'duplicate-joined'; readonly body: z.infer<typeof duplicateJoined.schema> }
  | { readonly kind: 'duplicate-reopened'; readonly body: z.infer<typeof duplicateReopened.schema> }
  | { readonly kind: 'duplicate-parted'; readonly body: z.infer<typeof duplicateParted.schema> };

export type DuplicateProblem =
  | { readonly code: 'pair-not-present'; readonly memberId: string }
  | { readonly code: 'member-exists'; readonly memberId: string };

interface Two {
  readonly ending: CaseFile;
  readonly kept: CaseFile;
}

/** Who joins the household that stays; each of `pairs` must live in both, under these ids. */
export function joiners({ ending, kept }: Two, pairs: z.infer<typeof same>): Result<readonly RosterMember[], DuplicateProblem> {
  const present = (file: CaseFile, memberId: string) => file.members.some((one) => one.memberId === memberId && one.state === 'present');
  for (const { memberId, asMemberId } of pairs) {
    if (!present(ending, memberId)) return fail({ code: 'pair-not-present', memberId });
    if (!present(kept, asMemberId)) return fail({ code: 'pair-not-present', memberId: asMemberId });
  }
  const known = new Set(pairs.map(({ memberId }) => memberId));
  const joining = ending.members.filter(({ memberId, state }) => state === 'present' && !known.has(memberId));
  const twice = joining.find(({ memberId }) => kept.members.some((one) => one.memberId === memberId && one.state !== 'left'));
  if (twice !== undefined) return fail({ code: 'member-exists', memberId: twice.memberId });
  return ok(rosterOf(joining).map((one): RosterMember => (one.relation === 'head' ? { ...one, relation: 'other-kin' } : one)));
}

export interface Parting {
  /** Who leaves the household that took them in. */
  readonly memberIds: readonly string[];
  readonly gone: readonly { readonly memberId: string; readonly how: 'left' | 'dead' }[];
}

/** People who came along and still live there go back; who died or left there since did so in the household that is one again. */
export function partingOf({ ending, kept }: Two): Parting {
  const came = new Set(ending.members.filter(({ state }) => state === 'present').map(({ memberId }) => memberId));
  const there = kept.members.filter(({ memberId }) => came.has(memberId));
  return {
    memberIds: there.filter(({ state }) => state === 'present').map(({ memberId }) => memberId),
    gone: there.flatMap(({ memberId, state }) => (state === 'present' ? [] : [{ memberId, how: state }])),
  };
}
