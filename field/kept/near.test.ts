/** The nearest first, and of whom no place is known after them in the order of the list: nobody is lost, nobody guessed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type HeldAt, metresBetween } from '../../core/interview/where.ts';
import { nearest } from './near.ts';
import type { PlaceRow } from './place.ts';

const place = fc.record({
  latE5: fc.integer({ min: 990_000, max: 999_000 }),
  lonE5: fc.integer({ min: 10_630_000, max: 10_640_000 }),
  accuracyM: fc.integer({ min: 1, max: 90 }),
});
const list = fc.array(fc.option(place, { nil: undefined }), { maxLength: 30 }).map((places) =>
  places.map((heldAt, i): PlaceRow => {
    const about = { code: null, headName: `Hộ ${i}`, hamletId: 'a1', hamletName: '', communeName: '', people: 1 };
    return { householdId: `h${i}`, ...about, status: null, listed: 'request', interviewed: false, ...(heldAt ? { heldAt } : {}) };
  }),
);

test('a permutation: known places by distance, as the list has it where two are as far; then the others as the list has them', () => {
  fc.assert(
    fc.property(list, place, (rows, here) => {
      const { rows: sorted, metres, unknown } = nearest(rows, here);
      const far = (at: HeldAt): number => Math.round(metresBetween(here, at));
      const [known, others] = [rows.filter(({ heldAt }) => heldAt), rows.filter(({ heldAt }) => !heldAt)];
      const simpler: PlaceRow[] = [];
      for (const row of known) {
        const at = simpler.findIndex((one) => one.heldAt && row.heldAt && far(one.heldAt) > far(row.heldAt));
        simpler.splice(at === -1 ? simpler.length : at, 0, row);
      }
      assert.deepEqual(sorted, [...simpler, ...others]);
      assert.equal(unknown, others.length);
      assert.deepEqual(
        [...metres],
        known.map(({ householdId, heldAt }) => [householdId, heldAt ? far(heldAt) : NaN]),
      );
    }),
  );
});
