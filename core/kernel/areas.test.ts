/**
 * The tree against slow and simple oracles: every question answered by scanning all rows, on random histories in which
 * villages (atoms) are carried through mergers and cuts, and on the real units with 900 hamlets.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkAreaRows } from './area-check.ts';
import {
  type Area,
  type AreaPeriod,
  type AreaRows,
  ancestors,
  areaAbove,
  areaAt,
  areasOn,
  buildAreaTree,
  children,
  descendants,
  hamletPeriods,
  type How,
  isWithin,
  type LineageEdge,
  levelOf,
  periodAt,
  periodsOf,
  predecessors,
  successors,
  withAreaType,
  withChange,
} from './areas.ts';
import { addDays, date, type PlainDate } from './dates.ts';
import { type AreaId, idOf, realAreaId, uuidFrom } from './ids.ts';
import { realUnits, REFORM_2025, UNITS_FROM } from './real-units.ts';

const START = date('2010-01-01');
const REFORMS = [date('2012-05-01'), date('2015-07-01'), date('2020-01-01')];
const DAYS = [START, ...REFORMS.flatMap((day) => [addDays(day, -1), day]), date('2030-01-01')];

type History = AreaRows & { readonly villages: ReadonlyMap<AreaId, ReadonlyMap<PlainDate, AreaId>> };
type Unit = { readonly id: AreaId; readonly code: string; readonly villages: number[]; readonly since: PlainDate };

/** One province, `sizes[i]` villages in commune i, and at each reform some neighbours merged and some units cut in two. */
function makeHistory(sizes: number[], choices: number[]): History {
  const book = new Book();
  let villages = 0;
  let units = sizes.map((size) =>
    book.begin(
      Array.from({ length: size }, () => villages++),
      START,
    ),
  );
  const where = Array.from({ length: villages }, () => new Map<PlainDate, AreaId>());
  const note = (on: PlainDate) => {
    for (const unit of units) for (const village of unit.villages) where[village]?.set(on, unit.id);
  };
  note(START);
  REFORMS.forEach((on, r) => {
    note(addDays(on, -1));
    units = book.reform(units, on, (i) => choices[(r * 7 + i) % choices.length] ?? 0);
    note(on);
  });
  note(date('2030-01-01'));
  for (const unit of units) book.close(unit, null);
  where.forEach((places, village) => book.addVillage(village, places));
  const { areas, periods, lineage } = book;
  return { areas, periods, lineage, villages: new Map(where.map((places, village) => [villageId(village), places])) };
}

/** Writes the rows of one history. */
class Book {
  readonly provinceId = realAreaId(1);
  readonly areas: Area[] = [{ id: this.provinceId, level: 'province' }];
  readonly periods: AreaPeriod[] = [period(this.provinceId, { code: '99', kind: 'tinh', areaType: null, parentId: null }, START, null)];
  readonly lineage: LineageEdge[] = [];

  begin(villages: number[], since: PlainDate, code?: string): Unit {
    const id = realAreaId(this.areas.length + 1);
    this.areas.push({ id, level: 'commune' });
    return { id, code: code ?? String(10_000 + this.areas.length), villages, since };
  }

  close(unit: Unit, to: PlainDate | null): void {
    this.periods.push(period(unit.id, { code: unit.code, kind: 'xa', areaType: 'rural', parentId: this.provinceId }, unit.since, to));
  }

  /** 1: merge with the next unit, 2: cut in two, 3: rename (the same unit), else nothing. */
  reform(units: readonly Unit[], on: PlainDate, choiceOf: (i: number) => number): Unit[] {
    const after: Unit[] = [];
    for (let i = 0; i < units.length; i += 1) {
      const [unit, neighbour] = [units[i], units[i + 1]];
      assert.ok(unit);
      const choice = choiceOf(i);
      if (choice === 1 && neighbour) {
        after.push(this.merge(unit, neighbour, on));
        i += 1;
      } else if (choice === 2 && unit.villages.length > 1) {
        after.push(...this.cut(unit, on));
      } else if (choice === 3) {
        this.close(unit, on);
        after.push({ ...unit, since: on });
      } else after.push(unit);
    }
    return after;
  }

  /** The new unit takes over the code of one of its parts, as in 2024. */
  merge(a: Unit, b: Unit, on: PlainDate): Unit {
    const merged = this.begin([...a.villages, ...b.villages], on, b.code);
    for (const part of [a, b]) {
      this.close(part, on);
      this.lineage.push({ from: part.id, to: merged.id, date: on, how: 'whole' });
    }
    return merged;
  }

  cut(unit: Unit, on: PlainDate): Unit[] {
    const half = Math.ceil(unit.villages.length / 2);
    const halves = [this.begin(unit.villages.slice(0, half), on, unit.code), this.begin(unit.villages.slice(half), on)];
    this.close(unit, on);
    for (const part of halves) this.lineage.push({ from: unit.id, to: part.id, date: on, how: 'part' });
    return halves;
  }

  addVillage(village: number, places: ReadonlyMap<PlainDate, AreaId>): void {
    this.areas.push({ id: villageId(village), level: 'hamlet' });
    for (const [i, on] of [START, ...REFORMS].entries()) {
      const facts = { code: null, kind: 'ap', areaType: null, parentId: places.get(on) ?? null } as const;
      this.periods.push(period(villageId(village), facts, on, REFORMS[i] ?? null));
    }
  }
}

function period(
  areaId: AreaId,
  facts: Pick<AreaPeriod, 'code' | 'kind' | 'areaType' | 'parentId'>,
  from: PlainDate,
  to: PlainDate | null,
): AreaPeriod {
  return { areaId, from, to, name: `Tên ${areaId}`, synthetic: true, ...facts };
}

function villageId(n: number): AreaId {
  return idOf('area', uuidFrom(new Uint8Array(16).fill(n + 1)));
}

const history = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 7 }),
    fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 21 }),
  )
  .map(([sizes, choices]) => makeHistory(sizes, choices));
const day = fc.constantFrom(...DAYS);
const holds = (each: AreaPeriod, on: PlainDate) => each.from <= on && (each.to ?? '9999-12-31') > on;

test('random histories are sound', () => {
  fc.assert(fc.property(history, (rows) => assert.deepEqual(checkAreaRows(rows), [])));
});

test('a code and a day give the one period that a scan of all rows finds', () => {
  fc.assert(
    fc.property(history, day, (rows, on) => {
      const tree = buildAreaTree(rows);
      for (const code of new Set(rows.periods.map((each) => each.code))) {
        if (code === null) continue;
        const found = rows.periods.filter((each) => each.code === code && holds(each, on));
        assert.ok(found.length <= 1);
        assert.equal(areaAt(tree, code, on), found[0] ?? null);
        assert.equal(areaAt(tree, code, on, 'hamlet'), null);
      }
    }),
  );
});

test('each village lies under the unit that holds it, and above and below are inverse', () => {
  fc.assert(
    fc.property(history, day, (rows, on) => {
      const tree = buildAreaTree(rows);
      for (const [village, places] of rows.villages) {
        assert.equal(areaAbove(tree, village, on, 'commune')?.areaId, places.get(on));
        assert.equal(areaAbove(tree, village, on, 'hamlet')?.areaId, village);
      }
      for (const { id } of rows.areas) {
        const below = new Set(descendants(tree, id, on).map(({ areaId }) => areaId));
        for (const other of rows.areas) {
          const above = ancestors(tree, other.id, on).some(({ areaId }) => areaId === id);
          assert.equal(below.has(other.id), above);
          assert.equal(isWithin(tree, other.id, id, on), above || (other.id === id && periodAt(tree, id, on) !== null));
        }
        assert.deepEqual(descendants(tree, id, on, 'hamlet').length, [...below].filter((each) => levelOf(tree, each) === 'hamlet').length);
      }
    }),
    { numRuns: 40 },
  );
});

/** All ways along the edges, one by one: what a person with the decrees on the table would do. */
function waysOn(rows: AreaRows, from: AreaId, to: AreaId): How[] {
  if (from === to) return ['whole'];
  return rows.lineage
    .filter((edge) => edge.from === from)
    .flatMap((edge) => waysOn(rows, edge.to, to).map((how) => (edge.how === 'part' ? 'part' : how)));
}

test('successors and predecessors are all ways along the lineage, the same from both ends', () => {
  fc.assert(
    fc.property(history, day, day, (rows, a, b) => {
      const tree = buildAreaTree(rows);
      const [early, late] = a <= b ? [a, b] : [b, a];
      const pairs = (kin: (id: AreaId) => string[], on: PlainDate) =>
        areasOn(tree, on, 'commune')
          .flatMap(({ areaId }) => kin(areaId))
          .sort();
      const forward = pairs((id) => successors(tree, id, late).map((kin) => `${id} ${kin.areaId} ${kin.how}`), early);
      const backward = pairs((id) => predecessors(tree, id, early).map((kin) => `${kin.areaId} ${id} ${kin.how}`), late);
      const expected = areasOn(tree, early, 'commune').flatMap((from) =>
        areasOn(tree, late, 'commune').flatMap((to) => {
          const ways = waysOn(rows, from.areaId, to.areaId);
          return ways.length === 0 ? [] : [`${from.areaId} ${to.areaId} ${ways.includes('whole') ? 'whole' : 'part'}`];
        }),
      );
      assert.deepEqual(forward, expected.sort());
      assert.deepEqual(backward, expected);
    }),
  );
});

test('lineage is true of the villages: none is lost, and whole means all of them', () => {
  fc.assert(
    fc.property(history, day, day, (rows, a, b) => {
      const tree = buildAreaTree(rows);
      const [early, late] = a <= b ? [a, b] : [b, a];
      for (const [, places] of rows.villages) {
        const [then, now] = [places.get(early), places.get(late)];
        assert.ok(then && now);
        const next = successors(tree, then, late);
        assert.ok(next.some((kin) => kin.areaId === now));
        const whole = next.find((kin) => kin.how === 'whole');
        if (whole) assert.equal(whole.areaId, now);
        assert.ok(predecessors(tree, now, early).some((kin) => kin.areaId === then));
      }
    }),
  );
});

test('without a date, lineage goes to the ends', () => {
  fc.assert(
    fc.property(history, (rows) => {
      const tree = buildAreaTree(rows);
      for (const { areaId } of areasOn(tree, START, 'commune'))
        assert.deepEqual(successors(tree, areaId), successors(tree, areaId, date('2030-01-01')));
      for (const { areaId } of areasOn(tree, date('2030-01-01'), 'commune'))
        assert.deepEqual(predecessors(tree, areaId), predecessors(tree, areaId, START));
    }),
  );
  const tree = buildAreaTree(makeHistory([2], [2]));
  assert.deepEqual(successors(tree, realAreaId(2), addDays(START, -1)), [], 'not yet begun');
  assert.deepEqual(predecessors(tree, realAreaId(2), date('2030-01-01')), [], 'long ended');
  assert.deepEqual([successors(tree, realAreaId(777)), predecessors(tree, realAreaId(777))], [[], []], 'not there');
});

// ---- the real units with hamlets -----------------------------------------------------------------------------------

const real = buildAreaTree(realUnits());
const HAMLETS = 900;

/** Hamlets spread over the communes that were never cut, from the first day on. */
function hamletsOfOld(): { id: AreaId; periods: readonly AreaPeriod[] }[] {
  const whole = areasOn(real, UNITS_FROM, 'commune').filter(({ areaId }) => successors(real, areaId).every(({ how }) => how === 'whole'));
  return Array.from({ length: HAMLETS }, (_, i) => {
    const id = idOf('area', uuidFrom(Uint8Array.from({ length: 16 }, (_, k) => (k === 0 ? i % 256 : k === 1 ? Math.floor(i / 256) : 5))));
    const commune = whole[i % whole.length];
    assert.ok(commune);
    const made = hamletPeriods(real, {
      areaId: id,
      name: `Ấp ${i}`,
      kind: 'ap',
      synthetic: true,
      communeId: commune.areaId,
      from: UNITS_FROM,
    });
    assert.ok(made.ok);
    return { id, periods: made.value };
  });
}

test('hamlets keep their id through the reforms: the same people then and now', () => {
  const hamlets = hamletsOfOld();
  const units = realUnits();
  const rows: AreaRows = {
    areas: [...units.areas, ...hamlets.map(({ id }) => ({ id, level: 'hamlet' as const }))],
    periods: [...units.periods, ...hamlets.flatMap(({ periods }) => periods)],
    lineage: units.lineage,
  };
  assert.deepEqual(checkAreaRows(rows), []);
  const tree = buildAreaTree(rows);
  for (const on of [UNITS_FROM, REFORM_2025]) assert.equal(areasOn(tree, on, 'hamlet').length, HAMLETS);
  for (const commune of areasOn(tree, REFORM_2025, 'commune')) {
    const now = children(tree, commune.areaId, REFORM_2025).map(({ areaId }) => areaId);
    const then = predecessors(tree, commune.areaId, UNITS_FROM).flatMap((kin) =>
      children(tree, kin.areaId, UNITS_FROM).map(({ areaId }) => areaId),
    );
    assert.deepEqual([...now].sort(), then.sort());
  }
});

test('a hamlet of a commune that was cut needs to be told where it went', () => {
  const cut = areaAt(real, '29719', addDays(REFORM_2025, -1), 'commune');
  assert.ok(cut);
  const hamlet = {
    areaId: idOf('area', uuidFrom(new Uint8Array(16))),
    name: 'Ấp Giữa',
    kind: 'ap',
    synthetic: true,
    communeId: cut.areaId,
  } as const;
  const asked = hamletPeriods(real, { ...hamlet, from: cut.from });
  const choices = successors(real, cut.areaId, REFORM_2025).map(({ areaId }) => areaId);
  assert.ok(!asked.ok && asked.error.code === 'area-cut');
  assert.deepEqual([...asked.error.choices].sort(), choices);
  const [first] = choices;
  assert.ok(first);
  const told = hamletPeriods(real, { ...hamlet, from: cut.from, through: [first] });
  assert.ok(told.ok);
  assert.deepEqual(
    told.value.map(({ parentId, from }) => [parentId, from]),
    [
      [cut.areaId, cut.from],
      [first, REFORM_2025],
    ],
  );
  assert.equal(hamletPeriods(real, { ...hamlet, from: cut.from, through: choices }).ok, false, 'two places at once');
  assert.equal(hamletPeriods(real, { ...hamlet, from: REFORM_2025 }).ok, false, 'the commune no longer exists');
});

test('a type is edited from a day on, and the rows before it stay true', () => {
  const ward = areasOn(real, REFORM_2025, 'commune').find(({ areaType }) => areaType === 'urban');
  assert.ok(ward);
  const rural = withAreaType(realUnits().periods, ward.areaId, date('2026-01-01'), 'rural');
  assert.ok(rural.ok);
  const again = withAreaType(rural.value, ward.areaId, date('2027-01-01'), 'urban');
  assert.ok(again.ok);
  const rows = { ...realUnits(), periods: again.value };
  assert.deepEqual(checkAreaRows(rows), []);
  const tree = buildAreaTree(rows);
  const types = ['2025-07-01', '2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map(
    (on) => periodAt(tree, ward.areaId, date(on))?.areaType,
  );
  assert.deepEqual(types, ['urban', 'urban', 'rural', 'rural', 'urban']);
  const sameDay = withAreaType(rural.value, ward.areaId, date('2026-01-01'), 'urban');
  assert.ok(sameDay.ok);
  assert.equal(sameDay.value.length, rural.value.length, 'a change on the first day of a period replaces it');
  assert.deepEqual(withAreaType([], ward.areaId, REFORM_2025, 'rural'), {
    ok: false,
    error: { code: 'area-not-found-on-date', areaId: ward.areaId, date: REFORM_2025 },
  });
});

test('any sequence of changes leaves each day with exactly one period', () => {
  const commune = areasOn(real, REFORM_2025, 'commune')[0];
  assert.ok(commune);
  const change = fc.tuple(fc.integer({ min: 0, max: 1500 }), fc.constantFrom('rural', 'urban'));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 8 }), fc.integer({ min: 0, max: 1500 }), (changes, probe) => {
      let periods = realUnits().periods;
      let expected: string | null = commune.areaType;
      const asked = addDays(REFORM_2025, probe);
      const ends: number[] = [];
      for (const [days, areaType] of changes) {
        const changed = withChange(periods, commune.areaId, addDays(REFORM_2025, days), { areaType });
        assert.ok(changed.ok);
        periods = changed.value;
        // Until the next day on which a change was made earlier in the list.
        const end = Math.min(Number.POSITIVE_INFINITY, ...ends.filter((each) => each > days));
        if (probe >= days && probe < end) expected = areaType;
        ends.push(days);
      }
      const tree = buildAreaTree({ ...realUnits(), periods });
      assert.equal(periodsOf(tree, commune.areaId).filter((each) => holds(each, asked)).length, 1);
      assert.equal(periodAt(tree, commune.areaId, asked)?.areaType, expected);
    }),
    { numRuns: 30 },
  );
});

test('units of one parent come in the order of lists: by code, hamlets by name', () => {
  const province = areaAt(real, '86', REFORM_2025, 'province');
  assert.ok(province);
  const codes = children(real, province.areaId, REFORM_2025).map(({ code }) => code);
  assert.deepEqual(codes, [...codes].sort());
  const rows = ['Ấp Đông', 'Ấp Dừa', 'Ấp An'].map((name, i) => ({
    ...period(villageId(i), { code: null, kind: 'ap', areaType: null, parentId: province.areaId }, REFORM_2025, null),
    name,
  }));
  const tree = buildAreaTree({ areas: rows.map(({ areaId }) => ({ id: areaId, level: 'hamlet' })), periods: rows, lineage: [] });
  assert.deepEqual(
    children(tree, province.areaId, REFORM_2025).map(({ name }) => name),
    ['Ấp An', 'Ấp Dừa', 'Ấp Đông'],
  );
});
