/**
 * What travels from a device to the door and back (phong bì lệnh): commands in batches, and one of four answers to each. A
 * single command is a batch of one; a batch sent again after a lost line changes nothing. The payloads of the kinds are
 * `core/kinds.ts`.
 */
import * as z from 'zod';
import { idSchema, instantSchema } from '../ledger/fields.ts';

/** Commands at once; a longer list is sent in pieces. */
export const MAX_BATCH = 1_000;

/** `at`: the device's clock. `commandId` is made by the device and never used twice. */
export const envelopeSchema = z.strictObject({
  commandId: idSchema,
  kind: z.string().max(60),
  v: z.int().min(1),
  at: instantSchema,
  payload: z.unknown(),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** The outer shape only: what each element is, is parsed one by one, so that one bad command does not spoil the others. */
export const batchSchema = z.strictObject({ commands: z.array(z.unknown()).max(MAX_BATCH) });

/**
 * `taken`: appended now. `known`: appended before, the same bytes. `held`: kept for a person's decision. `refused`: not
 * appended, and sending it again unchanged will not help.
 */
export const ANSWERS = ['taken', 'known', 'held', 'refused'] as const;

export interface CommandProblem {
  readonly code: string;
  readonly [more: string]: unknown;
}

export interface BookVersion {
  readonly bookId: string;
  readonly version: number;
}

/** `versions`: the last version that the command made in each book it touched; for `taken` and `known`. */
export interface CommandAnswer {
  readonly commandId: string;
  readonly answer: (typeof ANSWERS)[number];
  readonly problem?: CommandProblem;
  readonly versions?: readonly BookVersion[];
}
