/**
 * What lies outside the database (khóa ngoài cơ sở dữ liệu): one key in a file of the data folder. Secrets of second factors are sealed
 * with it, each to its account, so that a copy of the database alone opens none; browsers in which somebody has signed in carry its
 * mark, by which strangers' wrong tries are told from theirs.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Keys {
  readonly seal: (secret: Uint8Array, accountId: string) => Buffer;
  /** Null: sealed with another key, or for another account. */
  readonly open: (sealed: Uint8Array, accountId: string) => Buffer | null;
  /** What a browser is given after signing in as `username`. */
  readonly markFor: (username: string) => string;
  /** The browser's own name within the mark; null where the mark is not ours or not of that person. */
  readonly deviceIn: (mark: string, username: string) => string | null;
}

export const keyFileIn = (folder: string): string => join(folder, 'secrets.key');

/** Version, nonce, seal; then as many bytes as the secret has. */
const FORM = 1;
const [NONCE, TAG, KEY] = [12, 16, 32];

/** The key of the file; made where there is none. Throws where the file holds something else. */
export function readKey(file: string): Buffer {
  try {
    writeFileSync(file, `${randomBytes(KEY).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const text = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`${file} holds no key.`);
  return Buffer.from(text, 'hex');
}

export const freshKey = (): Buffer => randomBytes(KEY);

export function keysFrom(key: Uint8Array): Keys {
  const part = (use: string): Buffer => Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `vuon ${use}`, KEY));
  const [forSecrets, forDevices] = [part('second factor'), part('device')];
  const signed = (device: string, username: string): Buffer => createHmac('sha256', forDevices).update(`${device} ${username}`).digest();
  return {
    seal: (secret, accountId) => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', forSecrets, nonce).setAAD(Buffer.from(accountId));
      const hidden = Buffer.concat([cipher.update(secret), cipher.final()]);
      return Buffer.concat([Buffer.from([FORM]), nonce, cipher.getAuthTag(), hidden]);
    },
    open: (sealed, accountId) => {
      const bytes = Buffer.from(sealed);
      if (bytes[0] !== FORM || bytes.length <= 1 + NONCE + TAG) return null;
      const [nonce, tag] = [bytes.subarray(1, 1 + NONCE), bytes.subarray(1 + NONCE, 1 + NONCE + TAG)];
      const decipher = createDecipheriv('aes-256-gcm', forSecrets, nonce).setAAD(Buffer.from(accountId)).setAuthTag(tag);
      try {
        return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE + TAG)), decipher.final()]);
      } catch {
        return null;
      }
    },
    markFor: (username) => {
      const device = randomBytes(16).toString('base64url');
      return `${device}.${signed(device, username).toString('base64url')}`;
    },
    deviceIn: (mark, username) => {
      const [device = '', told = ''] = mark.split('.');
      const [given, right] = [Buffer.from(told, 'base64url'), signed(device, username)];
      return given.length === right.length && timingSafeEqual(given, right) ? device : null;
    },
  };
}
