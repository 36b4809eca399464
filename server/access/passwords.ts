/**
 * Passwords (mật khẩu): hashed with argon2id, 19 MiB and 2 passes, and checked in the same time whether the account exists
 * or not. Where they are kept is store.ts.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), COST);
}

/** `stored` is null for an unknown name: as much work is done then, and the answer is no. */
export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
  const right = await verify(stored ?? (await nobodysHash()), password.normalize('NFC'));
  return right && stored !== null;
}

let nobodys: Promise<string> | undefined;
function nobodysHash(): Promise<string> {
  nobodys ??= hashPassword(randomBytes(32).toString('hex'));
  return nobodys;
}

/** Syllables that are told apart by ear and by eye; 12 of them and 4 digits: about 61 bits. */
export function randomPassword(): string {
  const consonants = 'bdghklmnprstv';
  const vowels = 'aeiou';
  const pick = (from: string) => from.charAt(randomInt(from.length));
  const syllables = Array.from({ length: 8 }, () => pick(consonants) + pick(vowels));
  return `${syllables.slice(0, 4).join('')}-${syllables.slice(4).join('')}-${String(randomInt(10_000)).padStart(4, '0')}`;
}
