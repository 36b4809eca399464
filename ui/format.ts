/**
 * Numbers, dates and moments as people here read them (1.234.567 · 12,34 % · dd/mm/yyyy), in either language of the
 * screen: an official figure looks the same to everybody. Made from the kernel's own spellings; `–` stands for what is
 * not known, never 0.
 */
import { formatInstantVi, formatVi, parseBirthDate, parseInstant } from '../core/kernel/dates.ts';
import { groupVi, percent2Vi } from '../core/kernel/numbers.ts';

export const NOTHING = '–';

export function number(value: number | null | undefined): string {
  return value === null || value === undefined ? NOTHING : groupVi(value);
}

/** `n` of `d` with two decimals and a sign of percent; nothing when `d` is 0. */
export function percent(n: number, d: number): string {
  const text = percent2Vi(n, d);
  return text === null ? NOTHING : `${text} %`;
}

/** `yyyy-mm-dd`, `yyyy-mm` or `yyyy`; text that is no date is shown as it stands. */
export function day(text: string | null | undefined): string {
  if (text === null || text === undefined) return NOTHING;
  const parsed = parseBirthDate(text);
  return parsed.ok ? formatVi(parsed.value) : text;
}

/** `HH:MM dd/mm/yyyy` in Vietnam's time. */
export function moment(text: string | null | undefined): string {
  if (text === null || text === undefined) return NOTHING;
  const parsed = parseInstant(text);
  return parsed.ok ? formatInstantVi(parsed.value) : text;
}

/** Points that may still be open because an answer is missing: `135` or `120–150`. */
export function range(points: { readonly min: number; readonly max: number }): string {
  return points.min === points.max ? groupVi(points.min) : `${groupVi(points.min)}–${groupVi(points.max)}`;
}
