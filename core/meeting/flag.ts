/**
 * A doubt given to somebody by name (giao người xem lại): who looks into it, until when, and what came of it. Codes and ids alone, no
 * words about anybody. It is answered by that person alone, never by whom it is about, nor by somebody of the household or a relative; when
 * its days are over unanswered it has expired, and may be given to another.
 */
import * as z from 'zod';
import { field, record, RULES } from '../access/catalogue.ts';
import { areaIdSchema, daySchema, idSchema } from '../ledger/fields.ts';
import { FLAG_MATTERS, FLAG_OUTCOMES, type FlagOutcome } from './flag-codes.ts';

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);

const told = {
  flagId: operation(idSchema),
  roundId: operation(idSchema),
  communeId: operation(areaIdSchema),
  matter: operation(z.enum(FLAG_MATTERS)),
  /** Exactly one of the three. */
  aboutHousehold: operation(idSchema.nullable()),
  aboutAccount: operation(idSchema.nullable()),
  aboutHamlet: operation(areaIdSchema.nullable()),
  reviewerId: operation(idSchema),
};

/** The command. */
export const raiseFlag = record('raise flag', told);
/** `expiresOn`: the last day. */
export const flagRaised = record('flag raised', { ...told, expiresOn: operation(daySchema) });
const answer = {
  flagId: operation(idSchema),
  communeId: operation(areaIdSchema),
  outcome: operation(z.enum(FLAG_OUTCOMES)),
};
export const flagAnswered = record('flag answered', answer);
/**
 * The command. `householdId`: whom the answer puts on the round's list (xin ghé thăm), to be visited; it says nothing of its class. A page
 * loaded before there was such a thing sends none.
 */
export const answerFlag = record('answer flag', { ...answer, householdId: operation(idSchema.nullable().default(null)) });

export type RaiseFlag = z.infer<typeof raiseFlag.schema>;
export type About = Pick<RaiseFlag, 'matter' | 'aboutHousehold' | 'aboutAccount' | 'aboutHamlet'>;

/** Does it say of what kind of thing its matter is? */
export function isAboutOne({ matter, aboutHousehold, aboutAccount, aboutHamlet }: About): boolean {
  const one = [aboutHousehold, aboutAccount, aboutHamlet].filter((about) => about !== null).length === 1;
  const ofHousehold = matter === 'left-out' || matter === 'tied';
  return one && ofHousehold === (aboutHousehold !== null);
}

export type FlagState = 'open' | 'expired' | 'answered';

export function flagStateOn(
  { expiresOn, outcome }: { readonly expiresOn: string; readonly outcome: FlagOutcome | null },
  today: string,
): FlagState {
  if (outcome !== null) return 'answered';
  return today > expiresOn ? 'expired' : 'open';
}
