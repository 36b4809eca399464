/**
 * What the server shows of people, declared field by field (dữ liệu cá nhân trên màn hình): the same catalogue that guards
 * the door guards the answers. `reveal` leaves out or masks what a reader may not see; a field which nobody declared is a defect
 * and never reaches a screen. It stands beside views.ts, whose shapes it fills.
 */
import * as z from 'zod';
import { type Field, field, type FieldRule, type Reader, record, type RecordType, RULES } from './access/catalogue.ts';
import { TIES } from './access/duties.ts';
import { maskRecord, shownToAny } from './access/mask.ts';
import { CLASSES, type ExplainedVerdict, RULEBOOK_IDS, type TraceLine, type UsedAnswer } from './classify/verdict.ts';
import { type Answers, householdAnswers, memberAnswers } from './interview/answers.ts';
import { LISTS, ORIGINS } from './meeting/decision.ts';
import { ROW_CHANGES } from './register/import/plan.ts';
import { REFUSALS } from './register/import/refusal.ts';
import { rosterMember } from './register/roster.ts';
import { LISTED_WHYS } from './register/views.ts';

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);
const fact = <S extends z.ZodType>(schema: S) => field(schema, RULES.householdFact);
const name = <S extends z.ZodType>(schema: S) => field(schema, RULES.name);

const points = z.strictObject({ min: z.int(), max: z.int() });
const rowVerdict = z.strictObject({
  rulebook: z.enum(RULEBOOK_IDS),
  outcome: z.enum(CLASSES).nullable(),
  possible: z.array(z.enum(CLASSES)),
  b1: points,
  b2: points,
  deprived: z.int(),
});

/** A line of a list of households. */
export const shownRow = record('household in a list', {
  householdId: operation(z.string()),
  code: operation(z.string().nullable()),
  headName: name(z.string()),
  hamletId: operation(z.string()),
  hamletName: operation(z.string()),
  communeName: operation(z.string()),
  people: operation(z.int()),
  status: fact(z.enum(CLASSES).nullable()),
  listed: operation(z.enum(LISTED_WHYS).nullable()),
  interviewed: operation(z.boolean()),
  restricted: operation(z.boolean()),
  verdicts: fact(z.array(rowVerdict)),
  asksAgain: operation(z.boolean().optional()),
});

/** A line of a search: the member found is named besides. */
export const shownHit = record('household found', {
  ...shownRow.fields,
  memberName: name(z.string()),
});

/** The head of a household's page. */
export const shownHousehold = record('household on its page', {
  householdId: operation(z.string()),
  code: operation(z.string().nullable()),
  headName: name(z.string()),
  address: field(z.string().nullable().optional(), RULES.contact),
  hamletId: operation(z.string()),
  hamletName: operation(z.string()),
  communeId: operation(z.string()),
  communeName: operation(z.string()),
  people: operation(z.int()),
  state: operation(z.enum(['present', 'moved', 'merged', 'dissolved', 'erased'])),
  weight: operation(z.int()),
  version: operation(z.int()),
});

/** What a decision said of a household before it was withdrawn. `paper`: the number of what withdrew it. */
export const shownWithdrawn = record('status withdrawn, as shown', {
  year: operation(z.int()),
  class: fact(z.enum(CLASSES)),
  number: operation(z.string()),
  decidedOn: operation(z.string()),
  withdrawnOn: operation(z.string()),
  paper: operation(z.string()),
  reason: operation(z.string()),
});

export const shownMember = record('member on the household page', {
  ...rosterMember.fields,
  state: operation(z.enum(['present', 'dead', 'left'])),
  never: operation(z.literal(true).optional()),
  restricted: operation(z.literal(true).optional()),
});

export const shownStatus = record('status of a household', {
  year: operation(z.int()),
  class: fact(z.enum(CLASSES)),
  list: fact(z.enum(LISTS).nullable()),
  origin: fact(z.enum(ORIGINS).nullable()),
  rulebook: operation(z.enum(RULEBOOK_IDS).nullable()),
  validFrom: operation(z.string()),
  validTo: operation(z.string().nullable()),
  source: operation(z.enum(['decision', 'recorded'])),
  /** Number and day of the decision on which it rests. */
  decision: operation(z.string().nullable()),
  decidedOn: operation(z.string().nullable()),
});

/** Somebody who may be written twice. */
export const shownAlike = record('person who may be written twice', {
  memberId: rosterMember.fields.memberId,
  fullName: rosterMember.fields.fullName,
  sex: rosterMember.fields.sex,
  birth: rosterMember.fields.birth,
  citizenId: rosterMember.fields.citizenId,
});

/** A second entry of a household that was joined to another. */
export const shownJoined = record('joined household', {
  householdId: operation(z.string()),
  headName: name(z.string()),
  intoHouseholdId: operation(z.string()),
  intoHeadName: name(z.string()),
  at: operation(z.string()),
  by: field(z.string(), RULES.staff),
  why: field(z.string(), RULES.note),
});

/** Somebody's declared tie to a household. */
export const shownTie = record('declared tie', {
  householdId: operation(z.string()),
  headName: name(z.string()),
  hamletId: operation(z.string()),
  hamletName: operation(z.string()),
  tie: field(z.enum(TIES), RULES.staff),
  declaredAt: operation(z.string()),
  accountId: operation(z.string()),
  who: field(z.string(), RULES.staff),
  by: field(z.string(), RULES.staff),
});

/** What stands in a cell of a list that was brought: a name, a number, a place of somebody. */
export const shownCell = record('cell of a brought list', { text: field(z.string(), RULES.contact) });

/** A row of a list that comes back, with what stood in the cell that speaks against it. */
export const shownReturned = record('returned row of a list', {
  sheet: operation(z.string()),
  line: operation(z.int()),
  code: operation(z.string().nullable()),
  name: name(z.string()),
  hamlet: operation(z.string()),
  reasons: field(z.array(z.strictObject({ code: z.enum(REFUSALS), said: z.string() })), RULES.contact),
});

/** A household that a list would write. */
export const shownPlanRow = record('household of a brought list', {
  householdId: operation(z.string()),
  code: operation(z.string().nullable()),
  name: name(z.string()),
  hamlet: operation(z.string()),
  changes: operation(z.array(z.enum(ROW_CHANGES))),
});

const { fullName, relation, sex, birth, ethnicity, citizenId } = rosterMember.fields;
const optional = <S extends z.ZodType>({ schema, rule }: Field<S>) => field(schema.optional(), rule);

/** Facts of a household or of a person of it, as they are or as a list would make them. */
export const shownFacts = record('facts that a list changes', {
  address: field(z.string().nullable().optional(), RULES.contact),
  people: operation(z.int().nullable().optional()),
  class: fact(z.enum(CLASSES).optional()),
  year: operation(z.int().optional()),
  fullName: optional(fullName),
  relation: optional(relation),
  sex: optional(sex),
  birth: optional(birth),
  ethnicity: optional(ethnicity),
  citizenId: optional(citizenId),
});

/** Whose facts they are. */
export const shownWho = record('person of whom a list says otherwise', { who: name(z.string().nullable()) });

/** Whom somebody of that household is like. */
export const shownAlikeTo = record('household with somebody alike', { householdId: operation(z.string()), name: name(z.string()) });

/** A line of the log of reads, as the auditor sees it. */
export const shownRead = record('line of the read log', {
  readId: operation(z.int()),
  at: operation(z.string()),
  by: field(z.string(), RULES.staff),
  kind: operation(z.string()),
  householdId: operation(z.string().nullable()),
  areaId: operation(z.string().nullable()),
  purpose: operation(z.string()),
  rows: operation(z.int()),
});

/** A line of the auditor's page: a look or something written. */
export const shownAudit = record('line of the auditor', {
  id: operation(z.int()),
  at: operation(z.string()),
  by: field(z.string(), RULES.staff),
  kind: operation(z.string()),
  householdId: operation(z.string().nullable()),
  headName: name(z.string().nullable()),
  areaName: operation(z.string().nullable()),
  purpose: operation(z.string().nullable()),
  rows: operation(z.int().nullable()),
  whose: field(z.string().nullable(), RULES.staff),
});

/**
 * What these readers see of the record; null when something without which it makes no sense is hidden from them. Throws on
 * an undeclared field.
 */
export function reveal<F extends Record<string, Field>>(
  type: RecordType<F>,
  readers: readonly Reader[],
  value: z.output<RecordType<F>['schema']>,
): z.output<RecordType<F>['schema']> | null {
  const seen = maskRecord(type, readers, value);
  const hidden = Object.entries(type.fields).filter(([key]) => key in value && !(key in seen));
  if (hidden.some(([, declared]) => !declared.schema.safeParse(undefined).success)) return null;
  // cast: every field that must be there is, and a masked one keeps its type
  return seen as z.output<RecordType<F>['schema']>;
}

/** The answers of an interview; null for somebody who may not know them. */
export function revealAnswers(readers: readonly Reader[], answers: Answers): Answers | null {
  const household = reveal(householdAnswers, readers, answers.household);
  const members = answers.members.map((member) => reveal(memberAnswers, readers, member));
  const whole = members.filter((member) => member !== null);
  return household === null || whole.length < members.length ? null : { household, members: whole };
}

/**
 * A verdict without the answers that these readers may not see, and without what would tell them an ethnicity: the reasons
 * stay, their sensitive grounds do not.
 */
export function revealVerdict(readers: readonly Reader[], verdict: ExplainedVerdict): ExplainedVerdict | null {
  if (shownToAny(RULES.householdFact, readers) !== 'full') return null;
  const ethnicity = shownToAny(RULES.ethnicity, readers) === 'full';
  const lines = verdict.trace.filter((line) => ethnicity || !tellsEthnicity(line));
  const groups = ethnicity ? verdict.groups : { ...verdict.groups, 'ethnic-minority': 'unknown' as const };
  return { ...verdict, groups, trace: lines.map((line) => ({ ...line, answers: line.answers.filter((used) => isShown(used, readers)) })) };
}

function tellsEthnicity(line: TraceLine): boolean {
  return line.answers.some((used) => used.field === 'ethnicity') || line.rule.includes('ethnic');
}

function isShown(used: UsedAnswer, readers: readonly Reader[]): boolean {
  const rule = ruleOf(used);
  return rule !== undefined && shownToAny(rule, readers) === 'full';
}

function ruleOf(used: UsedAnswer): FieldRule | undefined {
  const fields: Readonly<Record<string, Field>> = used.memberId === null ? householdAnswers.fields : memberAnswers.fields;
  return fields[used.field]?.rule;
}
