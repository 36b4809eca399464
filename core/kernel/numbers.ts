/**
 * Whole numbers and rates written out exactly: thousands groups for people, and percentages with two decimals by
 * integer arithmetic, since a rate in an official table must not depend on binary fractions. Each rate has a spelling
 * for people (decimal comma) and one for machines (decimal point). (Chữ số và tỷ lệ.)
 */

/** `1.234.567`; the minus sign is a plain hyphen. */
export function groupVi(value: number): string {
  const digits = String(Math.abs(whole(value)));
  return (value < 0 ? '-' : '') + digits.replace(/\B(?=([0-9]{3})+$)/g, '.');
}

/** `n` of `d` in percent for people, `1,44`; null when `d` is 0. */
export function percent2Vi(n: number, d: number): string | null {
  const hundredths = percentHundredths(n, d);
  return hundredths === null ? null : scaledVi(hundredths, 2);
}

/** `n` of `d` in percent for machines, `1.44`; null when `d` is 0. */
export function percent2Json(n: number, d: number): string | null {
  const hundredths = percentHundredths(n, d);
  return hundredths === null ? null : scaledJson(hundredths, 2);
}

/**
 * `n` of `d` in hundredths of a percent, 144 for 1.44 %, halves rounded away from zero; null when `d` is 0. Differences
 * of published rates ("0,49 điểm %") are differences of these.
 */
export function percentHundredths(n: number, d: number): number | null {
  if (whole(d) === 0) return null;
  const size = BigInt(Math.abs(d));
  const rounded = (2n * 10_000n * BigInt(Math.abs(whole(n))) + size) / (2n * size);
  return rounded === 0n ? 0 : Number(rounded) * (n < 0 === d < 0 ? 1 : -1);
}

/** A whole number of 1/10^`decimals`, for people: `scaledVi(123456, 2)` is `1.234,56`. */
export function scaledVi(value: number, decimals: number): string {
  const { sign, units, rest } = split(value, decimals);
  return sign + groupVi(units) + (rest && `,${rest}`);
}

/** As `scaledVi`, for machines: `1234.56`. */
export function scaledJson(value: number, decimals: number): string {
  const { sign, units, rest } = split(value, decimals);
  return sign + String(units) + (rest && `.${rest}`);
}

function split(value: number, decimals: number): { sign: string; units: number; rest: string } {
  const scale = 10 ** decimals;
  const size = Math.abs(whole(value));
  const rest = decimals === 0 ? '' : String(size % scale).padStart(decimals, '0');
  return { sign: value < 0 ? '-' : '', units: Math.floor(size / scale), rest };
}

function whole(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError('A whole number is needed.');
  return value;
}
