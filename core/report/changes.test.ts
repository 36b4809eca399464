/** Why one household came onto a list or left it: each reason from both sides, and what is not claimed when nothing is known. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rulebookById } from '../classify/rulebooks.ts';
import type { Indicator } from '../classify/verdict.ts';
import { changeOf, riseOf, type Judged, type ListedLine, tellChange } from './changes.ts';

const RULEBOOK = rulebookById('2022-2026');
const CUT = RULEBOOK.parameters.cutOffRural.value;
const bit = (...indicators: Indicator[]): number => indicators.reduce((mask, each) => mask | (1 << RULEBOOK.indicators.indexOf(each)), 0);
const judged = (more: Partial<Judged>): Judged => ({
  ...{ outcome: 'poor', b1: { min: CUT, max: CUT }, deprived: 0, unknown: 0, areaType: 'rural', year: 2026 },
  ...more,
});
const line = (more: Partial<ListedLine>): ListedLine => ({ was: null, now: null, rose: false, lived: true, had: false, ...more });

test('a rate rises only against a rate that there was', () => {
  assert.equal(riseOf({ rateStart: 95, rateEnd: 144 }), 49);
  assert.equal(riseOf({ rateStart: 144, rateEnd: 95 }), -49);
  assert.equal(riseOf({ rateStart: null, rateEnd: 89 }), null, 'no register at the start');
  assert.equal(riseOf({ rateStart: 89, rateEnd: null }), null);
});

test('each movement by its name', () => {
  const cases = [
    [line({ was: 'poor', now: 'poor' }), null],
    [line({ was: 'near-poor', now: 'near-poor' }), null],
    [line({ now: 'poor' }), 'new'],
    [line({ now: 'poor', had: true }), 'relapsed'],
    [line({ now: 'poor', lived: false, had: true }), 'arrived'],
    [line({ was: 'near-poor', now: 'poor', had: true }), 'from-other-list'],
    [line({ was: 'poor', now: 'near-poor' }), 'to-other-list'],
    [line({ was: 'poor', rose: true }), 'risen'],
    [line({ was: 'poor' }), 'gone'],
  ] as const;
  for (const [each, expected] of cases) assert.equal(changeOf(each, 'poor'), expected, JSON.stringify(each));
  assert.equal(changeOf(line({ was: 'near-poor', now: 'poor' }), 'near-poor'), 'to-other-list');
});

test('points that fell below the cut-off, with both numbers and the clause of the line', () => {
  const before = judged({ outcome: 'not-poor', b1: { min: CUT + 5, max: CUT + 5 }, deprived: bit('water'), year: 2025 });
  const told = tellChange(RULEBOOK, { change: 'new', was: 'not-poor', before, after: judged({ deprived: bit('water', 'toilet') }) });
  assert.equal(told.why, 'b1-points');
  assert.deepEqual([told.points?.from?.min, told.points?.to.min, told.cutOff?.to, told.since], [CUT + 5, CUT, CUT, 2025]);
  assert.deepEqual(told.clauses, ['circular-07-2021-method']);
  assert.deepEqual(told.added, [], 'what it lacks did not carry it over');
});

test('the same points where the area became another kind', () => {
  const before = judged({ outcome: 'not-poor', areaType: 'rural', year: 2025 });
  const told = tellChange(RULEBOOK, { change: 'new', was: 'not-poor', before, after: judged({ areaType: 'urban' }) });
  assert.equal(told.why, 'b1-line');
  assert.deepEqual(told.cutOff, { from: CUT, to: RULEBOOK.parameters.cutOffUrban.value });
});

test('what it lacks more, and what it no longer lacks; what was unknown before is not called new', () => {
  const before = judged({ outcome: 'near-poor', deprived: bit('insurance'), unknown: bit('telecom'), year: 2025 });
  const after = judged({ deprived: bit('water', 'toilet', 'telecom') });
  const told = tellChange(RULEBOOK, { change: 'from-other-list', was: 'near-poor', before, after });
  assert.equal(told.why, 'b2-line');
  assert.deepEqual([...told.added].sort(), ['toilet', 'water']);
  assert.deepEqual(told.dropped, ['insurance']);
  assert.ok(told.clauses.includes('decree-07-2021-annex'));
});

test('without an interview that says what it was there is no comparison', () => {
  const after = judged({ deprived: bit('water') });
  for (const before of [null, judged({ outcome: 'near-poor', year: 2025 })]) {
    const told = tellChange(RULEBOOK, { change: 'new', was: 'not-poor', before, after });
    assert.deepEqual([told.why, told.since, told.points?.from, told.lacks], ['first-seen', null, null, ['water']]);
  }
  for (const change of ['arrived', 'gone'] as const)
    assert.equal(tellChange(RULEBOOK, { change, was: 'poor', before: judged({ year: 2025 }), after }).why, null);
  assert.equal(tellChange(RULEBOOK, { change: 'new', was: 'not-poor', before: null, after: null }).why, null);
});
