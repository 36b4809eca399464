/** Which hamlets and lines a table has: of today, of the days of districts, and of units that are no more. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AreaRows, buildAreaTree } from '../../core/kernel/areas.ts';
import { date } from '../../core/kernel/dates.ts';
import { type AreaId, isAreaId } from '../../core/kernel/ids.ts';
import { listUnits, readersOf, roman, territoryFor, territoryOf } from './territory.ts';

const REFORM = date('2025-07-01');
const [P, D1, D2] = [area('a8001'), area('a8101'), area('a8102')];
const [C1, C2, NEW] = [area('a8201'), area('a8202'), area('a8301')];
const [H1, H2] = [area('00000000-0000-4000-8000-000000000001'), area('00000000-0000-4000-8000-000000000002')];

function area(text: string): AreaId {
  if (!isAreaId(text)) throw new Error(text);
  return text;
}

type Period = AreaRows['periods'][number];

function period(id: AreaId, name: string, more: Partial<Period>): Period {
  const rest = { code: null, kind: 'xa' as const, areaType: null, parentId: null, synthetic: false };
  return { areaId: id, name, from: date('2020-01-01'), to: null, ...rest, ...more };
}

/** Two districts with a commune each; in 2025 both communes become one and the districts end. */
function tree() {
  const level = (id: AreaId, at: AreaRows['areas'][number]['level']) => ({ id, level: at });
  return buildAreaTree({
    areas: [
      ...[level(P, 'province'), level(D1, 'district'), level(D2, 'district'), level(C1, 'commune'), level(C2, 'commune')],
      ...[level(NEW, 'commune'), level(H1, 'hamlet'), level(H2, 'hamlet')],
    ],
    periods: [
      period(P, 'Tỉnh', { kind: 'tinh' }),
      period(D1, 'Huyện Bờ', { kind: 'huyen', parentId: P, to: REFORM }),
      period(D2, 'Huyện An', { kind: 'huyen', parentId: P, to: REFORM }),
      period(C1, 'Xã Một', { parentId: D1, to: REFORM }),
      period(C2, 'Xã Hai', { parentId: D2, to: REFORM }),
      period(NEW, 'Xã Mới', { parentId: P, from: REFORM }),
      period(H1, 'Ấp 1', { kind: 'ap', parentId: C1, to: REFORM }),
      period(H1, 'Ấp 1', { kind: 'ap', parentId: NEW, from: REFORM }),
      period(H2, 'Ấp 2', { kind: 'ap', parentId: C2, to: REFORM }),
      period(H2, 'Ấp 2', { kind: 'ap', parentId: NEW, from: REFORM }),
    ],
    lineage: [
      { from: C1, to: NEW, date: REFORM, how: 'whole' },
      { from: C2, to: NEW, date: REFORM, how: 'whole' },
    ],
  });
}

const lines = (id: AreaId, day: string) => {
  const found = territoryOf(tree(), id, date(day));
  assert.ok(found);
  return listUnits(tree(), found).map(({ style, no, area, hamletIds }) => `${style} ${no} ${area.name} ${hamletIds.length}`);
};

test('before the reform a province lists its districts in bold with their communes, after it its communes', () => {
  assert.deepEqual(lines(P, '2023-12-31'), ['subtotal I Huyện An 1', 'row 1 Xã Hai 1', 'subtotal II Huyện Bờ 1', 'row 1 Xã Một 1']);
  assert.deepEqual(lines(P, '2026-01-01'), ['row 1 Xã Mới 2']);
  assert.deepEqual(lines(D1, '2023-12-31'), ['row 1 Xã Một 1']);
  assert.deepEqual(lines(H1, '2023-12-31'), ['row 1 Ấp 1 1']);
});

test('a unit that was not there on the day is taken as it was on the nearest', () => {
  assert.equal(territoryOf(tree(), NEW, date('2023-12-31'))?.on, REFORM);
  assert.equal(territoryOf(tree(), C1, date('2026-10-01'))?.on, '2025-06-30');
  assert.equal(territoryOf(tree(), C1, date('2026-10-01'))?.hamletIds.join(), H1);
  assert.equal(territoryOf(tree(), 'a9999', REFORM), null);
});

test('rights on what is no more are rights on its hamlets of today', () => {
  const who = (role: 'commune-officer' | 'hamlet-head', place: AreaId) => {
    const actor = { accountId: 'x', grants: [{ role, areaId: place, from: '2020-01-01', to: null }] };
    return { actor, tree: tree(), today: date('2026-10-01') };
  };
  const day = date('2023-12-31');
  assert.equal(territoryFor(who('commune-officer', NEW), 'read-tables', C1, day).area.name, 'Xã Một');
  assert.equal(territoryFor(who('commune-officer', NEW), 'read-tables', D1, day).area.name, 'Huyện Bờ');
  assert.throws(() => territoryFor(who('hamlet-head', H2), 'read-tables', C1, day), /not-your-area/);
  const district = territoryOf(tree(), D1, day);
  assert.ok(district);
  assert.deepEqual(readersOf(who('commune-officer', NEW), district), ['commune']);
});

test('districts are numbered as papers do', () => {
  assert.deepEqual([1, 2, 3, 4, 5, 8, 9, 14, 19].map(roman), ['I', 'II', 'III', 'IV', 'V', 'VIII', 'IX', 'XIV', 'XIX']);
});
