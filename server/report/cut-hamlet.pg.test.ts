/** A hamlet that was cut: the commune still counts the years before, and a series says what of them is estimated. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reachOf } from '../../core/access/reach.ts';
import { date } from '../../core/kernel/dates.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { CLOCK, command, COMMUNES, found, HAMLETS, id, person, register, take } from '../../tools/test/small-province.ts';
import { keepAreaTree } from '../access/areas.ts';
import { asActor } from '../http/transaction.ts';
import { keepCounting } from './kept.ts';
import { seriesView } from './series.ts';
import { territoryOf } from './territory.ts';

const { app } = await withDatabase();
const [COMMUNE, OLD] = [COMMUNES[1], HAMLETS[3]];
const TODAY = date(CLOCK.today);

test('the officer of the commune sees what was counted before the cut, in the units of both days', async () => {
  await found(app);
  await take(app, [register('Lan', OLD, 2), register('Mai', OLD, 3), register('Nga', OLD, 1)]);
  const part = (n: number, households: readonly string[]) => ({
    hamlet: {
      ...{ areaId: id(`hamlet 4.${n}`), bookId: id(`book 4.${n}`), name: `Ấp 4.${n}`, kind: 'ap', communeId: COMMUNE },
      ...{ from: '2026-09-21', synthetic: true },
    },
    householdIds: households.map((name) => id(`household ${name}`)),
  });
  const administrator = person('administrator', 'administrator', 'a9001');
  await take(app, [command('cut-hamlet', { hamletId: OLD, on: '2026-09-21', into: [part(1, ['Lan']), part(2, ['Mai', 'Nga'])] })], {
    ...administrator,
    scope: { ...administrator.scope, reach: { hamlets: [], communes: [] } },
  });
  const { actor } = person('officer', 'commune-officer', COMMUNE);
  const tree = await asActor(app, person('province', 'province-officer', 'a9001').scope, (tx) => keepAreaTree()(tx));
  const reach = reachOf(actor, tree, TODAY);
  assert.ok(reach !== 'all' && reach.hamlets.includes(OLD), 'its ground is all within the commune');
  const outside = reachOf(person('head', 'hamlet-head', id('hamlet 4.1')).actor, tree, TODAY);
  assert.ok(outside !== 'all' && !outside.hamlets.includes(OLD), 'a part of it is not the whole');
  const scope = { accountId: actor.accountId, reach, today: TODAY };
  const territory = territoryOf(tree, COMMUNE, TODAY) ?? assert.fail();
  const years = [2025, 2026].map((year) => ({ year, today: TODAY }));
  const view = (on: string) =>
    asActor(app, scope, (tx) => seriesView(tx, { tree, territory, on: date(on), today: TODAY, years, counting: keepCounting() }));
  const [now, then] = [await view(TODAY), await view('2025-12-31')];
  for (const shown of [now, then])
    assert.deepEqual(
      shown.totals.map(({ households, estimated }) => [households, estimated]),
      [
        [3, false],
        [3, false],
      ],
    );
  const ofParts = now.units
    .filter(({ name }) => name.startsWith('Ấp 4.'))
    .map(({ values }) => values.map(({ households, estimated }) => [households, estimated]));
  assert.deepEqual(ofParts, [
    [
      [1, true],
      [1, false],
    ],
    [
      [2, true],
      [2, false],
    ],
  ]);
  assert.deepEqual(
    then.units.find(({ areaId }) => areaId === OLD)?.values.map(({ households }) => households),
    [3, 3],
  );
});
