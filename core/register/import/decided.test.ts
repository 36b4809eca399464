/** A list beside decided years: what comes back, what is told, and that no class of a decided year ever changes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { date } from '../../kernel/dates.ts';
import type { Known } from './compare.ts';
import { changesDecided, contradicts, countTouches, type DecidedYear, touchesOf } from './decided.ts';
import type { EarlierResult } from './lines.ts';
import { LISTED_CLASSES, type ListedClass } from './values.ts';

const DECIDED: readonly DecidedYear[] = [
  { year: 2024, end: date('2024-12-31') },
  { year: 2025, end: date('2025-12-31') },
];
const TODAY = '2026-11-24';

type Status = Known['statuses'][number];
const status = (year: number, named: ListedClass, source: Status['source'] = 'decision'): Status => ({
  ...{ year, class: named, source },
  validFrom: source === 'decision' ? `${year}-12-10` : `${year}-12-31`,
});
const known = (statuses: readonly Status[], from = '2020-01-01'): Known => ({
  ...{ householdId: 'h', hamletId: 'a', address: null, state: 'present', people: null, members: [], visited: false, visitedYear: null },
  ...{ onReviewList: false, statuses, stays: [{ from, to: null, people: 3 }] },
});
const result = (year: number, named: ListedClass): EarlierResult & { readonly year: number } => ({
  ...{ year, class: named, origin: null, b1: null, b2: null, reviewedOn: null, reviewer: null, formA: null },
});
const at = { decided: DECIDED, today: TODAY };

test('a list of a decided year comes back where it says another class, or where the decision did not know the household', () => {
  assert.deepEqual(contradicts(result(2025, 'poor'), known([status(2025, 'near-poor')]), at), {
    ...{ kind: 'refused', year: 2025, has: 'near-poor', says: 'poor' },
  });
  assert.equal(contradicts(result(2025, 'poor'), known([status(2025, 'poor')]), at), null);
  assert.partialDeepStrictEqual(contradicts(result(2025, 'poor'), known([]), at), { year: 2025, has: null });
  assert.partialDeepStrictEqual(contradicts(result(2025, 'poor'), null, at), { year: 2025, has: null });
});

test('an older result that would still hold when a year without it was decided comes back', () => {
  assert.deepEqual(contradicts(result(2023, 'poor'), known([]), at), { kind: 'refused', year: 2024, has: null, says: 'poor' });
  assert.deepEqual(contradicts(result(2023, 'not-poor'), known([]), at), null, 'on no list either way');
  assert.deepEqual(contradicts(result(2023, 'poor'), known([], '2026-01-01'), at), null, 'it did not live here then');
});

test('an older result of households that were decided since is told with what the year began with', () => {
  const decided = known([status(2024, 'not-poor'), status(2025, 'poor')]);
  assert.equal(contradicts(result(2023, 'poor'), decided, at), null);
  const touches = touchesOf({ result: result(2023, 'poor'), people: null }, decided, DECIDED);
  assert.deepEqual(touches, [{ kind: 'start', year: 2024, has: null, says: 'poor' }]);
  assert.equal(changesDecided(touches), true);
});

test('a new household counts from the day it is written, and no number of a decided year changes', () => {
  const touches = touchesOf({ result: result(2023, 'poor'), people: null }, null, DECIDED);
  assert.deepEqual(touches, [{ kind: 'apart', year: 2025, has: null, says: 'poor' }]);
  assert.equal(changesDecided(touches), false);
  assert.deepEqual(touchesOf({ result: result(2023, 'poor'), people: null }, null, []), [], 'the first list of a commune');
});

test('another number of people is told of each decided year in which the last stay counts', () => {
  const told = (people: number, from?: string) => touchesOf({ result: null, people }, known([], from), DECIDED).map(({ year }) => year);
  assert.deepEqual([told(4), told(3), told(4, '2025-03-01'), told(4, '2026-01-01')], [[2024, 2025], [], [2025], []]);
});

test('touches are counted by year, kind and classes, the latest year first', () => {
  const start = { kind: 'start', year: 2024, has: null, says: 'poor' } as const;
  const apart = { kind: 'apart', year: 2025, has: null, says: 'poor' } as const;
  assert.deepEqual(
    countTouches([start, apart, start]).map(({ year, households }) => [year, households]),
    [
      [2025, 1],
      [2024, 2],
    ],
  );
});

test('whatever history a household has, a result that is let through changes no class at the close of a decided year', () => {
  /** As the register keeps it: a later one ends an earlier one; of one day the decision holds. */
  const holding = (statuses: readonly Status[], day: string): ListedClass | null => {
    let held: Status | null = null;
    for (const each of statuses) {
      if (each.validFrom > day) continue;
      const later = held === null || each.validFrom > held.validFrom || (each.validFrom === held.validFrom && each.source === 'decision');
      if (later) held = each;
    }
    return held === null || held.class === 'not-poor' ? null : held.class;
  };
  const named = fc.constantFrom(...LISTED_CLASSES);
  const history = fc
    .uniqueArray(fc.record({ year: fc.integer({ min: 2020, max: 2025 }), named, decided: fc.boolean() }), { selector: ({ year }) => year })
    .map((all) => all.map(({ year, named: said, decided }) => status(year, said, decided && year >= 2024 ? 'decision' : 'recorded')));
  fc.assert(
    fc.property(history, fc.integer({ min: 2019, max: 2025 }), named, (statuses, year, says) => {
      if (statuses.some((each) => each.year === year)) return;
      if (contradicts(result(year, says), known(statuses), at) !== null) return;
      const after = [...statuses, status(year, says, 'recorded')];
      for (const { end } of DECIDED) assert.equal(holding(after, end), holding(statuses, end));
    }),
  );
});
