/**
 * The seal of certificates (niêm phong giấy chứng nhận): Ed25519, its key derived from the one key outside the database, so that a copy
 * of the database alone seals nothing. Anybody may have the public half. What is sealed is `core/meeting/certificate.ts`.
 */
import { createPrivateKey, createPublicKey, hkdfSync, sign } from 'node:crypto';
import { toHex } from '../../core/ledger/chain.ts';
import { sha256, type Seal } from './tools.ts';

/** RFC 8410: what stands before the 32 bytes of a private key. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export interface CertificateSeal {
  /** 32 bytes, base64url. */
  readonly publicKey: string;
  readonly seal: Seal;
}

export function certificateSealFrom(key: Uint8Array): CertificateSeal {
  const own = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'vuon certificates', 32));
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, own]), format: 'der', type: 'pkcs8' });
  const { x: publicKey = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    publicKey,
    seal: (text) => ({ signature: sign(null, Buffer.from(text), privateKey).toString('base64url'), publicKey }),
  };
}

/** What is looked up: a list of prints opens no certificate. The token is 16 chance bytes, so its print needs no salt. */
export function certificatePrint(token: string): string {
  return toHex(sha256('vuon certificate token\n', token));
}
