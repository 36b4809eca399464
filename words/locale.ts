/**
 * Numbers, days and moments as each language writes them (cách viết số và ngày): 1.234.567 and 24/11/2026, 1,234,567 and
 * 24 Nov 2026. Which digits stand there is settled before; here only their spelling.
 */
import type { Language } from './words.ts';

const LOCALE = { vi: 'vi-VN', en: 'en-GB' } as const satisfies Record<Language, string>;
const numbers = new Map<string, Intl.NumberFormat>();

export function numberText(language: Language, value: number, decimals = 0): string {
  const key = `${language}${decimals}`;
  const format =
    numbers.get(key) ?? new Intl.NumberFormat(LOCALE[language], { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  numbers.set(key, format);
  // A 0 has no sign.
  return format.format(value === 0 ? 0 : value);
}

/** `yyyy-mm-dd`, `yyyy-mm` or `yyyy`. */
export function dayText(language: Language, day: string): string {
  if (language === 'vi') return day.split('-').reverse().join('/');
  const [year = '', month, date] = day.split('-');
  if (month === undefined) return year;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date ?? 1)));
  return new Intl.DateTimeFormat(LOCALE.en, {
    ...(date === undefined ? {} : { day: 'numeric' }),
    ...{ month: 'short', year: 'numeric', timeZone: 'UTC' },
  }).format(at);
}

/** Spelled `yyyy-mm-dd HH:MM` whatever the language. */
const CLOCK = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Ho_Chi_Minh' });

/** A moment (ISO, UTC) by Vietnam's clock. */
export function momentText(language: Language, moment: string): string {
  const [day = '', time = ''] = CLOCK.format(new Date(moment)).split(' ');
  return `${time}${language === 'vi' ? '' : ','} ${dayText(language, day)}`;
}

/** As Vietnamese readers sort, "Ấp 2" before "Ấp 10", whatever the language of the screen: names are Vietnamese. */
const ALPHABET = new Intl.Collator('vi', { numeric: true });

export function compareNames(a: string, b: string): number {
  return ALPHABET.compare(a, b);
}
