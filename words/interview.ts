/**
 * Texts of the review form by code (lời của Phiếu B): a question, an option, a unit, a finding. A code without a text
 * shows as itself, so that a reader notices; the tests see to it that none does.
 */
import { interview as en } from './en/interview.ts';
import { interview as vi } from './vi/interview.ts';
import { type Language, type Params, subject } from './words.ts';

export const interviewText = subject(vi, en);

export type InterviewKey = keyof typeof vi;

export function isInterviewKey(key: string): key is InterviewKey {
  return Object.hasOwn(vi, key);
}

function orItself(language: Language, key: string, params?: Params): string {
  return isInterviewKey(key) ? interviewText(language, key, params) : key;
}

/** Read out before the first question: who asks and why, the household's rights, whom to call. Unknown names are dots. */
export function noticeTexts(
  language: Language,
  { communeName, hamletName }: { communeName: string; hamletName: string },
): readonly string[] {
  const params = { commune: inSentence(communeName), hamlet: inSentence(hamletName) };
  return (['who', 'why', 'rights', 'law', 'call'] as const).map((part) => interviewText(language, `notice.${part}`, params));
}

/** "Xã Trà Côn" inside a sentence. */
function inSentence(name: string): string {
  return name === '' ? '…………………' : name.slice(0, 1).toLocaleLowerCase('vi') + name.slice(1);
}

export function questionText(language: Language, field: string): string {
  return orItself(language, field);
}

/** null where the question needs no hint. */
export function hintText(language: Language, field: string): string | null {
  const key = `hint.${field}`;
  return isInterviewKey(key) ? interviewText(language, key) : null;
}

/** Text of a code answered to a question; of "does not know" and "refuses" too. */
export function optionText(language: Language, field: string, code: string): string {
  const [own, missing] = [`${field}.missing.${code}`, `missing.${code}`];
  if (isInterviewKey(own)) return interviewText(language, own);
  return isInterviewKey(missing) ? interviewText(language, missing) : orItself(language, `${field}.${code}`);
}

/** The name of a questionnaire, by the id that a round gives. */
export function questionnaireText(language: Language, id: string): string {
  return isInterviewKey(`title.${id}`) ? orItself(language, `title.${id}`) : id;
}

export function sectionText(language: Language, section: string): string {
  return orItself(language, `section.${section}`);
}

export function groupText(language: Language, group: string): string {
  return orItself(language, `group.${group}`);
}

export function unitText(language: Language, unit: string): string {
  return orItself(language, `unit.${unit}`);
}

export function checkText(language: Language, check: string, params?: Params): string {
  return orItself(language, `check.${check}`, params);
}

export function readText(language: Language, code: string, params?: Params): string {
  return orItself(language, `read.${code}`, params);
}
