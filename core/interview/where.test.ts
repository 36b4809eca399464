/** A measured place becomes whole numbers that lead back to it; what is no place becomes none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { heldAtOf, placeText } from './where.ts';

test('within a metre of what was measured, and never told to be more exact than it was', () => {
  const measured = fc.record({
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    accuracy: fc.double({ min: 0, max: 100_000, noNaN: true }),
  });
  fc.assert(
    fc.property(measured, (one) => {
      const held = heldAtOf(one) ?? assert.fail('a place');
      const [latitude = NaN, longitude = NaN] = placeText(held).split(', ').map(Number);
      assert.ok(Math.abs(latitude - one.latitude) <= 0.000_005_1 && Math.abs(longitude - one.longitude) <= 0.000_005_1);
      assert.ok(held.accuracyM >= one.accuracy && held.accuracyM <= one.accuracy + 1);
    }),
  );
});

test('what is no place', () => {
  for (const wrong of [{ latitude: NaN }, { latitude: 91 }, { longitude: -181 }, { accuracy: -1 }, { accuracy: Infinity }])
    assert.equal(heldAtOf({ latitude: 9.9, longitude: 106.3, accuracy: 5, ...wrong }), null, JSON.stringify(wrong));
});
