/**
 * The form on paper (Phiếu B giấy): the running number of each question and the code that is written into its box, derived from the
 * questionnaire, so that what is printed and what is typed in from it are the same numbers. "Does not know" and "refuses" are
 * letters: every number may be an answer. Setting the page is server/interview/form-paper.ts, typing it in desk/interview.
 */
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Missing } from './codes.ts';
import { type AnswerValue, type Case, type FieldName, isList, isMissing, isRelevant, type Question } from './question.ts';
import type { Questionnaire } from './questionnaire.ts';
import { read, type ReadProblem, write } from './reading.ts';

/** Không biết, từ chối. */
export const PAPER_MISSING: Readonly<Record<Missing, string>> = { 'dont-know': 'K', refused: 'T' };
/** In the box of a list of codes: none of them. */
export const PAPER_NONE = '0';
/** The boxes of yes and no. */
export const PAPER_YES_NO: readonly boolean[] = [true, false];

/** Running numbers from 1, in the order of the form. */
export function paperNumbers(form: Questionnaire): ReadonlyMap<FieldName, number> {
  const questions = form.sections.flatMap(({ groups }) => groups.flatMap((group) => group.questions));
  return new Map(questions.map(({ id }, place) => [id, place + 1]));
}

/** The answers that have a number, in order: number `n` is the one at `n - 1`. Empty where the answer itself is written. */
export function paperChoices(question: Question): readonly (string | boolean)[] {
  return question.kind === 'yes-no' ? PAPER_YES_NO : question.options;
}

/** What stands in the box; '' without an answer. */
export function writeOnPaper(question: Question, value: AnswerValue | undefined): string {
  if (value === undefined) return '';
  if (isMissing(value)) return PAPER_MISSING[value];
  if (isList(value)) return value.length === 0 ? PAPER_NONE : value.map((code) => numberOfChoice(question, code)).join(', ');
  return paperChoices(question).length === 0 ? write(question, value) : numberOfChoice(question, value);
}

function numberOfChoice(question: Question, value: AnswerValue): string {
  const place = paperChoices(question).findIndex((choice) => choice === value);
  return place < 0 ? '' : String(place + 1);
}

/** What was typed from the box. */
export function readFromPaper(question: Question, typed: string): Result<AnswerValue, ReadProblem> {
  const text = typed.trim();
  const missing = missingNamed(text);
  if (missing !== null && question.mayBeMissing) return ok(missing);
  const choices = paperChoices(question);
  if (text === '' || choices.length === 0) return read(question, typed);
  if (question.kind === 'several') return readCodes(question, text);
  const choice = /^[0-9]{1,2}$/.test(text) ? choices[Number(text) - 1] : undefined;
  return choice === undefined ? fail({ code: 'not-a-code', most: String(choices.length) }) : ok(choice);
}

function missingNamed(text: string): Missing | null {
  const letter = text.toUpperCase();
  if (letter === PAPER_MISSING['dont-know']) return 'dont-know';
  return letter === PAPER_MISSING.refused ? 'refused' : null;
}

/** In the order of the form, each once. */
function readCodes(question: Question, text: string): Result<AnswerValue, ReadProblem> {
  const parts = text.split(/[\s,;.+]+/).filter((part) => part !== '');
  const places = new Set(parts.map(Number));
  const known = [...places].every((place) => Number.isInteger(place) && place >= 1 && place <= question.options.length);
  if (parts.length === 1 && parts[0] === PAPER_NONE) return ok([]);
  if (parts.length === 0 || !known) return fail({ code: 'not-codes', most: String(question.options.length) });
  return ok(question.options.filter((_, place) => places.has(place + 1)));
}

/** May the question be asked at all on these days, whatever else is answered? Paper is printed before the day of the visit. */
export function mayBeAsked(question: Question, at: Omit<Case, 'date' | 'unfilled'>, days: readonly Case['date'][]): boolean {
  return days.some((date) => isRelevant(question, { ...at, date, unfilled: true }));
}
