/** Years in the units of another day: nothing is lost or counted twice, and what nobody counted is marked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { areasOn, type AreaPeriod, type AreaRows, areaAbove, buildAreaTree, hamletPeriods, periodsOf } from '../kernel/areas.ts';
import { addDays, date, type PlainDate } from '../kernel/dates.ts';
import { type AreaId, realAreaId } from '../kernel/ids.ts';
import { MERGERS_2024, realUnits, REFORM_2025 } from '../kernel/real-units.ts';
import { apportion, keptFor, SERIES, type SeriesValue, valueIn, weighingDay } from './series.ts';

const at = (number: number): AreaId => realAreaId(number);
const [PROVINCE, A, B, C, D] = [9000, 9001, 9002, 9003, 9004].map(at) as [AreaId, AreaId, AreaId, AreaId, AreaId];
const [ONE, TWO, THREE, FOUR, NORTH, SOUTH] = [9101, 9102, 9103, 9104, 9105, 9106].map(at) as [
  AreaId,
  AreaId,
  AreaId,
  AreaId,
  AreaId,
  AreaId,
];
const [MERGED, CUT] = [date('2024-07-01'), date('2025-03-01')];
const BEFORE = date('2023-12-31');
const AFTER = date('2025-12-31');

const period = (areaId: AreaId, parentId: AreaId | null, from: string, to: PlainDate | null = null): AreaPeriod => ({
  ...{ areaId, parentId, from: date(from), to, code: null, name: areaId, kind: parentId === null ? 'tinh' : 'xa', areaType: null },
  synthetic: true,
});

/** A and B become C; hamlet TWO is cut, its north stays in C, its south goes to D. */
const ROWS: AreaRows = {
  areas: [
    { id: PROVINCE, level: 'province' },
    ...[A, B, C, D].map((id) => ({ id, level: 'commune' as const })),
    ...[ONE, TWO, THREE, FOUR, NORTH, SOUTH].map((id) => ({ id, level: 'hamlet' as const })),
  ],
  periods: [
    period(PROVINCE, null, '2016-01-01'),
    ...[A, B].map((id) => period(id, PROVINCE, '2016-01-01', MERGED)),
    period(C, PROVINCE, MERGED),
    period(D, PROVINCE, '2016-01-01'),
    ...[period(ONE, A, '2016-01-01', MERGED), period(ONE, C, MERGED)],
    ...[period(TWO, A, '2016-01-01', MERGED), period(TWO, C, MERGED, CUT)],
    ...[period(THREE, B, '2016-01-01', MERGED), period(THREE, C, MERGED)],
    period(FOUR, D, '2016-01-01'),
    ...[period(NORTH, C, CUT), period(SOUTH, D, CUT)],
  ],
  lineage: [
    ...[A, B].map((from) => ({ from, to: C, date: MERGED, how: 'whole' as const })),
    ...[NORTH, SOUTH].map((to) => ({ from: TWO, to, date: CUT, how: 'part' as const })),
  ],
};
const tree = buildAreaTree(ROWS);

const counted = (households: number, poor: number) => ({ households, poorHouseholds: poor, nearPoorHouseholds: 2 * poor });
const OLD = new Map([
  [ONE, counted(100, 4)],
  [TWO, counted(90, 6)],
  [THREE, counted(50, 5)],
  [FOUR, counted(80, 8)],
]);

test('a year before a merger and a cut, in the units of after: what was cut is estimated by its households and marked', () => {
  const days = { on: AFTER, close: BEFORE };
  const own = [ONE, NORTH, THREE, FOUR, SOUTH];
  const kept = keptFor(tree, own, days);
  assert.deepEqual(
    kept.map(({ from, to }) => [from, [...to].sort()]),
    [
      [ONE, [ONE]],
      [TWO, [NORTH, SOUTH]],
      [THREE, [THREE]],
      [FOUR, [FOUR]],
    ],
  );
  const cut = kept.find(({ from }) => from === TWO) ?? assert.fail();
  assert.equal(weighingDay(tree, cut, days), CUT, 'the first day of both');
  const weights = new Map([[TWO, cut.to.map((hamletId) => (hamletId === NORTH ? 60 : 30))]]);
  const of = (...hamletIds: AreaId[]) => valueIn(new Set(hamletIds), { kept, counts: OLD, weights });
  assert.deepEqual(of(ONE, NORTH, THREE), { ...counted(100 + 60 + 50, 4 + 4 + 5), estimated: true });
  assert.deepEqual(of(FOUR, SOUTH), { ...counted(80 + 30, 8 + 2), estimated: true });
  assert.deepEqual(of(...own), { ...counted(320, 23), estimated: false }, 'together it is what was counted');
  assert.deepEqual(of(THREE), { ...counted(50, 5), estimated: false });
});

test('a year after them, in the units of before: both parts belong to the hamlet that they were', () => {
  const kept = keptFor(tree, [ONE, TWO, THREE, FOUR], { on: BEFORE, close: AFTER });
  const counts = new Map([
    [ONE, counted(101, 3)],
    [NORTH, counted(61, 2)],
    [SOUTH, counted(31, 1)],
    [THREE, counted(51, 4)],
    [FOUR, counted(81, 7)],
  ]);
  const of = (...hamletIds: AreaId[]) => valueIn(new Set(hamletIds), { kept, counts, weights: new Map() });
  assert.deepEqual(of(ONE, TWO), { ...counted(101 + 61 + 31, 6), estimated: false });
  assert.deepEqual(of(FOUR), { ...counted(81, 7), estimated: false });
});

test('parts are whole and make up the whole, whatever they weigh', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.array(fc.nat(1_000), { minLength: 1, maxLength: 6 }), (value, weights) => {
      const parts = apportion(value, weights);
      assert.equal(
        parts.reduce((sum, part) => sum + part, 0),
        value,
      );
      const whole = weights.reduce((sum, weight) => sum + weight, 0);
      if (whole > 0) parts.forEach((part, i) => assert.ok(Math.abs(part - (value * (weights[i] ?? 0)) / whole) < 1));
    }),
  );
});

// ---- the real units ----------------------------------------------------------------------------------------------------

const DAYS = [date('2021-12-31'), addDays(MERGERS_2024, -1), MERGERS_2024, addDays(REFORM_2025, -1), REFORM_2025, date('2026-11-24')];

/** Some hamlets in every commune of old Vĩnh Long, each following its commune. */
function realProvince() {
  const units = realUnits();
  const bare = buildAreaTree(units);
  const [from] = DAYS;
  const communes = areasOn(bare, from ?? MERGERS_2024, 'commune').filter(({ areaId }) => {
    const above = areaAbove(bare, areaId, from ?? MERGERS_2024, 'province');
    return above?.name === 'Tỉnh Vĩnh Long';
  });
  const hamlets = communes.flatMap(({ areaId: communeId }, i) =>
    [0, 1, 2].map((n) => {
      const areaId = realAreaId(5_000 + i * 3 + n);
      const hamlet = { areaId, name: `Ấp ${n}`, kind: 'ap' as const, synthetic: true, communeId, from: date('2016-01-01') };
      const through: AreaId[] = [];
      for (;;) {
        const made = hamletPeriods(bare, { ...hamlet, through });
        if (made.ok) return { areaId, periods: made.value };
        // A commune that was cut: its hamlets go to one part and the other in turn.
        const { choices } = made.error.code === 'area-cut' ? made.error : assert.fail(made.error.code);
        through.push(choices[n % choices.length] ?? assert.fail());
      }
    }),
  );
  const rows: AreaRows = {
    areas: [...units.areas, ...hamlets.map(({ areaId }) => ({ id: areaId, level: 'hamlet' as const }))],
    periods: [...units.periods, ...hamlets.flatMap(({ periods }) => periods)],
    lineage: units.lineage,
  };
  return { tree: buildAreaTree(rows), hamletIds: hamlets.map(({ areaId }) => areaId), communes: communes.length };
}

test('over the real chain of old Vĩnh Long the communes of each day together make the province of each year, exactly', () => {
  const real = realProvince();
  assert.equal(real.communes, 107);
  const numbers = fc.array(fc.nat(900), { minLength: real.hamletIds.length, maxLength: real.hamletIds.length });
  fc.assert(
    fc.property(numbers, fc.constantFrom(...DAYS), fc.constantFrom(...DAYS), (households, on, close) => {
      const counts = new Map(real.hamletIds.map((hamletId, i) => [hamletId, counted(households[i] ?? 0, (households[i] ?? 0) % 7)]));
      const kept = keptFor(real.tree, real.hamletIds, { on, close });
      const year = { kept, counts, weights: new Map() };
      // By a plain walk through the hamlet's own rows.
      const communeOf = (hamletId: AreaId) =>
        periodsOf(real.tree, hamletId).find((row) => row.from <= on && (row.to === null || on < row.to))?.parentId ?? assert.fail();
      const units = Map.groupBy(real.hamletIds, communeOf);
      const values = [...units.values()].map((hamletIds): [readonly AreaId[], SeriesValue] => [
        hamletIds,
        valueIn(new Set(hamletIds), year),
      ]);
      for (const [hamletIds, value] of values) {
        assert.equal(value.estimated, false);
        for (const id of SERIES)
          assert.equal(
            value[id],
            hamletIds.reduce((sum, hamletId) => sum + (counts.get(hamletId)?.[id] ?? 0), 0),
          );
      }
      const total = valueIn(new Set(real.hamletIds), year);
      for (const id of SERIES)
        assert.equal(
          values.reduce((sum, [, value]) => sum + value[id], 0),
          total[id],
        );
      assert.equal(
        total.households,
        households.reduce((sum, each) => sum + each, 0),
      );
    }),
    { numRuns: 40 },
  );
  const units = (on: PlainDate) => new Set(real.hamletIds.map((hamletId) => areaAbove(real.tree, hamletId, on, 'commune')?.areaId)).size;
  assert.deepEqual(
    [DAYS[0], DAYS[2], DAYS.at(-1)].map((on) => units(on ?? REFORM_2025)),
    [107, 102, 35],
  );
});
