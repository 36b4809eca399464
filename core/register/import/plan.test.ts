/**
 * Lists worked by hand become the households expected, once; and over random lists order never matters and no row is
 * lost.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hasWork, planImport } from './plan.ts';
import { type Cell, type Sheet, sheetOf } from './sheet.ts';
import { COMMUNE, households, LOI, MEMBER_TITLES, PEOPLE, register, TAM, TITLES, TOTAL, VINH, withCell, written } from './worked-lists.ts';

test('two lists become households with their people, results and review list', () => {
  const plan = planImport([households(TAM, LOI, VINH, TOTAL), PEOPLE], { commune: COMMUNE, register: register() });
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
    [
      ['hamlet-read-as', ['VX002']],
      ['members-not-named', ['VX002']],
    ],
  );
  assert.deepEqual(
    vinh?.members[0],
    { ...vinh?.members[0], sex: 'male', birth: '1974-01-25', ethnicity: 'hoa' },
    'the household list fills the head',
  );
});

test('a household of which the list tells nothing goes on the review list when the person says that it asks, and not otherwise', () => {
  const bare = sheetOf('Hộ', [
    ['Mã hộ', 'Họ và tên chủ hộ', 'Ấp', 'Phiếu A'],
    ['DN1', 'Phạm Thị Hai', 'Ấp Vĩnh Tiến', null],
    ['DN2', 'Phạm Thị Ba', 'Ấp Vĩnh Tiến', 'Không đạt'],
  ]);
  const plan = (requests?: boolean) =>
    planImport([bare], { commune: COMMUNE, register: { ...register(), ...(requests === undefined ? {} : { requests }) } });
  const whys = (made: ReturnType<typeof plan>) => made.taken.map(({ household, listed }) => [household.code, listed]);
  for (const made of [plan(), plan(false)]) {
    assert.deepEqual(
      whys(made),
      [
        ['DN1', null],
        ['DN2', null],
      ],
      JSON.stringify(made.refused),
    );
    assert.deepEqual(made.requests, { households: 1, said: false });
  }
  assert.deepEqual(
    whys(plan(true)),
    [
      ['DN1', 'request'],
      ['DN2', null],
    ],
    'who did not pass the quick screen is not reviewed',
  );
  const again = planImport([bare], { commune: COMMUNE, register: { ...register(written(plan())), requests: true } });
  assert.deepEqual(again.counts, { new: 0, changed: 1, same: 1 }, 'said later, the same list only puts it on the review list');
});

test('the same lists a second time change nothing', () => {
  const sheets = [households(TAM, LOI, VINH), PEOPLE];
  const first = planImport(sheets, { commune: COMMUNE, register: register() });
  const second = planImport(sheets, { commune: COMMUNE, register: register(written(first)) });
  assert.deepEqual(second.counts, { new: 0, changed: 0, same: 3 });
  assert.equal(hasWork(second), false);
  assert.deepEqual(
    second.taken.map((each) => [each.householdId, each.members]),
    first.taken.map((each) => [each.householdId, each.members]),
  );
});

test('a later list corrects, takes nobody out and leaves what it does not say', () => {
  const first = planImport([households(TAM), PEOPLE], { commune: COMMUNE, register: register() });
  const better = sheetOf('Sửa', [
    MEMBER_TITLES,
    ['VX001', 'Nguyễn Văn Tám', 'Chủ hộ', 1979, 'Nam', null, null],
    ['VX001', 'Lê Thị Bé', 'Vợ', '03/05/1981', 'Nữ', 'Khmer', '086181000102'],
  ]);
  const plan = planImport([households(TAM), better], { commune: COMMUNE, register: register(written(first)) });
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
  const after = planImport([households(TAM), better], { commune: COMMUNE, register: register(visited) });
  assert.deepEqual(after.counts, { new: 0, changed: 0, same: 1 }, 'the doorstep is newer than the list');
  assert.ok(after.notices.some((notice) => notice.code === 'visited-already'));
});

test('a head’s name with other marks corrects the head; another head comes back, before anything is written', () => {
  const first = planImport([households(withCell(TAM, 'Họ và tên chủ hộ', 'Nguyễn Văn Tam')), PEOPLE_OF_TAM], {
    commune: COMMUNE,
    register: register(),
  });
  const against = (row: readonly Cell[], visited = false) => {
    const known = new Map([...written(first)].map(([code, one]) => [code, { ...one, visited }]));
    const { taken, refused } = planImport([households(row)], { commune: COMMUNE, register: register(known) });
    return { taken, refused: refused.map((each) => each.refusals) };
  };
  const renamed = against(TAM);
  assert.deepEqual(renamed.refused, []);
  assert.deepEqual(
    renamed.taken[0]?.members.map(({ fullName, relation, memberId }) => [fullName, relation, memberId]),
    [
      ['Nguyễn Văn Tám', 'head', first.taken[0]?.members[0]?.memberId],
      ['Lê Thị Bé', 'spouse', first.taken[0]?.members[1]?.memberId],
    ],
  );
  const another = [[{ code: 'head-another', said: 'Nguyễn Văn Tam' }]];
  assert.deepEqual(against(withCell(TAM, 'Họ và tên chủ hộ', 'Nguyễn Văn Sáu')).refused, another);
  assert.deepEqual(against(withCell(TAM, 'Năm sinh', 1950)).refused, another, 'born in another year, and so another man');
  assert.deepEqual(against(withCell(TAM, 'Họ và tên chủ hộ', 'Nguyễn Văn Sáu'), true).refused, [], 'the doorstep stays as it is');
});

const PEOPLE_OF_TAM = sheetOf('Thành viên', [
  MEMBER_TITLES,
  ['VX001', 'Nguyễn Văn Tam', 'Chủ hộ', '12/03/1979', 'Nam', 'Kinh', null],
  ['VX001', 'Lê Thị Bé', 'Vợ', 1981, 'Nữ', 'Kinh', null],
]);

test('a member list alone makes households from their heads', () => {
  const titles = [...MEMBER_TITLES, 'Ấp'];
  const alone = sheetOf('TV', [
    titles,
    ['A1', 'Thạch Đa Ra', 'Chủ hộ', 1983, 'Nam', 'Khmer', null, 'Gòn'],
    [null, 'Kim Thị Sa Ry', 'Vợ', 1985, 'Nữ', 'Khmer', null, null],
    ['A2', 'Ngô Thị Hai', 'Con', 1990, 'Nữ', 'Kinh', null, 'Gòn'],
  ]);
  const plan = planImport([alone], { commune: COMMUNE, register: register() });
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
  const sheet = sheetOf('B15', [
    ['Mã hộ', 'Họ và tên', 'Quan hệ với chủ hộ', 'Năm sinh (nam)', 'Năm sinh (nữ)', 'Ấp'],
    ['A1', 'Ngô Thị Hai', 'Chủ hộ', null, 1990, 'Gòn'],
    ['A1', 'Ngô Văn Ba', 'Con', 2012, null, 'Gòn'],
  ]);
  assert.deepEqual(
    planImport([sheet], { commune: COMMUNE, register: register() }).taken[0]?.members.map((m) => [m.sex, m.birth]),
    [
      ['female', '1990'],
      ['male', '2012'],
    ],
  );
});

test('a row of totals is no household, and is held against the column', () => {
  assert.deepEqual(
    planImport([households(TAM, LOI, TOTAL)], { commune: COMMUNE, register: register() }).notices.map((n) => n.code),
    ['members-not-named', 'hamlet-read-as', 'total-differs'],
  );
  assert.deepEqual(
    planImport([households(TAM, LOI, VINH, TOTAL)], { commune: COMMUNE, register: register() }).notices.map((n) => n.code),
    ['members-not-named', 'hamlet-read-as'],
  );
});

test('citizen numbers that speak against a person, or that two households have, are for somebody to look at', () => {
  const people = (second: string): Sheet =>
    sheetOf('TV', [
      MEMBER_TITLES,
      ['VX001', 'Nguyễn Văn Tám', 'Chủ hộ', '12/03/1979', 'Nam', 'Kinh', '086079000101'],
      ['VX002', 'Trần Văn Lợi', 'Chủ hộ', '1984', 'Nam', 'Kinh', second],
    ]);
  const notices = (second: string): Record<string, readonly string[]> =>
    Object.fromEntries(
      planImport([households(TAM, LOI), people(second)], { commune: COMMUNE, register: register() }).notices.map((each) => [
        each.code,
        each.households,
      ]),
    );
  assert.deepEqual(notices('086079000101')['citizen-id-shared'], ['VX001', 'VX002']);
  assert.deepEqual(notices('086184000202')['citizen-id-doubtful'], ['VX002'], 'the number is a woman’s');
  assert.deepEqual(Object.keys(notices('086084000202')).toSorted(), ['hamlet-read-as', 'members-not-named']);
});

test('the number of an old card is kept as what it is and told, and never takes the 12 digits away', () => {
  const people = (number: Cell, name = 'Nguyễn Văn Tám'): Sheet =>
    sheetOf('TV', [MEMBER_TITLES, ['VX001', name, 'Chủ hộ', '12/03/1979', 'Nam', 'Kinh', number]]);
  const row = withCell(TAM, 'Họ và tên chủ hộ', 'Nguyễn Văn Tam');
  const bring = (number: Cell, known?: ReturnType<typeof written>) => {
    const listed = known === undefined ? [households(TAM), people(number)] : [households(row), people(number, 'Nguyễn Văn Tam')];
    const plan = planImport(listed, { commune: COMMUNE, register: register(known) });
    const told = plan.notices.map(({ code }) => code).filter((code) => code.startsWith('citizen-id'));
    return { plan, told, number: plan.taken[0]?.members[0]?.citizenId, refused: plan.refused.length };
  };
  for (const said of ['331234567', 331_234_567, '331 234 567'])
    assert.partialDeepStrictEqual(bring(said), { told: ['citizen-id-old'], number: '331234567', refused: 0 });
  const known = written(bring('086079000101').plan);
  const later = bring('331234567', known);
  assert.partialDeepStrictEqual(later, { told: ['citizen-id-old-left'], number: '086079000101', refused: 0 });
  assert.equal(later.plan.taken[0]?.members[0]?.fullName, 'Nguyễn Văn Tam', 'an old number says nothing of a new one');
  assert.partialDeepStrictEqual(bring('086079000101', written(bring('331234567').plan)), { told: [], number: '086079000101', refused: 0 });
});

test('a sheet without titles is reported, not guessed at', () => {
  const plan = planImport([sheetOf('Ghi chú', [['Danh sách này gồm 3 hộ'], ['Lập ngày 01/10/2025']])], {
    commune: COMMUNE,
    register: register(),
  });
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
        const plain = planImport([sheetOf('Hộ', [TITLES, ...rows])], { commune: COMMUNE, register: register() });
        const turned = planImport(
          [
            sheetOf(
              'Hộ',
              [TITLES, ...rows].map((row) => order.map((at) => row[at] ?? null)),
            ),
          ],
          { commune: COMMUNE, register: register() },
        );
        assert.deepEqual({ ...turned, tables: [] }, { ...plain, tables: [] });
        const seen = [
          ...plain.taken.flatMap((each) => each.household.places),
          ...plain.refused.map((row) => row.at),
          ...plain.repeated.map((row) => row.at),
        ]
          .map((at) => at.line)
          .sort((a, b) => a - b);
        assert.deepEqual(seen, plain.tables.length === 0 ? [] : rows.map((_, i) => i + 2));
        const backwards = planImport([sheetOf('Hộ', [TITLES, ...[...rows].reverse()])], { commune: COMMUNE, register: register() });
        assert.deepEqual(
          new Map(backwards.taken.map((each) => [each.householdId, each.members])),
          new Map(plain.taken.map((each) => [each.householdId, each.members])),
        );
      },
    ),
    { numRuns: 300 },
  );
});
