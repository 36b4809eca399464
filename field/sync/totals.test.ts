/** What is only here, on its way and back with a reason: together all that is not sent, and none below nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { totalsOf } from './totals.ts';

test('what came back while it is still shown as being sent needs somebody, and is counted once', () => {
  const rows = [
    { commandId: 'a', state: 'refused' },
    { commandId: 'b', state: 'waiting' },
    { commandId: 'c', state: 'waiting' },
    { commandId: undefined, state: 'waiting' },
  ];
  assert.deepEqual(
    totalsOf(rows, (id) => id !== 'c'),
    { here: 2, sending: 1, needs: 1 },
  );
});

test('the three are all that is not sent, whatever is being sent', () => {
  const row = fc.record({
    commandId: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
    state: fc.constantFrom('waiting', 'refused', 'held'),
  });
  fc.assert(
    fc.property(fc.array(row), fc.subarray(['a', 'b', 'c']), (rows, sending) => {
      const { here, sending: going, needs } = totalsOf(rows, (id) => sending.includes(id));
      assert.equal(here + going + needs, rows.length);
      assert.ok(here >= 0 && going >= 0 && needs >= 0);
    }),
  );
});
