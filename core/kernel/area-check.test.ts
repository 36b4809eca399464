/** The check of rows: sound rows pass, and each planted fault is named with its area. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AreaProblemCode, checkAreaRows } from './area-check.ts';
import { areaAt, type AreaPeriod, type AreaRows, buildAreaTree, hamletPeriods, withChange } from './areas.ts';
import { date } from './dates.ts';
import { type AreaId, idOf, realAreaId, uuidFrom } from './ids.ts';
import { realUnits, REFORM_2025 } from './real-units.ts';

const real = realUnits();
const tree = buildAreaTree(real);
const long = areaAt(tree, '29602', date('2025-12-31'), 'commune');
assert.ok(long);
const hamletId: AreaId = idOf('area', uuidFrom(new Uint8Array(16).fill(7)));
const made = hamletPeriods(tree, {
  areaId: hamletId,
  name: 'Ấp Một',
  kind: 'ap',
  synthetic: true,
  communeId: long.areaId,
  from: REFORM_2025,
});
assert.ok(made.ok);
const [hamlet] = made.value;
assert.ok(hamlet);
const rows: AreaRows = { ...real, areas: [...real.areas, { id: hamletId, level: 'hamlet' }], periods: [...real.periods, hamlet] };

function codes(changed: Partial<AreaRows>): AreaProblemCode[] {
  return [...new Set(checkAreaRows({ ...rows, ...changed }).map(({ code }) => code))];
}
const withHamlet = (...periods: AreaPeriod[]) => ({ periods: [...real.periods, ...periods] });
const split = date('2026-03-01');

test('real rows with a hamlet are sound, also after it was renamed', () => {
  assert.deepEqual(codes({}), []);
  const renamed = withChange(rows.periods, hamletId, split, { name: 'Khóm Một', kind: 'khom' });
  assert.ok(renamed.ok);
  assert.deepEqual(codes({ periods: renamed.value }), []);
});

test('each fault has a name', () => {
  assert.deepEqual(codes({ areas: [...rows.areas, { id: hamletId, level: 'hamlet' }] }), ['area-twice']);
  assert.deepEqual(codes({ areas: [...rows.areas, { id: realAreaId(9999), level: 'hamlet' }] }), ['area-without-period']);
  assert.deepEqual(codes({ areas: real.areas }), ['area-period-without-area']);
  assert.deepEqual(codes(withHamlet({ ...hamlet, to: hamlet.from })), ['area-period-empty']);
  assert.deepEqual(codes(withHamlet({ ...hamlet, to: date('2026-03-02') }, { ...hamlet, from: split })), ['area-period-overlap']);
  assert.deepEqual(codes(withHamlet(hamlet, { ...hamlet, from: split })), ['area-period-overlap']);
  assert.deepEqual(codes(withHamlet({ ...hamlet, to: date('2026-02-28') }, { ...hamlet, from: split })), ['area-period-gap']);
  assert.deepEqual(codes(withHamlet({ ...hamlet, parentId: null })), ['area-parent-missing']);
  assert.deepEqual(codes(withHamlet({ ...hamlet, parentId: realAreaId(9999) })), ['area-parent-missing']);
  assert.deepEqual(codes(withHamlet({ ...hamlet, parentId: hamletId })), ['area-parent-not-above']);
  assert.deepEqual(codes(withHamlet({ ...hamlet, from: date('2025-06-30') })), ['area-parent-not-there']);
});

test('two bearers of a code on one day are found, at one level only', () => {
  const other = real.periods.find(
    (period) => period.to === null && period.code !== null && period.code !== long.code && period.areaType !== null,
  );
  assert.ok(other);
  const clash = rows.periods.map((period) => (period === other ? { ...period, code: long.code } : period));
  assert.deepEqual(codes({ periods: clash }), ['area-code-twice']);
  assert.deepEqual(codes(withHamlet({ ...hamlet, code: long.code })), []);
  assert.deepEqual(codes({ periods: [...rows.periods, { ...long, from: split }] }), ['area-period-overlap'], 'not a clash with itself');
});

test('a lineage whose dates, levels, wholes or units disagree is found', () => {
  const edge = real.lineage.find((each) => each.to === long.areaId);
  assert.ok(edge);
  const instead = (change: Partial<typeof edge>) =>
    codes({ lineage: real.lineage.map((each) => (each === edge ? { ...each, ...change } : each)) });
  assert.deepEqual(instead({ date: date('2025-07-02') }), ['area-lineage-date']);
  assert.deepEqual(instead({ how: 'part' }), ['area-lineage-how']);
  assert.deepEqual(instead({ from: realAreaId(9999) }), ['area-lineage-unknown', 'area-lineage-level']);
  const twice = real.lineage.find((each) => each.how === 'part');
  assert.ok(twice);
  assert.deepEqual(codes({ lineage: real.lineage.map((each) => (each === twice ? { ...each, how: 'whole' } : each)) }), [
    'area-lineage-how',
  ]);
  const upper = areaAt(tree, '86', REFORM_2025, 'province');
  assert.ok(upper);
  assert.deepEqual(instead({ to: upper.areaId }), ['area-lineage-level']);
});

test('hand-made rows that run in a circle end every walk', () => {
  const circle: AreaRows = {
    areas: [
      { id: realAreaId(1), level: 'commune' },
      { id: realAreaId(2), level: 'commune' },
    ],
    periods: [realAreaId(1), realAreaId(2)].map((areaId, i) => ({ ...hamlet, areaId, kind: 'xa', parentId: realAreaId(2 - i) })),
    lineage: [],
  };
  assert.deepEqual([...new Set(checkAreaRows(circle).map(({ code }) => code))], ['area-parent-not-above']);
});
