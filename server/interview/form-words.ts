/**
 * The words around a question on paper (lời quanh câu hỏi): its answers with their numbers, its unit, and of whom it is asked, said from
 * the condition that the questionnaire itself holds.
 */
import { paperChoices, writeOnPaper } from '../../core/interview/paper.ts';
import type { Condition, Question } from '../../core/interview/question.ts';
import { typstLiteral } from '../../core/kernel/typst.ts';
import { type FormPaperKey, formPaperText } from '../../words/form-paper.ts';
import { interviewText, optionText, unitText } from '../../words/interview.ts';
import type { Params } from '../../words/words.ts';

const t = (key: FormPaperKey, params?: Params): string => formPaperText('vi', key, params);

/** Each with its number in a small square, which may be ticked. */
export function choicesOf(question: Question): string {
  return paperChoices(question)
    .map((choice, place) => `#pick("${place + 1}", ${typstLiteral(wordOf(question, choice))})`)
    .join('#h(0pt) ');
}

function wordOf(question: Question, choice: string | boolean): string {
  return typeof choice === 'boolean' ? interviewText('vi', choice ? 'yes' : 'no') : optionText('vi', question.id, choice);
}

export function unitOnPaper(question: Question): string | null {
  if (question.unit !== null) return unitText('vi', question.unit);
  return ['length-mm', 'weight-g', 'area-dm2'].includes(question.kind) ? unitText('vi', question.kind) : null;
}

type Find = (id: string) => Question | undefined;

/** "từ 15 tuổi, nếu câu 13 ghi 1"; null: of everybody. */
export function askedOf(question: Question, numbers: ReadonlyMap<string, number>, find: Find): string | null {
  return question.relevant === null ? null : said(question.relevant, numbers, find) || null;
}

function said(condition: Condition, numbers: ReadonlyMap<string, number>, find: Find): string {
  switch (condition.kind) {
    case 'age-at-least':
      return t('from-age', { years: condition.years });
    case 'age-below':
      return t('below-age', { years: condition.years });
    case 'all':
      return allOf(condition.of, numbers, find);
    case 'any':
      return condition.of.map((each) => said(each, numbers, find)).join(` ${t('or')} `);
    case 'not':
      return negated(condition.of, numbers, find);
    case 'equals':
      return t('if-is', { question: ref(condition.field, numbers), codes: codesOf(find(condition.field), [condition.value]) });
    case 'in':
      return t('if-is', { question: ref(condition.field, numbers), codes: codesOf(find(condition.field), condition.values) });
    case 'at-least':
      return t('if-is', { question: ref(condition.field, numbers), codes: `≥ ${condition.value}` });
  }
}

/** Two ages are one span. */
function allOf(of: readonly Condition[], numbers: ReadonlyMap<string, number>, find: Find): string {
  const [from, below] = [of.find((each) => each.kind === 'age-at-least'), of.find((each) => each.kind === 'age-below')];
  const rest = of.filter((each) => each !== from && each !== below).map((each) => said(each, numbers, find));
  const ages = [from, below].flatMap((each) => (each === undefined ? [] : [said(each, numbers, find)]));
  const span = from !== undefined && below !== undefined ? [t('between-ages', { from: from.years, to: below.years - 1 })] : ages;
  return [...span, ...rest].filter((part) => part !== '').join(', ');
}

function negated(condition: Condition, numbers: ReadonlyMap<string, number>, find: Find): string {
  if (condition.kind === 'equals' || condition.kind === 'in') {
    const values = condition.kind === 'in' ? condition.values : [condition.value];
    return t('if-is-not', { question: ref(condition.field, numbers), codes: codesOf(find(condition.field), values) });
  }
  throw new RangeError(`The paper has no words for the opposite of "${condition.kind}".`);
}

const ref = (field: string, numbers: ReadonlyMap<string, number>): string => t('question-ref', { number: numbers.get(field) ?? '?' });

function codesOf(question: Question | undefined, values: readonly (string | number | boolean)[]): string {
  const codes = values.map((value) => (question === undefined ? String(value) : writeOnPaper(question, value)));
  return codes.join(` ${t('or')} `);
}
