/** Requests against worked examples: by when they are answered, who is put on a list, what an answer must hold, what Phiếu A keeps from it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { COUNTED, countOn, type Procedure, USUAL_PROCEDURE, USUAL_TERMS } from './procedure.ts';
import { barsRequester, isSurelyNotPoor, USUAL_QUICK_FORM } from './quick-form.ts';
import { answerFault, type AnswerRequest, countedFor, executeDue, requestDue, requestState } from './request.ts';
import { requestNumber } from './request-number.ts';
import { DATA_FORMS, QUICK_ITEMS, REQUEST_FORMS, type RequestForm, REVIEW_FORMS } from './request-codes.ts';

const due = (lodgedOn: string, round: Parameters<typeof requestDue>[1] = null, form: 'review' | 'exit' = 'review') => {
  const found = requestDue({ form, lodgedOn }, round);
  return found.ok ? found.value : found.error;
};

test('it is answered within fifteen working days, or with the decision of the yearly review that takes it', () => {
  // Thursday, 1 October 2026: no day off until Thursday, 22 October.
  assert.equal(due('2026-10-01'), '2026-10-22');
  assert.equal(due('2026-11-09'), '2026-12-01', 'the day of culture is none');
  const yearly = { kind: 'yearly', closesOn: '2026-12-14' } as const;
  assert.equal(due('2026-10-01', yearly), '2026-12-14');
  assert.equal(due('2026-12-10', yearly), '2026-12-31', 'what comes at its end is not shortened');
  assert.equal(due('2026-10-01', { ...yearly, kind: 'regular' }), '2026-10-22');
  assert.deepEqual(due('2031-10-01'), { code: 'holidays-unknown', year: 2031 });
});

test('a round that counts otherwise is followed, from the day on which it does', () => {
  const own: Procedure['counts'][number] = {
    ...{ what: 'request-exit', days: 5, unit: 'working', from: '2026-10-05', clause: 'Nghị định mới', sure: 'S' },
  };
  const procedure = { ...USUAL_PROCEDURE, counts: [...USUAL_PROCEDURE.counts, own] };
  const round = { kind: 'regular', closesOn: '2026-10-31', procedure } as const;
  assert.deepEqual([due('2026-10-01', round, 'exit'), due('2026-10-05', round, 'exit')], ['2026-10-22', '2026-10-12']);
  assert.equal(due('2026-10-05', round), '2026-10-26', 'the other form is not touched');
});

test('every term has its clause, and none of requests is taken for sure', () => {
  for (const form of REVIEW_FORMS) {
    const count = countOn({ counts: [] }, countedFor(form), '2026-10-01');
    assert.match(count?.clause ?? '', /Decision 24\/2021/);
    assert.notEqual(count?.sure, 'S');
    assert.equal(countOn({ counts: [] }, countedFor(form), '2021-08-31'), null, 'before the Decision was in force');
  }
  assert.deepEqual(
    USUAL_TERMS.filter(({ what }) => COUNTED.some((one) => one === what)),
    [],
  );
});

test('Phiếu A keeps nobody off who has less than the round says, and nobody of whom it is written why not', () => {
  fc.assert(
    fc.property(fc.subarray([...QUICK_ITEMS]), fc.boolean(), (has, written) => {
      const barred = barsRequester(USUAL_QUICK_FORM, { has, despite: written ? 'Bệnh nặng' : null });
      assert.equal(barred !== null, has.length >= 3 && !written);
      assert.equal(isSurelyNotPoor(USUAL_QUICK_FORM, has.length), has.length >= 3);
    }),
  );
  assert.equal(barsRequester(null, null), null);
  assert.equal(barsRequester(null, { has: [], despite: null })?.code, 'quick-form-unasked');
  assert.equal(barsRequester(USUAL_QUICK_FORM, null)?.code, 'quick-form-missing');
  const few = { ...USUAL_QUICK_FORM, items: ['vehicle', 'cooling'] as const };
  assert.equal(barsRequester({ ...few, items: [...few.items] }, { has: ['degree'], despite: null })?.code, 'quick-form-wrong-item');
  assert.equal(barsRequester(USUAL_QUICK_FORM, { has: ['area', 'area'], despite: null })?.code, 'quick-form-wrong-item');
});

test('an answer names what it does and nothing else', () => {
  const base: AnswerRequest = {
    ...{ requestId: 'r', communeId: 'c', hamletId: 'h', outcome: 'listed', householdId: 'x', roundId: 'd' },
    ...{ refusal: null, quick: null, text: 'a' },
  };
  const fault = (more: Partial<AnswerRequest>) => answerFault('review', { ...base, ...more })?.code ?? null;
  const nothing = { householdId: null, roundId: null };
  assert.equal(fault({}), null);
  for (const part of ['householdId', 'roundId'] as const) assert.equal(fault({ [part]: null }), 'request-answer-incomplete');
  assert.equal(fault({ refusal: 'other' }), 'request-answer-too-much');
  assert.equal(fault({ ...nothing, outcome: 'refused' }), 'request-answer-incomplete');
  assert.equal(fault({ ...nothing, outcome: 'refused', refusal: 'quick-form', quick: { has: ['area'], despite: null } }), null);
  assert.equal(fault({ outcome: 'refused', refusal: 'other' }), 'request-answer-too-much');
  assert.equal(fault({ ...nothing, outcome: 'withdrawn' }), null);
  assert.equal(fault({ ...nothing, outcome: 'withdrawn', refusal: 'other' }), 'request-answer-too-much');
  assert.equal(fault({ ...nothing, outcome: 'withdrawn', quick: { has: [], despite: null } }), 'request-answer-too-much');
});

test('what was taken up has its result once its round was decided; numbers say form and year', () => {
  const at = (decided: boolean, done = false) => ({ decided, done });
  assert.deepEqual(
    [
      requestState(null, at(false)),
      requestState('listed', at(false)),
      requestState('listed', at(true)),
      requestState('refused', at(false)),
    ],
    ['open', 'listed', 'decided', 'refused'],
  );
  assert.deepEqual([requestState('accepted', at(false)), requestState('accepted', at(false, true))], ['accepted', 'done']);
  const requestId = '0199f100-0000-7000-8000-00000000ab01';
  const number = (form: RequestForm) => requestNumber({ requestId, form, lodgedOn: '2026-10-01' });
  assert.match(number('review'), /^RS-2026-[0-9A-Z]{8}$/);
  assert.equal(number('exit'), number('review').replace('RS', 'TN'));
  assert.equal(new Set(REQUEST_FORMS.map(number)).size, REQUEST_FORMS.length);
});

test('a right over one’s data is answered within two working days, never with a round, and carried out by its own term', () => {
  const yearly = { kind: 'yearly', closesOn: '2026-12-14' } as const;
  for (const form of DATA_FORMS) {
    const found = requestDue({ form, lodgedOn: '2026-10-01' }, yearly);
    assert.equal(found.ok ? found.value : null, '2026-10-05', 'Thursday, then Monday');
    const count = countOn({ counts: [] }, form, '2026-10-01');
    assert.ok(count !== null && count.sure !== 'S' && count.clause.includes('91/2025'), form);
    const until = executeDue(form, '2026-10-05');
    assert.ok(until.ok && until.value > '2026-10-05', form);
    assert.match(countOn({ counts: [] }, form, '2025-06-01')?.clause ?? '', /13\/2023/);
  }
  assert.deepEqual(executeDue('data-erase', '2026-10-05'), { ok: true, value: '2026-10-26' }, 'twenty days end on a Sunday');
});

test('a right is accepted for a household or refused by its clause, and is no request to be listed', () => {
  const base: AnswerRequest = {
    ...{ requestId: 'r', communeId: 'c', hamletId: 'h', outcome: 'accepted', householdId: 'x', roundId: null },
    ...{ refusal: null, quick: null, text: 'a', identity: 'letter' },
  };
  const fault = (more: Partial<AnswerRequest>) => answerFault('data-erase', { ...base, ...more })?.code ?? null;
  assert.equal(fault({}), null);
  assert.equal(answerFault('review', base)?.code, 'request-answer-other-form');
  assert.equal(fault({ outcome: 'listed', roundId: 'd' }), 'request-answer-other-form');
  assert.equal(fault({ householdId: null }), 'request-answer-incomplete');
  assert.equal(fault({ roundId: 'd' }), 'request-answer-too-much');
  assert.equal(fault({ identity: undefined }), 'request-identity-missing');
  const refused = { outcome: 'refused', householdId: null, refusal: 'kept-by-law', identity: undefined } as const;
  assert.equal(fault({ ...refused, clause: 'Luật 91/2025/QH15 Điều 14', identity: 'letter' }), 'request-answer-too-much');
  assert.equal(fault(refused), 'request-clause-missing');
  assert.equal(fault({ ...refused, clause: 'Luật 91/2025/QH15 Điều 14' }), null);
  assert.equal(fault({ clause: 'Luật 91/2025/QH15 Điều 14' }), 'request-answer-too-much');
  assert.equal(fault({ quick: { has: [], despite: null } }), 'request-answer-too-much');
});
