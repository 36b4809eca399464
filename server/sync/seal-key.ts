/**
 * The server's own key for envelopes (khóa nhận phong bì): a phone seals a finished form to its public half, so that the form can
 * be sent while the phone is locked and read by nobody on the way. Derived from the key outside the database; sealing is the
 * phone's (field/sync/vault.ts).
 */
import { createDecipheriv, createECDH, type ECDH, hkdfSync } from 'node:crypto';
import type { Box } from '../../core/sync/box.ts';

const CURVE = 'prime256v1';
const TAG = 16;

export interface SealKey {
  /** Uncompressed point, base64url. */
  readonly publicKey: string;
  /** Null: sealed to another key, for another place, or changed on the way. */
  readonly open: (box: Box, place: string) => unknown;
}

export function sealKeyFrom(key: Uint8Array): SealKey {
  const own = ownPair(key);
  const publicKey = own.getPublicKey('base64url');
  return {
    publicKey,
    open: (box, place) => {
      if (box.to !== publicKey) return null;
      try {
        const shared = own.computeSecret(Buffer.from(box.from, 'base64url'));
        const inner = Buffer.from(hkdfSync('sha256', shared, Buffer.from(box.from, 'base64url'), 'vuon envelope', 32));
        const bytes = Buffer.from(box.data, 'base64url');
        const decipher = createDecipheriv('aes-256-gcm', inner, Buffer.from(box.iv, 'base64url'))
          .setAAD(Buffer.from(place))
          .setAuthTag(bytes.subarray(bytes.length - TAG));
        const plain = Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - TAG)), decipher.final()]);
        return JSON.parse(plain.toString('utf8'));
      } catch {
        return null;
      }
    },
  };
}

/** Of 2^256 numbers a few are no private key of the curve; then the next is taken. */
function ownPair(key: Uint8Array): ECDH {
  for (let turn = 0; ; turn += 1) {
    const pair = createECDH(CURVE);
    try {
      pair.setPrivateKey(Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `vuon envelopes ${turn}`, 32)));
      return pair;
    } catch (error) {
      if (turn > 8) throw error;
    }
  }
}
