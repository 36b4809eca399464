/** The sheet of people: a unit is found as offices write it, in the real units of today. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AreaRows, areasOn, buildAreaTree } from '../kernel/areas.ts';
import { date } from '../kernel/dates.ts';
import { realUnits } from '../kernel/real-units.ts';
import { foldVi } from '../kernel/text.ts';
import { planAccounts } from './account-sheet.ts';

const today = date('2026-11-29');
const real: AreaRows = realUnits();
const tree = buildAreaTree(real);
const communes = areasOn(tree, today, 'commune');

function foundFor(title: string, said: string): string | null {
  const rows = [
    ['Họ và tên', 'Chức vụ', title],
    ['Ngô Văn Ba', 'Công chức', said],
  ].map((cells, at) => ({ line: at + 1, cells }));
  const plan = planAccounts(rows, { tree, today, usernames: new Set(), posts: new Set() });
  if (!plan.ok) return assert.fail(plan.error.code);
  return plan.value.wished[0]?.areaId ?? plan.value.refused[0]?.code ?? null;
}

test('a commune is found by its code in either column, and by its name with or without marks and kind', () => {
  assert.ok(communes.length > 100);
  const bare = (name: string): string => name.replace(/^(Xã|Phường) /, '');
  for (const { areaId, code, name } of communes) {
    assert.equal(foundFor('Xã (phường)', code ?? ''), areaId, `${code} as the commune`);
    assert.equal(foundFor('Mã xã', code ?? ''), areaId, `${code} as the code`);
    for (const written of [name, name.toUpperCase()]) assert.equal(foundFor('Xã (phường)', written), areaId, written);
    const alike = communes.filter((other) => foldVi(bare(other.name)) === foldVi(bare(name)));
    for (const written of [foldVi(name), foldVi(bare(name)).toUpperCase()])
      assert.equal(foundFor('Xã (phường)', written), alike.length === 1 ? areaId : 'account-area-ambiguous', written);
  }
  assert.equal(foundFor('Xã (phường)', '00001'), 'account-commune-unknown');
  assert.equal(foundFor('Xã (phường)', 'Khong Co'), 'account-commune-unknown');
});
