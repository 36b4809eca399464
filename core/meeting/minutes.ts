/**
 * What was written down of a hamlet's meeting (biên bản họp dân) [S 39]: when and where it was held, who chaired it, which households
 * were called and came, and of each household that was discussed what was said in short and how many of those present agreed.
 * Counts only: who raised a hand for what is nowhere. One person's minutes are one record; what the records of a round come to
 * together is `agreement.ts`.
 */
import * as z from 'zod';
import { field, RULES, record } from '../access/catalogue.ts';
import { CLASSES } from '../classify/verdict.ts';
import { householdAnswers, memberAnswers } from '../interview/answers.ts';
import { areaIdSchema, daySchema, idSchema, instantSchema, lineSchema } from '../ledger/fields.ts';
import { presentAt } from './agreement.ts';
import { CAME_AS, MEETING_PLACES, MOST_AFTER } from './meeting-codes.ts';

/** More than any hamlet has households. */
const MOST = 3_000;
const MOST_PRESENT = 5_000;

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);
const fact = <S extends z.ZodType>(schema: S) => field(schema, RULES.householdFact);

const came = record('household that came to a meeting', { householdId: operation(idSchema), as: fact(z.enum(CAME_AS)) });

/** Somebody said that an answer is not so: which question, of whom, and what was said. The answer itself changes by a visit only. */
const correction = record('answer corrected at a meeting', {
  field: operation(z.string().max(60)),
  memberId: operation(idSchema.nullable()),
  said: field(lineSchema(300), RULES.note),
});

const head = {
  /** Made by whoever wrote it. */
  recordId: operation(idSchema),
  roundId: operation(idSchema),
  hamletId: operation(areaIdSchema),
  heldOn: operation(daySchema),
  place: operation(z.enum(MEETING_PLACES)),
  chair: field(lineSchema(100), RULES.staff),
  secretary: field(lineSchema(100), RULES.staff),
  called: operation(z.array(idSchema).max(MOST)),
  came: operation(z.array(came.schema).max(MOST)),
  /** Present besides those who came for a household: the commune's board, mass organisations, the Front as a witness. */
  others: operation(z.int().min(0).max(MOST_PRESENT)),
  /** When the minutes were closed, by the device's clock set right. */
  closedAt: operation(instantSchema),
  /** Records of the same meeting that the writer had before them: what this one says of a household takes their place. */
  after: operation(z.array(idSchema).max(MOST_AFTER)),
};

const point = {
  householdId: operation(idSchema),
  /** The class that was read out, under the rulebook of the official result; null: it was still open. */
  class: fact(z.enum(CLASSES).nullable()),
  /** Present when it was counted. */
  present: operation(z.int().min(1).max(MOST_PRESENT)),
  yes: operation(z.int().min(0).max(MOST_PRESENT)),
  said: field(lineSchema(500).nullable(), RULES.note),
  corrections: operation(z.array(correction.schema).max(50)),
};

const pointSchema = record('household in minutes', point).schema;

/** The command: one person's minutes, whole. */
export const holdMeeting = record('hold meeting', { ...head, points: operation(z.array(pointSchema).max(MOST)) });

/** `leftOut`: households that the minutes discussed and that were forgotten before they came in: what was said of them is kept nowhere. */
export const meetingHeld = record('meeting held', { ...head, leftOut: operation(z.int().min(1).optional()) });

/** An event of its own for each household, so that a household that is forgotten is forgotten here too. */
export const householdDiscussed = record('household discussed', { recordId: operation(idSchema), roundId: operation(idSchema), ...point });

export type HoldMeeting = z.infer<typeof holdMeeting.schema>;
export type MeetingHeld = z.infer<typeof meetingHeld.schema>;
export type MeetingPoint = z.infer<typeof pointSchema>;
export type Came = z.infer<typeof came.schema>;
export type Correction = z.infer<typeof correction.schema>;

/** Is there such a question, of the household or of a member? */
export function isQuestion({ field: asked, memberId }: Pick<Correction, 'field' | 'memberId'>): boolean {
  return Object.hasOwn(memberId === null ? householdAnswers.fields : memberAnswers.fields, asked);
}

export type MinutesFault =
  | { readonly code: 'meeting-count-impossible'; readonly householdId: string; readonly yes: number; readonly present: number }
  | { readonly code: 'meeting-count-above-present'; readonly householdId: string; readonly present: number; readonly came: number }
  | { readonly code: 'meeting-question-unknown'; readonly householdId: string; readonly field: string }
  | { readonly code: 'meeting-household-twice'; readonly householdId: string };

/**
 * What of the minutes cannot be, whatever the register says; null when nothing. Whoever wrote without the minutes of others before them
 * counts no more people than they wrote down as present.
 */
export function minutesFault(minutes: Pick<HoldMeeting, 'called' | 'came' | 'others' | 'after' | 'points'>): MinutesFault | null {
  const { called, came: who, points, after } = minutes;
  for (const ids of [called, who.map(({ householdId }) => householdId), points.map(({ householdId }) => householdId)]) {
    const twice = firstTwice(ids);
    if (twice !== undefined) return { code: 'meeting-household-twice', householdId: twice };
  }
  for (const { householdId, present, yes, corrections } of points) {
    if (yes > present) return { code: 'meeting-count-impossible', householdId, yes, present };
    if (after.length === 0 && present > presentAt(minutes))
      return { code: 'meeting-count-above-present', householdId, present, came: presentAt(minutes) };
    const unknown = corrections.find((one) => !isQuestion(one));
    if (unknown !== undefined) return { code: 'meeting-question-unknown', householdId, field: unknown.field };
  }
  return null;
}

function firstTwice(ids: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return ids.find((id) => seen.size === seen.add(id).size);
}
