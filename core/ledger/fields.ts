/**
 * The small schemas that every payload is made of: ids, days, moments, area ids. They check form only; whether a household
 * or a round exists is the door's question. (Trường chung của sự kiện.)
 */
import * as z from 'zod';
import { parseInstant } from '../kernel/dates.ts';

/** `yyyy-mm-dd`, a real day. */
export const daySchema = z.iso.date();
/** `yyyy-mm-ddThh:mm:ss.mmmZ`, UTC, always 24 characters, so that text order is time order. */
export const instantSchema = z.string().refine((text) => text.length === 24 && parseInstant(text).ok);
/** Lowercase, since ids are compared as text. */
export const idSchema = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[478][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
/** `a0001` for a real unit, a uuid for a hamlet. */
export const areaIdSchema = z.string().regex(/^(a\d{4}|[0-9a-f]{8}-[0-9a-f]{4}-[478][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/);
/** 32 bytes as 64 lowercase hexadecimal digits. */
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
/** One line that shows something: no break within it, not only signs that nobody sees; such signs are taken out, so that who reads it finds it. */
export const lineSchema = (max: number) => z.string().overwrite(withoutHidden).trim().min(1).max(max).refine(isLine);
export const areaTypeSchema = z.enum(['rural', 'urban']);

/** Soft hyphen, marks of direction, blanks and joiners without width, tags: names and codes look the same with and without them. */
const HIDDEN = /[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]/gu;
const withoutHidden = (text: string): string => text.replace(HIDDEN, '');

const BREAKS = /[\n\r\t\v\f\u0085\u2028\u2029]/;
/** A letter, digit, mark of writing or sign; the Hangul fillers are letters that show nothing. */
const SEEN = /(?![\u115f\u1160\u3164\uffa0])[\p{L}\p{N}\p{P}\p{S}]/u;

function isLine(text: string): boolean {
  return !BREAKS.test(text) && SEEN.test(text);
}
