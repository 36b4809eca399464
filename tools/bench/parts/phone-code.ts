/**
 * The phone's own code for a benchmark (mã của máy, để đo): the source of the app, run here. Tools do not
 * lean on a face; what is used of it is written down below.
 */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Box } from '../../../core/sync/box.ts';

const FIELD = resolve(import.meta.dirname, '../../../field');

/** field/sync/vault.ts, as far as it is used here. */
export interface PhoneSeal {
  readonly LEAST_ROUNDS: number;
  readonly PIN_DIGITS: { readonly least: number; readonly most: number };
  readonly sealTo: (publicKey: string, place: string, value: unknown) => Promise<Box>;
  readonly keyUnderPin: (pin: string, owner: string, rounds: number) => Promise<{ readonly wrapped: object }>;
  readonly underChip: (wrapped: object, owner: string, secret: ArrayBuffer) => Promise<object>;
  readonly openWithPin: (pin: string, owner: string, wrapped: object, secret?: ArrayBuffer) => Promise<object | null>;
}

export async function loadPhoneSeal(): Promise<PhoneSeal> {
  // cast: the interface says what the module exports; a missing one fails at its first use
  return (await import(pathToFileURL(join(FIELD, 'sync/vault.ts')).href)) as PhoneSeal;
}
