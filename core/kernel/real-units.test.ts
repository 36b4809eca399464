/**
 * The traps of the real units, counted from the data: each figure of the tree is compared with one taken from another
 * table or column, read here by a plain split that shares nothing with the program's reader.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkAreaRows } from './area-check.ts';
import {
  ancestors,
  areaAbove,
  areaAt,
  areasOn,
  type AreaLevel,
  type AreaPeriod,
  buildAreaTree,
  children,
  descendants,
  isWithin,
  levelOf,
  periodAt,
  predecessors,
  successors,
} from './areas.ts';
import { COMMUNE_POINTS_2025 } from './areas/data/commune-points-2025.ts';
import { COMMUNES_2023 } from './areas/data/communes-2023.ts';
import { COMMUNES_2025_03 } from './areas/data/communes-2025-03.ts';
import { COMMUNES_2025_07 } from './areas/data/communes-2025-07.ts';
import { CROSSWALK } from './areas/data/crosswalk.ts';
import { HOUSEHOLDS_2019 } from './areas/data/households-2019.ts';
import { addDays, date, type PlainDate } from './dates.ts';
import {
  bareName,
  CENSUS_2019,
  communePoints2025,
  householdFacts2019,
  households2019,
  MERGERS_2024,
  realUnits,
  REFORM_2025,
  UNITS_FROM,
} from './real-units.ts';
import { sameName } from './text.ts';

const tree = buildAreaTree(realUnits());
const EVE = addDays(REFORM_2025, -1);
const BEFORE_2024 = addDays(MERGERS_2024, -1);
const anyDate = fc.oneof(
  fc.constantFrom(UNITS_FROM, BEFORE_2024, MERGERS_2024, EVE, REFORM_2025),
  fc.integer({ min: 0, max: 6000 }).map((days) => addDays(UNITS_FROM, days)),
);

type Row = Record<string, string>;
function raw(text: string): Row[] {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])));
}
const old2023 = raw(COMMUNES_2023);
const eve = raw(COMMUNES_2025_03);
const now = raw(COMMUNES_2025_07);
const crosswalk = raw(CROSSWALK);
const census = raw(HOUSEHOLDS_2019);
const points = raw(COMMUNE_POINTS_2025);
/** The test's own sameness: each word's letters without tones, y at its end as i, and its tones apart. */
function spelling(name = ''): string {
  const words = name
    .replace(/^(Xã|Phường|Thị trấn) /, '')
    .toLowerCase()
    .normalize('NFD')
    .split(' ');
  const tones = words.map((word) => word.match(TONES)?.join('') ?? '');
  return `${words.map((word) => word.replace(TONES, '').replace(/y$/, 'i')).join(' ')}|${tones.join(' ')}`;
}
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const distinct = (values: Iterable<string | undefined>) => new Set(values).size;
const sum = (rows: Row[], column: string) => rows.reduce((total, row) => total + Number(row[column]), 0);

function at(code: string | undefined, day: PlainDate, level: AreaLevel = 'commune'): AreaPeriod {
  const found = areaAt(tree, code ?? '', day, level);
  assert.ok(found, `${code} ${day}`);
  return found;
}
const communesUnder = (provinceCode: string, day: PlainDate) => descendants(tree, at(provinceCode, day, 'province').areaId, day, 'commune');

test('the rows are sound', () => {
  assert.deepEqual(checkAreaRows(realUnits()), []);
});

test('107 → 102 → 35: old Vĩnh Long through three vintages', () => {
  const in2023 = communesUnder('86', date('2023-06-30'));
  assert.equal(in2023.length, census.length);
  assert.equal(in2023.length, distinct(crosswalk.map((row) => row['code_2023'])));
  assert.equal(in2023.length, 107);
  assert.equal(communesUnder('86', BEFORE_2024).length, in2023.length);
  for (const day of [MERGERS_2024, EVE]) {
    assert.equal(communesUnder('86', day).length, distinct(old2023.map((row) => row['code_from_2024_11_01'])));
    assert.equal(communesUnder('86', day).length, 102);
  }
  const today = new Set(in2023.flatMap(({ areaId }) => successors(tree, areaId, REFORM_2025)).map(({ areaId }) => areaId));
  assert.equal(today.size, points.filter((row) => row['former_province'] === 'Vĩnh Long').length);
  assert.equal(today.size, 35);
});

test('354 communes became 124: 105 communes and 19 wards', () => {
  const before = ['83', '84', '86'].flatMap((code) => communesUnder(code, EVE));
  const after = communesUnder('86', REFORM_2025);
  assert.equal(before.length, eve.length);
  assert.equal(before.length, 354);
  assert.equal(after.length, points.length);
  const kinds = (kind: string) =>
    after.filter((period) => period.kind === kind && period.areaType === (kind === 'xa' ? 'rural' : 'urban')).length;
  assert.equal(kinds('xa'), points.filter((row) => row['commune_name']?.startsWith('Xã ')).length);
  assert.equal(kinds('phuong'), points.filter((row) => row['area'] === 'urban').length);
  assert.deepEqual([kinds('xa'), kinds('phuong'), after.length], [105, 19, 124]);
});

test('each of the 354 has a successor, each of the 124 has predecessors, and whole and part agree both ways', () => {
  const forward: string[] = [];
  const backward: string[] = [];
  for (const { areaId } of areasOn(tree, EVE, 'commune')) {
    const next = successors(tree, areaId, REFORM_2025);
    assert.ok(next.length > 0);
    assert.ok(
      next.every(({ how }) => how === (next.length === 1 ? 'whole' : 'part')),
      'one way is whole, several are parts',
    );
    forward.push(...next.map((kin) => `${areaId} ${kin.areaId} ${kin.how}`));
  }
  for (const { areaId, code } of areasOn(tree, REFORM_2025, 'commune')) {
    const former = predecessors(tree, areaId, EVE);
    const listed = now.find((row) => row['commune_code'] === code)?.['merged_from_codes']?.split('; ') ?? [];
    assert.deepEqual(former.map((kin) => periodAt(tree, kin.areaId, EVE)?.code).sort(), listed);
    backward.push(...former.map((kin) => `${kin.areaId} ${areaId} ${kin.how}`));
  }
  assert.deepEqual(forward.sort(), backward.sort());
  assert.equal(forward.length, now.flatMap((row) => row['merged_from_codes']?.split('; ')).length);
});

test('the crosswalk, made by others, says the same for every way from 2023 to today', () => {
  const told = crosswalk.map(
    (row) => `${row['code_2023']} ${row['name_2023']} > ${row['code_2025_07']} ${row['name_2025_07']} ${row['how']}`,
  );
  const seen = communesUnder('86', date('2023-06-30')).flatMap((unit) =>
    successors(tree, unit.areaId, REFORM_2025).map(({ areaId, how }) => {
      const then = periodAt(tree, areaId, REFORM_2025);
      return `${unit.code} ${unit.name} > ${then?.code} ${then?.name} ${how}`;
    }),
  );
  assert.deepEqual(seen.sort(), told.sort());
  for (const row of crosswalk) {
    const between = successors(tree, at(row['code_2023'], BEFORE_2024).areaId, MERGERS_2024);
    assert.deepEqual(between, [{ areaId: at(row['code_2024_11'], MERGERS_2024).areaId, how: 'whole' }]);
    assert.equal(at(row['code_2024_11'], MERGERS_2024).name, row['name_2024_11']);
    const former = predecessors(tree, at(row['code_2025_07'], REFORM_2025).areaId, BEFORE_2024);
    assert.ok(former.some((kin) => kin.areaId === at(row['code_2023'], BEFORE_2024).areaId && kin.how === row['how']));
  }
});

test('a code is no key: most of today’s codes named another unit, many one of another name', () => {
  const reused = areasOn(tree, REFORM_2025, 'commune').filter((unit) => {
    const bearer = areaAt(tree, unit.code ?? '', EVE, 'commune');
    return bearer !== null && bearer.areaId !== unit.areaId;
  });
  const known = new Set(eve.map((row) => row['commune_code']));
  assert.equal(reused.length, now.filter((row) => known.has(row['commune_code']) && row['resolution_clause'] !== 'unchanged').length);
  const renamed = reused.filter((unit) => !sameName(bareName(at(unit.code ?? '', EVE)), bareName(unit)));
  const nameOf = new Map(eve.map((row) => [row['commune_code'], row['commune_name']]));
  const otherName = now.filter(
    (row) => known.has(row['commune_code']) && spelling(nameOf.get(row['commune_code'])) !== spelling(row['commune_name']),
  );
  assert.equal(renamed.length, otherName.length);
  assert.ok(renamed.length > 0);
  // The same in 2024: a code of one of ten, now borne by the merger.
  const taken2024 = communesUnder('86', MERGERS_2024).filter((unit) => areaAt(tree, unit.code ?? '', BEFORE_2024)?.areaId !== unit.areaId);
  assert.equal(
    taken2024.length,
    distinct(old2023.filter((row) => row['valid_to'] !== '2025-06-30').map((row) => row['code_from_2024_11_01'])),
  );
  // And the province: 86 before and after are two areas.
  assert.notEqual(at('86', EVE, 'province').areaId, at('86', REFORM_2025, 'province').areaId);
});

test('a unit that was merged has ended, even where its code lives on', () => {
  for (const row of old2023.filter((each) => each['valid_to'] === '2024-10-31')) {
    const unit = at(row['commune_code'], BEFORE_2024);
    assert.equal(unit.name, row['commune_name']);
    assert.equal(periodAt(tree, unit.areaId, MERGERS_2024), null);
  }
});

test('cut units: parts of them lie in several of today’s communes', () => {
  const cut = areasOn(tree, EVE, 'commune').filter(({ areaId }) => successors(tree, areaId, REFORM_2025).some(({ how }) => how === 'part'));
  const codes = now.flatMap((row) => row['merged_from_codes']?.split('; ') ?? []);
  const twice = new Set(codes.filter((code, i) => codes.indexOf(code) !== i));
  assert.deepEqual(
    cut.map(({ code }) => code),
    [...twice].sort(),
  );
  assert.equal(distinct(crosswalk.filter((row) => row['how'] === 'part').map((row) => row['code_2024_11'])), cut.length);
  assert.ok(cut.length > 0);
});

test('townships became rural communes, some communes became wards', () => {
  const turned = (from: string, to: string) =>
    areasOn(tree, EVE, 'commune')
      .filter((unit) => unit.areaType === from)
      .filter(({ areaId }) => successors(tree, areaId, REFORM_2025).some((kin) => periodAt(tree, kin.areaId, REFORM_2025)?.areaType === to))
      .map(({ code }) => code);
  const types = new Map(eve.map((row) => [row['commune_code'], row['type']]));
  const counted = (type: string, nowType: string) =>
    [...new Set(now.filter((row) => row['type'] === nowType).flatMap((row) => row['merged_from_codes']?.split('; ') ?? []))]
      .filter((code) => types.get(code) === type)
      .sort();
  assert.deepEqual(turned('urban', 'rural'), counted('Thị trấn', 'Xã'));
  assert.ok(turned('urban', 'rural').length > 0);
  assert.deepEqual(turned('rural', 'urban'), counted('Xã', 'Phường'));
  const townships = areasOn(tree, EVE, 'commune').filter(({ kind }) => kind === 'thi-tran');
  assert.equal(townships.length, eve.filter((row) => row['type'] === 'Thị trấn').length);
  assert.equal(areasOn(tree, REFORM_2025, 'commune').filter(({ kind }) => kind === 'thi-tran').length, 0);
});

test('the same name is spelled in two ways between and inside vintages, and is recognised', () => {
  const names = new Set([...old2023, ...eve, ...now].map((row) => (row['commune_name'] ?? '').replace(/^(Xã|Phường|Thị trấn) /, '')));
  const all = [...names];
  const pairs = all.flatMap((a, i) =>
    all
      .slice(i + 1)
      .filter((b) => sameName(a, b))
      .map((b) => [a, b].sort().join('/')),
  );
  const expected = all.flatMap((a, i) =>
    all
      .slice(i + 1)
      .filter((b) => spelling(a) === spelling(b))
      .map((b) => [a, b].sort().join('/')),
  );
  assert.deepEqual(pairs.sort(), expected.sort());
  assert.ok(pairs.includes('Lục Sĩ Thành/Lục Sỹ Thành'));
  assert.ok(
    pairs.some((pair) => pair.includes('oà') && pair.includes('òa')),
    'Hòa against Hoà',
  );
});

test('households of 2019: the columns add up to the published 295.559 households and 1.004.671 people', () => {
  const facts = householdFacts2019();
  const total = facts.reduce((n, each) => n + each.households, 0);
  assert.equal(total, sum(census, 'size_1_2') + sum(census, 'size_3') + sum(census, 'size_4') + sum(census, 'size_5_up'));
  assert.equal(total, 295_559);
  assert.equal(
    facts.reduce((n, each) => n + each.people, 0),
    1_004_671,
  );
  for (const fact of facts) {
    assert.equal(fact.size1or2 + fact.size3 + fact.size4 + fact.size5up, fact.households);
    if (fact.size1 !== null && fact.size2 !== null) assert.equal(fact.size1 + fact.size2, fact.size1or2);
    const unit = periodAt(tree, fact.areaId, CENSUS_2019);
    const row = census.find((each) => each['commune_code'] === unit?.code);
    assert.deepEqual([unit?.name, unit?.areaType], [row?.['commune_name'], row?.['area']]);
    assert.equal(ancestors(tree, fact.areaId, CENSUS_2019)[0]?.name, row?.['district_name']);
  }
});

test('households of today’s communes: exact where nothing was cut, none where the census is not at hand', () => {
  let exact = 0;
  for (const unit of areasOn(tree, REFORM_2025, 'commune')) {
    const found = households2019(tree, unit.areaId);
    const rows = crosswalk.filter((row) => row['code_2025_07'] === unit.code);
    if (rows.length === 0) {
      assert.equal(found, null);
      continue;
    }
    const codes = new Set(rows.map((row) => row['code_2023']));
    const expected = census.filter((row) => codes.has(row['commune_code']));
    assert.deepEqual(
      [found?.households, found?.size4, found?.people, found?.exact],
      [sum(expected, 'households'), sum(expected, 'size_4'), sum(expected, 'people'), rows.every((row) => row['how'] === 'whole')],
    );
    if (found?.exact) exact += 1;
  }
  assert.ok(exact > 0);
  assert.equal(households2019(tree, at('83', EVE, 'province').areaId), null);
});

test('points: one for each commune of today, inside the province’s frame', () => {
  const ids = communePoints2025().map((point) => point.areaId);
  assert.deepEqual(new Set(ids), new Set(areasOn(tree, REFORM_2025, 'commune').map(({ areaId }) => areaId)));
  for (const { lon, lat, km2 } of communePoints2025()) assert.ok(lon > 105 && lon < 107 && lat > 9 && lat < 11 && km2 > 0);
});

test('districts: eight in old Vĩnh Long, none since the reform', () => {
  const districts = children(tree, at('86', EVE, 'province').areaId, EVE);
  assert.equal(districts.length, distinct(census.map((row) => row['district_name'])));
  assert.ok(districts.every((unit) => levelOf(tree, unit.areaId) === 'district'));
  assert.equal(areasOn(tree, EVE, 'district').length, distinct(eve.map((row) => row['district_code'])));
  assert.equal(areasOn(tree, REFORM_2025, 'district').length, 0);
  for (const unit of areasOn(tree, EVE, 'district')) assert.deepEqual(successors(tree, unit.areaId, REFORM_2025), []);
});

test('on every day each code names one unit per level, and each unit has one chain up to a province', () => {
  fc.assert(
    fc.property(anyDate, (day) => {
      for (const level of ['province', 'district', 'commune'] as const) {
        const units = areasOn(tree, day, level);
        assert.equal(distinct(units.map((unit) => unit.code ?? '')), units.length);
        for (const unit of units) {
          assert.equal(areaAt(tree, unit.code ?? '', day, level), unit);
          assert.equal(areaAt(tree, unit.code ?? '', day), unit, 'codes of two levels never meet');
          const top = areaAbove(tree, unit.areaId, day, 'province');
          assert.ok(top && isWithin(tree, unit.areaId, top.areaId, day));
          assert.equal(
            ancestors(tree, unit.areaId, day).length,
            level === 'province' ? 0 : level === 'commune' && day < REFORM_2025 ? 2 : 1,
          );
        }
      }
    }),
    { numRuns: 30 },
  );
});

test('before the rows begin there is nothing', () => {
  const day = addDays(UNITS_FROM, -1);
  assert.equal(areaAt(tree, '86', day), null);
  assert.deepEqual(areasOn(tree, day, 'commune'), []);
});

test('ids are given once: as many areas as ids, all of the real kind', () => {
  const ids = realUnits().areas.map((area) => area.id);
  assert.equal(distinct(ids), ids.length);
  assert.ok(ids.every((id) => /^a[0-9]{4}$/.test(id)));
});
