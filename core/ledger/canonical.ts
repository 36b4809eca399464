/**
 * One spelling for each value (JSON chuẩn hóa): keys in the order of their code units, no blanks, absent instead of undefined. Two
 * payloads are the same exactly when their canonical texts are; that text is what is committed to, stored and compared.
 */

/** Throws on what JSON cannot say without loss: functions, NaN, unsafe integers, fractions of unknown precision. */
export function canonical(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

/** A copy whose keys were put in in order: that is the order in which they are spelled. */
function inOrder(value: unknown): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return whole(value);
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object') throw new TypeError(`No canonical text for a ${typeof value}.`);
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const item: unknown = Reflect.get(value, key);
    if (item !== undefined) copy[key] = inOrder(item);
  }
  return copy;
}

function whole(value: number): number {
  if (!Number.isSafeInteger(value)) throw new TypeError('Only whole numbers have a canonical text.');
  return value;
}
