/** Out of which units one came, of any time (xã tiền thân): on the real units of the province, against the edges followed one by one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaAt, buildAreaTree, forerunners, periodsOf } from './areas.ts';
import { date } from './dates.ts';
import { realUnits } from './real-units.ts';

const real = realUnits();
const tree = buildAreaTree(real);

test('they are all units from which a way leads here, whole where every step of it is', () => {
  let some = 0;
  for (const { id } of real.areas) {
    const found = new Map<string, string>();
    for (let edges = real.lineage.filter(({ to }) => to === id), whole = new Set<string>([id]); edges.length > 0; ) {
      for (const { from, to, how } of edges) found.set(from, how === 'whole' && whole.has(to) ? 'whole' : 'part');
      whole = new Set([...found].filter(([, how]) => how === 'whole').map(([from]) => from)).add(id);
      const reached = new Set<string>(edges.map(({ from }) => from));
      edges = real.lineage.filter(({ to }) => reached.has(to));
    }
    const told = forerunners(tree, id).map(({ areaId, how }) => [areaId, how]);
    assert.deepEqual(told, [...found].sort());
    if (found.size > 2) some += 1;
  }
  assert.ok(some > 20, `${some} units of three or more`);
});

test('Xã Vĩnh Xuân of today came out of three communes', () => {
  const { areaId } = areaAt(tree, '29845', date('2026-01-01'), 'commune') ?? assert.fail();
  const names = forerunners(tree, areaId).map((kin) => `${periodsOf(tree, kin.areaId)[0]?.name} ${kin.how}`);
  assert.deepEqual(names.sort(), ['Xã Hựu Thành whole', 'Xã Thuận Thới whole', 'Xã Vĩnh Xuân whole']);
});
