/** Lists without a column of codes: each household once, namesakes apart, and what is not sure comes back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planImport } from './plan.ts';
import { type Cell, type Sheet, sheetOf } from './sheet.ts';
import { foldedAs } from './without-codes.ts';
import { COMMUNE, households, LOI, MEMBER_TITLES, PEOPLE, register, TAM, TITLES, VINH, withCell, written } from './worked-lists.ts';

const CODE = TITLES.indexOf('Mã hộ');
const bare = (row: readonly Cell[]) => row.filter((_, i) => i !== CODE);
const list = (...rows: (readonly Cell[])[]): Sheet => sheetOf('Hộ', [bare(TITLES), ...rows.map(bare)]);
const people = (...rows: (readonly Cell[])[]): Sheet => sheetOf('Người', [[...MEMBER_TITLES.slice(1), 'Ấp'], ...rows]);
const plan = (sheets: readonly Sheet[], known?: Parameters<typeof register>[0]) =>
  planImport(sheets, { commune: COMMUNE, register: register(known) });
const whys = ({ refused }: ReturnType<typeof plan>) => refused.map(({ at, refusals }) => [at.line, ...refusals.map(({ code }) => code)]);

test('every household comes in, the person is told, and a second time nothing is new', () => {
  const first = plan([list(TAM, LOI, VINH)]);
  assert.deepEqual([first.refused, first.counts], [[], { new: 3, changed: 0, same: 0 }]);
  assert.deepEqual(
    first.taken.map(({ household }) => [household.codeless, household.code]),
    [
      [true, 'Nguyễn Văn Tám, Ấp Vĩnh Tiến, 1979'],
      [true, 'Trần Văn Lợi, Ấp Vĩnh Trinh, 1984'],
      [true, 'Lý Quang Vinh, Ấp Gòn, 25/01/1974'],
    ],
  );
  assert.equal(first.notices.find(({ code }) => code === 'without-code')?.households.length, 3);
  const again = plan([list(VINH, LOI, TAM)], written(first));
  assert.deepEqual(again.counts, { new: 0, changed: 0, same: 3 });
});

test('a household that came in with its code is known without it, and one that the list says more of is corrected', () => {
  const known = written(plan([households(TAM, LOI, VINH), PEOPLE]));
  const again = plan([list(TAM, LOI, withCell(VINH, 'Số nhân khẩu', 5))], known);
  assert.deepEqual(again.counts, { new: 0, changed: 1, same: 2 });
  assert.deepEqual(new Set(again.taken.map(({ householdId }) => householdId)), new Set([...known.values()].map((one) => one.householdId)));
});

test('namesakes of a hamlet are two by their births, and come back where nothing tells them apart', () => {
  const other = withCell(TAM, 'Năm sinh', '03/02/1990');
  assert.deepEqual(plan([list(TAM, other)]).counts, { new: 2, changed: 0, same: 0 });
  const silent = withCell(TAM, 'Năm sinh', null);
  assert.deepEqual(whys(plan([list(silent, silent)])), [
    [2, 'head-not-alone'],
    [3, 'head-not-alone'],
  ]);
  const both = written(plan([list(TAM, other)]));
  assert.deepEqual(whys(plan([list(silent)], both)), [[2, 'head-several']]);
  assert.deepEqual(plan([list(other)], both).counts, { new: 0, changed: 0, same: 1 });
});

test('a row that says little does not take the household of a row that says all, nor do two rows share one', () => {
  const known = written(plan([households(TAM, LOI, VINH), PEOPLE]));
  const vague = withCell(withCell(VINH, 'Năm sinh', null), 'Số nhân khẩu', 7);
  assert.deepEqual(whys(plan([list(vague, VINH)], known)), [
    [2, 'head-not-alone'],
    [3, 'head-not-alone'],
  ]);
  const [one, other] = ['02/01/1984', '05/06/1984'].map((birth) => withCell(LOI, 'Năm sinh', birth));
  assert.deepEqual(whys(plan([list(one ?? [], other ?? [])], known)), [
    [2, 'head-several'],
    [3, 'head-several'],
  ]);
});

test('a name is one however it is written: tones placed otherwise, capitals, y for i', () => {
  const ways = ['Phan Thị Mỹ Hòa', 'PHAN THỊ MĨ HOÀ', 'phan thị mỹ hoà'].map((name) => withCell(VINH, 'Họ và tên chủ hộ', name));
  const [first] = ways;
  const known = written(plan([list(first ?? [])]));
  for (const way of ways) assert.deepEqual(plan([list(way)], known).counts.new, 0, String(way[2]));
  assert.equal(plan([list(...ways)]).refused.length, 3, 'and not three households');
  assert.ok(foldedAs('Phan Thị Mĩ').includes('phan thi my'));
});

test('a list with codes and one without in one import are not two households', () => {
  const both = plan([households(VINH), { ...list(VINH), name: 'Không mã' }]);
  assert.deepEqual([both.counts.new, both.refused.map(({ refusals }) => refusals[0]?.code)], [1, ['head-not-alone']]);
});

test('who bears the name of a head that has died comes in', () => {
  const [[code, old] = assert.fail()] = [...written(plan([list(VINH)]))];
  const gone = new Map([[code, { ...old, state: 'dissolved' as const, members: [], headName: 'Lý Quang Vinh' }]]);
  assert.equal(plan([list(withCell(VINH, 'Năm sinh', '01/02/1990'))], gone).counts.new, 1);
});

test('a row said again with its whole birth is one household', () => {
  const told = plan([list(VINH, VINH)]);
  assert.deepEqual([told.counts.new, told.repeated.map(({ at }) => at.line)], [1, [3]]);
});

test('in a list of people a head begins a household, and a head with a fault takes only their own people along', () => {
  const [head, wife, child] = [
    ['Nguyễn Văn Tám', 'Chủ hộ', '12/03/1979', 'Nam', 'Kinh', '086079000101', 'Vĩnh Tiến'],
    ['Lê Thị Bé', 'Vợ', 1981, 'Nữ', 'Kinh', null, null],
    ['Nguyễn Minh Khang', 'Con', '02/09/2015', 'Nam', 'Kinh', null, null],
  ];
  const [second, spouse] = [
    ['Lý Quang Vinh', 'chủ hộ', '1974', 'Nam', 'Hoa', null, 'Gòn'],
    ['Tô Thị Ngọc Loan', 'vợ', '1976', 'nữ', 'Kinh', null, null],
  ];
  const told = plan([people(head ?? [], wife ?? [], child ?? [], second ?? [], spouse ?? [])]);
  assert.deepEqual(
    told.taken.map(({ members }) => members.map(({ fullName }) => fullName)),
    [
      ['Nguyễn Văn Tám', 'Lê Thị Bé', 'Nguyễn Minh Khang'],
      ['Lý Quang Vinh', 'Tô Thị Ngọc Loan'],
    ],
  );
  const spoiled = (second ?? []).map((cell, i) => (i === 2 ? 'năm Tý' : cell));
  const partly = plan([people(head ?? [], wife ?? [], spoiled, spouse ?? [])]);
  assert.deepEqual(
    partly.taken.map(({ members }) => members.length),
    [2],
  );
  assert.deepEqual(whys(partly), [
    [4, 'birth-not-understood'],
    [5, 'member-refused'],
  ]);
  assert.deepEqual(whys(plan([people(wife ?? [], head ?? [])])), [[2, 'head-missing']]);
});
