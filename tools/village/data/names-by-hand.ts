/**
 * Names that the public lists lack (tên người): given names of people born before about 1985, and Khmer and Hoa
 * surnames and given names of the Mekong Delta. Weights are a judgement by hand, not a count.
 */

/** Given names, most frequent first; the maker weighs them so. */
export const ELDER_MEN = [
  'Hùng', 'Dũng', 'Hải', 'Sơn', 'Thành', 'Bé', 'Út', 'Hai', 'Ba', 'Tư', 'Năm', 'Sáu', 'Bảy', 'Tám', 'Chín', 'Mười', 'Đức', 'Long', 'Phước',
  'Lợi', 'Tấn', 'Hòa', 'Minh', 'Tâm', 'Thanh', 'Đông', 'Nghĩa', 'Phong', 'Quang', 'Hoàng', 'Lâm', 'Thuận', 'Tài', 'Lộc', 'Bình', 'Chiến',
  'Thắng', 'Khởi', 'Nhàn', 'Sang', 'Thạnh', 'Mẫn', 'Hữu', 'Khanh', 'Đặng', 'Rạng', 'Lượm', 'Thum', 'Dễ', 'Của',
] as const;

export const ELDER_WOMEN = [
  'Lan', 'Hồng', 'Hoa', 'Huệ', 'Cúc', 'Mai', 'Đào', 'Nga', 'Loan', 'Phượng', 'Tuyết', 'Liên', 'Thu', 'Hạnh', 'Nguyệt', 'Lệ', 'Ánh', 'Bé', 'Út',
  'Hai', 'Ba', 'Tư', 'Năm', 'Sáu', 'Bảy', 'Tám', 'Chín', 'Mười', 'Sương', 'Thủy', 'Hường', 'Điệp', 'Dung', 'Ngọc', 'Kiều', 'Xuân', 'Bông',
  'Lành', 'Đẹp', 'Gái', 'Hiền', 'Nhung', 'Yến', 'Phương', 'Trang', 'Diệu', 'Thắm', 'Lượm', 'Rớt', 'Lùn',
] as const;

/** Given names of younger women: the public list has few. */
export const YOUNG_WOMEN = [
  'Ngân', 'Vy', 'Nhi', 'Trâm', 'Thư', 'Trinh', 'Như', 'Linh', 'Trân', 'Ngọc', 'Anh', 'Thảo', 'My', 'Tiên', 'Duyên', 'Hân', 'Quyên', 'Tuyền',
  'Phương', 'Giang', 'Thy', 'Yến', 'Diễm', 'Trang', 'Hương', 'Nhung', 'Xuân', 'Thùy', 'Loan', 'Mai',
] as const;

export const WOMENS_MIDDLE = ['Thị', 'Thị Ngọc', 'Thị Kim', 'Thị Mỹ', 'Thị Bích', 'Thị Hồng', 'Thị Thanh', 'Thị Cẩm', 'Ngọc', 'Kim', 'Mỹ', 'Thanh', 'Cẩm'] as const;

export const KHMER_SURNAMES = ['Thạch', 'Kim', 'Sơn', 'Danh', 'Kiên', 'Lâm', 'Trầm', 'Thái', 'Liêu', 'Châu'] as const;

/** Whole names after the surname; women also carry Thị before it. */
export const KHMER_MEN = [
  'Sa Rinh', 'Đa Ra', 'Sô Phi', 'Sà Rương', 'Sa Mươn', 'Ngọc Sơn', 'Sóc Kha', 'Sươl', 'Kha', 'Đa', 'Rết', 'Sơn', 'Phol', 'Chia', 'Ni', 'Quanh',
  'Na Rây', 'Vi Rắc', 'Thươl', 'Khêm', 'Sa Vuông', 'Pha', 'Huỳnh', 'Tha', 'Minh',
] as const;

export const KHMER_WOMEN = [
  'Sa Ry', 'Sô Khom', 'Sa Rây', 'Sóc Ni', 'Chanh Đa', 'Bô Pha', 'Na Ry', 'Sà Phia', 'Sóc Phia', 'Rinh', 'Hoa', 'Sa Than', 'Kim Sang', 'Đào',
  'Ngọc Lan', 'Pha Ni', 'Chanh Thi', 'Mỹ Hạnh', 'Thi', 'Sương', 'Sa Mết', 'Phương', 'Quy', 'Lang', 'Sà Vươn',
] as const;

export const HOA_SURNAMES = ['Lâm', 'Lý', 'Trần', 'Quách', 'Ngô', 'Huỳnh', 'Vương', 'Tăng', 'Lưu', 'Mã', 'Phùng', 'Châu', 'Hứa', 'Dư', 'Thái', 'Khưu'] as const;
