/**
 * What a reader sees of a record (che dữ liệu): derived from the record's declaration in the catalogue, field by field.
 * A field is shown, masked or left out; a field that nobody declared is a defect and throws. Who counts as which reader
 * is `may.ts`.
 */
import type * as z from 'zod';
import type { Field, FieldRule, Reader, RecordType } from './catalogue.ts';

export type Shown = 'full' | 'masked' | 'hidden';

export function shown(rule: FieldRule, reader: Reader): Shown {
  return rule.readers.includes(reader) ? 'full' : rule.otherwise;
}

/** The best of several posts; nothing for somebody who has none here. */
export function shownToAny(rule: FieldRule, readers: readonly Reader[]): Shown {
  const found = readers.map((reader) => shown(rule, reader));
  return found.includes('full') ? 'full' : found.includes('masked') ? 'masked' : 'hidden';
}

/** The record without what these readers may not see. */
export function maskRecord<F extends Record<string, Field>>(
  type: RecordType<F>,
  readers: readonly Reader[],
  value: z.output<RecordType<F>['schema']>,
): Partial<z.output<RecordType<F>['schema']>> {
  const kept: Record<string, unknown> = {};
  for (const [key, found] of Object.entries(value)) {
    const declared = type.fields[key];
    if (declared === undefined) throw new TypeError(`The field ${key} of "${type.name}" is not declared in the catalogue.`);
    const how = shownToAny(declared.rule, readers);
    if (how === 'full') kept[key] = found;
    if (how === 'masked') kept[key] = maskValue(declared.rule, found);
  }
  // cast: every key comes from the record, every value is its own or its mask
  return kept as Partial<z.output<RecordType<F>['schema']>>;
}

/** Field names of the record that these readers see in full or masked. */
export function fieldsShown<F extends Record<string, Field>>(type: RecordType<F>, readers: readonly Reader[]): readonly string[] {
  return Object.entries(type.fields).flatMap(([key, declared]) => (shownToAny(declared.rule, readers) === 'hidden' ? [] : [key]));
}

/** Nguyễn Văn An → Nguyễn V. A.; a name of one word → its first letter. */
export function maskName(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const initial = (word: string): string => `${[...word.normalize('NFC')][0] ?? ''}.`;
  return words.length < 2 ? words.map(initial).join('') : words.map((word, i) => (i === 0 ? word : initial(word))).join(' ');
}

/** All but the last three digits; a number too short to hide in is hidden whole. */
export function maskCitizenId(number: string): string {
  return number.length < 9 ? '•'.repeat(number.length) : '•'.repeat(number.length - 3) + number.slice(-3);
}

function maskValue(rule: FieldRule, value: unknown): unknown {
  if (typeof value !== 'string') return value === null || value === undefined ? value : '•';
  // "Not known" and "refused" are answers, not numbers.
  if (value === 'dont-know' || value === 'refused') return value;
  return rule.mask === 'name' ? maskName(value) : maskCitizenId(value);
}
