/** What the button in the fixed bar says and where it leads, from both sides of each condition. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isComplete } from '../../core/interview/engine.ts';
import { phieuB2026 as form } from '../../core/interview/questionnaires/phieu-b-2026.ts';
import { acceptFinding, addMember, answer, clear, start } from '../../core/interview/state.ts';
import { date } from '../../core/kernel/dates.ts';
import { DAY, interviewed } from '../../tools/test/form-family.ts';
import { standingOf } from './standing.ts';

const power = { field: 'powerKwh', memberId: null } as const;
const done = interviewed(form);

test('a whole form may be finished', () => {
  const standing = standingOf(form, done, false);
  assert.deepEqual([standing.ready, standing.key], [true, 'summary.finish']);
  assert.ok(isComplete(form, done));
});

test('an open question, an unconfirmed finding, both, or a newer form stand in the way', () => {
  const open = clear(done, power);
  assert.deepEqual(standingOf(form, open, false), { open: [power], checks: [], ready: false, key: 'summary.blocked-open' });
  const odd = answer(form, done, power, 0);
  const checked = standingOf(form, odd, false);
  assert.deepEqual([checked.ready, checked.key, checked.checks.length], [false, 'summary.blocked-checks', 1]);
  assert.equal(standingOf(form, acceptFinding(odd, checked.checks[0]?.key ?? ''), false).key, 'summary.finish');
  assert.equal(standingOf(form, addMember(odd, 'new'), false).key, 'summary.blocked-both');
  assert.deepEqual([standingOf(form, done, true).ready, standingOf(form, done, true).key], [false, 'summary.blocked-forms']);
});

test('the first open question is the first one met on the way', () => {
  const fresh = addMember(start(form, { prefill: null, date: date(DAY) }), 'new');
  assert.deepEqual(standingOf(form, fresh, false).open[0], { field: 'fullName', memberId: 'new' });
});
