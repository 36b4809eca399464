/**
 * A command sealed to the server's public key (phong bì niêm phong): ECDH on P-256, HKDF-SHA-256 with the sender's fresh public key
 * as salt, AES-256-GCM bound to sender and command. Opened only by the server; taken only from the session of the person for
 * whom it was sealed. What it is bound to is `box-place.ts`.
 */
import * as z from 'zod';
import { idSchema } from '../ledger/fields.ts';
import { MAX_BATCH } from './envelope.ts';

const part = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]*$/);

/** All parts base64url. `to`: the server's key; `from`: the key made for this one box. */
export const boxSchema = z.strictObject({ to: part(100), from: part(100), iv: part(24), data: part(2_000_000) });
export type Box = z.infer<typeof boxSchema>;

export const sealedSchema = z.strictObject({ commandId: idSchema, box: boxSchema });
export type SealedCommand = z.infer<typeof sealedSchema>;

export const sealedBatchSchema = z.strictObject({ commands: z.array(sealedSchema).max(MAX_BATCH) });
