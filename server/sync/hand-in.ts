/**
 * The word by which a phone is known when it or its person may no longer come in (chứng nhận của máy): given to a signed-in person's phone with the
 * list, made from the key outside the database and kept nowhere here. It opens nothing; with it sealed forms may be handed in.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

export interface HandIn {
  /** `phoneId` null: of whoever said no phone. */
  readonly wordFor: (accountId: string, phoneId: string | null) => string;
  readonly knows: (accountId: string, phoneId: string | null, word: string) => boolean;
}

export function handInFrom(key: Uint8Array): HandIn {
  const own = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'vuon hand in', 32));
  const signed = (...whose: readonly (string | null)[]): Buffer =>
    createHmac('sha256', own)
      .update(whose.filter((one) => one !== null).join('|'))
      .digest();
  return {
    wordFor: (accountId, phoneId) => signed(accountId, phoneId).toString('base64url'),
    knows: (accountId, phoneId, word) => {
      const given = Buffer.from(word, 'base64url');
      const right = signed(accountId, phoneId);
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
