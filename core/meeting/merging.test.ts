/** Which households may end in another before the decision: every pair of two standings, against the words of the rule. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLASSES, type PovertyClass } from '../classify/verdict.ts';
import { mayEndIn, mayMoveTo, type Standing, toBeDecidedIn } from './merging.ts';

const standing = (found: PovertyClass | null, why: string | null, more: Partial<Standing['rounds'][number]> = {}): Standing => ({
  listed: new Map(why === null ? [] : [['r', why]]),
  class: found,
  rounds: [{ roundId: 'r', state: 'open', gate: 'interview', ...more }],
});

test('to be decided: on the list or on one until now, in an open round before its decision; never a sample alone', () => {
  assert.deepEqual(toBeDecidedIn(standing(null, 'request')), ['r']);
  assert.deepEqual(toBeDecidedIn(standing('near-poor', null)), ['r']);
  assert.deepEqual(toBeDecidedIn(standing('not-poor', 'sample')), []);
  assert.deepEqual(toBeDecidedIn(standing('poor', 'sample')), ['r']);
  assert.deepEqual(toBeDecidedIn(standing('poor', 'on-list', { gate: 'closed' })), []);
  assert.deepEqual(toBeDecidedIn(standing('poor', 'on-list', { state: 'closed' })), []);
});

test('nobody who must be decided ends in a household that is not, or that was better off until now', () => {
  const order: (PovertyClass | null)[] = [null, ...CLASSES];
  const worse = (a: PovertyClass | null, b: PovertyClass | null) =>
    (a === 'poor' && b !== 'poor') || (a === 'near-poor' && b !== 'poor' && b !== 'near-poor');
  for (const was of order)
    for (const until of order)
      for (const endingListed of [true, false])
        for (const keptListed of [true, false]) {
          const must = endingListed || was === 'poor' || was === 'near-poor';
          const keptMust = keptListed || until === 'poor' || until === 'near-poor';
          const fine = !must || (keptMust && !worse(was, until));
          const answer = mayEndIn(standing(was, endingListed ? 'request' : null), standing(until, keptListed ? 'on-list' : null));
          assert.equal(answer.ok, fine, `${was} ${endingListed} into ${until} ${keptListed}`);
        }
});

test('who must be decided moves only to where the same round still decides', () => {
  const listed = standing('poor', 'on-list');
  const place = (more: Partial<Standing['rounds'][number]>) => standing(null, null, more).rounds;
  for (const gate of ['interview', 'decision'] as const) assert.equal(mayMoveTo(listed, place({ gate })).ok, true);
  for (const there of [place({ gate: 'closed' }), place({ state: 'closed' }), place({ roundId: 'other' }), []])
    assert.deepEqual(mayMoveTo(listed, there), { ok: false, error: { code: 'to-be-decided-first', rounds: 1 } });
  assert.equal(mayMoveTo(standing('not-poor', 'sample'), []).ok, true);
  assert.equal(mayMoveTo(standing('poor', 'on-list', { gate: 'closed' }), []).ok, true);
});
