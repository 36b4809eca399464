/** One answer in words (câu trả lời thành lời), as the tools print it; `–` where nothing was answered. */
import type { AnswerValue } from '../../core/interview/question.ts';
import { isList } from '../../core/interview/question.ts';
import { SECTIONS } from '../../core/interview/questionnaires/questions.ts';
import { write } from '../../core/interview/reading.ts';
import { interviewText, optionText, unitText } from '../../words/interview.ts';
import type { Language } from '../../words/words.ts';

const questions = new Map<string, (typeof SECTIONS)[number]['groups'][number]['questions'][number]>(
  SECTIONS.flatMap(({ groups }) => groups.flatMap((group) => group.questions.map((q) => [q.id, q] as const))),
);

export function valueText({ field, value }: { readonly field: string; readonly value: AnswerValue | null }, language: Language): string {
  const question = questions.get(field);
  if (value === null || question === undefined) return '–';
  if (typeof value === 'boolean') return interviewText(language, value ? 'yes' : 'no');
  if (isList(value)) return value.length === 0 ? '–' : value.map((code) => optionText(language, field, code)).join(', ');
  if (value === 'dont-know' || value === 'refused' || question.kind === 'one') return optionText(language, field, String(value));
  const unit = question.unit ?? (question.kind === 'birth' ? null : question.kind);
  const written = write(question, value);
  return unit === null || typeof value !== 'number' ? written : `${written} ${unitText(language, unit)}`;
}
