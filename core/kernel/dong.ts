/**
 * Money in whole đồng. There is no smaller coin in use, so amounts are integers, and adding them is exact. What the
 * money is for, and where it comes from, is left to `support/`. (Đồng Việt Nam.)
 */
import type { Brand } from './ids.ts';
import { groupVi } from './numbers.ts';
import { fail, ok, type Result } from './result.ts';

/** A whole number of đồng, which may be negative (a correction). */
export type Dong = Brand<number, 'dong'>;

export type DongProblem = { readonly code: 'dong-not-whole' } | { readonly code: 'dong-malformed' };

export const ZERO_DONG = dong(0);

/** An amount written in the program itself or already known to be whole; throws otherwise. */
export function dong(amount: number): Dong {
  const parsed = parseDong(amount);
  if (!parsed.ok) throw new RangeError('A whole number of đồng is needed.');
  return parsed.value;
}

export function parseDong(amount: number): Result<Dong, DongProblem> {
  return Number.isSafeInteger(amount) ? ok((amount === 0 ? 0 : amount) as Dong) : fail({ code: 'dong-not-whole' });
}

/** Reads `1.234.567`, `1 234 567` or `1234567`, with or without `đ` or `đồng`. Decimals are refused. */
export function parseDongVi(text: string): Result<Dong, DongProblem> {
  const bare = text
    .normalize('NFC')
    .trim()
    .replace(/\s*(đồng|đ)$/iu, '');
  const grouped = /^(-?)([0-9]{1,3}(?:([. \u00a0])[0-9]{3})(?:\3[0-9]{3})*|[0-9]+)$/.exec(bare);
  if (!grouped) return fail({ code: 'dong-malformed' });
  return parseDong(Number(bare.replace(/[. \u00a0]/g, '')));
}

export function addDong(...amounts: readonly Dong[]): Dong {
  return dong(amounts.reduce((sum, amount) => sum + amount, 0));
}

/** `1.234.567 đ`, with a no-break space before the sign. */
export function formatDong(amount: Dong): string {
  return `${groupVi(amount)}\u00a0đ`;
}
