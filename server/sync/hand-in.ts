/**
 * The word by which a phone is known when its person may no longer sign in (chứng nhận của máy): given to a signed-in person's phone with the
 * list, made from the key outside the database and kept nowhere here. It opens nothing; with it sealed forms may be handed in.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

export interface HandIn {
  readonly wordFor: (accountId: string) => string;
  readonly knows: (accountId: string, word: string) => boolean;
}

export function handInFrom(key: Uint8Array): HandIn {
  const own = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'vuon hand in', 32));
  const signed = (accountId: string): Buffer => createHmac('sha256', own).update(accountId).digest();
  return {
    wordFor: (accountId) => signed(accountId).toString('base64url'),
    knows: (accountId, word) => {
      const given = Buffer.from(word, 'base64url');
      const right = signed(accountId);
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
