/**
 * Lists worked by hand for the tests of this room (danh sách mẫu để thử): one commune, three households, and the register
 * as it would be after a plan was written.
 */
import { date } from '../../kernel/dates.ts';
import { idOf, realAreaId, uuidFrom } from '../../kernel/ids.ts';
import type { Commune } from './assemble.ts';
import type { Known, Register } from './compare.ts';
import type { DecidedYear } from './decided.ts';
import { planImport } from './plan.ts';
import { recordedFrom } from '../recorded.ts';
import { type Cell, type Sheet, sheetOf } from './sheet.ts';
import { knownByHead } from './without-codes.ts';

const [TIEN, TRINH, GON] = [idFor('ấp 1'), idFor('ấp 2'), idFor('ấp 3')].map((uuid) => idOf('area', uuid));
export const COMMUNE: Commune = {
  today: date('2026-11-24'),
  names: ['Xã Vĩnh Xuân', 'Xã Hựu Thành'],
  hamlets: [
    { areaId: TIEN ?? realAreaId(1), name: 'Ấp Vĩnh Tiến' },
    { areaId: TRINH ?? realAreaId(2), name: 'Ấp Vĩnh Trinh' },
    { areaId: GON ?? realAreaId(3), name: 'Ấp Gòn' },
  ],
};

/** Not the product's hash: any function of the text will do. */
export function idFor(text: string): ReturnType<typeof uuidFrom> {
  const bytes = new Uint8Array(16);
  [...text].forEach((sign, i) => {
    bytes[i % 16] = ((bytes[i % 16] ?? 0) * 31 + (sign.codePointAt(0) ?? 0) + i) % 256;
  });
  return uuidFrom(bytes);
}

export function register(known: ReadonlyMap<string, Known> = new Map(), decided: readonly DecidedYear[] = []): Register {
  return {
    round: { year: 2026 },
    today: COMMUNE.today,
    decidedIn: () => decided,
    find: (household) => (household.codeless ? knownByHead(household, [...known.values()]) : (known.get(household.code) ?? null)),
    idFor,
    scope: 'a0001',
  };
}

/** What the register would hold after the plan was written. */
export function written(plan: ReturnType<typeof planImport>, before: ReadonlyMap<string, Known> = new Map()): Map<string, Known> {
  const after = new Map(before);
  for (const { household, householdId, members, result, listed } of plan.taken) {
    const old = before.get(household.code);
    const statuses = [
      ...(old?.statuses ?? []),
      ...(result === null
        ? []
        : [{ year: result.year, class: result.class, source: 'recorded' as const, validFrom: recordedFrom(result) }]),
    ];
    after.set(household.code, {
      householdId,
      hamletId: household.hamletId,
      address: household.address ?? old?.address ?? null,
      state: 'present',
      people: household.people ?? old?.people ?? null,
      members,
      visited: old?.visited ?? false,
      visitedYear: old?.visitedYear ?? null,
      stays: [{ from: result === null ? COMMUNE.today : recordedFrom(result), to: null, people: household.people ?? members.length }],
      onReviewList: old?.onReviewList === true || listed !== null,
      statuses,
    });
  }
  return after;
}

export const TITLES = [
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
export const MEMBER_TITLES = ['Mã hộ', 'Họ tên thành viên', 'Quan hệ với chủ hộ', 'Ngày sinh', 'Giới tính', 'Dân tộc', 'Số CCCD'];

export const TAM: readonly Cell[] = [
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
export const LOI: readonly Cell[] = [
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
export const VINH: readonly Cell[] = [
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
export const TOTAL: readonly Cell[] = ['Tổng cộng', null, null, null, null, null, 9];

export function households(...rows: (readonly Cell[])[]): Sheet {
  return sheetOf('Hộ', [['ỦY BAN NHÂN DÂN XÃ'], ['DANH SÁCH HỘ NGHÈO'], [], TITLES, TITLES.map((_, i) => i + 1), ...rows]);
}

export const PEOPLE: Sheet = sheetOf('Thành viên', [
  MEMBER_TITLES,
  ['VX001', 'Nguyễn Văn Tám', 'Chủ hộ', '12/03/1979', 'Nam', 'Kinh', '086079000101'],
  [null, 'Lê Thị Bé', 'Vợ', 1981, 'Nữ', 'Kinh', null],
  [null, 'Nguyễn Minh Khang', 'Con', '02/09/2015', 'Nam', 'Kinh', null],
  ['VX003', 'Lý Quang Vinh', 'chủ hộ', null, null, null, null],
  [null, 'Tô Thị Ngọc Loan', 'vợ', '1976', 'nữ', 'Kinh', null],
]);

export function refusalsOf(
  rows: readonly (readonly Cell[])[],
  people?: Sheet,
  known?: ReadonlyMap<string, Known>,
): Record<string, string[]> {
  const plan = planImport([households(...rows), ...(people === undefined ? [] : [people])], {
    commune: COMMUNE,
    register: register(known),
  });
  return Object.fromEntries(plan.refused.map((row) => [`${row.at.sheet} ${row.at.line}`, row.refusals.map((refusal) => refusal.code)]));
}

export const withCell = (row: readonly Cell[], title: string, cell: Cell): readonly Cell[] =>
  row.map((old, i) => (TITLES[i] === title ? cell : old));
