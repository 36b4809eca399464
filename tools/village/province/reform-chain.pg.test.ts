/**
 * The real chain of old Vĩnh Long (107 xã → 102 → 35): all its communes with a few households each are registered, reviewed, and reformed
 * twice through the door. By class nothing is lost or gained on the way; each unit counts exactly its hamlets as the ledger has them, in
 * the units of then and of now; whoever holds a unit reaches its hamlets and nobody else's; what waits or was given out goes along.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { reachOf } from '../../../core/access/reach.ts';
import type { Role } from '../../../core/access/role.ts';
import { type AreaTree, areasOn } from '../../../core/kernel/areas.ts';
import { addDays, date, type PlainDate } from '../../../core/kernel/dates.ts';
import { MERGERS_2024, REFORM_2025 } from '../../../core/kernel/real-units.ts';
import { SERIES, type SeriesView } from '../../../core/report/series.ts';
import { keepAreaTree } from '../../../server/access/areas.ts';
import { asActor } from '../../../server/http/transaction.ts';
import { readLeftWalls } from '../../../server/ledger/left-walls.ts';
import { sqlOfKysely } from '../../../server/ledger/sql.ts';
import { listFlags } from '../../../server/register/flags-store.ts';
import { keepCounting } from '../../../server/report/kept.ts';
import { seriesView } from '../../../server/report/series.ts';
import { territoryOf } from '../../../server/report/territory.ts';
import { withDatabase } from '../../test/database.ts';
import { madeUuid } from '../chance.ts';
import type { Step } from '../office.ts';
import { REGISTER_BEGINS } from './frame.ts';
import { communeSteps, type ProvinceWish, sendIn, worldOf } from './run.ts';
import { closingStep, foundingSteps, openingSteps, reformSteps } from './stages.ts';

/** One world for every run: what is tried is the chain of real units, not chance. */
const seed = 'chain';
const wish: ProvinceWish = {
  ...{ seed, most: 30, today: date('2026-11-24') },
  targets: {
    results: [
      { poor: 170, nearPoor: 150 },
      { poor: 150, nearPoor: 160 },
      { poor: 125, nearPoor: 130 },
    ],
    hamletsWithPoor: 110,
    cannotEscape: 6,
    plannedHundredths: 41,
  },
};
const world = worldOf(wish);
const { frame } = world.telling;
const codes = frame.communes.map(({ unit }) => unit.code ?? '');
const { app, ownerPool } = await withDatabase({ max: 6 });
const send = (steps: Iterable<Step>) => sendIn(world, app, steps);
/** The last day of each division, and the first of the next. */
const EVES = [addDays(MERGERS_2024, -1), addDays(REFORM_2025, -1)] as const;
const DAYS = [EVES[0], MERGERS_2024, EVES[1], REFORM_2025] as const;
const [FIRST, SECOND] = [...reformSteps(world.telling)];

before(async () => {
  await send(foundingSteps(world.telling));
  for (const code of codes) await send(communeSteps(world, 'register', code));
  for (const year of [2022, 2023] as const) {
    await send(openingSteps(world.telling, year));
    for (const code of codes) await send(communeSteps(world, String(year) as '2022' | '2023', code));
    await send([closingStep(seed, year)]);
  }
});

interface Counted {
  readonly communes: number;
  readonly byClass: Readonly<Record<string, number>>;
}

/** By the register as it lies, without the product's figures. */
async function countOn(day: PlainDate): Promise<Counted & { readonly byCommune: ReadonlyMap<string, Readonly<Record<string, number>>> }> {
  const { rows } = await ownerPool.query<{ commune: string; class: string; n: number }>(
    `select p.parent_id as commune, coalesce(s.class, 'none') as class, count(*)::int as n
       from household h
       join residence r on r.household_id = h.household_id and r.valid_from <= $1 and (r.valid_to is null or $1 < r.valid_to)
       join area_period p on p.area_id = r.hamlet_id and p.valid_from <= $1 and (p.valid_to is null or $1 < p.valid_to)
       left join status s on s.household_id = h.household_id and s.valid_from <= $1 and (s.valid_to is null or $1 < s.valid_to)
      group by 1, 2`,
    [day],
  );
  const byClass: Record<string, number> = {};
  const byCommune = new Map<string, Record<string, number>>();
  for (const { commune, class: of, n } of rows) {
    byClass[of] = (byClass[of] ?? 0) + n;
    const own = byCommune.get(commune) ?? {};
    own[of] = (own[of] ?? 0) + n;
    byCommune.set(commune, own);
  }
  return { communes: byCommune.size, byClass, byCommune };
}

const readTree = (): Promise<AreaTree> =>
  asActor(app, { accountId: madeUuid(seed, 'reader'), reach: 'all', today: wish.today }, (tx) => keepAreaTree()(tx));

test('107, 102 and 35 communes, and by class the same before and after each', async () => {
  const counted: Counted[] = [];
  for (const [i, day] of DAYS.entries()) {
    if (i === 1) await send(FIRST === undefined ? [] : [FIRST]);
    if (i === 3) await send(SECOND === undefined ? [] : [SECOND]);
    counted.push(await countOn(day));
  }
  assert.deepEqual(
    counted.map(({ communes }) => communes),
    [107, 102, 102, 35],
  );
  const [whole] = counted;
  assert.ok((whole?.byClass['poor'] ?? 0) > 100 && (whole?.byClass['near-poor'] ?? 0) > 100);
  for (const { byClass } of counted) assert.deepEqual(byClass, whole?.byClass);
  const tree = await readTree();
  assert.equal(
    areasOn(tree, EVES[1], 'district').filter(
      ({ parentId }) => parentId === areasOn(tree, EVES[1], 'province').find((one) => one.code === '86')?.areaId,
    ).length,
    8,
  );
  assert.equal(areasOn(tree, REFORM_2025, 'district').length, 0);
});

const HOLDERS: readonly Role[] = ['commune-officer', 'commune-chair'];
const reachIn = (tree: AreaTree, areaId: string, day: PlainDate): readonly string[] => {
  const grants = HOLDERS.map((role) => ({ role, areaId, from: REGISTER_BEGINS, to: null }));
  const reach = reachOf({ accountId: madeUuid(seed, 'holder', areaId), grants }, tree, day);
  return reach === 'all' ? assert.fail('a commune is not all') : reach.hamlets;
};

test('on each day a unit’s officer reaches its own hamlets as the ledger has them, no two the same one, and nobody is left out', async () => {
  const tree = await readTree();
  const everyHamlet = [...frame.belongings.keys()].toSorted();
  for (const day of DAYS) {
    const { rows } = await ownerPool.query<{ hamlet: string; commune: string }>(
      `select p.area_id as hamlet, p.parent_id as commune from area_period p join area a using (area_id)
        where a.level = 'hamlet' and p.valid_from <= $1 and (p.valid_to is null or $1 < p.valid_to)`,
      [day],
    );
    const ledgered = Map.groupBy(rows, ({ commune }) => commune);
    const reached: string[] = [];
    for (const [commune, own] of ledgered) {
      const hamlets = reachIn(tree, commune, day);
      assert.deepEqual([...hamlets].toSorted(), own.map(({ hamlet }) => hamlet).toSorted(), `${commune} on ${day}`);
      reached.push(...hamlets);
    }
    assert.deepEqual(reached.toSorted(), everyHamlet, `each once on ${day}`);
  }
});

test('whoever held a commune that is no more reaches nothing; in the database each officer of today sees exactly the heir’s households', async () => {
  const tree = await readTree();
  const ended = areasOn(tree, EVES[0], 'commune').filter(
    ({ areaId, to }) => frame.communes.some(({ unit }) => unit.areaId === areaId) && to !== null,
  );
  assert.ok(ended.length > 90, String(ended.length));
  for (const { areaId } of ended)
    if (tree.periods.get(areaId)?.at(-1)?.to !== null) assert.deepEqual(reachIn(tree, areaId, wish.today), []);
  const { byCommune } = await countOn(REFORM_2025);
  let seen = 0;
  for (const [commune, counts] of byCommune) {
    const scope = {
      accountId: madeUuid(seed, 'holder', commune),
      reach: { hamlets: reachIn(tree, commune, wish.today), communes: [commune] },
    };
    const [row] = await asActor(app, { ...scope, today: wish.today }, async (tx) =>
      sqlOfKysely(tx).query<{ n: number }>(`select count(*)::int as n from household where state = 'present'`),
    );
    assert.equal(
      row?.n,
      Object.values(counts).reduce((sum, n) => sum + n, 0),
      commune,
    );
    seen += row?.n ?? 0;
  }
  const { rows } = await ownerPool.query<{ n: number }>(`select count(*)::int as n from household where state = 'present'`);
  assert.equal(seen, rows[0]?.n);
});

test('the years 2022 to 2026 in the communes of each division: the whole is one, each unit is what its hamlets come to', async () => {
  const tree = await readTree();
  const province = areasOn(tree, REFORM_2025, 'province').find(({ code }) => code === '86') ?? assert.fail();
  const years = [2022, 2023, 2024, 2025, 2026].map((year) => ({ year, today: wish.today }));
  const territory = territoryOf(tree, province.areaId, wish.today) ?? assert.fail();
  const view = (on: PlainDate): Promise<SeriesView> =>
    asActor(app, { accountId: madeUuid(seed, 'reader'), reach: 'all', today: wish.today }, (tx) =>
      seriesView(tx, { tree, territory, on, today: wish.today, years, counting: keepCounting() }),
    );
  const shown = [await view(EVES[0]), await view(EVES[1]), await view(wish.today)];
  const peopled = ({ units }: SeriesView) => units.filter(({ values }) => values.some(({ households }) => households > 0));
  assert.deepEqual(
    shown.map((one) => peopled(one).length),
    [107, 102, 35],
  );
  for (const one of shown) {
    assert.deepEqual(one.totals, shown[0]?.totals);
    for (const [i] of years.entries())
      for (const figure of SERIES)
        assert.equal(
          one.units.reduce((sum, { values }) => sum + (values[i]?.[figure] ?? 0), 0),
          one.totals[i]?.[figure],
          `${figure} of ${years[i]?.year} on ${one.on}`,
        );
    assert.ok(
      one.totals.every(({ estimated }) => !estimated),
      'no hamlet was cut: everything is exact',
    );
  }
  // By the register alone: the poor at the close of 2023 in the units of each day.
  for (const [i, on] of ([EVES[0], EVES[1], REFORM_2025] as const).entries()) {
    const counted = await countAs(on, date('2023-12-31'));
    for (const { areaId, values } of peopled(shown[i] ?? assert.fail()))
      assert.equal(values[1]?.poorHouseholds, counted.get(areaId) ?? 0, areaId);
  }
});

/** Poor on a day, by the communes to which their hamlets belonged on another. */
async function countAs(on: PlainDate, day: PlainDate): Promise<ReadonlyMap<string, number>> {
  const { rows } = await ownerPool.query<{ commune: string; n: number }>(
    `select p.parent_id as commune, count(*)::int as n
       from residence r
       join area_period p on p.area_id = r.hamlet_id and p.valid_from <= $1 and (p.valid_to is null or $1 < p.valid_to)
       join status s on s.household_id = r.household_id and s.class = 'poor' and s.valid_from <= $2 and (s.valid_to is null or $2 < s.valid_to)
      where r.valid_from <= $2 and (r.valid_to is null or $2 < r.valid_to) group by 1`,
    [on, day],
  );
  return new Map(rows.map(({ commune, n }) => [commune, n]));
}

test('what each of the 107 left open, lists that hang and doubts, is seen by the one of the 35 that has the place, and by no other', async () => {
  const { rows: left } = await ownerPool.query<{ was: string; hamlet: string; household: string; now: string }>(
    `select distinct on (w.parent_id) w.parent_id as was, w.area_id as hamlet, h.household_id as household, n.parent_id as now
       from area_period w join area_period n on n.area_id = w.area_id and n.valid_to is null
            join household h on h.hamlet_id = w.area_id and h.state = 'present'
      where w.valid_from <= $1 and (w.valid_to is null or $1 < w.valid_to) order by w.parent_id, w.area_id, h.household_id`,
    [EVES[0]],
  );
  assert.equal(left.length, 107);
  const id = (...of: string[]): string => madeUuid(seed, 'left open', ...of);
  for (const { was, hamlet, household } of left) {
    await ownerPool.query(
      `insert into posting (posting_id, round_id, hamlet_id, place, place_name, starts_on, ends_on, print, again)
       select $1, round_id, $2, 'hamlet', 'Nhà văn hóa', '2023-12-01', '2023-12-05', 'p', false from round where year = 2023`,
      [id('wall', was), hamlet],
    );
    for (const [matter, ofHousehold, ofHamlet] of [
      ['left-out', household, null],
      ['bunched', null, hamlet],
    ])
      await ownerPool.query(
        `insert into flag (flag_id, round_id, commune_id, matter, about_household, about_hamlet, reviewer_id, raised_by, raised_on, expires_on)
         select $1, round_id, $2, $3, $4, $5, $1, $1, '2023-12-01', '2023-12-15' from round where year = 2023`,
        [id(matter ?? '', was), was, matter, ofHousehold, ofHamlet],
      );
  }
  const tree = await readTree();
  let seen = 0;
  for (const { areaId: commune } of areasOn(tree, REFORM_2025, 'commune')) {
    const scope = {
      accountId: madeUuid(seed, 'holder', commune),
      reach: { hamlets: reachIn(tree, commune, wish.today), communes: [commune] },
    };
    const { walls, flags } = await asActor(app, { ...scope, today: wish.today }, async (tx) => ({
      walls: (await readLeftWalls(sqlOfKysely(tx), scope.reach.hamlets)).map(({ postingId }) => postingId),
      flags: (await listFlags(tx, { communeId: commune, roundId: id('no round') })).map(({ flagId }) => flagId),
    }));
    const own = left.filter(({ now }) => now === commune).map(({ was }) => was);
    assert.deepEqual(walls.toSorted(), own.map((was) => id('wall', was)).toSorted(), commune);
    // One that is still called as it was has its own on the page of its round.
    const former = own.filter((was) => was !== commune);
    assert.deepEqual(flags.toSorted(), former.flatMap((was) => [id('left-out', was), id('bunched', was)]).toSorted(), commune);
    seen += walls.length;
  }
  assert.equal(seen, 107);
});
