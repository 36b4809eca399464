/** The answers of a question with their numbers, or its unit, as one short line (mã trả lời của câu hỏi). */
import { paperChoices } from '../../core/interview/paper.ts';
import type { Question } from '../../core/interview/question.ts';
import { interviewText, optionText, unitText } from '../../words/interview.ts';
import type { Language } from '../../words/words.ts';

export function questionLine(language: Language, question: Question): string {
  const choices = paperChoices(question);
  if (choices.length === 0) {
    if (question.unit !== null) return unitText(language, question.unit);
    return ['length-mm', 'weight-g', 'area-dm2'].includes(question.kind) ? unitText(language, question.kind) : '';
  }
  const word = (choice: string | boolean) =>
    typeof choice === 'boolean' ? interviewText(language, choice ? 'yes' : 'no') : optionText(language, question.id, choice);
  return choices.map((choice, place) => `${place + 1} ${word(choice)}`).join(' · ');
}
