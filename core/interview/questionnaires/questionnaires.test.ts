/**
 * The forms against the answers they fill, the words that show them and the language of conditions.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { interview as en } from '../../../words/en/interview.ts';
import { interview as vi } from '../../../words/vi/interview.ts';
import { householdAnswers, memberAnswers } from '../answers.ts';
import { MISSING } from '../codes.ts';
import type { Condition, Question } from '../question.ts';
import { questionsOf, type Questionnaire } from '../questionnaire.ts';
import { CHECKS } from '../checks/all.ts';
import { QUESTIONNAIRES, findQuestionnaire } from './find.ts';
import { phieuB2022 } from './phieu-b-2022.ts';
import { phieuB2026 } from './phieu-b-2026.ts';

const all = (form: Questionnaire) => [...questionsOf(form, 'member'), ...questionsOf(form, 'household')];
const schemaOf = (question: Question) =>
  Object.entries({ ...householdAnswers.fields, ...memberAnswers.fields }).find(([id]) => id === question.id)?.[1].schema;

describe('the form of rounds under both standards', () => {
  it('asks exactly once for every field of the answers', () => {
    const fields = [...Object.keys(memberAnswers.fields).filter((f) => f !== 'memberId'), ...Object.keys(householdAnswers.fields)];
    assert.deepEqual(
      all(phieuB2026)
        .map((q) => q.id)
        .sort(),
      fields.sort(),
    );
  });

  it('is the form of 2022 with waste added', () => {
    const older = all(phieuB2022).map((q) => q.id);
    assert.deepEqual(
      all(phieuB2026)
        .map((q) => q.id)
        .filter((id) => !older.includes(id)),
      ['waste'],
    );
  });

  it('keeps members’ questions to members and the household’s to the household', () => {
    for (const q of questionsOf(phieuB2026, 'member')) assert.ok(q.id in memberAnswers.fields, q.id);
    for (const q of questionsOf(phieuB2026, 'household')) assert.ok(q.id in householdAnswers.fields, q.id);
  });
});

for (const form of QUESTIONNAIRES) {
  describe(form.id, () => {
    it('is found by the id that a round names', () => assert.equal(findQuestionnaire(form.id), form));

    it('offers exactly the codes that the parser takes', () => {
      for (const question of all(form)) {
        const schema = schemaOf(question);
        assert.ok(schema !== undefined, question.id);
        const takes = (value: unknown) => schema.safeParse(value).success;
        for (const code of question.options) assert.ok(takes(question.kind === 'several' ? [code] : code), `${question.id}.${code}`);
        for (const code of ['dont-know', 'refused'])
          assert.equal(takes(code), question.mayBeMissing || question.kind === 'text', `${question.id}: ${code}`);
        if (question.kind === 'one') assert.equal(takes('no-such-code'), false, question.id);
        if (question.max > 0 && question.kind !== 'text') {
          assert.deepEqual(
            [takes(0), takes(question.max), takes(question.max + 1), takes(-1), takes(1.5)],
            [true, true, false, false, false],
            question.id,
          );
        }
      }
    });

    it('has words in both languages for every question, option, chapter, group and unit', () => {
      const keys = all(form).flatMap((q) => [q.id, ...q.options.map((code) => `${q.id}.${code}`), ...unitKeys(q)]);
      keys.push(form.title, ...form.sections.flatMap((s) => [`section.${s.id}`, ...s.groups.map((g) => `group.${g.id}`)]));
      for (const texts of [vi, en])
        assert.deepEqual(
          keys.filter((key) => !(key in texts)),
          [],
        );
    });

    it('lets a question depend only on questions before it, with values that those can have', () => {
      const before: Question[] = [];
      for (const question of all(form)) {
        for (const leaf of leaves(question.relevant)) checkLeaf(leaf, before, question);
        before.push(question);
      }
    });

    it('shows at most seven questions on a screen', () => {
      for (const group of form.sections.flatMap((s) => s.groups))
        assert.ok(group.questions.length <= 7 && group.questions.length > 0, group.id);
    });
  });
}

describe('words of the checks', () => {
  it('exist for every check, in both languages, and for nothing else', () => {
    const ids = [...new Set(CHECKS.map((c) => `check.${c.id}`))].sort();
    for (const texts of [vi, en])
      assert.deepEqual(
        Object.keys(texts)
          .filter((key) => key.startsWith('check.'))
          .sort(),
        ids,
      );
  });

  it('name the same parameters in both languages', () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
    const english: Readonly<Record<string, string>> = en;
    for (const [key, text] of Object.entries(vi)) assert.deepEqual(names(english[key] ?? ''), names(text), key);
  });

  it('are not words for questions that no form asks', () => {
    const wordsOf = (q: Question) => [
      q.id,
      ...q.options.map((code) => `${q.id}.${code}`),
      ...MISSING.map((why) => `${q.id}.missing.${why}`),
    ];
    const known = new Set(QUESTIONNAIRES.flatMap(all).flatMap(wordsOf));
    const fields = [...Object.keys(memberAnswers.fields), ...Object.keys(householdAnswers.fields)];
    const stray = Object.keys(vi).filter((key) => fields.includes(key.split('.')[0] ?? '') && !known.has(key));
    assert.deepEqual(stray, []);
  });
});

function unitKeys(question: Question): string[] {
  if (question.unit !== null) return [`unit.${question.unit}`];
  return ['length-mm', 'weight-g', 'area-dm2'].includes(question.kind) ? [`unit.${question.kind}`] : [];
}

function leaves(condition: Condition | null): Condition[] {
  if (condition === null) return [];
  if (condition.kind === 'all' || condition.kind === 'any') return condition.of.flatMap(leaves);
  return condition.kind === 'not' ? leaves(condition.of) : [condition];
}

function checkLeaf(leaf: Condition, before: readonly Question[], question: Question): void {
  if (!('field' in leaf)) return;
  const asked = before.find((q) => q.id === leaf.field);
  assert.ok(asked !== undefined, `${question.id} depends on ${leaf.field}, which comes later`);
  const values = leaf.kind === 'in' ? leaf.values : [leaf.value];
  for (const value of values) if (typeof value === 'string') assert.ok(asked.options.includes(value), `${question.id}: ${value}`);
}
