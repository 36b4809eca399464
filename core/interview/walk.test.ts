/**
 * Random interviews: people are added and taken off, questions answered anyhow, the enumerator goes forward, back and
 * elsewhere. Whatever happens, the walk never ends, back leads where one came from, and only what applies is kept.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { back, current, goTo, isComplete, next, openRefs, progress, screens } from './engine.ts';
import { DAY, factOf } from '../../tools/test/form-family.ts';
import { accepts, type AnswerValue, type Question } from './question.ts';
import { findQuestion, questionsOf } from './questionnaire.ts';
import { QUESTIONNAIRES } from './questionnaires/find.ts';
import { phieuB2026 as form } from './questionnaires/phieu-b-2026.ts';
import { answersSoFar, seal, visitOfAnswers } from './seal.ts';
import {
  acceptFinding,
  addMember,
  answer,
  clear,
  type InterviewState,
  refKey,
  relevantFields,
  removeMember,
  restoreMember,
  start,
  visitOf,
} from './state.ts';
import { findings } from './engine.ts';

const IDS = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`);

function anyValue(question: Question): fc.Arbitrary<AnswerValue> {
  const missing = question.mayBeMissing ? [fc.constantFrom<AnswerValue>('dont-know', 'refused')] : [];
  switch (question.kind) {
    case 'one':
      return fc.oneof(fc.constantFrom(...question.options), ...missing);
    case 'several':
      return fc.oneof(fc.subarray([...question.options]), ...missing);
    case 'yes-no':
      return fc.oneof(fc.boolean(), ...missing);
    case 'birth':
      return fc.oneof(
        fc.integer({ min: 1900, max: 2027 }).map(String),
        fc.integer({ min: 1910, max: 2026 }).map((y) => `${y}-10-05`),
        ...missing,
      );
    case 'citizen-id':
      return fc.oneof(fc.stringMatching(/^[0-9]{12}$/), ...missing);
    case 'text':
      return fc.constantFrom('Nguyễn Văn An', 'Thạch Thị Sa Rinh', 'Lâm Á');
    default:
      return fc.oneof(fc.integer({ min: 0, max: Math.min(question.max, 3) }), fc.integer({ min: 0, max: question.max }), ...missing);
  }
}

type Step = (state: InterviewState) => InterviewState;
const ALL = [...questionsOf(form, 'member'), ...questionsOf(form, 'household')];

/** Answers any question that the form has, asked now or not: as a stored draft might hold it. */
const answering: fc.Arbitrary<Step> = fc.constantFrom(...ALL).chain((question) => {
  const member = questionsOf(form, 'member').includes(question);
  return fc.tuple(anyValue(question), fc.constantFrom(...IDS)).map(([value, id]): Step => {
    const ref = { field: question.id, memberId: member ? id : null };
    return (state) => answer(form, state, ref, value);
  });
});
const editing: fc.Arbitrary<Step> = fc.tuple(fc.constantFrom(addMember, removeMember, restoreMember), fc.constantFrom(...IDS)).map(
  ([edit, id]): Step =>
    (state) =>
      edit(state, id),
);
const taking: fc.Arbitrary<Step> = fc.constantFrom(...ALL).map(
  (q): Step =>
    (state) =>
      clear(state, { field: q.id, memberId: null }),
);
const moving: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>((state) => next(form, state)),
  fc.constant<Step>((state) => back(form, state)),
  fc.nat({ max: 60 }).map(
    (n): Step =>
      (state) =>
        goTo(form, state, screens(form, state)[n]?.key ?? 'roster'),
  ),
);
const anyState = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: answering },
      { weight: 2, arbitrary: editing },
      { weight: 1, arbitrary: taking },
      { weight: 3, arbitrary: moving },
    ),
    { maxLength: 120 },
  )
  .map((steps) => steps.reduce<InterviewState>((state, step) => step(state), start(form, { prefill: null, date: DAY })));

const RUNS = { numRuns: 200 };

describe('any interview', () => {
  it('never reaches a dead end: going forward ends at the summary, going back at the list of members', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const many = screens(form, state).length;
        let [forward, backward] = [state, state];
        for (let i = 0; i < many; i += 1) [forward, backward] = [next(form, forward), back(form, backward)];
        assert.equal(current(form, forward).kind, 'summary');
        assert.equal(current(form, backward).kind, 'roster');
      }),
      RUNS,
    );
  });

  it('stands on a screen that is there and asks something', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const here = current(form, state);
        assert.ok(screens(form, state).some((s) => s.key === here.key));
        assert.ok(here.kind !== 'questions' || here.refs.length > 0);
        const { screen, screens: many } = progress(form, state);
        assert.ok(screen >= 1 && screen <= many);
      }),
      RUNS,
    );
  });

  it('comes back to the same screen after one step forward', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const here = current(form, state);
        if (here.kind === 'summary') return;
        assert.equal(current(form, back(form, next(form, state))).key, here.key);
      }),
      RUNS,
    );
  });

  it('never has an answer in the result whose question does not apply, nor loses one that does', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const visit = visitOf(form, state);
        for (const [memberId, facts] of [[null, visit.household] as const, ...visit.members.map((m) => [m.memberId, m.facts] as const)]) {
          const fields = relevantFields(form, state, memberId);
          assert.deepEqual(
            Object.keys(facts).filter((field) => !fields.has(field)),
            [],
          );
          for (const q of ALL.filter(({ id }) => fields.has(id))) assert.deepEqual(facts[q.id], factOf(state, { field: q.id, memberId }));
        }
      }),
      RUNS,
    );
  });

  it('asks the same questions when begun again from its own result', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const visit = visitOf(form, state);
        const again = { ...state, household: visit.household, members: visit.members.map((m) => ({ ...m, removed: false })) };
        assert.deepEqual(screens(form, again), screens(form, state));
      }),
      RUNS,
    );
  });

  it('can always be brought to an end: answer what is open, confirm what may be confirmed', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        let at = addMember(state, IDS[0] ?? '');
        at = restoreMember(at, IDS[0] ?? '');
        // Answering may open further questions, but not for ever.
        for (let round = 0; openRefs(form, at).length > 0; round += 1) {
          assert.ok(round < 5);
          for (const ref of openRefs(form, at)) at = answer(form, at, ref, plainest(questionOf(ref.field)));
        }
        for (const finding of findings(form, at).filter((f) => f.severity === 'soft')) at = acceptFinding(at, finding.key);
        assert.equal(
          isComplete(form, at),
          findings(form, at).every((f) => f.severity === 'soft'),
        );
        assert.equal(seal(form, at).ok, isComplete(form, at));
      }),
      RUNS,
    );
  });

  it('its hard findings can all be put right by correcting the answers they name', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        let at = restoreMember(addMember(state, IDS[0] ?? ''), IDS[0] ?? '');
        for (let round = 0; round < 20; round += 1) {
          const hard = findings(form, at).filter((f) => f.severity === 'hard');
          if (hard.length === 0) return;
          const heads = hard.some((f) => f.id === 'head-count');
          if (heads)
            for (const [i, m] of visitOf(form, at).members.entries())
              at = answer(form, at, { field: 'relation', memberId: m.memberId }, i === 0 ? 'head' : 'not-kin');
          for (const finding of hard)
            for (const ref of finding.refs) {
              if (questionOf(ref.field).mayBeMissing) at = answer(form, at, ref, 'dont-know');
            }
        }
        assert.fail('a hard finding stayed');
      }),
      RUNS,
    );
  });

  it('says of its answers at the door what it said on the phone', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const answers = answersSoFar(form, state);
        if (answers !== null) assert.deepEqual(visitOfAnswers(answers, DAY), visitOf(form, state));
      }),
      RUNS,
    );
  });

  it('survives being stored and taken up again', () => {
    fc.assert(
      fc.property(anyState, (state) => assert.deepEqual(JSON.parse(JSON.stringify(state)), state)),
      RUNS,
    );
  });
});

describe('every question of every form', () => {
  it('is reached by some household', () => {
    for (const questionnaire of QUESTIONNAIRES) {
      const reached = new Set<string>();
      for (const birth of ['2024', '2015', '2000', '1950']) {
        let state = addMember(start(questionnaire, { prefill: null, date: DAY }), IDS[0] ?? '');
        for (let ref = openRefs(questionnaire, state)[0]; ref !== undefined; ref = openRefs(questionnaire, state)[0]) {
          const question = findQuestion(questionnaire, ref.field);
          assert.ok(question !== undefined);
          state = answer(questionnaire, state, ref, ref.field === 'birth' ? birth : firstOf(question));
        }
        for (const ref of screens(questionnaire, state).flatMap((s) => s.refs)) reached.add(refKey({ ...ref, memberId: null }));
      }
      const all = [...questionsOf(questionnaire, 'member'), ...questionsOf(questionnaire, 'household')].map((q) => q.id);
      assert.deepEqual(
        all.filter((id) => !reached.has(id)),
        [],
      );
    }
  });
});

function questionOf(field: string): Question {
  const question = findQuestion(form, field);
  assert.ok(question !== undefined);
  return question;
}

function plainest(question: Question): AnswerValue {
  return question.mayBeMissing ? 'dont-know' : firstOf(question);
}

function firstOf(question: Question): AnswerValue {
  const first = question.options[0];
  const value: AnswerValue =
    question.kind === 'several'
      ? []
      : question.kind === 'yes-no'
        ? true
        : question.kind === 'birth'
          ? '2000'
          : question.kind === 'citizen-id'
            ? 'dont-know'
            : question.kind === 'text'
              ? 'Nguyễn Thị Bé'
              : (first ?? 1);
  assert.ok(accepts(question, value));
  return value;
}
