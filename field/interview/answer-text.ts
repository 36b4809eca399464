/** An answer as people read it (câu trả lời bằng chữ): the option's words, the number with its unit, the date. */
import { type AnswerValue, isList, isMissing, type Question } from '../../core/interview/question.ts';
import { tell, write } from '../../core/interview/reading.ts';
import { language } from '../../ui/language.svelte.ts';
import { interviewText, optionText, unitText } from '../../words/interview.ts';

export function answerText(question: Question, value: AnswerValue): string {
  const tongue = language.current;
  if (isMissing(value)) return optionText(tongue, question.id, value);
  if (typeof value === 'boolean') return interviewText(tongue, value ? 'yes' : 'no');
  if (isList(value))
    return value.length === 0
      ? interviewText(tongue, 'several.none')
      : value.map((code) => optionText(tongue, question.id, code)).join(', ');
  if (question.kind === 'one') return optionText(tongue, question.id, String(value));
  const text = typeof value === 'number' ? tell(question, value) : write(question, value);
  const unit = unitOf(question);
  return unit === null ? text : `${text} ${unit}`;
}

/** The unit shown beside a number; null for the other kinds. */
export function unitOf(question: Question): string | null {
  if (question.unit !== null) return unitText(language.current, question.unit);
  return ['length-mm', 'weight-g', 'area-dm2'].includes(question.kind) ? unitText(language.current, question.kind) : null;
}
