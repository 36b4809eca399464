/** A measured place becomes whole numbers that lead back to it; what is no place becomes none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type HeldAt, heldAtOf, metresBetween, placeText } from './where.ts';

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

/** In a commune of the south; a degree of latitude is 111.195 km on a ball of 6,371 km. */
const near = (): fc.Arbitrary<HeldAt> =>
  fc.record({
    latE5: fc.integer({ min: 950_000, max: 1_050_000 }),
    lonE5: fc.integer({ min: 10_550_000, max: 10_700_000 }),
    accuracyM: fc.constant(5),
  });

test('how far apart two places are: as on a flat map of so small a country, and the same both ways', () => {
  fc.assert(
    fc.property(near(), near(), (a, b) => {
      const north = (a.latE5 - b.latE5) * 1.111_949;
      const east = (a.lonE5 - b.lonE5) * 1.111_949 * Math.cos(((a.latE5 + b.latE5) / 200_000) * (Math.PI / 180));
      const flat = Math.hypot(north, east);
      assert.ok(Math.abs(metresBetween(a, b) - flat) <= 1 + flat / 10_000, `${metresBetween(a, b)} m, ${flat} m on the map`);
      assert.equal(metresBetween(a, b), metresBetween(b, a));
      assert.equal(metresBetween(a, a), 0);
    }),
  );
});

test('and round the earth no further than half way round', () => {
  const [here, there] = [
    { latE5: 0, lonE5: 0, accuracyM: 1 },
    { latE5: 0, lonE5: 18_000_000, accuracyM: 1 },
  ];
  assert.equal(Math.round(metresBetween(here, there) / 1_000), 20_015);
});
