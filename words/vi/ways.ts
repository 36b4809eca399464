/** Đường tới các trang của một địa bàn: tách riêng để trang đầu không phải tải lời của mọi trang. */
export const ways = {
  beside: 'So các xã',
  changes: 'Vì sao tăng, giảm',
  clashes: 'Hộ ghi khác nhau',
  'clashes-count': 'Hộ ghi khác nhau ({count} chưa chọn)',
  closing: 'Đóng đợt rà soát',
  duplicates: 'Hộ có thể ghi trùng',
  handovers: 'Phiếu ấp chuyển lên',
  'handovers-count': 'Phiếu ấp chuyển lên ({count} chưa giải quyết)',
  meetings: 'Họp dân',
  'opening-choice': 'Danh sách đang làm',
  rounds: 'Các đợt rà soát, bước và số ngày',
  today: 'Hôm nay',
  twice: 'Tìm người ghi trùng toàn tỉnh',
  workload: 'Khối lượng, kế hoạch đuổi kịp',
} as const;
