/**
 * The clause of a gate in the reader's language (căn cứ của một bước). Rounds carry it as the rulebooks write it, in English
 * with a mark of sureness at the end, which is for whoever confirms it and not for the screen.
 */
import { t } from '../text.ts';

export function clauseText(clause: string): string {
  return clause
    .replace(/\s*\[[^\]]*\]/g, '')
    .replace(/\bLaw\b/g, t('legal.law'))
    .replace(/\bDecision\b/g, t('legal.decision'))
    .replace(/\bCircular\b/g, t('legal.circular'))
    .replace(/\bDecree\b/g, t('legal.decree'))
    .replace(/\bAnnex\b/g, t('legal.annex'))
    .replace(/,? \bArt\.\s*/g, `, ${t('legal.article')} `);
}
