/** The paper form says what the questionnaire asks: every question and every answer once, faint what is to be confirmed, nothing where it is asked anew. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paperNumbers } from '../../core/interview/paper.ts';
import { QUESTIONNAIRES } from '../../core/interview/questionnaires/find.ts';
import { phieuB2026 } from '../../core/interview/questionnaires/phieu-b-2026.ts';
import { start } from '../../core/interview/state.ts';
import { date } from '../../core/kernel/dates.ts';
import { optionText, questionText } from '../../words/interview.ts';
import { formMarkup, type PaperForm } from './form-paper.ts';

const DAY = date('2026-10-20');
const about = { form: phieuB2026, year: 2026, days: [DAY, date('2026-12-15')] };

const blank = (form = phieuB2026): PaperForm => ({
  ...{ communeName: 'Xã Trà Côn', hamletName: 'Ấp Vĩnh Trà', household: null },
  state: start(form, { prefill: null, date: DAY }),
});

const who = { relation: 'child', sex: 'male', ethnicity: 'kinh' };
const members = [
  {
    ...who,
    ...{ memberId: 'a', fullName: 'Lê Thị "Năm" \\ #strong', relation: 'head', birth: '1961', citizenId: '•••••••••123' },
    ...{ healthInsurance: true, jobStatus: 'working', jobType: 'own-farm', merit: 'refused' },
  },
  { ...who, memberId: 'b', fullName: 'Lê Văn Út', birth: '2020-02-01', heightMm: 1_010, healthInsurance: true, study: 'preschool' },
];
const filled = (): PaperForm => ({
  ...blank(),
  household: { code: 'TC-07', headName: 'Lê Thị Năm', address: 'Tổ 3' },
  state: start(phieuB2026, { prefill: { household: { tenure: 'rented', cattle: 3, causes: ['no-land', 'illness'] }, members }, date: DAY }),
});

/** What stands beside a question: the rest of its row. */
function rowOf(
  markup: string,
  id: 'healthInsurance' | 'jobStatus' | 'heightMm' | 'study' | 'tenure' | 'cattle' | 'causes' | 'merit',
): string {
  const begin = markup.indexOf(`strong("${paperNumbers(phieuB2026).get(id)}. ${questionText('vi', id)}`);
  assert.ok(begin > 0, id);
  return markup.slice(begin, markup.indexOf('\n', begin));
}
const beforehand = (row: string): readonly string[] => [...row.matchAll(/#faint\("([^"]*)"\)/g)].map(([, text]) => text ?? '');

test('every question and every answer of every questionnaire is on a blank form, once, and nothing is filled in', () => {
  for (const form of QUESTIONNAIRES) {
    const markup = formMarkup([blank(form)], { ...about, form });
    for (const { groups } of form.sections)
      for (const question of groups.flatMap(({ questions }) => questions)) {
        const title = `"${paperNumbers(form).get(question.id)}. ${questionText('vi', question.id)}`;
        assert.equal(markup.split(title).length, 2, title);
        const [, rest = ''] =
          question.options.length > 0 && groups.some((g) => g.onRoster && g.questions.includes(question))
            ? markup.split(`strong("${paperNumbers(form).get(question.id)}.")`)
            : markup.split(title);
        const own = rest.slice(0, rest.indexOf('\n'));
        for (const [place, code] of question.options.entries())
          assert.ok(own.includes(`#pick("${place + 1}", "${optionText('vi', question.id, code)}")`), `${question.id}.${code}`);
      }
    assert.deepEqual(beforehand(markup), []);
  }
});

test('answers to be confirmed stand faintly, those asked anew are left to be asked, who cannot be asked is crossed out', () => {
  const markup = formMarkup([filled()], about);
  assert.deepEqual(beforehand(rowOf(markup, 'jobStatus')), ['1']);
  assert.deepEqual(beforehand(rowOf(markup, 'merit')), ['T']);
  assert.deepEqual(beforehand(rowOf(markup, 'tenure')), ['2']);
  assert.deepEqual(beforehand(rowOf(markup, 'cattle')), ['3']);
  assert.deepEqual(beforehand(rowOf(markup, 'causes')), ['1, 7']);
  for (const anew of ['healthInsurance', 'heightMm', 'study'] as const) assert.deepEqual(beforehand(rowOf(markup, anew)), [], anew);
  assert.equal(rowOf(markup, 'heightMm').split(', crossed').length - 1, 1, 'the grown-up');
  assert.equal(rowOf(markup, 'jobStatus').split(', crossed').length - 1, 1, 'the child');
  assert.ok(markup.includes('•••••••••123'));
});

test('what a name contains is never read as markup', () => {
  assert.ok(formMarkup([filled()], about).includes('known("Lê Thị \\"Năm\\" \\\\ #strong")'));
});
