/** Places of made visits: inside their commune, of one dwelling, some not told and some poor; and nothing else of the village changes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { heldAt } from '../../core/interview/held-at.ts';
import { type HeldAt, metresBetween } from '../../core/interview/where.ts';
import { date } from '../../core/kernel/dates.ts';
import { communePoints2025 } from '../../core/kernel/real-units.ts';
import { madeId } from './chance.ts';
import { communeFrame, districtBefore } from './commune.ts';
import { companyOf, demonstrationSteps } from './demonstration.ts';
import { type Dwelling, heldAtIn, radiusOf, withDwellings } from './dwellings.ts';
import { miniStory, miniVillage } from './mini.ts';
import { makeVillage, visitDays } from './village.ts';

const points = communePoints2025();
const dwelling = fc.record({ seed: fc.string(), hamlet: fc.nat(20), household: fc.nat(), commune: fc.nat(points.length - 1) });
/** Reckoned on a flat earth, measured on a round one. */
const FLAT = 1.01;

test('whatever the commune, a place lies inside it, and two visits to one dwelling as far apart as the phones said they may be off', () => {
  fc.assert(
    fc.property(dwelling, fc.integer({ min: 2021, max: 2040 }), ({ seed, hamlet, household, commune: i }, year) => {
      const commune = points[i] ?? assert.fail();
      const ids = { hamletId: madeId('area', seed, hamlet), householdId: madeId('household', seed, household) };
      const about: Dwelling = { seed, communeId: commune.areaId, ...ids };
      const [one, next] = [heldAtIn(about, year), heldAtIn(about, year + 1)];
      assert.deepEqual(heldAtIn(about, year), one);
      const middle = { latE5: Math.round(commune.lat * 1e5), lonE5: Math.round(commune.lon * 1e5), accuracyM: 0 };
      for (const each of [one, next]) {
        if (each === null) continue;
        heldAt.schema.parse(each);
        assert.ok(metresBetween(middle, each) <= radiusOf(commune) * FLAT + 2, JSON.stringify(each));
      }
      if (one !== null && next !== null) assert.ok(metresBetween(one, next) <= (one.accuracyM + next.accuracyM) * FLAT + 2);
      assert.equal(heldAtIn({ ...about, communeId: about.hamletId }, year), null, 'of a commune without a point');
    }),
    { numRuns: 500 },
  );
});

const TODAY = date('2026-11-24');
const frame = communeFrame('x', '29857', TODAY);
assert.ok(!('code' in frame));
const { story } = makeVillage(frame, visitDays(TODAY));

test('a hamlet’s households lie together, most places are good, some poor, some not told', () => {
  const told = [...withDwellings(story).households()].flatMap(({ registered: { hamletId, householdId }, visits }) =>
    visits.map(({ heldAt: place, on }) => ({ hamletId, householdId, on, place })),
  );
  const places = told.flatMap(({ place }) => place ?? []);
  const share = (count: number): number => Math.round((count * 100) / told.length);
  const [untold, poor] = [share(told.length - places.length), share(places.filter(({ accuracyM }) => accuracyM >= 60).length)];
  assert.ok(untold >= 6 && untold <= 18 && poor >= 4 && poor <= 15, `${told.length} visits, ${untold} % not told, ${poor} % poor`);
  const across = (some: readonly HeldAt[]): number => {
    const [lats, lons] = [some.map(({ latE5 }) => latE5), some.map(({ lonE5 }) => lonE5)];
    const corner = (of: (...each: number[]) => number): HeldAt => ({ latE5: of(...lats), lonE5: of(...lons), accuracyM: 0 });
    return metresBetween(corner(Math.min), corner(Math.max));
  };
  const commune = points.find(({ areaId }) => areaId === story.communeId) ?? assert.fail();
  for (const own of Map.groupBy(told, ({ hamletId }) => hamletId).values())
    assert.ok(across(own.flatMap(({ place }) => place ?? [])) <= Math.SQRT2 * 2 * (radiusOf(commune) * 0.2 * FLAT + 402));
  assert.ok(across(places) > radiusOf(commune), 'hamlets lie apart');
});

test('a demonstration tells them, changes nothing besides, and leaves what was told, or told to be nowhere', () => {
  const company = companyOf('x', { communeId: story.communeId, hamlets: story.hamlets, districtId: districtBefore('29857') });
  const at = { now: '2026-11-24T00:00:00.000Z', today: TODAY };
  const nowhere = {
    ...story,
    households: () => [...story.households()].map((one) => ({ ...one, visits: one.visits.map((visit) => ({ ...visit, heldAt: null })) })),
  };
  const [told, plain] = [[...demonstrationSteps(story, company, at)], [...demonstrationSteps(nowhere, company, at)]];
  const without = (steps: typeof told): string => JSON.stringify(steps, (key, value) => (key === 'heldAt' ? undefined : value));
  assert.equal(without(told), JSON.stringify(plain));
  assert.ok(JSON.stringify(told) !== JSON.stringify(plain));

  const mini = miniStory(miniVillage('x'), { visited: () => true, heldAt: () => ({ latE5: 1, lonE5: 2, accuracyM: 3 }) });
  const last = [...withDwellings(mini).households()].flatMap(({ visits }) => visits.filter(({ year }) => year === 2025));
  assert.ok(last.length > 0 && last.every(({ heldAt: place }) => place?.latE5 === 1));
});
