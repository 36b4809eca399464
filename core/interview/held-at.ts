/** The schema of where an interview was held (vị trí lúc rà soát), apart from its reckoning, so that a phone has that at once. */
import * as z from 'zod';
import { field, record, RULES } from '../access/catalogue.ts';
import { type HeldAt, MOST_HELD_AT } from './where.ts';

const within = (most: number) => field(z.int().min(-most).max(most), RULES.location);

export const heldAt = record('place of the interview', {
  latE5: within(MOST_HELD_AT.latE5),
  lonE5: within(MOST_HELD_AT.lonE5),
  accuracyM: field(z.int().min(0).max(MOST_HELD_AT.accuracyM), RULES.location),
}) satisfies { readonly schema: z.ZodType<HeldAt> };
