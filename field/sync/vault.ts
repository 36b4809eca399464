/**
 * The seal of what lies on the phone (niêm phong dữ liệu trên máy): records under a person's data key, and that key under their PIN.
 * WebCrypto only. Where records lie is `device.ts`; who may try a PIN and how often is `people.ts`. What a copied disk costs an
 * attacker is docs/decisions/0005-phone.md.
 */
import type { Box } from '../../core/sync/box.ts';

/** What WebCrypto calls a CryptoKey. */
export type DataKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** Bound to the place where it belongs: it cannot be opened as another record. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** The data key as it lies on the phone under a PIN. */
export interface Wrapped {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly rounds: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly key: ArrayBuffer;
  /** Where the phone's chip is around it: the nonce of that seal. */
  readonly outer?: Uint8Array<ArrayBuffer>;
}

export const PIN_DIGITS = { least: 6, most: 12 } as const;
/** Rounds of PBKDF2-SHA-256 below which no phone goes, however slow it is (OWASP Password Storage Cheat Sheet, 2023). */
export const LEAST_ROUNDS = 600_000;
/** How long a try shall take on this phone. */
export const UNLOCK_MS = 1_000;
/** Rounds of the first try before a PIN is set, doubled until one takes so long that asking for it and being answered weigh little. */
const SAMPLE = 50_000;
const LONG_ENOUGH_MS = 200;
/** Of that many rounds there are so many tries. */
const TRIES = 3;

const AES = 'AES-GCM';
const random = (bytes: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(bytes));
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

export async function seal(key: DataKey, place: string, value: unknown): Promise<Sealed> {
  const iv = random(12);
  const data = await crypto.subtle.encrypt({ name: AES, iv, additionalData: bytesOf(place) }, key, bytesOf(JSON.stringify(value)));
  return { iv, data };
}

/** Throws where the key or the place is another one, or a byte was changed. */
export async function open<T>(key: DataKey, place: string, { iv, data }: Sealed): Promise<T> {
  const plain = await crypto.subtle.decrypt({ name: AES, iv, additionalData: bytesOf(place) }, key, data);
  return JSON.parse(new TextDecoder().decode(plain)) as T;
}

/** Sealed so that only the holder of the private half opens it: not this phone, not whoever finds it. */
export async function sealTo(publicKey: string, place: string, value: unknown): Promise<Box> {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const theirs = await crypto.subtle.importKey('raw', bytesFrom(publicKey), curve, false, []);
  const own = await crypto.subtle.generateKey(curve, false, ['deriveBits']);
  const from = new Uint8Array(await crypto.subtle.exportKey('raw', own.publicKey));
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, own.privateKey, 256);
  const hkdf = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: from, info: bytesOf('vuon envelope') };
  const key = await crypto.subtle.deriveKey(how, hkdf, { name: AES, length: 256 }, false, ['encrypt']);
  const { iv, data } = await seal(key, place, value);
  return { to: publicKey, from: base64url(from), iv: base64url(iv), data: base64url(new Uint8Array(data)) };
}

export function base64url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function bytesFrom(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
}

/** For a person without a PIN: this browser can use it and nobody can read it out. */
export function freshKey(): Promise<DataKey> {
  return crypto.subtle.generateKey({ name: AES, length: 256 }, false, ['encrypt', 'decrypt']);
}

/** A new data key and its wrapping; the wrapped form is all that may be kept. */
export async function keyUnderPin(pin: string, owner: string, rounds: number): Promise<{ key: DataKey; wrapped: Wrapped }> {
  const [salt, iv] = [random(16), random(12)];
  const made = await crypto.subtle.generateKey({ name: AES, length: 256 }, true, ['encrypt', 'decrypt']);
  const wrapping = await pinKey(pin, salt, rounds);
  const algorithm = { name: AES, iv, additionalData: bytesOf(owner) };
  const key = await crypto.subtle.wrapKey('raw', made, wrapping, algorithm);
  // As it comes out again under the PIN: it can be used, and nobody can read it out.
  const opened = await unwrap(key, wrapping, algorithm);
  return { key: opened, wrapped: { salt, rounds, iv, key } };
}

/** Of the phone's chip: bytes that never lie on the disk (`chip.ts`). */
export type ChipSecret = ArrayBuffer;

/** The key wrapped once more, around the PIN: without the chip nobody can even try PINs. */
export async function underChip(wrapped: Wrapped, owner: string, secret: ChipSecret): Promise<Wrapped> {
  const outer = random(12);
  const algorithm = { name: AES, iv: outer, additionalData: bytesOf(`chip ${owner}`) };
  const key = await crypto.subtle.encrypt(algorithm, await chipKey(secret), wrapped.key);
  return { ...wrapped, outer, key };
}

/** Null where it is another chip, or none was asked. */
async function withoutChip({ outer, ...inner }: Wrapped, owner: string, secret: ChipSecret | null): Promise<Wrapped | null> {
  if (outer === undefined) return inner;
  if (secret === null) return null;
  const algorithm = { name: AES, iv: outer, additionalData: bytesOf(`chip ${owner}`) };
  return orNull(async () => ({ ...inner, key: await crypto.subtle.decrypt(algorithm, await chipKey(secret), inner.key) }));
}

async function chipKey(secret: ChipSecret): Promise<DataKey> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: random(0), info: bytesOf('vuon chip') };
  return crypto.subtle.deriveKey(how, base, { name: AES, length: 256 }, false, ['encrypt', 'decrypt']);
}

/** What WebCrypto says of a seal that does not open. */
async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return null;
    throw error;
  }
}

/** Null for a wrong PIN, or another chip than the one around it. */
export async function openWithPin(pin: string, owner: string, wrapped: Wrapped, secret: ChipSecret | null = null): Promise<DataKey | null> {
  const inner = await withoutChip(wrapped, owner, secret);
  if (inner === null) return null;
  const { salt, rounds, iv, key } = inner;
  const wrapping = await pinKey(pin, salt, rounds);
  const algorithm = { name: AES, iv, additionalData: bytesOf(owner) };
  return orNull(() => unwrap(key, wrapping, algorithm));
}

function unwrap(key: ArrayBuffer, wrapping: DataKey, algorithm: Parameters<typeof crypto.subtle.unwrapKey>[3]): Promise<DataKey> {
  return crypto.subtle.unwrapKey('raw', key, wrapping, algorithm, AES, false, ['encrypt', 'decrypt']);
}

async function pinKey(pin: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<DataKey> {
  const base = await crypto.subtle.importKey('raw', bytesOf(pin), 'PBKDF2', false, ['deriveKey']);
  const pbkdf2 = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
  return crypto.subtle.deriveKey(pbkdf2, base, { name: AES, length: 256 }, false, ['wrapKey', 'unwrapKey']);
}

/** As many rounds as this phone makes in `UNLOCK_MS`, by the quickest of some tries: whatever else it does meanwhile only slows one down. */
export async function roundsHere(clock: () => number): Promise<number> {
  const salt = random(16);
  const timed = async (rounds: number): Promise<number> => {
    const began = clock();
    await pinKey('000000', salt, rounds);
    return clock() - began;
  };
  await pinKey('000000', salt, 1_000);
  for (let sample = SAMPLE; ; sample *= 2) {
    let quickest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < TRIES && (i === 0 || quickest >= LONG_ENOUGH_MS); i += 1) quickest = Math.min(quickest, await timed(sample));
    if (quickest >= LONG_ENOUGH_MS) return roundsFor(sample, quickest);
  }
}

export function roundsFor(sample: number, tookMs: number): number {
  return Math.max(LEAST_ROUNDS, Math.round((sample * UNLOCK_MS) / Math.max(1, tookMs) / 1_000) * 1_000);
}

/** Why this cannot be a PIN; null when it can. Digits all alike, or one after the other, are what a finder tries first. */
export function pinFault(pin: string): 'pin-digits' | 'pin-simple' | null {
  if (!/^\d+$/.test(pin) || pin.length < PIN_DIGITS.least || pin.length > PIN_DIGITS.most) return 'pin-digits';
  const steps = new Set([...pin].slice(1).map((digit, i) => (Number(digit) - Number(pin[i]) + 10) % 10));
  return steps.size === 1 && [0, 1, 9].includes([...steps][0] ?? 0) ? 'pin-simple' : null;
}
