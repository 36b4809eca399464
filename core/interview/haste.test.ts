/** The rule about forms worth a second look, at both of its edges. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Form, paceOf } from './haste.ts';

const PERSON = { memberId: 'a', fullName: 'Thạch Sang', birth: '1970' };
const form = (answers: number, changed = 0): Form => ({
  household: Object.fromEntries(Array.from({ length: answers }, (_, at) => [`q${at}`, at < changed ? 'new' : 'old'])),
  members: [PERSON],
});

test('five seconds an answer, on either side', () => {
  assert.deepEqual(paceOf(form(60), null, 299), { minutes: 4, answers: 60, unchanged: null, hasty: true });
  assert.deepEqual(paceOf(form(60), null, 300), { minutes: 5, answers: 60, unchanged: null, hasty: false });
});

test('all but a twentieth as the year before, on either side, and only of enough answers', () => {
  assert.deepEqual(paceOf(form(60, 3), form(60), 599), { minutes: 9, answers: 60, unchanged: 57, hasty: true });
  assert.equal(paceOf(form(60, 3), form(60), 600).hasty, false, 'an hour taken over the same answers is no haste');
  assert.equal(paceOf(form(60, 4), form(60), 599).hasty, false);
  assert.equal(paceOf(form(29), form(29), 289).hasty, false);
  assert.equal(paceOf(form(30), form(30), 299).hasty, true);
});

test('who is who does not count; without moments the pace is not known', () => {
  assert.equal(paceOf(form(1), form(1), null).unchanged, 1);
  assert.deepEqual(paceOf(form(60), null, null), { minutes: null, answers: 60, unchanged: null, hasty: false });
  assert.equal(paceOf({ household: {}, members: [PERSON] }, null, 0).hasty, false);
});

test('lists are compared by what is in them', () => {
  const causes = (...of: string[]): Form => ({ household: { causes: of }, members: [] });
  assert.equal(paceOf(causes('illness'), causes('illness'), null).unchanged, 1);
  assert.equal(paceOf(causes('illness'), causes('no-land'), null).unchanged, 0);
});
