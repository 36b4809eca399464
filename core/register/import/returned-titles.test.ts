/** Whatever the titles of a list look like and whatever a person said of them, its returned rows are read by the same columns. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldVi } from '../../kernel/text.ts';
import { importText } from '../../../words/import.ts';
import { fieldOfTitle, LIST_FIELDS, type ListField, returnedAt } from './headers.ts';
import { titlesToReturn } from './returned-titles.ts';
import { type Cell, type Choice, headOf, type Sheet, sheetOf } from './sheet.ts';

const seed = Number(process.env['VUON_SEED'] ?? 20261130);
const WORDS = {
  nameOf: (field: ListField) => importText('vi', `field.${field}`),
  unused: (title: string) => importText('vi', 'column.unused', { title }),
};

const PLAIN = [
  'TT',
  'Mã hộ',
  'Họ và tên chủ hộ',
  'Họ tên',
  'Quan hệ với chủ hộ',
  'Giới tính',
  'Dân tộc',
  'Số CCCD',
  'Số nhân khẩu',
  'Ấp',
  'Xã',
];
const MORE = ['Địa chỉ', 'Ghi chú', 'Năm', 'Phân loại', 'Năm sinh', 'Số điện thoại', 'Nơi ở – ấp', 'Kết quả – loại – hộ', 'Ngày rà soát'];
const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['Ngày tháng năm sinh', ['Nam', 'Nữ']],
  ['Năm sinh', ['Nam', 'Nữ']],
  ['Giới tính', ['Nam', 'Nữ']],
  ['Số nhân khẩu', ['Tổng số', 'Nam', 'Nữ']],
  ['Kết quả rà soát năm 2025', ['Phân loại hộ', 'Điểm B1', 'Điểm B2']],
  ['Kết quả', ['Năm', 'Loại']],
  ['Nơi ở', ['Ấp', 'Xã']],
  ['Chủ hộ', ['Họ và tên', 'Năm sinh', 'Số CCCD']],
];

type Column = readonly [above: string, below: string];
const columns = fc.array(
  fc.oneof(
    fc.constantFrom(...PLAIN, ...MORE).map((title): readonly Column[] => [[title, '']]),
    fc.constantFrom(...GROUPS).map(([above, below]) => below.map((title, i): Column => [i === 0 ? above : '', title])),
  ),
  { minLength: 3, maxLength: 9 },
);
const written = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.toUpperCase(),
  (text: string) => foldVi(text).toUpperCase(),
);
const said = fc.uniqueArray(fc.tuple(fc.nat(12), fc.option(fc.constantFrom(...LIST_FIELDS), { freq: 2 })), {
  maxLength: 2,
  selector: ([, field]) => field,
});
const hidden = fc.array(fc.nat(12), { maxLength: 2 });

const wayBack = (sheet: Sheet, choice: Choice) => {
  const found = headOf(sheet, choice)?.head;
  if (found === undefined) return null;
  const ours = ['Lý do trả lại', 'Dòng'];
  const data: Cell[] = [...ours, ...found.titles].map((_, i) => i);
  const back = headOf(sheetOf('Hộ', [[...ours, ...titlesToReturn(found, WORDS)], data]))?.head;
  return { found, back };
};

test('a sheet of returned rows is read by the same columns as the list that it came from', () => {
  let read = 0;
  fc.assert(
    fc.property(columns, written, said, hidden, (groups, write, choices, hiddenColumns) => {
      const all = groups.flat();
      const upper = all.map(([above]) => write(above));
      const lower = all.map(([, below]) => write(below));
      const rows = lower.some((title) => title !== '') ? [['DANH SÁCH HỘ'], upper, lower] : [upper];
      const sheet: Sheet = { ...sheetOf('Hộ', [...rows, all.map((_, i) => i + 100)]), hiddenColumns };
      const choice = { fields: Object.fromEntries(choices.filter(([at]) => at < all.length)) };
      const both = wayBack(sheet, choice);
      if (both === null) return;
      read += 1;
      const wanted = both.found.columns.filter(({ field }) => both.found.kind === 'members' || field !== 'relation');
      assert.deepEqual(
        both.back?.columns.map(({ field, at }) => [field, at - 2]),
        wanted.map(({ field, at }) => [field, at]),
        JSON.stringify({ upper, lower, choice, hiddenColumns, back: both.back?.titles }),
      );
      assert.equal(both.back?.kind, both.found.kind);
    }),
    { seed, numRuns: 2_000 },
  );
  assert.ok(read > 500, `only ${read} lists were read`);
});

test('the list of the finding: births of men and of women under one title without marks', () => {
  const sheet = sheetOf('Hộ', [
    ['TT', 'MA HO', 'HO VA TEN', 'NGAY THANG NAM SINH', '', 'AP', 'KET QUA RA SOAT', ''],
    ['', '', '', 'NAM', 'NU', '', 'PHAN LOAI HO', 'DIEM B1'],
    [1, 'A1', 'Ngo Van Ba', 1970, null, 'Gon', 'Ho ngheo', 120],
  ]);
  const both = wayBack(sheet, {});
  const fields = ['no', 'code', 'name', 'birthOfMale', 'birthOfFemale', 'hamlet', 'class', 'b1'];
  assert.deepEqual(
    both?.found.columns.map(({ field }) => field),
    fields,
  );
  assert.deepEqual(
    both?.back?.columns.map(({ field }) => field),
    fields,
  );
  assert.deepEqual(both?.back?.unused, []);
});

test('every name that we give a column is understood, and none that we give one which is not used', () => {
  for (const field of LIST_FIELDS) {
    assert.equal(fieldOfTitle(WORDS.nameOf(field)), field);
    assert.equal(fieldOfTitle(WORDS.unused(WORDS.nameOf(field))), null, field);
  }
  assert.equal(returnedAt([WORDS.unused('Lý do trả lại')]).size, 0);
});
