/**
 * The answers on which a reason rests, in words (dựa trên câu trả lời nào): "Trần Văn Lợi: Hợp đồng lao động: Không có hợp
 * đồng". An answer that is missing is named as such.
 */
import type { UsedAnswer } from '../../core/classify/verdict.ts';
import type { Question } from '../../core/interview/question.ts';
import { findQuestion } from '../../core/interview/questionnaire.ts';
import { QUESTIONNAIRES } from '../../core/interview/questionnaires/find.ts';
import { questionText } from '../../words/interview.ts';
import type { Language } from '../../words/words.ts';
import { answerText } from '../register/answer-text.ts';

/** By member id. */
export type Names = Readonly<Record<string, string>>;

export function usedText(language: Language, used: UsedAnswer, names: Names): string {
  const question = questionOf(used.field);
  const name = used.memberId === null ? '' : `${names[used.memberId] ?? ''}: `;
  const value = question === undefined ? String(used.value) : answerText(language, question, used.value ?? undefined);
  return `${name}${questionText(language, used.field)}: ${value}`;
}

function questionOf(field: string): Question | undefined {
  for (const form of QUESTIONNAIRES) {
    const found = findQuestion(form, field);
    if (found !== undefined) return found;
  }
  return undefined;
}
