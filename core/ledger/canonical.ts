/**
 * One spelling for each value (JSON chuẩn hóa): keys in code-point order, no blanks, absent instead of undefined. Two
 * payloads are the same exactly when their canonical texts are; that text is what is committed to, stored and compared.
 */

/** Throws on what JSON cannot say without loss: functions, NaN, unsafe integers, fractions of unknown precision. */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return number(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object') return object(value);
  throw new TypeError(`No canonical text for a ${typeof value}.`);
}

function number(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError('Only whole numbers have a canonical text.');
  return String(value === 0 ? 0 : value);
}

function object(value: object): string {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
