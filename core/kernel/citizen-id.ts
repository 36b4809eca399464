/**
 * What a citizen's number says about itself: 12 digits, of which three are the province where the birth was registered,
 * one the century and the sex, two the year of birth, six chance (Decree 137/2015/NĐ-CP Art. 13, Circular 59/2021/TT-BCA
 * [M]). There is no check digit, so a slip inside the last six digits cannot be seen. Findings are questions to a
 * person, never corrections. Whether two people carry one number is left to `register/`. (Số căn cước, số CMND cũ.)
 */
import { type BirthDate, yearOf } from './dates.ts';

export type CitizenIdFinding =
  | { readonly code: 'citizen-id-malformed' }
  /** The old identity card's 9 digits: known, no longer issued, nothing in it can be checked. */
  | { readonly code: 'citizen-id-old' }
  /** 10 or 11 digits that fit once zeros are put in front: a spreadsheet took the number for an amount. */
  | { readonly code: 'citizen-id-zero-lost'; readonly padded: string }
  /** Not one of the 63 provinces; a birth registered abroad carries a country's code, so this may still be right. */
  | { readonly code: 'citizen-id-province-unknown' }
  /** The century digit says a birth after 2099 (or, with `birth` known, another century). */
  | { readonly code: 'citizen-id-century-differs' }
  | { readonly code: 'citizen-id-sex-differs' }
  | { readonly code: 'citizen-id-year-differs' };

/** What is known of the person from elsewhere; what is null is not compared. */
export type KnownPerson = { readonly sex: 'male' | 'female' | null; readonly birth: BirthDate | null };

/**
 * The 63 provinces and cities of before 1 July 2025. The 34 of since then took their codes from among these, and a
 * number once given never changes, so the list holds for both (Decision 124/2004/QĐ-TTg; Circular 59/2021 annex [M]).
 */
const PROVINCES = new Set(
  (
    '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 ' +
    '044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 ' +
    '089 091 092 093 094 095 096'
  ).split(' '),
);

/** Digits only, as the checks and the register want them: blanks, dots and hyphens between digits are dropped. */
export function tidyCitizenId(text: string): string {
  return text.replace(/[\s.\u00a0-]/g, '');
}

/** The 9 digits of an old identity card: kept as they are, and never instead of the 12 of the same person. */
export function isOldNumber(text: string): boolean {
  return /^[0-9]{9}$/.test(text);
}

/** All that speaks against the number, in a fixed order; empty when nothing does. `text` is taken as `tidyCitizenId` gives it. */
export function checkCitizenId(text: string, known: KnownPerson): readonly CitizenIdFinding[] {
  if (isOldNumber(text)) return [{ code: 'citizen-id-old' }];
  if (/^[0-9]{10,11}$/.test(text)) return [lostZero(text)];
  if (!/^[0-9]{12}$/.test(text)) return [{ code: 'citizen-id-malformed' }];
  const findings: CitizenIdFinding[] = [];
  if (!PROVINCES.has(text.slice(0, 3))) findings.push({ code: 'citizen-id-province-unknown' });
  const { century, sex, year } = readCitizenId(text);
  if (century > 20) findings.push({ code: 'citizen-id-century-differs' });
  if (known.sex !== null && known.sex !== sex) findings.push({ code: 'citizen-id-sex-differs' });
  if (known.birth !== null && century <= 20) findings.push(...compareYears(year, yearOf(known.birth)));
  return findings;
}

/** What 12 digits say: `year` in full, `century` as the first two digits of the year. */
function readCitizenId(text: string): { century: number; sex: 'male' | 'female'; year: number } {
  const digit = Number(text.charAt(3));
  const century = 19 + Math.floor(digit / 2);
  return { century, sex: digit % 2 === 0 ? 'male' : 'female', year: century * 100 + Number(text.slice(4, 6)) };
}

function compareYears(said: number, known: number): CitizenIdFinding[] {
  if (said === known) return [];
  if (said % 100 === known % 100) return [{ code: 'citizen-id-century-differs' }];
  return [{ code: 'citizen-id-year-differs' }];
}

/** A number that still begins with a zero lost none: one digit is missing somewhere else. */
function lostZero(text: string): CitizenIdFinding {
  if (text.startsWith('0')) return { code: 'citizen-id-malformed' };
  const padded = text.padStart(12, '0');
  return PROVINCES.has(padded.slice(0, 3)) ? { code: 'citizen-id-zero-lost', padded } : { code: 'citizen-id-malformed' };
}

/**
 * Twelve digits in a row, also apart by blanks or hyphens: the number of somebody's citizen card. By dots as well where it begins with
 * a zero, as every province's code does and no sum.
 */
const CITIZEN_ID = /(?<!\d)(?:\d(?:[\s\u00a0-]?\d){11}|0(?:[\s\u00a0.-]?\d){11})(?!\d)/;

/** A text that is about a person by their number has no place here. */
export function namesCitizen(text: string): boolean {
  return CITIZEN_ID.test(text);
}
