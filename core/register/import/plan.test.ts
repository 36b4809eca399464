import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { date } from '../../kernel/dates.ts';
import { idOf, realAreaId, uuidFrom } from '../../kernel/ids.ts';
import type { Commune } from './assemble.ts';
import type { Known, Register } from './compare.ts';
import { hasWork, type ImportPlan, planImport } from './plan.ts';
import type { Cell, Sheet } from './sheet.ts';

const [TIEN, TRINH, GON] = [idFor('ấp 1'), idFor('ấp 2'), idFor('ấp 3')].map((uuid) => idOf('area', uuid));
const COMMUNE: Commune = {
  today: date('2026-11-24'),
  names: ['Xã Vĩnh Xuân', 'Xã Hựu Thành'],
  hamlets: [
    { areaId: TIEN ?? realAreaId(1), name: 'Ấp Vĩnh Tiến' },
    { areaId: TRINH ?? realAreaId(2), name: 'Ấp Vĩnh Trinh' },
    { areaId: GON ?? realAreaId(3), name: 'Ấp Gòn' },
  ],
};

/** Not the product's hash: any function of the text will do. */
function idFor(text: string): ReturnType<typeof uuidFrom> {
  const bytes = new Uint8Array(16);
  [...text].forEach((sign, i) => {
    bytes[i % 16] = ((bytes[i % 16] ?? 0) * 31 + (sign.codePointAt(0) ?? 0) + i) % 256;
  });
  return uuidFrom(bytes);
}

function register(known: ReadonlyMap<string, Known> = new Map()): Register {
  return { round: { year: 2026 }, find: (code) => known.get(code) ?? null, idFor, scope: 'a0001' };
}

/** What the register would hold after the plan was written. */
function written(plan: ImportPlan, before: ReadonlyMap<string, Known> = new Map()): Map<string, Known> {
  const after = new Map(before);
  for (const { household, householdId, members, result, listed } of plan.taken) {
    const old = before.get(household.code);
    const statuses = [
      ...(old?.statuses ?? []),
      ...(result === null ? [] : [{ year: result.year, class: result.class, source: 'recorded' as const }]),
    ];
    after.set(household.code, {
      householdId,
      hamletId: household.hamletId,
      address: household.address ?? old?.address ?? null,
      state: 'present',
      people: household.people ?? old?.people ?? null,
      members,
      visited: old?.visited ?? false,
      onReviewList: old?.onReviewList === true || listed !== null,
      statuses,
    });
  }
  return after;
}

const TITLES = [
  'STT',
  'Mã hộ',
  'Họ và tên chủ hộ',
  'Giới tính',
  'Năm sinh',
  'Dân tộc',
  'Số nhân khẩu',
  'Kết quả Phiếu A',
  'Điểm B1',
  'Điểm B2',
  'Phân loại',
  'Ngày rà soát',
  'Rà soát viên',
  'Xã',
  'Ấp',
];
const MEMBER_TITLES = ['Mã hộ', 'Họ tên thành viên', 'Quan hệ với chủ hộ', 'Ngày sinh', 'Giới tính', 'Dân tộc', 'Số CCCD'];

const TAM: readonly Cell[] = [
  1,
  'VX001',
  'Nguyễn Văn Tám',
  'Nam',
  1979,
  'Kinh',
  3,
  null,
  '137,0',
  30,
  'Hộ nghèo',
  { date: date('2025-10-14') },
  'Trần Thị Lan',
  'Xã Vĩnh Xuân',
  'Vĩnh Tiến',
];
const LOI: readonly Cell[] = [
  2,
  'VX002',
  'Trần Văn Lợi',
  'nam',
  '1984',
  'Kinh',
  4,
  '',
  120,
  '20',
  'CN',
  '14/10/2025',
  'Trần Thị Lan',
  'vinh xuan',
  'ap vinh trinh',
];
const VINH: readonly Cell[] = [
  3,
  'VX003',
  'Lý Quang Vinh',
  'Nam',
  '25/01/1974',
  'Hoa',
  '2',
  'Đạt',
  null,
  null,
  null,
  null,
  null,
  'Hựu Thành',
  'Ấp Gòn',
];
const TOTAL: readonly Cell[] = ['Tổng cộng', null, null, null, null, null, 9];

function households(...rows: (readonly Cell[])[]): Sheet {
  return { name: 'Hộ', rows: [['ỦY BAN NHÂN DÂN XÃ'], ['DANH SÁCH HỘ NGHÈO'], [], TITLES, TITLES.map((_, i) => i + 1), ...rows] };
}

const PEOPLE: Sheet = {
  name: 'Thành viên',
  rows: [
    MEMBER_TITLES,
    ['VX001', 'Nguyễn Văn Tám', 'Chủ hộ', '12/03/1979', 'Nam', 'Kinh', '086079000101'],
    [null, 'Lê Thị Bé', 'Vợ', 1981, 'Nữ', 'Kinh', null],
    [null, 'Nguyễn Minh Khang', 'Con', '02/09/2015', 'Nam', 'Kinh', null],
    ['VX003', 'Lý Quang Vinh', 'chủ hộ', null, null, null, null],
    [null, 'Tô Thị Ngọc Loan', 'vợ', '1976', 'nữ', 'Kinh', null],
  ],
};

test('two lists become households with their people, results and review list', () => {
  const plan = planImport([households(TAM, LOI, VINH, TOTAL), PEOPLE], COMMUNE, register());
  assert.deepEqual(plan.refused, []);
  assert.deepEqual(plan.counts, { new: 3, changed: 0, same: 0 });
  assert.equal(plan.rows, 8);
  assert.deepEqual(
    plan.byHamlet.map(({ name, counts }) => [name, counts.new]),
    [
      ['Ấp Vĩnh Tiến', 1],
      ['Ấp Vĩnh Trinh', 1],
      ['Ấp Gòn', 1],
    ],
  );
  const [tam, loi, vinh] = plan.taken;
  assert.deepEqual(
    tam?.members.map((member) => ({ ...member, memberId: undefined })),
    [
      {
        memberId: undefined,
        fullName: 'Nguyễn Văn Tám',
        relation: 'head',
        sex: 'male',
        birth: '1979-03-12',
        ethnicity: 'kinh',
        citizenId: '086079000101',
      },
      { memberId: undefined, fullName: 'Lê Thị Bé', relation: 'spouse', sex: 'female', birth: '1981', ethnicity: 'kinh' },
      { memberId: undefined, fullName: 'Nguyễn Minh Khang', relation: 'child', sex: 'male', birth: '2015-09-02', ethnicity: 'kinh' },
    ],
  );
  assert.deepEqual(tam?.result, {
    year: 2025,
    class: 'poor',
    origin: null,
    b1: 137,
    b2: 30,
    reviewedOn: '2025-10-14',
    reviewer: 'Trần Thị Lan',
    formA: null,
  });
  assert.deepEqual([tam?.listed, loi?.listed, vinh?.listed], ['on-list', 'on-list', 'request']);
  assert.equal(loi?.household.people, 4, 'four people, one of them named');
  assert.deepEqual(
    plan.notices.map(({ code, households: codes }) => [code, codes]),
    [['members-not-named', ['VX002']]],
  );
  assert.deepEqual(
    vinh?.members[0],
    { ...vinh?.members[0], sex: 'male', birth: '1974-01-25', ethnicity: 'hoa' },
    'the household list fills the head',
  );
});

test('the same lists a second time change nothing', () => {
  const sheets = [households(TAM, LOI, VINH), PEOPLE];
  const first = planImport(sheets, COMMUNE, register());
  const second = planImport(sheets, COMMUNE, register(written(first)));
  assert.deepEqual(second.counts, { new: 0, changed: 0, same: 3 });
  assert.equal(hasWork(second), false);
  assert.deepEqual(
    second.taken.map((each) => [each.householdId, each.members]),
    first.taken.map((each) => [each.householdId, each.members]),
  );
});

test('a later list corrects, takes nobody out and leaves what it does not say', () => {
  const first = planImport([households(TAM), PEOPLE], COMMUNE, register());
  const better: Sheet = {
    name: 'Sửa',
    rows: [
      MEMBER_TITLES,
      ['VX001', 'Nguyễn Văn Tám', 'Chủ hộ', 1979, 'Nam', null, null],
      ['VX001', 'Lê Thị Bé', 'Vợ', '03/05/1981', 'Nữ', 'Khmer', '086181000102'],
    ],
  };
  const plan = planImport([households(TAM), better], COMMUNE, register(written(first)));
  assert.deepEqual(plan.taken[0]?.changes, ['members']);
  assert.deepEqual(
    plan.taken[0]?.members.map((member) => [member.fullName, member.birth, member.ethnicity, member.citizenId]),
    [
      ['Nguyễn Văn Tám', '1979-03-12', 'kinh', '086079000101'],
      ['Lê Thị Bé', '1981-05-03', 'khmer', '086181000102'],
      ['Nguyễn Minh Khang', '2015-09-02', 'kinh', undefined],
    ],
  );
  assert.ok(plan.notices.some((notice) => notice.code === 'register-has-more'));
  const visited = new Map([...written(first)].map(([code, known]) => [code, { ...known, visited: true }]));
  const after = planImport([households(TAM), better], COMMUNE, register(visited));
  assert.deepEqual(after.counts, { new: 0, changed: 0, same: 1 }, 'the doorstep is newer than the list');
  assert.ok(after.notices.some((notice) => notice.code === 'visited-already'));
});

function refusalsOf(rows: readonly (readonly Cell[])[], people?: Sheet, known?: ReadonlyMap<string, Known>): Record<string, string[]> {
  const plan = planImport([households(...rows), ...(people === undefined ? [] : [people])], COMMUNE, register(known));
  return Object.fromEntries(plan.refused.map((row) => [`${row.at.sheet} ${row.at.line}`, row.refusals.map((refusal) => refusal.code)]));
}

const withCell = (row: readonly Cell[], title: string, cell: Cell): readonly Cell[] =>
  row.map((old, i) => (TITLES[i] === title ? cell : old));

test('each reason to return a row', () => {
  const cases: readonly (readonly [string, Cell, string])[] = [
    ['Mã hộ', null, 'code-missing'],
    ['Mã hộ', 'M'.repeat(41), 'code-too-long'],
    ['Họ và tên chủ hộ', ' ', 'name-missing'],
    ['Họ và tên chủ hộ', 'x'.repeat(101), 'name-too-long'],
    ['Ấp', null, 'hamlet-missing'],
    ['Ấp', 'Ấp Không Có', 'hamlet-unknown'],
    ['Xã', 'Xã Trà Côn', 'other-commune'],
    ['Giới tính', '2', 'sex-not-understood'],
    ['Năm sinh', '12/03/79', 'birth-not-understood'],
    ['Năm sinh', 2027, 'birth-in-future'],
    ['Dân tộc', '01', 'ethnicity-not-understood'],
    ['Số nhân khẩu', 'bốn', 'people-not-understood'],
    ['Số nhân khẩu', 0, 'people-out-of-range'],
    ['Số nhân khẩu', 61, 'people-out-of-range'],
    ['Kết quả Phiếu A', 'có thể', 'form-a-not-understood'],
    ['Điểm B1', '137,5', 'b1-not-understood'],
    ['Điểm B2', '35', 'b2-impossible'],
    ['Điểm B2', 130, 'b2-impossible'],
    ['Phân loại', 'rất nghèo', 'class-not-understood'],
    ['Ngày rà soát', '14/10', 'reviewed-not-understood'],
    ['Ngày rà soát', '25/11/2026', 'reviewed-in-future'],
    ['Ngày rà soát', '15/10/2026', 'year-not-past'],
  ];
  for (const [title, cell, code] of cases) {
    assert.deepEqual(refusalsOf([withCell(TAM, title, cell), LOI]), { 'Hộ 6': [code] }, `${title}: ${JSON.stringify(cell)}`);
  }
  assert.deepEqual(
    refusalsOf([withCell(withCell(TAM, 'Giới tính', '?'), 'Điểm B2', 'x')]),
    { 'Hộ 6': ['sex-not-understood', 'b2-not-understood'] },
    'every reason is named',
  );
});

test('what rows say against each other returns all rows of the household and no other', () => {
  assert.deepEqual(refusalsOf([TAM, withCell(LOI, 'Mã hộ', 'VX001'), VINH]), { 'Hộ 6': ['code-twice'], 'Hộ 7': ['code-twice'] });
  const member = (...cells: Cell[]): Sheet => ({
    name: 'TV',
    rows: [MEMBER_TITLES, ['VX001', 'Nguyễn Văn Tám', 'Chủ hộ', '12/03/1979', 'Nam', 'Kinh', '086079000101'], cells],
  });
  assert.deepEqual(refusalsOf([TAM, LOI], member('VX001', 'Lê Thị Bé', 'bạn', 1981, 'Nữ')), {
    'Hộ 6': ['member-refused'],
    'TV 2': ['member-refused'],
    'TV 3': ['relation-not-understood'],
  });
  assert.deepEqual(refusalsOf([TAM, LOI], member('VX001', 'Lê Thị Bé', 'Chủ hộ', 1981, 'Nữ')), {
    'Hộ 6': ['head-twice'],
    'TV 2': ['head-twice'],
    'TV 3': ['head-twice'],
  });
  assert.deepEqual(refusalsOf([TAM, LOI], member('VX009', 'Lê Thị Bé', 'Vợ', 1981, 'Nữ')), { 'TV 3': ['household-not-listed'] });
  assert.deepEqual(refusalsOf([TAM, LOI], member('VX001', 'Lê Thị Bé', 'Vợ', 1981, 'Nữ', 'Kinh', '86181000102')), {
    'Hộ 6': ['member-refused'],
    'TV 2': ['member-refused'],
    'TV 3': ['citizen-id-zero-lost'],
  });
  assert.deepEqual(refusalsOf([TAM, LOI], member('VX001', 'Lê Thị Bé', 'Vợ', 1981, 'Nữ', 'Kinh', '086079000101')), {
    'Hộ 6': ['citizen-id-twice'],
    'TV 2': ['citizen-id-twice'],
    'TV 3': ['citizen-id-twice'],
  });
  assert.deepEqual(refusalsOf([withCell(TAM, 'Số nhân khẩu', 1), LOI], member('VX001', 'Lê Thị Bé', 'Vợ', 1981, 'Nữ')), {
    'Hộ 6': ['members-more-than-people'],
    'TV 2': ['members-more-than-people'],
    'TV 3': ['members-more-than-people'],
  });
  assert.deepEqual(refusalsOf([withCell(TAM, 'Họ và tên chủ hộ', 'Nguyễn Văn Chín')], member()), {
    'Hộ 6': ['head-differs'],
    'TV 2': ['head-differs'],
  });
});

test('what the register says against a row', () => {
  const known = written(planImport([households(TAM), PEOPLE], COMMUNE, register()));
  const tam = known.get('VX001');
  assert.ok(tam);
  const with_ = (change: Partial<Known>): ReadonlyMap<string, Known> => new Map([['VX001', { ...tam, ...change }]]);
  assert.deepEqual(refusalsOf([withCell(TAM, 'Ấp', 'Gòn')], undefined, known), { 'Hộ 6': ['in-other-hamlet'] });
  assert.deepEqual(refusalsOf([TAM], undefined, with_({ state: 'moved' })), { 'Hộ 6': ['household-gone'] });
  assert.deepEqual(refusalsOf([withCell(TAM, 'Phân loại', 'Cận nghèo')], undefined, known), { 'Hộ 6': ['status-decided-otherwise'] });
});

test('a member list alone makes households from their heads', () => {
  const titles = [...MEMBER_TITLES, 'Ấp'];
  const alone: Sheet = {
    name: 'TV',
    rows: [
      titles,
      ['A1', 'Thạch Đa Ra', 'Chủ hộ', 1983, 'Nam', 'Khmer', null, 'Gòn'],
      [null, 'Kim Thị Sa Ry', 'Vợ', 1985, 'Nữ', 'Khmer', null, null],
      ['A2', 'Ngô Thị Hai', 'Con', 1990, 'Nữ', 'Kinh', null, 'Gòn'],
    ],
  };
  const plan = planImport([alone], COMMUNE, register());
  assert.deepEqual(
    plan.taken.map((each) => [each.household.code, each.members.length, each.listed]),
    [['A1', 2, null]],
  );
  assert.deepEqual(
    plan.refused.map((row) => [row.at.line, row.refusals[0]?.code]),
    [[4, 'head-missing']],
  );
});

test('birth in a column for men or for women says the sex (tables 14 and 15)', () => {
  const sheet: Sheet = {
    name: 'B15',
    rows: [
      ['Mã hộ', 'Họ và tên', 'Quan hệ với chủ hộ', 'Năm sinh (nam)', 'Năm sinh (nữ)', 'Ấp'],
      ['A1', 'Ngô Thị Hai', 'Chủ hộ', null, 1990, 'Gòn'],
      ['A1', 'Ngô Văn Ba', 'Con', 2012, null, 'Gòn'],
    ],
  };
  assert.deepEqual(
    planImport([sheet], COMMUNE, register()).taken[0]?.members.map((m) => [m.sex, m.birth]),
    [
      ['female', '1990'],
      ['male', '2012'],
    ],
  );
});

test('a row of totals is no household, and is held against the column', () => {
  assert.deepEqual(
    planImport([households(TAM, LOI, TOTAL)], COMMUNE, register()).notices.map((n) => n.code),
    ['members-not-named', 'total-differs'],
  );
  assert.deepEqual(
    planImport([households(TAM, LOI, VINH, TOTAL)], COMMUNE, register()).notices.map((n) => n.code),
    ['members-not-named'],
  );
});

test('a sheet without titles is reported, not guessed at', () => {
  const plan = planImport([{ name: 'Ghi chú', rows: [['Danh sách này gồm 3 hộ'], ['Lập ngày 01/10/2025']] }], COMMUNE, register());
  assert.deepEqual([plan.unread, plan.rows, hasWork(plan)], [['Ghi chú'], 0, false]);
});

test('the order of columns and rows never matters, and every row is either taken or returned', () => {
  const cell = fc.oneof(
    fc.constant(null),
    fc.constantFrom('Nam', 'Nữ', 'Hộ nghèo', 'x', '30', '14/10/2025', 'Gòn', 'Vĩnh Tiến'),
    fc.integer({ min: -5, max: 3000 }),
  );
  const spoiled = fc
    .tuple(fc.constantFrom(TAM, LOI, VINH), fc.nat(TITLES.length - 1), cell)
    .map(([row, at, value]) => row.map((old, i) => (i === at ? value : old)));
  fc.assert(
    fc.property(
      fc.array(spoiled, { minLength: 1, maxLength: 8 }),
      fc.shuffledSubarray(
        TITLES.map((_, i) => i),
        { minLength: TITLES.length },
      ),
      (rows, order) => {
        const plain = planImport([{ name: 'Hộ', rows: [TITLES, ...rows] }], COMMUNE, register());
        const turned = planImport(
          [{ name: 'Hộ', rows: [TITLES, ...rows].map((row) => order.map((at) => row[at] ?? null)) }],
          COMMUNE,
          register(),
        );
        assert.deepEqual({ ...turned, tables: [] }, { ...plain, tables: [] });
        const seen = [...plain.taken.flatMap((each) => each.household.places), ...plain.refused.map((row) => row.at)]
          .map((at) => at.line)
          .sort((a, b) => a - b);
        const given = plain.tables.flatMap((table) => table.lines.map((line) => line.line));
        assert.deepEqual(seen, given);
        const backwards = planImport([{ name: 'Hộ', rows: [TITLES, ...[...rows].reverse()] }], COMMUNE, register());
        assert.deepEqual(
          new Map(backwards.taken.map((each) => [each.householdId, each.members])),
          new Map(plain.taken.map((each) => [each.householdId, each.members])),
        );
      },
    ),
    { numRuns: 300 },
  );
});
