/** What is most urgent comes first, over drawn counts, against choosing the first by plain comparison again and again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addCount, byUrgency, MATTERS, NONE, type Waits } from './today.ts';

const seed = Number(process.env['VUON_SEED'] ?? 20261130);
const TODAY = '2026-10-12';
const DAYS = ['2026-10-01', '2026-10-12', '2026-10-14', '2026-10-15', '2026-12-14'];

const waits: fc.Arbitrary<Waits> = fc
  .record({
    matter: fc.constantFrom(...MATTERS),
    count: fc.nat(5),
    late: fc.nat(5),
    dueOn: fc.option(fc.constantFrom(...DAYS), { nil: null }),
  })
  .map(({ late, count, ...rest }) => ({ ...rest, count, late: Math.min(late, count), of: null }));

/** Must `a` come before `b`, told case by case. */
function before(a: Waits, b: Waits): boolean {
  if (a.late > 0 !== b.late > 0) return a.late > 0;
  const [soonA, soonB] = [a, b].map(({ dueOn }) => dueOn !== null && dueOn <= '2026-10-14');
  if (a.late === 0 && soonA !== soonB) return soonA === true;
  if (a.late > 0 || soonA) {
    if (a.dueOn === null || b.dueOn === null) {
      if (a.dueOn !== b.dueOn) return a.dueOn !== null;
    } else if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn;
  }
  return MATTERS.indexOf(a.matter) < MATTERS.indexOf(b.matter);
}

test('late before soon before the rest, each by its day, then in the order of matters; what there is none of is left out', () => {
  fc.assert(
    fc.property(fc.uniqueArray(waits, { selector: ({ matter }) => matter, maxLength: 18 }), (all) => {
      const found = byUrgency(all, TODAY);
      assert.deepEqual(new Set(found), new Set(all.filter(({ count }) => count > 0)));
      for (const [i, one] of found.entries())
        for (const later of found.slice(i + 1)) assert.ok(before(one, later), JSON.stringify([one, later]));
    }),
    { seed, numRuns: 500 },
  );
});

test('counts add up, with the nearest day of all', () => {
  const one = { count: 2, late: 1, dueOn: '2026-10-14' };
  assert.deepEqual(addCount(one, { count: 1, late: 0, dueOn: '2026-10-12' }), { count: 3, late: 1, dueOn: '2026-10-12' });
  assert.deepEqual(addCount(NONE, one), one);
});
