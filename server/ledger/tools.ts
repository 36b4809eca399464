/**
 * What the pure parts of the ledger need from outside (hàm băm, ngẫu nhiên, chấm điểm): hash, chance, and the judge. Handed in,
 * so that a test can judge by another rulebook and everything else stays as it is.
 */
import { createHash, hash, randomFillSync } from 'node:crypto';
import type { ScoreTable } from '../../core/classify/score-table.ts';
import type { ExplainedVerdict, RulebookId, Setting, Verdict } from '../../core/classify/verdict.ts';
import type { Answers } from '../../core/interview/answers.ts';
import type { Hash } from '../../core/ledger/event.ts';

/** The standard and the score table of the round in which the answers were given. */
export interface JudgedBy {
  readonly rulebook: RulebookId;
  readonly table: ScoreTable;
}

export interface Judge {
  verdict(by: JudgedBy, answers: Answers, setting: Setting): Verdict;
  explained(by: JudgedBy, answers: Answers, setting: Setting): ExplainedVerdict;
}

export interface Tools {
  readonly hash: Hash;
  /** Fresh random bytes. */
  readonly chance: (bytes: number) => Uint8Array;
  readonly judge: Judge;
  /** Seals what the office gives out; only a door that has the key can. */
  readonly seal?: Seal;
}

/** Ed25519; both base64url. */
export type Seal = (text: string) => { readonly signature: string; readonly publicKey: string };

/** Small parts are laid side by side and hashed in one call, which takes a third of the time of a hash object. */
const scratch = Buffer.alloc(1 << 16);

export const sha256: Hash = (...parts) => {
  let size = 0;
  for (const part of parts) size += typeof part === 'string' ? part.length * 3 : part.length;
  if (size > scratch.length) return longHash(parts);
  let at = 0;
  for (const part of parts)
    if (typeof part === 'string') at += scratch.write(part, at);
    else {
      scratch.set(part, at);
      at += part.length;
    }
  // A text of one character a byte is made faster than a Buffer of its own is.
  return Buffer.from(hash('sha256', scratch.subarray(0, at), 'binary'), 'latin1');
};

function longHash(parts: readonly (string | Uint8Array)[]): Uint8Array {
  const whole = createHash('sha256');
  for (const part of parts) whole.update(part);
  return whole.digest();
}

const POOL = 8_192;
const pool = new Uint8Array(POOL);
let used = POOL;

/** Drawn from the system in blocks: a call for each of a thousand salts is slower than their hashes. */
export function randomBytes(count: number): Uint8Array {
  if (count > POOL) return randomFillSync(new Uint8Array(count));
  if (used + count > POOL) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = pool.slice(used, used + count);
  pool.fill(0, used, used + count);
  used += count;
  return bytes;
}
