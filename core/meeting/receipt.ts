/** The receipt of an objection or a request (biên nhận): its number and the secret with which its author asks after it. */
import type { ObjectionKind } from './posting-codes.ts';

const LETTERS: Readonly<Record<ObjectionKind, string>> = { feedback: 'PA', complaint: 'KN', denunciation: 'TC' };
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The number on the receipt, out of the id and so given only once: `PA-2026-7K3M0QXZ`. */
export function receiptNumber({ objectionId, kind, lodgedOn }: { objectionId: string; kind: ObjectionKind; lodgedOn: string }): string {
  return receiptOf(LETTERS[kind], objectionId, lodgedOn);
}

export function receiptOf(letters: string, id: string, lodgedOn: string): string {
  const digits = id.replaceAll('-', '').slice(-10);
  const signs = [digits.slice(0, 5), digits.slice(5)].map((half) => {
    const value = Number.parseInt(half, 16);
    return [15, 10, 5, 0].map((shift) => SIGNS[(value >> shift) & 31] ?? '').join('');
  });
  return `${letters}-${lodgedOn.slice(0, 4)}-${signs.join('')}`;
}

/** A secret that people can read out, from ten chance bytes. */
export function secretFrom(bytes: Uint8Array): string {
  return [...bytes.subarray(0, 10)].map((byte) => SIGNS[byte & 31] ?? '').join('');
}
