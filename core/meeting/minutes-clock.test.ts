/** Minutes of a device whose clock was wrong are marked, whatever way they took; of one that was right never. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { instantOf } from '../kernel/dates.ts';
import { uuidAt } from '../kernel/ids.ts';
import { minutesClock } from './minutes-clock.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = Date.parse('2026-10-05T01:00:00.000Z');

interface Way {
  /** The device's clock less the true one. */
  readonly off: number;
  readonly length: number;
  /** From closing to the envelope that came in, and on to the server. */
  readonly anew: number;
  readonly travel: number;
}
/** Held on the true day, in the morning; `knows`: the phone has the server's clock. */
function told({ off, length, anew, travel }: Way, knows: boolean) {
  const closed = START + length;
  return minutesClock({
    recordId: uuidAt(START + off, new Uint8Array(10)),
    heldOn: '2026-10-05',
    closedAt: instantOf(closed + (knows ? 0 : off)),
    deviceAt: instantOf(closed + anew + off),
    receivedAt: instantOf(closed + anew + travel),
  });
}
const way = (off: fc.Arbitrary<number>) =>
  fc.record({
    off,
    length: fc.integer({ min: 0, max: 180 * MINUTE }),
    anew: fc.integer({ min: 0, max: 20 * DAY }),
    travel: fc.integer({ min: 0, max: 20 * DAY }),
  });

test('a clock that is right, or minutes off, is never marked', () => {
  fc.assert(fc.property(way(fc.integer({ min: -9 * MINUTE, max: 9 * MINUTE })), fc.boolean(), (one, knows) => told(one, knows) === null));
});

test('set right by the server, a clock hours ahead is marked however late the minutes came; days behind where they were sent as they were closed', () => {
  fc.assert(fc.property(way(fc.integer({ min: 200 * MINUTE, max: 900 * DAY })), (one) => told(one, true)?.mark === 'ahead'));
  fc.assert(
    fc.property(way(fc.integer({ min: -900 * DAY, max: -11 * MINUTE })), (one) => told({ ...one, anew: 0 }, true)?.mark === 'behind'),
  );
});

test('a phone that knew no better: ahead of the server’s receipt, or closed before the day of the meeting', () => {
  const one = { off: 2 * DAY, length: 60 * MINUTE, anew: 0, travel: DAY };
  assert.deepEqual(told(one, false), { mark: 'ahead', receivedOn: '2026-10-06' });
  assert.equal(told({ ...one, off: -2 * DAY }, false)?.mark, 'other-day');
});
