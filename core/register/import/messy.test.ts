/** Lists as offices keep them: titles in two rows, hidden rows, rows that repeat, what a person says of columns. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planImport, type PlanOptions } from './plan.ts';
import { type Cell, type Sheet, sheetOf, tableOf } from './sheet.ts';
import { COMMUNE, households, LOI, refusalsOf, register, TAM, TITLES, VINH, withCell } from './worked-lists.ts';

const plan = (sheets: readonly Sheet[], choices: PlanOptions['choices'] = []) =>
  planImport(sheets, { commune: COMMUNE, register: register(), choices });

test('what stands below the rows for those who sign is no household, and a short row of a household is one', () => {
  const foot = [
    ['Vĩnh Xuân, ngày 14 tháng 10 năm 2026', null, null, null],
    [null, 'Người lập biểu', null, 'TM. ỦY BAN NHÂN DÂN'],
    [null, '(Ký, ghi rõ họ tên)', null, 'CHỦ TỊCH'],
  ];
  const told = plan([households(TAM, ...foot)]);
  assert.deepEqual([told.rows, told.refused.length], [1, 0]);
  const short = TITLES.map((title) => (title === 'Họ và tên chủ hộ' ? 'Kỷ Văn Ký' : null));
  assert.deepEqual(
    plan([households(TAM, short)]).refused.map(({ at, refusals }) => [at.line, refusals[0]?.code]),
    [[7, 'code-missing']],
  );
});

test('titles in two rows, the upper cells merged over those below', () => {
  const rows: Cell[][] = [
    ['DANH SÁCH HỘ NGHÈO'],
    ['STT', 'Mã hộ', 'Họ và tên', 'Quan hệ với chủ hộ', 'Năm sinh', null, 'Nơi ở', null],
    [null, null, null, null, 'Nam', 'Nữ', 'Ấp', 'Xã'],
    [1, 2, 3, 4, 5, 6, 7, 8],
    [1, 'A1', 'Ngô Văn Ba', 'Chủ hộ', 1970, null, 'Gòn', 'Vĩnh Xuân'],
    [2, 'A1', 'Ngô Thị Tư', 'Vợ', null, 1972, 'Gòn', 'Vĩnh Xuân'],
  ];
  const table = tableOf(sheetOf('B15', rows));
  assert.deepEqual([table?.titlesAt, table?.titleLines, table?.kind], [2, 2, 'members']);
  assert.deepEqual(
    table?.columns.map(({ field, at }) => [at, field]),
    [
      [0, 'no'],
      [1, 'code'],
      [2, 'name'],
      [3, 'relation'],
      [4, 'birthOfMale'],
      [5, 'birthOfFemale'],
      [6, 'hamlet'],
      [7, 'commune'],
    ],
  );
  const { taken, refused } = plan([sheetOf('B15', rows)]);
  assert.deepEqual(refused, []);
  assert.deepEqual(
    taken[0]?.members.map((member) => [member.fullName, member.sex, member.birth]),
    [
      ['Ngô Văn Ba', 'male', '1970'],
      ['Ngô Thị Tư', 'female', '1972'],
    ],
  );
});

test('the heading of a sheet, merged over all its columns, is glued to none of them', () => {
  const titles = ['STT', 'Mã hộ', 'Chủ hộ', 'Ấp', 'Ghi chú'];
  const row: Cell[] = [1, 'A1', 'Ngô Văn Ba', 'Gòn', 'Nhà xa'];
  for (const heading of ['DANH SÁCH HỘ NGHÈO NĂM 2025', 'Hộ nghèo, hộ cận nghèo', 'Năm 2025']) {
    const table = tableOf(sheetOf('A', [[heading], titles, row]));
    assert.deepEqual([table?.titlesAt, table?.titleLines, table?.titles], [2, 1, titles], heading);
    assert.equal(
      table?.columns.some(({ field }) => field === 'class' || field === 'year'),
      false,
      heading,
    );
  }
  const two = tableOf(sheetOf('A', [['UBND XÃ', null, null, 'CỘNG HÒA XÃ HỘI'], titles, row]));
  assert.deepEqual([two?.titlesAt, two?.titleLines, two?.titles], [2, 1, titles], 'two headings side by side');
});

test('a first row of data is never taken for a second row of titles', () => {
  const table = tableOf(
    sheetOf('A', [
      ['Mã hộ', 'Chủ hộ', 'Giới tính', 'Ấp'],
      ['A1', 'Ngô Văn Ba', 'Nam', 'Gòn'],
    ]),
  );
  assert.deepEqual([table?.titleLines, table?.lines.length], [1, 1]);
});

test('hidden rows and sheets are left out and told, and come in when a person says so', () => {
  const sheet = households(TAM, LOI);
  const hiding: Sheet = { ...sheet, lines: sheet.lines.map((line, i) => ({ ...line, hidden: i === sheet.lines.length - 1 })) };
  const other: Sheet = { ...households(VINH), name: 'Khác', hidden: true };
  const first = plan([hiding, other]);
  assert.deepEqual([first.rows, first.tables[0]?.hiddenRows, first.hiddenSheets], [1, 1, ['Khác']]);
  const all = plan(
    [hiding, other],
    [
      { sheet: 'Hộ', hiddenRows: true },
      { sheet: 'Khác', use: true },
    ],
  );
  assert.deepEqual([all.rows, all.counts.new, all.hiddenSheets], [3, 3, []]);
});

test('a row that says word for word what another says counts once; one that says something else is returned', () => {
  const twice = plan([households(TAM, LOI, TAM)]);
  assert.deepEqual([twice.counts.new, twice.refused, twice.repeated.map((row) => row.at.line)], [2, [], [8]]);
  assert.deepEqual(
    twice.byHamlet.map(({ name, counts }) => [name, counts.new, counts.repeated]),
    [
      ['Ấp Vĩnh Tiến', 1, 1],
      ['Ấp Vĩnh Trinh', 1, 0],
    ],
  );
  assert.deepEqual(refusalsOf([TAM, withCell(TAM, 'Điểm B1', 99)]), { 'Hộ 6': ['code-twice'], 'Hộ 7': ['code-twice'] });
});

test('returned rows are counted by the hamlet they name, and those without one apart', () => {
  const { byHamlet } = plan([households(withCell(TAM, 'Giới tính', '?'), withCell(LOI, 'Ấp', 'Không Có'))]);
  assert.deepEqual(
    byHamlet.map(({ name, counts }) => [name, counts.refused]),
    [
      ['Ấp Vĩnh Tiến', 1],
      ['', 1],
    ],
  );
});

test('a hamlet named without its marks or by another kind is found, and a person is asked to look', () => {
  const read = (said: string) => {
    const { counts, notices } = plan([households(withCell(TAM, 'Ấp', said))]);
    return [counts.new, notices.some(({ code }) => code === 'hamlet-read-as')];
  };
  for (const same of ['Vĩnh Tiến', 'ấp  VĨNH TIẾN', 'Ấp Vĩnh Tiến']) assert.deepEqual(read(same), [1, false], same);
  for (const alike of ['Vinh Tien', 'Khóm Vĩnh Tiến', 'Ap Vinh Tien']) assert.deepEqual(read(alike), [1, true], alike);
});

test('formulas without a result, errors, percentages and odd blanks have a reason or none', () => {
  assert.deepEqual(refusalsOf([withCell(TAM, 'Số nhân khẩu', { fault: 'formula' })]), { 'Hộ 6': ['formula-without-value'] });
  assert.deepEqual(refusalsOf([withCell(TAM, 'Điểm B1', { fault: 'error' })]), { 'Hộ 6': ['cell-error'] });
  assert.deepEqual(refusalsOf([withCell(TAM, 'STT', { fault: 'error' })]), {}, 'a column that is not used');
  assert.deepEqual(refusalsOf([withCell(TAM, 'Số nhân khẩu', '2.040 %')]), { 'Hộ 6': ['people-not-understood'] });
  assert.deepEqual(refusalsOf([withCell(TAM, 'Số nhân khẩu', 20.4)]), { 'Hộ 6': ['people-not-understood'] });
  const odd = withCell(TAM, 'Họ và tên chủ hộ', ' Nguyễn\u00a0\u200b Văn  Tám '.normalize('NFD'));
  assert.equal(plan([households(odd)]).taken[0]?.members[0]?.fullName, 'Nguyễn Văn Tám');
});

test('what a person says of a column counts, and takes the field from the column that had it', () => {
  const rows = [[...TITLES.slice(0, 14), 'Khu vực'], TAM.map((cell, i) => (i === 14 ? 'Gòn' : cell))];
  assert.deepEqual(
    plan([sheetOf('Hộ', rows)]).refused.map((row) => row.refusals[0]?.code),
    ['hamlet-missing'],
  );
  const said = plan([sheetOf('Hộ', rows)], [{ sheet: 'Hộ', fields: { 14: 'hamlet', 8: null } }]);
  assert.equal(said.counts.new, 1);
  assert.equal(said.taken[0]?.result?.b1, null);
  const bare = [
    ['cột 1', 'cột 2', 'cột 3'],
    ['A1', 'Ngô Văn Ba', 'Gòn'],
  ];
  assert.deepEqual(plan([sheetOf('Hộ', bare)]).unread, ['Hộ']);
  const told = plan([sheetOf('Hộ', bare)], [{ sheet: 'Hộ', titlesAt: 1, fields: { 0: 'code', 1: 'headName', 2: 'hamlet' } }]);
  assert.equal(told.counts.new, 1);
});

test('a row says everything that is wrong with it at once, whether it or another row sends it back', () => {
  const astray = withCell(withCell(TAM, 'Ấp', 'Ấp Không Có'), 'Mã hộ', null);
  assert.deepEqual(refusalsOf([astray]), { 'Hộ 6': ['code-missing', 'hamlet-unknown'] });
  const misread = withCell(withCell(TAM, 'Ấp', null), 'Giới tính', 'x');
  assert.deepEqual(refusalsOf([misread]), { 'Hộ 6': ['sex-not-understood', 'hamlet-missing'] });
  const twice = withCell(LOI, 'Mã hộ', 'VX001');
  assert.deepEqual(refusalsOf([withCell(TAM, 'Xã', 'Xã Khác'), withCell(twice, 'Giới tính', 'x')]), {
    'Hộ 6': ['other-commune', 'code-twice'],
    'Hộ 7': ['sex-not-understood', 'code-twice'],
  });
  const people = sheetOf('Thành viên', [
    ['Mã hộ', 'Họ tên thành viên', 'Quan hệ với chủ hộ'],
    ['VX001', 'Nguyễn Văn Tám', 'Chủ hộ'],
    ['VX001', 'Lê Thị Bé', 'không rõ'],
  ]);
  assert.deepEqual(refusalsOf([withCell(TAM, 'Ấp', 'Ấp Không Có')], people), {
    'Hộ 6': ['hamlet-unknown', 'member-refused'],
    'Thành viên 2': ['member-refused'],
    'Thành viên 3': ['relation-not-understood'],
  });
});
