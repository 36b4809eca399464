/**
 * A clause in the reader's language (căn cứ). Rounds and terms carry it as the rulebooks write it, in English with a mark of sureness at
 * the end, which is for whoever confirms it and not for the reader; the ledger carries a code where data was let go.
 */
import { clause as en } from './en/clause.ts';
import { clause as vi } from './vi/clause.ts';
import { type Language, subject } from './words.ts';

const text = subject(vi, en);
type ClauseKey = keyof typeof vi;
const isClauseKey = (key: string): key is ClauseKey => Object.hasOwn(vi, key);

/** Whole names before the word for what they are. */
const NAMES = [
  [/\bLaw on Personal Data Protection\b/g, 'law-personal-data'],
  [/\bLaw on Archives\b/g, 'law-archives'],
  [/\bLaw on Complaints\b/g, 'law-complaints'],
  [/\bLaw on Denunciations\b/g, 'law-denunciations'],
  [/\bLaw\b/g, 'law'],
  [/\bDecision\b/g, 'decision'],
  [/\bCircular\b/g, 'circular'],
  [/\bDecree\b/g, 'decree'],
  [/\bAnnex\b/g, 'annex'],
] as const satisfies readonly (readonly [RegExp, ClauseKey])[];

export function clauseText(language: Language, clause: string): string {
  const named = NAMES.reduce((told, [name, key]) => told.replace(name, text(language, key)), clause.replace(/\s*\[[^\]]*\]/g, ''));
  return named
    .replace(/\bForm (\d+) of\b/g, (_, numbers: string) => text(language, 'form-of', { numbers }))
    .replace(/\bForm (\d+)\b/g, (_, numbers: string) => text(language, 'form', { numbers }))
    .replace(
      /\bForms (\d+) and (\d+)\b/g,
      (_, one: string, two: string) => `${text(language, 'forms')} ${one} ${text(language, 'and')} ${two}`,
    )
    .replace(/,? \bArt\.\s*/g, `, ${text(language, 'article')} `);
}

/** Why data was erased: what an office wrote as it wrote it, a code of retention in words. */
export function groundText(language: Language, ground: string): string {
  const [, what = '', clause = ''] = /^retention:([a-z-]+):([a-z0-9-]+)$/.exec(ground) ?? [];
  const [kept, keep] = [`kept.${what}`, `keep.${clause}`];
  if (!isClauseKey(kept) || !isClauseKey(keep)) return ground;
  return text(language, 'ground.retention', { what: text(language, kept), clause: text(language, keep) });
}
