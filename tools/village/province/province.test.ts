/** Flows that turn one result into the next whatever the numbers are, places that keep their counts, and the frames of either province. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { areasOn } from '../../../core/kernel/areas.ts';
import { date } from '../../../core/kernel/dates.ts';
import { MERGERS_2024, REFORM_2025 } from '../../../core/kernel/real-units.ts';
import { householdRegistered } from '../../../core/register/household.ts';
import { realTree } from '../commune.ts';
import { allSteps, frameOfToday } from './all.ts';
import { classAfter, flowsFor, waysFor } from './flows.ts';
import { areaTypeOn, belongingOn, communesOn, provinceFrame, reformedOn, REGISTER_BEGINS } from './frame.ts';
import { placesFor } from './places.ts';
import { OLD_VINH_LONG } from './targets.ts';

const listed = fc.record({ poor: fc.nat(400), nearPoor: fc.nat(600) });

test('whatever two results are, nobody is lost or counted twice between them', () => {
  fc.assert(
    fc.property(listed, listed, (from, to) => {
      const flows = flowsFor(from, to);
      for (const [name, count] of Object.entries(flows)) assert.ok(Number.isInteger(count) && count >= 0, `${name}: ${count}`);
      assert.equal(flows.poorStays + flows.poorToNear + flows.poorOut + flows.poorEnded, from.poor);
      assert.equal(flows.nearStays + flows.nearToPoor + flows.nearOut + flows.nearEnded, from.nearPoor);
      assert.equal(flows.poorStays + flows.nearToPoor + flows.poorNew + flows.poorRelapsed + flows.poorSplit, to.poor);
      assert.equal(flows.nearStays + flows.poorToNear + flows.nearNew + flows.nearRelapsed + flows.nearSplit, to.nearPoor);
    }),
  );
});

test('ways over three results, read one by one, give the results', () => {
  fc.assert(
    fc.property(listed, listed, listed, fc.nat(50), (first, second, third, escape) => {
      const cannotEscape = Math.min(escape, third.poor);
      const { ways, plainSplits } = waysFor('x', { ...OLD_VINH_LONG, results: [first, second, third], cannotEscape });
      ([first, second, third] as const).forEach((wanted, i) => {
        const at = ([-1, 0, 1] as const)[i] ?? -1;
        const count = (of: string): number => ways.filter((way) => classAfter(way, at) === of).length;
        assert.deepEqual([count('poor'), count('near-poor')], [wanted.poor, wanted.nearPoor]);
      });
      assert.equal(ways.filter((way) => way.escape === 'yes').length, cannotEscape);
      for (const at of [0, 1] as const) {
        const ended = ways.filter((way) => ['died', 'merged'].includes(way.turns[at]?.how ?? '')).length;
        const split = ways.filter((way) => way.turns[at]?.how === 'split').length;
        assert.equal(ended - split, plainSplits[at], 'as many households begin as end');
      }
    }),
    { numRuns: 40 },
  );
});

const frame = provinceFrame({ seed: 'x' });

test('752 hamlets in 107, 102 and 35 communes; each reform re-parents exactly whom it concerns', () => {
  assert.equal(frame.belongings.size, 752);
  const counts = [REGISTER_BEGINS, MERGERS_2024, REFORM_2025].map((on) => communesOn(frame, on).length);
  assert.deepEqual(counts, [107, 102, 35]);
  for (const on of [MERGERS_2024, REFORM_2025]) {
    const named = new Set(reformedOn(frame, on).map((each) => each.areaId));
    for (const hamletId of frame.belongings.keys()) {
      const [before, after] = [
        belongingOn(frame, hamletId, date(on === MERGERS_2024 ? '2024-10-31' : '2025-06-30')),
        belongingOn(frame, hamletId, on),
      ];
      assert.equal(named.has(hamletId), before.communeId !== after.communeId || before.name !== after.name || before.kind !== after.kind);
      assert.ok(['rural', 'urban'].includes(areaTypeOn(frame, hamletId, on)));
    }
  }
});

test('places: as many hamlets with poor households as wanted, no commune without, every way once', () => {
  const places = placesFor(frame, OLD_VINH_LONG);
  const poor = [...places].filter(([, { placed }]) => placed.some(({ way }) => classAfter(way, 1) === 'poor')).map(([areaId]) => areaId);
  assert.equal(poor.length, OLD_VINH_LONG.hamletsWithPoor);
  assert.equal(new Set(poor.map((areaId) => belongingOn(frame, areaId, REGISTER_BEGINS).communeId)).size, 107);
  const placed = [...places.values()].flatMap((hamlet) => hamlet.placed);
  assert.equal(placed.length, waysFor('x', OLD_VINH_LONG).ways.length);
  assert.equal(new Set(placed.map((each) => each.key)).size, placed.length);
});

test('today’s province: 124 communes with the households that are known of each, nobody’s number twice', () => {
  const frames = areasOn(realTree(), REFORM_2025, 'commune').map((unit) => frameOfToday('x', unit));
  assert.equal(frames.length, 124);
  const hamlets = frames.flatMap((each) => each.hamlets);
  const households = hamlets.reduce((sum, hamlet) => sum + hamlet.sizes.length, 0);
  assert.ok(Math.abs(households - 945_600) < 1_000, `${households} households`);
  const spans = hamlets
    .map((hamlet) => [hamlet.firstHousehold, hamlet.firstHousehold + hamlet.sizes.length] as const)
    .sort((a, b) => a[0] - b[0]);
  spans.forEach(([from], i) => assert.ok(i === 0 || (spans[i - 1]?.[1] ?? 0) <= from, 'two hamlets with one household'));
  let seen = 0;
  for (const { command } of allSteps('x', date('2026-11-24'))) {
    if (command.kind !== 'household-registered') continue;
    householdRegistered.schema.parse(command.payload);
    seen += 1;
    if (seen === 300) break;
  }
});
