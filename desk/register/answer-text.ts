/**
 * One answer in words (câu trả lời thành lời): options by their text, numbers grouped with their unit, dates as dd/mm/yyyy.
 * An answer that is absent was not asked, which is neither "no" nor 0.
 */
import type { AnswerValue, Question } from '../../core/interview/question.ts';
import { isList, isMissing } from '../../core/interview/question.ts';
import { tell } from '../../core/interview/reading.ts';
import { day, NOTHING, number } from '../../ui/format.ts';
import { optionText, unitText } from '../../words/interview.ts';
import type { Language } from '../../words/words.ts';
import { deskText } from '../../words/desk.ts';

/** Kinds that are kept as whole small units and told in larger ones. */
const MEASURED: readonly Question['kind'][] = ['area-dm2', 'length-mm', 'weight-g'];

export function answerText(language: Language, question: Question, value: AnswerValue | undefined): string {
  if (value === undefined) return NOTHING;
  if (isMissing(value)) return optionText(language, question.id, String(value));
  if (isList(value)) return listText(language, question, value);
  if (typeof value === 'boolean') return deskText(language, value ? 'answers.yes' : 'answers.no');
  if (typeof value === 'number') return `${numberText(language, question, value)} ${unitOf(language, question)}`.trim();
  if (question.kind === 'one') return optionText(language, question.id, value);
  return question.kind === 'birth' ? day(value) : value;
}

function listText(language: Language, question: Question, codes: readonly string[]): string {
  if (codes.length === 0) return deskText(language, 'answers.none-of-them');
  return codes.map((code) => optionText(language, question.id, code)).join('; ');
}

function numberText(language: Language, question: Question, value: number): string {
  return MEASURED.includes(question.kind) ? spelled(language, tell(question, value)) : number(value);
}

/** `1.234,5` in the language of the screen. */
function spelled(language: Language, told: string): string {
  return language === 'vi' ? told : told.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'));
}

function unitOf(language: Language, question: Question): string {
  if (question.unit !== null) return unitText(language, question.unit);
  return MEASURED.includes(question.kind) ? unitText(language, question.kind) : '';
}
