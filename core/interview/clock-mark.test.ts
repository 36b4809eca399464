/** A right clock is never marked; one that is wrong by more than a day is, whichever way it is wrong and however late the form comes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { date, dayInVietnam, instantOf } from '../kernel/dates.ts';
import { clockMarkOf } from './clock-mark.ts';

const DAY = 86_400_000;
const BASE = Date.parse('2026-10-01T00:00:00.000Z');
const CLOSES = date('2026-12-14');

/** Truly begun and ended, sent so much later, by a clock so wrong; the day is that of the server, as the app knows it. */
const visit = fc.record({
  began: fc.integer({ min: 0, max: 30 * DAY }),
  took: fc.integer({ min: 60_000, max: 3_600_000 }),
  late: fc.integer({ min: 0, max: 20 * DAY }),
});
type Visit = typeof visit extends fc.Arbitrary<infer V> ? V : never;

function marked({ began, took, late }: Visit, wrong: number): string | null {
  const [start, end] = [BASE + began, BASE + began + took];
  const day = (ms: number) => dayInVietnam(instantOf(ms));
  return clockMarkOf({
    ...{ interviewedOn: day(start), startedOn: day(start + wrong), endedOn: day(end + wrong) },
    ...{ aheadMs: end + wrong - (end + late), receivedOn: day(end + late), closesOn: CLOSES },
  });
}

test('a right clock is not marked, also a few minutes off, however late the form comes within the round', () => {
  fc.assert(fc.property(visit, fc.integer({ min: -300_000, max: 300_000 }), (one, wrong) => marked(one, wrong) === null));
});

test('a clock that is wrong by two days and more is', () => {
  const wrong = fc.integer({ min: Math.ceil(2.1 * DAY), max: 4_000 * DAY }).chain((ms) => fc.constantFrom(ms, -ms));
  fc.assert(fc.property(visit, wrong, (one, off) => marked(one, off) !== null));
});

test('what comes when the round’s days are over is told, since its day is only claimed', () => {
  const of = { startedOn: date('2026-12-13'), endedOn: date('2026-12-13'), interviewedOn: date('2026-12-13'), aheadMs: -4 * DAY };
  assert.equal(clockMarkOf({ ...of, receivedOn: date('2026-12-17'), closesOn: CLOSES }), 'after-close');
  assert.equal(clockMarkOf({ ...of, receivedOn: CLOSES, closesOn: CLOSES }), null);
});
