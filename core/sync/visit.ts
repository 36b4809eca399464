/**
 * A finished interview, sealed (phiếu đã hoàn thành): what the enumerator's device sends once and keeps until the server has
 * answered. `seen` is the version of the household's interview of this round that the enumerator had before them, so that
 * nobody writes over what they have not seen.
 */
import * as z from 'zod';
import { field, RULES, record } from '../access/catalogue.ts';
import { answersSchema } from '../interview/answers.ts';
import { heldAt } from '../interview/held-at.ts';
import { signedSchema } from '../interview/signature.ts';
import { daySchema, idSchema, instantSchema, lineSchema } from '../ledger/fields.ts';

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);

export const GONE = ['left', 'dead'] as const;

const memberGone = record('member gone', { memberId: operation(z.uuid()), how: field(z.enum(GONE), RULES.memberFact) });

export const interviewFinished = record('interview finished', {
  householdId: operation(idSchema),
  roundId: operation(idSchema),
  questionnaire: operation(lineSchema(60)),
  /** Each answer has its own rule in the catalogue; the strictest of them stands for the whole. */
  answers: field(answersSchema, RULES.health),
  /** People of the register who live there no more: without a word of them nobody known may be missing in `answers`. */
  gone: operation(z.array(memberGone.schema).max(200).optional()),
  interviewedOn: operation(daySchema),
  startedAt: operation(instantSchema),
  endedAt: operation(instantSchema),
  seen: operation(z.int().min(1).nullable()),
  /** The version of the household that they had before them; absent: an app before protocol 4. */
  seenFile: operation(z.int().min(1).optional()),
  /** The ledger (`epoch`) in which both versions were read; absent: an app before protocol 7, or nothing was read. */
  history: operation(idSchema.optional()),
  enumeratorId: operation(idSchema),
  /** What shall be done where another form came first that this one has not seen; without a word it is refused. */
  overlap: operation(z.enum(['merge']).optional()),
  /** Filled in by hand and typed in by the sender; who asked is named on the form. Absent: asked with the device. */
  paper: field(z.strictObject({ interviewer: lineSchema(100) }).optional(), RULES.staff),
  /** Absent: nobody measured it, or it was not wanted. */
  heldAt: field(heldAt.schema.optional(), RULES.location),
  /** Of whoever answered for the household; absent where it was not given. */
  signed: field(signedSchema.optional(), RULES.signature),
});
export type InterviewFinished = z.infer<typeof interviewFinished.schema>;
