/**
 * An interview from the list of members to the sealed answers, told step by step.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { back, blocking, current, findings, goTo, isComplete, next, openRefs, progress, screenOf, screens } from './engine.ts';
import { answerScreen, DAY, factOf, HUNG, interviewed, LAN, MINH, PEOPLE, saysFamily, walkToEnd } from '../../tools/test/form-family.ts';
import { phieuB2022 } from './questionnaires/phieu-b-2022.ts';
import { phieuB2026 as form } from './questionnaires/phieu-b-2026.ts';
import { answersSoFar, seal, visitOfAnswers } from './seal.ts';
import {
  acceptFinding,
  addMember,
  answer,
  clear,
  confirmEarlier,
  type InterviewState,
  refKey,
  removeMember,
  restoreMember,
  start,
  takeIn,
} from './state.ts';
import { findingsOf } from './checks/all.ts';

const fresh = start(form, { prefill: null, date: DAY });
const household = (field: 'tenure' | 'wallMaterial' | 'powerSource' | 'powerKwh') => ({ field, memberId: null }) as const;
const keys = (state: InterviewState) => screens(form, state).map((s) => s.key);

describe('a first interview', () => {
  it('begins with the list of members and asks nothing about people before there are any', () => {
    assert.equal(current(form, fresh).kind, 'roster');
    assert.deepEqual(keys(fresh).slice(0, 2), ['roster', 'house']);
  });

  it('asks on the list itself who each member is', () => {
    const state = addMember(fresh, HUNG);
    const asked = current(form, state).refs;
    assert.deepEqual(
      asked.map((r) => r.field),
      ['fullName', 'relation', 'sex', 'birth', 'citizenId', 'ethnicity'],
    );
    assert.equal(screenOf(form, state, { field: 'birth', memberId: HUNG })?.key, 'roster');
  });

  it('asks each member in turn, and a child other things than its father', () => {
    const known = answerScreen(form, [HUNG, MINH].reduce(addMember, fresh), saysFamily);
    const walk = keys(known)
      .filter((key) => key.includes(':'))
      .map((key) => key.replace(HUNG, 'father').replace(MINH, 'child'));
    assert.deepEqual(walk, ['schooling:father', 'care:father', 'work:father', 'growth:child', 'schooling:child', 'care:child']);
  });

  it('asks for the kind of job only of those who work, and for a contract only of those who work for others', () => {
    const at = { ...interviewed(form), at: `work:${HUNG}` };
    const asked = (state: InterviewState) => current(form, state).refs.map((r) => r.field);
    assert.deepEqual(asked(at), ['jobStatus', 'jobType', 'contract', 'pension', 'merit']);
    assert.deepEqual(asked(answer(form, at, { field: 'jobType', memberId: HUNG }, 'own-farm')), [
      'jobStatus',
      'jobType',
      'pension',
      'merit',
    ]);
    assert.deepEqual(asked(answer(form, at, { field: 'jobStatus', memberId: HUNG }, 'unable')), ['jobStatus', 'pension', 'merit']);
  });

  it('ends complete, with nothing found, and gives answers that the form’s parser takes', () => {
    const state = interviewed(form);
    assert.deepEqual(openRefs(form, state), []);
    assert.deepEqual(findings(form, state), []);
    assert.ok(isComplete(form, state));
    const sealed = seal(form, state);
    assert.ok(sealed.ok);
    assert.equal(sealed.value.household.waste, 'collected');
    assert.deepEqual(
      sealed.value.members.map((m) => m.fullName),
      ['Nguyễn Văn Hùng', 'Trần Thị Lan', 'Nguyễn Văn Minh'],
    );
    assert.deepEqual(findingsOf(visitOfAnswers(sealed.value, DAY)), []);
  });

  it('under the form of 2022 does not ask about waste, which only the later standard needs', () => {
    const sealed = seal(phieuB2022, interviewed(phieuB2022));
    assert.ok(sealed.ok);
    assert.equal('waste' in sealed.value.household, false);
    assert.equal(sealed.value.household.radios, 0);
  });

  it('counts what is answered', () => {
    const done = progress(form, interviewed(form));
    assert.equal(done.answered, done.questions);
    assert.equal(done.screen, done.screens);
    const begun = progress(form, addMember(fresh, HUNG));
    assert.equal(begun.answered, 0);
    assert.equal(begun.screen, 1);
    assert.ok(begun.questions > 40);
  });

  it('cannot be sealed while a question is open, and says which', () => {
    const state = clear(interviewed(form), household('tenure'));
    assert.deepEqual(openRefs(form, state).map(refKey), ['tenure']);
    assert.deepEqual(seal(form, state), { ok: false, error: { code: 'interview-not-complete' } });
    assert.equal(screenOf(form, state, household('tenure'))?.key, 'house');
  });

  it('needs somebody: without members there is no head', () => {
    const empty = walkToEnd(form, fresh);
    assert.deepEqual(
      findings(form, empty).map((f) => f.id),
      ['head-count'],
    );
    assert.equal(isComplete(form, empty), false);
    assert.equal(answersSoFar(form, empty), null);
  });
});

describe('answers that no longer apply', () => {
  const state = interviewed(form);
  const homeless = answer(form, state, household('tenure'), 'none');

  it('are left out of the result, and come back with the question', () => {
    assert.equal(answersSoFar(form, homeless)?.household.wallMaterial, undefined);
    assert.equal(answersSoFar(form, homeless)?.household.dwellingAreaDm2, undefined);
    assert.equal(factOf(homeless, household('wallMaterial')), 'brick');
    const back = answer(form, homeless, household('tenure'), 'rented');
    assert.equal(answersSoFar(form, back)?.household.wallMaterial, 'brick');
    assert.ok(isComplete(form, back));
  });

  it('cannot keep a further question alive', () => {
    const left = answer(form, state, { field: 'jobStatus', memberId: HUNG }, 'no-job');
    const hung = answersSoFar(form, left)?.members.find((m) => m.memberId === HUNG);
    assert.deepEqual([hung?.jobType, hung?.contract], [undefined, undefined]);
  });

  it('"does not know" is an answer of its own: neither "no", nor 0, nor not asked', () => {
    const unknown = answer(form, state, household('powerSource'), 'dont-know');
    assert.equal(answersSoFar(form, unknown)?.household.powerSource, 'dont-know');
    assert.equal(answersSoFar(form, unknown)?.household.powerKwh, 80, 'the meter can still be read');
    const none = answer(form, state, household('powerSource'), 'none');
    assert.equal(answersSoFar(form, none)?.household.powerKwh, undefined);
    const zero = answer(form, state, household('powerKwh'), 0);
    assert.equal(answersSoFar(form, zero)?.household.powerKwh, 0);
  });

  it('a value that the question cannot have is a defect of the caller', () => {
    assert.throws(() => answer(form, state, household('tenure'), 'castle'), RangeError);
    assert.throws(() => answer(form, state, { field: 'fullName', memberId: HUNG }, 'dont-know'), RangeError);
  });
});

describe('members', () => {
  const state = interviewed(form);

  it('can be taken off and brought back with all answers', () => {
    const without = removeMember(state, MINH);
    assert.deepEqual(
      answersSoFar(form, without)?.members.map((m) => m.memberId),
      [HUNG, LAN],
    );
    assert.deepEqual(restoreMember(without, MINH), state);
  });

  it('taking off the one whose screen is shown leads to the next screen that is there', () => {
    const standing = goTo(form, state, `care:${LAN}`);
    assert.equal(current(form, removeMember(standing, LAN)).key, `growth:${MINH}`);
    assert.equal(current(form, removeMember(removeMember(standing, LAN), MINH)).key, 'house');
  });

  it('added at the door are asked like the others', () => {
    const more = addMember(state, 'new');
    assert.equal(isComplete(form, more), false);
    assert.equal(answersSoFar(form, more), null, 'without name and birth there is nobody to judge');
    assert.equal(addMember(more, 'new'), more);
  });
});

describe('people registered after the interview was begun', () => {
  const state = interviewed(form);
  const newborn = { memberId: 'new', fullName: 'Thạch Thị Bé', relation: 'child', sex: 'female', birth: '2026' };
  const known = [HUNG, LAN, MINH].map((memberId) => ({ memberId, fullName: 'Người khác' }));

  it('join the list with what is known of them, still to be asked; the others stay as they are', () => {
    const more = takeIn(form, state, [...known, newborn]);
    assert.deepEqual(more.members.slice(0, -1), state.members);
    assert.deepEqual([more.members.at(-1)?.memberId, more.members.at(-1)?.facts['fullName']], ['new', newborn.fullName]);
    assert.equal(isComplete(form, more), false);
    assert.ok(more.earlier.includes('fullName:new'));
    assert.equal(takeIn(form, more, [...known, newborn]), more, 'taken in once');
  });

  it('do not bring back whom the interview took off, nor how they went', () => {
    const without = removeMember(state, MINH, 'dead');
    assert.equal(takeIn(form, without, known), without);
    assert.equal(without.members.find(({ memberId }) => memberId === MINH)?.how, 'dead');
  });
});

describe('an interview prefilled from the last visit', () => {
  const last = answersSoFar(form, interviewed(form));
  assert.ok(last !== null);
  const state = start(form, { prefill: last, date: DAY });

  it('shows last answers to be confirmed, and measures children anew', () => {
    assert.equal(factOf(state, household('tenure')), 'owned');
    assert.equal(factOf(state, { field: 'heightMm', memberId: MINH }), undefined);
    assert.equal(isComplete(form, state), false);
    assert.ok(openRefs(form, state).some((r) => r.field === 'tenure'));
  });

  it('asks anew what age or time must have changed, beside what was said last time', () => {
    for (const [field, memberId, said] of [
      ['study', MINH, 'primary'],
      ['heightMm', MINH, 1300],
      ['healthInsurance', MINH, true],
      ['healthInsurance', HUNG, true],
    ] as const) {
      const ref = { field, memberId };
      assert.equal(factOf(state, ref), undefined, `${field} is not an answer of this visit`);
      assert.equal(state.last[refKey(ref)], said);
      assert.ok(
        openRefs(form, confirmEarlier(state, [ref])).some((r) => refKey(r) === refKey(ref)),
        'no confirming makes it one',
      );
    }
    assert.equal(answersSoFar(form, state)?.members.find((m) => m.memberId === MINH)?.study, undefined);
  });

  it('keeps what a grown-up who does not study said, asks a student anew, and whoever may be a child', () => {
    const ages = { grown: '2000-01-01', student: '2004-01-01', child: '2014-01-01', unknown: 'dont-know' } as const;
    const said = (birth: string, study: string) => ({ fullName: 'A', birth, study, jobStatus: 'studying', generalLevel: 'primary' });
    const from = (birth: string, study: string) =>
      start(form, { prefill: { household: {}, members: [{ memberId: MINH, ...said(birth, study) }] }, date: DAY });
    const kept = (birth: string, study: string) => Object.keys(from(birth, study).members[0]?.facts ?? {}).filter((f) => f in said('', ''));
    assert.deepEqual(kept(ages.grown, 'none'), ['fullName', 'birth', 'study', 'generalLevel']);
    assert.deepEqual(kept(ages.student, 'university'), ['fullName', 'birth', 'generalLevel']);
    assert.deepEqual(kept(ages.child, 'none'), ['fullName', 'birth']);
    assert.deepEqual(kept(ages.unknown, 'none'), ['fullName', 'birth']);
  });

  it('is complete once every screen was confirmed and the child measured', () => {
    let walk = state;
    while (current(form, walk).kind !== 'summary') {
      walk = next(form, confirmEarlier(answerScreen(form, walk, saysFamily), current(form, walk).refs));
    }
    assert.ok(isComplete(form, walk));
    const sealed = seal(form, walk);
    assert.deepEqual(sealed.ok && sealed.value, last);
  });

  it('stands as it is when it was handed in in this very round', () => {
    const again = start(form, { prefill: last, date: DAY, again: true });
    assert.equal(factOf(again, { field: 'heightMm', memberId: MINH }), 1300);
    assert.ok(isComplete(form, again));
    assert.deepEqual(answersSoFar(form, again), last);
  });

  it('a changed answer needs no confirming', () => {
    const changed = answer(form, state, household('tenure'), 'rented');
    assert.equal(
      openRefs(form, changed).some((r) => r.field === 'tenure'),
      false,
    );
  });

  it('leaves a masked citizen id on file: not asked again, not in the answers', () => {
    const masked = { ...last, members: last.members.map((m) => ({ ...m, citizenId: '•••••••••234' })) };
    const begun = start(form, { prefill: masked, date: DAY });
    assert.deepEqual(
      Object.values(begun.onFile),
      Object.keys(PEOPLE).map(() => '•••••••••234'),
    );
    assert.equal(
      openRefs(form, begun).some((r) => r.field === 'citizenId'),
      false,
    );
    assert.equal(
      answersSoFar(form, begun)?.members.some((m) => 'citizenId' in m),
      false,
    );
  });

  it('leaves behind codes that the form no longer knows', () => {
    const old = { household: { tenure: 'state-owned', televisions: 'two' }, members: [{ fullName: 'Không có mã' }] };
    const begun = start(form, { prefill: old, date: DAY });
    assert.deepEqual([begun.household, begun.members, begun.earlier], [{}, [], []]);
  });
});

describe('findings at the end', () => {
  const unusual = answer(form, interviewed(form), household('powerKwh'), 0);

  it('a soft one stands in the way until confirmed, and again when the answer changes', () => {
    assert.deepEqual(
      blocking(form, unusual).map((f) => f.id),
      ['power-without-use'],
    );
    assert.equal(isComplete(form, unusual), false);
    const confirmed = findings(form, unusual).reduce((s, f) => acceptFinding(s, f.key), unusual);
    assert.ok(isComplete(form, confirmed));
    const shared = answer(form, answer(form, confirmed, household('powerKwh'), 1_200), household('powerSource'), 'shared-grid');
    assert.deepEqual(
      blocking(form, shared).map((f) => f.id),
      ['number-unusual'],
    );
  });

  it('a hard one cannot be confirmed away', () => {
    const twoHeads = answer(form, interviewed(form), { field: 'relation', memberId: LAN }, 'head');
    const insisted = findings(form, twoHeads).reduce((s, f) => acceptFinding(s, f.key), twoHeads);
    assert.deepEqual(
      blocking(form, insisted).map((f) => f.id),
      ['head-count'],
    );
    assert.equal(isComplete(form, insisted), false);
  });
});

describe('forward and back', () => {
  it('end at the summary and at the list of members', () => {
    const state = interviewed(form);
    assert.equal(current(form, next(form, state)).key, 'summary');
    assert.equal(current(form, back(form, fresh)).key, 'roster');
    assert.equal(goTo(form, state, 'nowhere'), state);
  });
});
