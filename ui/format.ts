/**
 * Numbers, dates and moments as people read them, in the language of the screen: 1.234.567 · 12,34 % · dd/mm/yyyy, in English
 * 1,234,567 · 12.34 % · 24 Nov 2026. `–` stands for what is not known, never 0. The portal, drawn on the server, names its language.
 */
import { parseBirthDate, parseInstant } from '../core/kernel/dates.ts';
import { percentHundredths } from '../core/kernel/numbers.ts';
import { dayText, momentText, numberText } from '../words/locale.ts';
import type { Language } from '../words/words.ts';

export const NOTHING = '–';

let spoken: () => Language = () => 'vi';

/** Of a face with a language of its own (`language.svelte.ts`): what is drawn then follows the switch. */
export function speak(current: () => Language): void {
  spoken = current;
}

export function number(value: number | null | undefined, language: Language = spoken()): string {
  return value === null || value === undefined ? NOTHING : numberText(language, value);
}

/** A whole number of hundredths: 144 is `1,44`. */
export function hundredths(value: number | null | undefined, language: Language = spoken()): string {
  return value === null || value === undefined ? NOTHING : numberText(language, value / 100, 2);
}

/** `n` of `d` with two decimals and a sign of percent; nothing when `d` is 0. */
export function percent(n: number, d: number, language: Language = spoken()): string {
  const rate = percentHundredths(n, d);
  return rate === null ? NOTHING : `${hundredths(rate, language)} %`;
}

/** `yyyy-mm-dd`, `yyyy-mm` or `yyyy`; text that is no date is shown as it stands. */
export function day(text: string | null | undefined, language: Language = spoken()): string {
  if (text === null || text === undefined) return NOTHING;
  const parsed = parseBirthDate(text);
  return parsed.ok ? dayText(language, parsed.value) : text;
}

/** By Vietnam's clock. */
export function moment(text: string | null | undefined, language: Language = spoken()): string {
  if (text === null || text === undefined) return NOTHING;
  const parsed = parseInstant(text);
  return parsed.ok ? momentText(language, parsed.value) : text;
}

/** Points that may still be open because an answer is missing: `135` or `120–150`. */
export function range(points: { readonly min: number; readonly max: number }): string {
  return points.min === points.max ? number(points.min) : `${number(points.min)}–${number(points.max)}`;
}
