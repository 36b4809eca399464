/** Titles of columns as provinces print them, with and without marks, and what must not be taken for one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldVi } from '../../kernel/text.ts';
import { columnsOf, fieldOfTitle, type ListField, returnedAt } from './headers.ts';

const KNOWN: Readonly<Record<string, ListField>> = {
  STT: 'no',
  'Mã hộ': 'code',
  'Mã số hộ gia đình': 'code',
  'Họ và tên chủ hộ': 'headName',
  'Chủ hộ': 'headName',
  'Tên chủ hộ': 'headName',
  'Họ và tên thành viên': 'memberName',
  'Họ tên': 'name',
  'Họ, chữ đệm và tên': 'name',
  'Quan hệ với chủ hộ': 'relation',
  'Mối quan hệ với chủ hộ': 'relation',
  'Ngày, tháng, năm sinh': 'birth',
  'Ngày sinh (dd/mm/yyyy)': 'birth',
  'Năm sinh': 'birth',
  'Năm sinh nam': 'birthOfMale',
  'Năm sinh (nữ)': 'birthOfFemale',
  'Giới tính': 'sex',
  'Giới tính chủ hộ': 'sex',
  'Giới tính (Nam/Nữ)': 'sex',
  'Dân tộc': 'ethnicity',
  'Số CCCD/CMND': 'citizenId',
  'Số định danh cá nhân': 'citizenId',
  'Số nhân khẩu': 'members',
  'Tổng số thành viên': 'members',
  'Nhân khẩu': 'members',
  'Kết quả Phiếu A': 'formA',
  'Phiếu A (Đạt/Không đạt)': 'formA',
  'Điểm B1': 'b1',
  'Tổng điểm (B1)': 'b1',
  'Điểm B2': 'b2',
  'B2': 'b2',
  'Ngày rà soát': 'reviewedOn',
  'Ngày điều tra': 'reviewedOn',
  'Rà soát viên': 'reviewer',
  'Người rà soát': 'reviewer',
  'Họ tên cán bộ điều tra': 'reviewer',
  'Phân loại hộ': 'class',
  'Kết quả phân loại': 'class',
  'Kết quả cuối cùng': 'class',
  'Phân loại': 'class',
  'Phát sinh (mới/tái/cũ)': 'origin',
  'Năm': 'year',
  'Ấp': 'hamlet',
  'Thôn/ấp': 'hamlet',
  'Ấp, khóm': 'hamlet',
  'Tên ấp/khóm/khu': 'hamlet',
  'Xã/Phường': 'commune',
  'Xã, phường, thị trấn': 'commune',
  'Huyện/Thị xã/Thành phố': 'district',
  'Tỉnh/Thành phố': 'province',
  'Địa chỉ': 'address',
  'Nơi ở hiện tại': 'address',
};

test('titles are recognised with marks, without marks, and in capitals', () => {
  for (const [title, field] of Object.entries(KNOWN)) {
    assert.equal(fieldOfTitle(title), field, title);
    assert.equal(fieldOfTitle(foldVi(title)), field, `${title} without marks`);
    assert.equal(fieldOfTitle(title.toUpperCase().normalize('NFD')), field, `${title} in capitals`);
    assert.equal(fieldOfTitle(`  ${title.replaceAll(' ', '\n')} `), field, `${title} broken over lines`);
  }
});

test('what is no title of a list is not taken for one', () => {
  for (const text of [
    'Ghi chú',
    'Danh sách hộ nghèo năm 2025',
    'Ủy ban nhân dân',
    'Số điện thoại',
    'Hộ',
    '',
    'Tổng điểm',
    'Thu nhập',
    'Điểm',
    'Mã',
    'Nguyễn Văn Nam',
  ]) {
    assert.equal(fieldOfTitle(text), null, text);
  }
});

test('a field belongs to its first column, in any order; other titles are reported as unused', () => {
  const { columns, unused } = columnsOf(['Ghi chú', 'B2', 'B1', 'Họ tên', 'Tên chủ hộ', 'Mã hộ', 'Ma ho']);
  assert.deepEqual(columns, [
    { field: 'b2', at: 1 },
    { field: 'b1', at: 2 },
    { field: 'name', at: 3 },
    { field: 'headName', at: 4 },
    { field: 'code', at: 5 },
  ]);
  assert.deepEqual(unused, ['Ghi chú', 'Ma ho']);
});

test('the columns of our own returned sheet are passed over without a word, in either spelling and language', () => {
  for (const [reason, row] of [
    ['Lý do trả lại', 'Dòng'],
    ['LY DO TRA LAI', 'dong'],
    ['Reason for returning', 'Row'],
  ] as const) {
    assert.deepEqual([...returnedAt([reason, row, 'Mã hộ'])], [0, 1]);
    assert.deepEqual(columnsOf([reason, row, reason, row, 'Mã hộ', 'Ghi chú']).unused, ['Ghi chú'], 'returned twice');
  }
  for (const title of ['Lý do', 'Dòng', 'Đồng', 'Lý do nghèo', 'Dòng họ', 'Ghi chú'])
    assert.deepEqual(columnsOf(['Mã hộ', title, 'Lý do trả lại']).unused, [title], 'a column of their own');
});
