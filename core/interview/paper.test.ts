/** The numbers on paper: each answer of each question is written as a code and read back the same; what is no code is said so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { date } from '../kernel/dates.ts';
import { mayBeAsked, paperChoices, paperNumbers, readFromPaper, writeOnPaper } from './paper.ts';
import { accepts, type AnswerValue, type Question } from './question.ts';
import { findQuestion, type Questionnaire } from './questionnaire.ts';
import { QUESTIONNAIRES } from './questionnaires/find.ts';

const questionsIn = (form: Questionnaire): readonly Question[] =>
  form.sections.flatMap(({ groups }) => groups.flatMap(({ questions }) => questions));

/** Any answer that the question takes. */
function answers(question: Question): fc.Arbitrary<AnswerValue> {
  const missing: fc.Arbitrary<AnswerValue>[] = question.mayBeMissing ? [fc.constantFrom<AnswerValue>('dont-know', 'refused')] : [];
  return fc.oneof(given(question), ...missing);
}

function given(question: Question): fc.Arbitrary<AnswerValue> {
  switch (question.kind) {
    case 'one':
      return fc.constantFrom(...question.options);
    case 'several':
      return fc.subarray([...question.options]);
    case 'yes-no':
      return fc.boolean();
    case 'birth':
      return fc.constantFrom('1984', '1984-09', '1984-09-05');
    case 'citizen-id':
      return fc.stringMatching(/^[0-9]{12}$/);
    case 'text':
      return fc.constantFrom('Nguyễn Văn An', 'Nhà dột, mong được sửa.');
    default:
      return fc.nat({ max: question.max });
  }
}

test('every answer of every question is read back from the code that stands on paper', () => {
  for (const form of QUESTIONNAIRES) {
    for (const question of questionsIn(form)) {
      fc.assert(
        fc.property(answers(question), (value) => {
          assert.ok(accepts(question, value));
          assert.deepEqual(readFromPaper(question, writeOnPaper(question, value)), { ok: true, value });
        }),
        { numRuns: 40 },
      );
    }
  }
});

test('questions are numbered one after the other, and each choice has its own number', () => {
  for (const form of QUESTIONNAIRES) {
    const numbers = [...paperNumbers(form).values()];
    assert.deepEqual(
      numbers,
      numbers.map((_, place) => place + 1),
    );
    assert.equal(numbers.length, questionsIn(form).length);
    for (const question of questionsIn(form)) {
      const codes = paperChoices(question).map((choice) => writeOnPaper(question, question.kind === 'several' ? [String(choice)] : choice));
      assert.equal(new Set(codes).size, codes.length, question.id);
    }
  }
});

const question = (id: string): Question => findQuestion(QUESTIONNAIRES[0] ?? assert.fail(), id) ?? assert.fail(id);
const problem = (id: string, typed: string) => {
  const got = readFromPaper(question(id), typed);
  return got.ok ? null : got.error;
};

test('what is no code is told with the codes there are; an empty box is no answer', () => {
  assert.deepEqual(problem('sex', '3'), { code: 'not-a-code', most: '2' });
  assert.deepEqual(problem('sex', '0'), { code: 'not-a-code', most: '2' });
  assert.deepEqual(problem('sex', 'nam'), { code: 'not-a-code', most: '2' });
  assert.deepEqual(problem('relation', 'K'), { code: 'not-a-code', most: '11' });
  assert.deepEqual(problem('causes', '1, 9'), { code: 'not-codes', most: '8' });
  assert.deepEqual(problem('causes', '0 1'), { code: 'not-codes', most: '8' });
  assert.equal(problem('tenure', '')?.code, 'empty');
  assert.equal(problem('cattle', '1x')?.code, 'not-a-number');
  assert.deepEqual(readFromPaper(question('causes'), '7,2 2'), { ok: true, value: ['no-capital', 'illness'] });
  assert.deepEqual(readFromPaper(question('cattle'), ' k '), { ok: true, value: 'dont-know' });
  assert.deepEqual(readFromPaper(question('fullName'), 'K'), { ok: true, value: 'K' });
});

test('only an age that is known on both days rules a question out', () => {
  const days = [date('2026-10-01'), date('2026-12-15')];
  const asked = (id: string, birth: string | null) =>
    mayBeAsked(question(id), { household: {}, member: birth === null ? {} : { birth } }, days);
  assert.equal(asked('heightMm', '1984-01-01'), false);
  assert.equal(asked('heightMm', '2010-11-01'), true, 'turns 16 before the round ends');
  assert.equal(asked('vocationalLevel', '2010-11-01'), true);
  assert.equal(asked('vocationalLevel', '2010-12-20'), false);
  assert.equal(asked('contract', '1984-01-01'), true, 'an answer not yet given may still ask it');
  assert.equal(asked('contract', '2020-01-01'), false);
  assert.equal(asked('heightMm', null), true);
});
