/**
 * What a household asks for (đơn đề nghị): to be reviewed (Form 01) or to be recognised as having escaped (Form 04). It is taken in with
 * a receipt and a day by which it is answered; once taken up the household is on the round's list because it asked. The class comes
 * from the interview and the decision, never from the request.
 */
import * as z from 'zod';
import { field, type FieldRule, RULES, record } from '../access/catalogue.ts';
import { date, type PlainDate } from '../kernel/dates.ts';
import { ok, type Result } from '../kernel/result.ts';
import { areaIdSchema, daySchema, hashSchema, idSchema, lineSchema } from '../ledger/fields.ts';
import { isIncomeForm } from './income-codes.ts';
import { type Counted, type CountProblem, endsOn, type Procedure } from './procedure.ts';
import {
  type DataForm,
  IDENTITY,
  isDataForm,
  LIFTED_BY,
  QUICK_ITEMS,
  REQUEST_FORMS,
  REQUEST_OUTCOMES,
  REQUEST_REFUSALS,
  REQUEST_VIAS,
  type RequestForm,
  type RequestOutcome,
  type RequestState,
} from './request-codes.ts';
import type { Round } from './round.ts';
import { takesForm } from './round-codes.ts';

const FORMS = 'Decision 24/2021/QĐ-TTg, Forms 01 and 04 [S 42]';

/** Who asks and what they write: of hamlet and commune, who make the list together [S 4, 38]. */
const REQUESTER: FieldRule = { ...RULES.contact, basis: FORMS, keepYears: 5 };
const SAID: FieldRule = { ...RULES.note, basis: FORMS, keepYears: 5 };
/** What a household has, asked before it is visited. */
const QUICK: FieldRule = { ...RULES.householdFact, basis: 'Circular 07/2021 Annex II [S 4]' };

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);
const textSchema = z.string().trim().min(1).max(2_000);

/** As the national public-service portal numbers dossiers: letters, digits, dots and dashes. */
export const dossierNumberSchema = z
  .string()
  .trim()
  .max(60)
  .regex(/^[0-9A-Za-z][0-9A-Za-z./-]{3,}$/);

const told = {
  requestId: operation(idSchema),
  communeId: operation(areaIdSchema),
  hamletId: operation(areaIdSchema),
  form: operation(z.enum(REQUEST_FORMS)),
  via: operation(z.enum(REQUEST_VIAS)),
  /** Of the national public-service portal, for what came through it. */
  dossier: operation(dossierNumberSchema.nullable()),
  lodgedOn: operation(daySchema),
  name: field(lineSchema(100), REQUESTER),
  address: field(lineSchema(300).nullable(), REQUESTER),
  contact: field(lineSchema(200).nullable(), REQUESTER),
  text: field(textSchema, SAID),
};

/** The command. `secret`: what its author asks after it with; only a print of it is kept. */
export const lodgeRequest = record('lodge request', {
  ...told,
  secret: field(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{10}$/), REQUESTER),
});
export type LodgeRequest = z.infer<typeof lodgeRequest.schema>;

export const requestLodged = record('request lodged', {
  ...told,
  number: operation(lineSchema(20)),
  dueOn: operation(daySchema),
  secretPrint: operation(hashSchema),
});

const quickAnswer = record('quick form', {
  has: field(z.array(z.enum(QUICK_ITEMS)).max(QUICK_ITEMS.length), QUICK),
  despite: field(textSchema.nullable(), SAID),
});

/** `householdId` and `roundId`: whom it put on which list, or whose data it is about; null unless it did. */
const answered = {
  requestId: operation(idSchema),
  communeId: operation(areaIdSchema),
  hamletId: operation(areaIdSchema),
  outcome: operation(z.enum(REQUEST_OUTCOMES)),
  householdId: operation(idSchema.nullable()),
  roundId: operation(idSchema.nullable()),
  refusal: operation(z.enum(REQUEST_REFUSALS).nullable()),
  /** By which a right over one's data is refused. */
  clause: operation(lineSchema(200).optional()),
  /** How whoever asks about their data was known, before anything of it is shown or changed; never asked of other requests. */
  identity: operation(z.enum(IDENTITY).optional()),
  quick: field(quickAnswer.schema.nullable(), QUICK),
  /** What is told to its author. */
  text: field(textSchema, SAID),
};

export const answerRequest = record('answer request', answered);
export type AnswerRequest = z.infer<typeof answerRequest.schema>;

/** `executeBy`: until when the right is to be carried out, where it was accepted. */
export const requestAnswered = record('request answered', { ...answered, executeBy: operation(daySchema.optional()) });

/**
 * What was done of a right over one's data. `copies`: lists and files handed out before, whose holders were told. `memberIds`: whose data are
 * restricted from now on, wherever they live; without it the household's. `identity`: where it was accepted before that was asked.
 */
export const requestFinished = record('request finished', {
  requestId: operation(idSchema),
  communeId: operation(areaIdSchema),
  hamletId: operation(areaIdSchema),
  householdId: operation(idSchema),
  copies: operation(z.int().min(0).max(100_000)),
  memberIds: operation(z.array(idSchema).min(1).max(100).optional()),
  identity: operation(z.enum(IDENTITY).optional()),
  text: field(textSchema, SAID),
});
export type FinishRequest = z.infer<typeof requestFinished.schema>;

/**
 * A restriction ends, at the word of whoever asked for it or by an office's order. `householdId`: where it holds today. `memberIds`: for whom, by
 * the ids of the restriction; those of before name nobody and end it for all.
 */
export const restrictionLifted = record('restriction lifted', {
  requestId: operation(idSchema),
  householdId: operation(idSchema),
  memberIds: operation(z.array(idSchema).min(1).max(100).optional()),
  by: operation(z.enum(LIFTED_BY)),
  /** Of the person. */
  identity: operation(z.enum(IDENTITY).optional()),
  /** Which one ordered it. */
  office: operation(lineSchema(200).optional()),
  ground: field(textSchema, SAID),
});
export type LiftRestriction = z.infer<typeof restrictionLifted.schema>;

/** The person is known, or the office named. */
export function liftFault({
  by,
  identity,
  office,
}: LiftRestriction): { readonly code: 'request-identity-missing' | 'restriction-office' } | null {
  if (by === 'person' && identity === undefined) return { code: 'request-identity-missing' };
  const whole = by === 'person' ? office === undefined : office !== undefined && identity === undefined;
  return whole ? null : { code: 'restriction-office' };
}

/**
 * By when it is answered: the term of the procedure. What a yearly review takes up is answered with its decision, so where that review
 * ends later its last day holds (1 September to 14 December [S 36]). `round`: that takes requests in the commune on that day.
 */
export function requestDue(
  { form, lodgedOn }: Pick<LodgeRequest, 'form' | 'lodgedOn'>,
  round: Pick<Round, 'kind' | 'closesOn' | 'procedure' | 'takes'> | null,
): Result<PlainDate, CountProblem> {
  const due = endsOn(round?.procedure ?? NO_PROCEDURE, countedFor(form), lodgedOn);
  const waits = due.ok && round !== null && round.kind === 'yearly' && takesForm(round, form) && round.closesOn > due.value;
  return waits ? ok(date(round.closesOn)) : due;
}

export function countedFor(form: RequestForm): Counted {
  if (isDataForm(form)) return 'data-answer';
  if (isIncomeForm(form)) return form;
  return form === 'review' ? 'request-review' : 'request-exit';
}

/** Until when a right that was accepted on that day is carried out. */
export function executeDue(form: DataForm, acceptedOn: string): Result<PlainDate, CountProblem> {
  return endsOn(NO_PROCEDURE, form, acceptedOn);
}

/** Where the round says nothing the usual terms hold. */
const NO_PROCEDURE: Pick<Procedure, 'counts' | 'holidays'> = { counts: [] };

/** A decision of its round has spoken: what was taken up has its result. */
export function requestState(
  outcome: RequestOutcome | null,
  { decided, done }: { readonly decided: boolean; readonly done: boolean },
): RequestState {
  if (outcome === null) return 'open';
  if (outcome === 'accepted' && done) return 'done';
  return outcome === 'listed' && decided ? 'decided' : outcome;
}

export type AnswerFault = {
  readonly code:
    | 'request-answer-incomplete'
    | 'request-answer-too-much'
    | 'request-answer-other-form'
    | 'request-clause-missing'
    | 'request-identity-missing';
};

/** Taken up names household and round, accepted the household, refused its reason, withdrawn none of them. */
export function answerFault(
  form: RequestForm,
  { outcome, householdId, roundId, refusal, clause, quick, identity }: AnswerRequest,
): AnswerFault | null {
  // What is found by income is decided by a command of its own; only its author may take it back.
  if (outcome === 'recognised' || (isIncomeForm(form) && outcome !== 'withdrawn')) return { code: 'request-answer-other-form' };
  const data = isDataForm(form);
  if (outcome === (data ? 'listed' : 'accepted')) return { code: 'request-answer-other-form' };
  const needs = { household: outcome === 'listed' || outcome === 'accepted', round: outcome === 'listed', refusal: outcome === 'refused' };
  if ((needs.household && householdId === null) || (needs.round && roundId === null) || (needs.refusal && refusal === null))
    return { code: 'request-answer-incomplete' };
  if (data && needs.refusal && clause === undefined) return { code: 'request-clause-missing' };
  const mustBeKnown = data && outcome === 'accepted';
  if (mustBeKnown && identity === undefined) return { code: 'request-identity-missing' };
  const spare = [!needs.household && householdId !== null, !needs.round && roundId !== null, !needs.refusal && refusal !== null];
  const quickSpare = quick !== null && (data || outcome === 'withdrawn');
  return spare.includes(true) ||
    quickSpare ||
    (identity !== undefined && !mustBeKnown) ||
    (clause !== undefined && !(data && needs.refusal))
    ? { code: 'request-answer-too-much' }
    : null;
}
