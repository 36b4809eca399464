/** Any numbers wanted of a small province come out in the register, through the real door, counted without the maker's own plan. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areasOn, descendants } from '../../../core/kernel/areas.ts';
import { date } from '../../../core/kernel/dates.ts';
import { withDatabase } from '../../test/database.ts';
import { asActor } from '../../../server/http/transaction.ts';
import { figuresOfYear } from '../../../server/report/figures.ts';
import { territoryOf } from '../../../server/report/territory.ts';
import { chance, madeUuid } from '../chance.ts';
import { makeProvince, type ProvinceWish, helperOn, worldOf } from './run.ts';
import type { Targets } from './targets.ts';

const database = await withDatabase();
const seed = process.env['VUON_SEED'] ?? 'province';
const CODES = ['29548', '29758', '29845'];
const luck = chance(seed, 'targets');
const between = (low: number, high: number): number => luck.between(low, high);
const lastPoor = between(40, 70);
// The near-poor grow in the one year and fall by so many in the other that some must rise above the line.
const targets: Targets = {
  results: [
    { poor: between(80, 120), nearPoor: between(60, 90) },
    { poor: between(80, 110), nearPoor: between(100, 130) },
    { poor: lastPoor, nearPoor: between(50, 70) },
  ],
  hamletsWithPoor: 0,
  cannotEscape: between(10, lastPoor - 10),
  plannedHundredths: between(10, 90),
};
const MOST = 70;
const hamlets = worldOf({ seed, codes: CODES, most: MOST, targets: { ...targets, hamletsWithPoor: 3 }, today: date('2026-11-24') }).telling
  .frame.belongings;
const wish: ProvinceWish = {
  ...{ seed, codes: CODES, most: MOST, today: date('2026-11-24') },
  targets: { ...targets, hamletsWithPoor: hamlets.size - between(1, 4) },
};

const one = async (text: string, ...values: unknown[]): Promise<Record<string, unknown>> =>
  (await database.ownerPool.query(text, values)).rows[0] ?? {};

/** Statuses one after another, in the process. */
async function listed(day: string): Promise<{ hamlet: string; class: string; escape: string | null; grounds: number | null }[]> {
  const { rows } = await database.ownerPool.query(
    `select r.hamlet_id as hamlet, r.valid_from as came, r.valid_to as went, s.class, s.valid_from, s.valid_to, s.cannot_escape as escape,
            s.grounds_mask as grounds
       from residence r join status s on s.household_id = r.household_id`,
  );
  const holds = (from: string, to: string | null): boolean => from <= day && (to === null || day < to);
  return rows.filter((row) => holds(row.came, row.went) && holds(row.valid_from, row.valid_to));
}

test(`the numbers wanted are the numbers of the register (${seed})`, async () => {
  const world = worldOf(wish);
  const marks: string[] = [];
  const making = { wish, db: database.app, ownerUrl: database.ownerUrl, helpers: [helperOn(world, database.app)], onProgress: () => {} };
  const sent = await makeProvince({ ...making, done: new Set<string>(), onDone: (mark) => marks.push(mark) });
  assert.ok(sent > 0);
  for (const [i, day] of ['2022-01-01', '2023-01-01', '2023-12-31'].entries()) {
    const rows = await listed(day);
    const count = (wanted: string): number => rows.filter((row) => row.class === wanted).length;
    assert.deepEqual([count('poor'), count('near-poor')], [wish.targets.results[i]?.poor, wish.targets.results[i]?.nearPoor], day);
  }
  const poor = (await listed('2023-12-31')).filter((row) => row.class === 'poor');
  assert.equal(new Set(poor.map((row) => row.hamlet)).size, wish.targets.hamletsWithPoor);
  const stuck = poor.filter((row) => row.escape === 'yes');
  assert.equal(stuck.length, wish.targets.cannotEscape);
  assert.deepEqual(
    stuck.filter((row) => row.grounds === null || row.grounds === 0),
    [],
    'each has a ground; which of the three depends on what is drawn',
  );
  assert.deepEqual(await one('select area_id, reduction_hundredths from target where year = 2023'), {
    area_id: areasOn(world.telling.frame.tree, date('2023-06-01'), 'province').find((unit) => unit.code === '86')?.areaId,
    reduction_hundredths: targets.plannedHundredths,
  });
  assert.deepEqual(await one('select count(*)::int as n from decision'), { n: 2 * CODES.length });
  // Made a second time from the marks of the first: nothing is sent but what the offices do, and that is known.
  const events = await one('select count(*)::int as n from event');
  await makeProvince({ ...making, done: new Set(marks), onDone: () => assert.fail('a stage is done twice') });
  assert.deepEqual(await one('select count(*)::int as n from event'), events);
});

test('a year in figures of the province of today, which was another one then', async () => {
  const { tree } = worldOf(wish).telling.frame;
  const provinces = areasOn(tree, date('2026-01-01'), 'province').filter((unit) => unit.code === '86');
  const asked = { year: 2023, today: date('2026-11-24') };
  const territory = territoryOf(tree, provinces[0]?.areaId ?? '', date('2023-12-31')) ?? assert.fail();
  const year = await asActor(database.app, { accountId: madeUuid(seed, 'reader'), reach: 'all', today: asked.today }, (tx) =>
    figuresOfYear(tx, { tree, territory, asked }),
  );
  const valueOf = (id: string): number | undefined => year.figures.find((figure) => figure.id === id)?.value;
  const [, start, end] = wish.targets.results;
  assert.deepEqual(
    ['poorStart', 'poorHouseholds', 'nearPoorStart', 'nearPoorHouseholds', 'cannotEscape', 'communes', 'hamletsWithPoor'].map(valueOf),
    [start?.poor, end?.poor, start?.nearPoor, end?.nearPoor, wish.targets.cannotEscape, CODES.length, wish.targets.hamletsWithPoor],
  );
  assert.equal(year.planned?.reduction, targets.plannedHundredths);
});

test('a stage cut off in the middle is sent again and known', async () => {
  const world = worldOf(wish);
  const events = await one('select count(*)::int as n from event');
  const making = { wish, db: database.app, ownerUrl: database.ownerUrl, helpers: [helperOn(world, database.app)], onProgress: () => {} };
  const done = new Set(CODES.flatMap((code) => ['register', '2023', 'now'].map((stage) => `${stage} ${code}`)));
  await makeProvince({ ...making, done, onDone: () => {} });
  assert.deepEqual(await one('select count(*)::int as n from event'), events);
});

test('every way into a list and off it is taken, and hamlets lie in the communes of each day', async () => {
  const kinds = await database.ownerPool.query<{ kind: string }>('select distinct kind from event');
  assert.ok(kinds.rows.some(({ kind }) => kind === 'member-died' || kind === 'household-merged'));
  for (const kind of ['household-split', 'areas-reformed', 'status-decided', 'status-recorded'])
    assert.ok(
      kinds.rows.some((row) => row.kind === kind),
      kind,
    );
  const ways = await database.ownerPool.query<{ list: string; before: string | null; class: string }>(
    `select distinct list, before, class from status where source = 'decision'`,
  );
  for (const [before, now] of [
    ['poor', 'poor'],
    ['poor', 'near-poor'],
    ['poor', 'not-poor'],
    ['near-poor', 'poor'],
    ['near-poor', 'not-poor'],
    [null, 'poor'],
    [null, 'near-poor'],
  ])
    assert.ok(
      ways.rows.some((row) => row.before === before && row.class === now),
      `${before} to ${now}`,
    );
  const { tree } = worldOf(wish).telling.frame;
  for (const day of ['2021-12-31', '2024-12-31', '2026-01-01'].map(date)) {
    const { rows } = await database.ownerPool.query<{ area_id: string; parent_id: string }>(
      `select p.area_id, p.parent_id from area_period p join area a using (area_id)
        where a.level = 'hamlet' and p.valid_from <= $1 and (p.valid_to is null or p.valid_to > $1)`,
      [day],
    );
    assert.equal(rows.length, hamlets.size, day);
    const below = new Set(
      areasOn(tree, day, 'commune').flatMap((unit) =>
        descendants(tree, unit.areaId, day, 'hamlet').map((hamlet) => `${hamlet.areaId} ${unit.areaId}`),
      ),
    );
    assert.deepEqual(new Set(rows.map((row) => `${row.area_id} ${row.parent_id}`)), below, day);
  }
});
