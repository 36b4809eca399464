/** A reform of communes as a dated event: each hamlet has a period for each commune, and everything asks with a day. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reachOf } from '../../core/access/reach.ts';
import { areaAbove, descendants } from '../../core/kernel/areas.ts';
import { date } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { CLOCK, command, COMMUNES, found, HAMLETS, id, person, PROVINCE, register, take } from '../../tools/test/small-province.ts';
import { keepAreaTree } from './areas.ts';
import { setScope } from '../db/scope.ts';
import { submit } from '../ledger/door.ts';
import { rebuild } from '../ledger/rebuild.ts';
import { sqlOfKysely } from '../ledger/sql.ts';

const { app, owner, ownerPool } = await withDatabase();
const HEIR = 'a9103';
const ON = '2026-09-15';
await found(app);
await take(app, [register('An', HAMLETS[2], 3), register('Bình', HAMLETS[3], 2)]);
// The second commune and its heir, as the list of units has them.
await take(app, [
  command('areas-loaded', {
    areas: [COMMUNES[1], HEIR].map((areaId) => ({ areaId, level: 'commune' as const })),
    periods: [
      { ...unit(COMMUNES[1]), from: '2020-01-01', to: ON },
      { ...unit(HEIR), from: ON, to: null },
    ],
    lineage: [{ fromId: COMMUNES[1], toId: HEIR, on: ON, how: 'whole' }],
  }),
]);

function unit(areaId: string) {
  const what = { code: areaId.slice(1), name: `Đơn vị ${areaId}`, kind: 'phuong', areaType: 'urban' as const };
  return { areaId, ...what, parentId: PROVINCE, synthetic: false };
}

const reform = (hamlets: readonly string[], on = ON, communeId: string = HEIR) =>
  command('areas-reformed', {
    on,
    document: 'Nghị quyết 2/NQ-HĐND',
    hamlets: hamlets.map((areaId, i) => ({ areaId, communeId, name: `Khóm ${i + 1}`, kind: 'khom' })),
  });

const codeOf = async (sent: unknown, who: Parameters<typeof submit>[1] = 'system') => {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
};

const readTree = () =>
  app.transaction().execute(async (tx) => {
    await setScope(sqlOfKysely(tx), { accountId: id('reader'), reach: 'all', today: CLOCK.today });
    return keepAreaTree()(tx);
  });

const area = (text: string) => (isAreaId(text) ? text : assert.fail(text));

test('refused: a hamlet forgotten, named twice, a commune that is not there yet, a day to come, without the right', async () => {
  assert.equal(await codeOf(reform([HAMLETS[2]])), 'hamlets-left-behind');
  assert.equal(await codeOf(reform([HAMLETS[2], HAMLETS[2]])), 'malformed');
  assert.equal(await codeOf(reform([HAMLETS[2], HAMLETS[3]], '2026-09-14')), 'area-unknown');
  assert.equal(await codeOf(reform([HAMLETS[2], HAMLETS[3]], '2026-10-02')), 'day-in-future');
  assert.equal(await codeOf(reform([HAMLETS[2], HAMLETS[3]]), person('officer', 'commune-officer', COMMUNES[1])), 'not-your-role');
});

test('taken: the tree, the reach and the register by day; again it is refused; rebuilt it is the same', async () => {
  assert.equal(await codeOf(reform([HAMLETS[2], HAMLETS[3]])), 'taken');
  assert.equal(await codeOf(reform([HAMLETS[2], HAMLETS[3]])), 'area-unknown');
  const check = async (): Promise<void> => {
    const tree = await readTree();
    const below = (areaId: string, day: string) => descendants(tree, area(areaId), date(day), 'hamlet').map((period) => period.name);
    assert.deepEqual(below(COMMUNES[1], '2026-09-14'), ['Ấp 3', 'Ấp 4']);
    assert.deepEqual(below(COMMUNES[1], ON), []);
    assert.deepEqual(below(HEIR, ON), ['Khóm 1', 'Khóm 2']);
    assert.deepEqual(below(HEIR, '2026-09-14'), []);
    assert.equal(below(PROVINCE, '2026-09-14').length, 4);
    assert.equal(below(PROVINCE, ON).length, 4);
    const above = (day: string) => areaAbove(tree, area(HAMLETS[2]), date(day), 'commune')?.areaId;
    assert.deepEqual([above('2026-09-14'), above(ON)], [COMMUNES[1], HEIR]);
    const reach = (areaId: string, day: string) => {
      const { actor } = person('chair', 'commune-chair', areaId);
      return reachOf(actor, tree, date(day));
    };
    assert.deepEqual(reach(COMMUNES[1], ON), { hamlets: [], communes: [] });
    assert.deepEqual(reach(HEIR, ON), { hamlets: [HAMLETS[2], HAMLETS[3]].sort(), communes: [HEIR] });
  };
  await check();
  const { rows } = await ownerPool.query('select hamlet_id from household order by head_name');
  assert.deepEqual(
    rows.map((row) => row.hamlet_id),
    [HAMLETS[2], HAMLETS[3]],
    'households stay where they are',
  );
  await rebuild(owner);
  await check();
});
