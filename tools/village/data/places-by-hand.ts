/**
 * Invented hamlet names and where minorities live (tên ấp giả định, nơi có đồng bào dân tộc): parts of names as they are
 * common along the Tiền and Hậu rivers, and Khmer and Hoa households per mille in communes of old Vĩnh Long that are known
 * for them. Shares are a judgement by hand, not a count.
 */
export const HAMLET_FIRST = [
  'Vĩnh',
  'An',
  'Tân',
  'Phú',
  'Mỹ',
  'Long',
  'Hòa',
  'Thạnh',
  'Bình',
  'Trung',
  'Phước',
  'Hiếu',
  'Thuận',
  'Tường',
  'Thới',
  'Đông',
  'Quới',
  'Hưng',
  'Ngãi',
] as const;

export const HAMLET_SECOND = [
  'Thành',
  'Lợi',
  'Lộc',
  'Trị',
  'Tiến',
  'Khánh',
  'Hiệp',
  'Xuân',
  'Điền',
  'Nghĩa',
  'Hậu',
  'Thọ',
  'Phát',
  'Trạch',
  'Nhơn',
  'Tây',
  'Hảo',
  'Chánh',
  'Nhất',
  'Thắng',
  'Sơn',
] as const;

/** By the code of 2019: [Khmer, Hoa]. Elsewhere 3 and 4. */
export const MINORITY_PERMILLE: Readonly<Record<string, readonly [number, number]>> = {
  '29836': [380, 4], // Trà Côn
  '29839': [470, 3], // Tân Mỹ
  '29761': [420, 4], // Loan Mỹ
  '29842': [160, 6], // Hựu Thành
  '29812': [210, 4], // Đông Bình
  '29818': [130, 4], // Đông Thành
  '29692': [230, 5], // Trung Thành
  '29854': [60, 4], // Thiện Mỹ
  '29845': [45, 5], // Vĩnh Xuân
  '29821': [20, 25], // thị trấn Trà Ôn
  '29770': [15, 25], // phường Cái Vồn
  '29548': [5, 30], // phường 1, Vĩnh Long
  '29551': [5, 25], // phường 2, Vĩnh Long
};
