/**
 * The columns that an empty list offers (mẫu danh sách trống), in the order in which people fill them. Each title is one that the
 * import itself recognises; what belongs in it is said by words/import.
 */
import type { ListField } from './headers.ts';
import type { TableKind } from './sheet.ts';

export const TITLE_OF = {
  code: 'Mã hộ',
  headName: 'Họ và tên chủ hộ',
  hamlet: 'Ấp, khóm, khu',
  commune: 'Mã xã',
  address: 'Địa chỉ',
  birth: 'Ngày sinh',
  sex: 'Giới tính',
  ethnicity: 'Dân tộc',
  citizenId: 'Số CCCD',
  members: 'Số nhân khẩu',
  class: 'Phân loại hộ',
  year: 'Năm kết quả',
  reviewedOn: 'Ngày rà soát',
  b1: 'Điểm B1',
  b2: 'Điểm B2',
  formA: 'Kết quả Phiếu A',
  origin: 'Diễn biến',
  reviewer: 'Người rà soát',
  memberName: 'Họ và tên thành viên',
  relation: 'Quan hệ với chủ hộ',
} as const satisfies Partial<Record<ListField, string>>;
export type TemplateField = keyof typeof TITLE_OF;

export const TEMPLATE: Readonly<Record<TableKind, readonly TemplateField[]>> = {
  households: [
    ...([
      'code',
      'headName',
      'hamlet',
      'commune',
      'address',
      'birth',
      'sex',
      'ethnicity',
      'citizenId',
      'members',
      'class',
      'year',
    ] as const),
    ...(['reviewedOn', 'b1', 'b2', 'formA', 'origin', 'reviewer'] as const),
  ],
  members: ['code', 'memberName', 'relation', 'birth', 'sex', 'ethnicity', 'citizenId'],
};

/** Without these a row comes back. */
export const NEEDED: ReadonlySet<TemplateField> = new Set(['headName', 'hamlet', 'memberName', 'relation']);
