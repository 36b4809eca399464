/** The list of hamlets: what each row becomes, in the real units of today. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AreaRows, areasOn, buildAreaTree } from '../kernel/areas.ts';
import { date } from '../kernel/dates.ts';
import { realUnits } from '../kernel/real-units.ts';
import type { TextRow } from '../kernel/text-sheet.ts';
import { planHamlets } from './hamlet-sheet.ts';

const today = date('2026-11-29');
const real: AreaRows = realUnits();
const bare = buildAreaTree(real);
const communes = areasOn(bare, today, 'commune');
const rural = communes.find(({ kind }) => kind === 'xa') ?? assert.fail();
const ward = communes.find(({ kind }) => kind === 'phuong') ?? assert.fail();

const rows = (...lines: readonly (readonly string[])[]): TextRow[] => lines.map((cells, at) => ({ line: at + 1, cells }));
const planned = (sheet: readonly TextRow[], tree = bare) => {
  const plan = planHamlets(sheet, { tree, today });
  return plan.ok ? plan.value : assert.fail(plan.error.code);
};

test('a commune by its code or its name, the kind from the name or from the commune', () => {
  const { wished, refused, titles } = planned(
    rows(
      ['DANH MỤC ẤP, KHÓM'],
      ['TT', 'Tên ấp, khóm', 'Mã xã', 'Tên xã, phường'],
      ['1', 'Mỹ Lợi', rural.code ?? '', ''],
      ['2', '  KHÓM   3', '', ward.name],
      ['3', '4', '', ward.name.replace(/^Phường /, '')],
      ['4', 'Khu Bờ Kè', String(Number(rural.code)), 'tên khác bị bỏ qua khi có mã'],
      ['', '', '', ''],
    ),
  );
  assert.deepEqual(refused, []);
  assert.equal(titles, 2);
  assert.deepEqual(
    wished.map(({ name, kind, communeId }) => [name, kind, communeId]),
    [
      ['Ấp Mỹ Lợi', 'ap', rural.areaId],
      ['KHÓM 3', 'khom', ward.areaId],
      ['Khóm 4', 'khom', ward.areaId],
      ['Khu Bờ Kè', 'khu', rural.areaId],
    ],
  );
});

test('rows that cannot be used are refused by line, one that is there already is known', () => {
  const sheet = rows(
    ['Xã', 'Ấp'],
    ['Xã Không Có', 'Ấp Một'],
    [rural.name, ''],
    ['', 'Ấp Hai'],
    [rural.name, 'Ấp Ba'],
    [rural.name, 'ấp  ba'],
    [rural.name, 'x'.repeat(101)],
  );
  const { wished, refused, known } = planned(sheet);
  assert.deepEqual(
    refused.map(({ line, code }) => [line, code]),
    [
      [2, 'account-commune-unknown'],
      [3, 'hamlet-name-missing'],
      [4, 'account-commune-unknown'],
      [7, 'hamlet-name-missing'],
    ],
  );
  assert.deepEqual([wished.length, known], [1, 1]);
  const [added] = wished;
  assert.ok(added !== undefined);
  const areaId = communes[0]?.areaId.replace(/.$/, 'z') ?? '';
  const hamlet = { areaId: rural.areaId, from: added.from, to: null, code: null, name: added.name, kind: added.kind } as const;
  const tree = buildAreaTree({
    ...real,
    areas: [...real.areas, { id: areaId as typeof rural.areaId, level: 'hamlet' }],
    periods: [
      ...real.periods,
      { ...hamlet, areaId: areaId as typeof rural.areaId, areaType: null, parentId: rural.areaId, synthetic: false },
    ],
  });
  assert.deepEqual([planned(sheet, tree).wished.length, planned(sheet, tree).known], [0, 2], 'brought again');
});

test('a sheet without titles is told as such', () => {
  assert.deepEqual(planHamlets(rows(['Xã Trà Côn', 'Ấp Một']), { tree: bare, today }), {
    ok: false,
    error: { code: 'hamlet-sheet-titles' },
  });
});
