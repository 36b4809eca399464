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
import { type CountProblem, endsOn, type Procedure } from './procedure.ts';
import {
  QUICK_ITEMS,
  REQUEST_FORMS,
  REQUEST_OUTCOMES,
  REQUEST_REFUSALS,
  REQUEST_VIAS,
  type RequestOutcome,
  type RequestState,
} from './request-codes.ts';
import type { Round } from './round.ts';

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

/** `householdId` and `roundId`: whom it put on which list; both null unless it did. */
export const requestAnswered = record('request answered', {
  requestId: operation(idSchema),
  communeId: operation(areaIdSchema),
  hamletId: operation(areaIdSchema),
  outcome: operation(z.enum(REQUEST_OUTCOMES)),
  householdId: operation(idSchema.nullable()),
  roundId: operation(idSchema.nullable()),
  refusal: operation(z.enum(REQUEST_REFUSALS).nullable()),
  quick: field(quickAnswer.schema.nullable(), QUICK),
  /** What is told to its author. */
  text: field(textSchema, SAID),
});
export type RequestAnswered = z.infer<typeof requestAnswered.schema>;

/**
 * By when it is answered: the term of the procedure. What a yearly review takes up is answered with its decision, so where that review
 * ends later its last day holds (1 September to 14 December [S 36]). `round`: that takes requests in the commune on that day.
 */
export function requestDue(
  { form, lodgedOn }: Pick<LodgeRequest, 'form' | 'lodgedOn'>,
  round: Pick<Round, 'kind' | 'closesOn' | 'procedure'> | null,
): Result<PlainDate, CountProblem> {
  const due = endsOn(round?.procedure ?? NO_PROCEDURE, form === 'review' ? 'request-review' : 'request-exit', lodgedOn);
  if (!due.ok || round === null || round.kind !== 'yearly' || round.closesOn <= due.value) return due;
  return ok(date(round.closesOn));
}

/** Where the round says nothing the usual terms hold. */
const NO_PROCEDURE: Pick<Procedure, 'counts' | 'holidays'> = { counts: [] };

/** A decision of its round has spoken: what was taken up has its result. */
export function requestState(outcome: RequestOutcome | null, decided: boolean): RequestState {
  if (outcome === null) return 'open';
  return outcome === 'listed' && decided ? 'decided' : outcome;
}

export type AnswerFault = { readonly code: 'request-answer-incomplete' | 'request-answer-too-much' };

/** Taken up names household and round, refused its reason, withdrawn neither. */
export function answerFault({ outcome, householdId, roundId, refusal, quick }: RequestAnswered): AnswerFault | null {
  const listed = outcome === 'listed';
  const missing = listed ? householdId === null || roundId === null : outcome === 'refused' && refusal === null;
  if (missing) return { code: 'request-answer-incomplete' };
  const spare = listed ? refusal !== null : householdId !== null || roundId !== null || (outcome === 'withdrawn' && refusal !== null);
  return spare || (outcome === 'withdrawn' && quick !== null) ? { code: 'request-answer-too-much' } : null;
}
