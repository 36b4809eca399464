/** Phiếu của từng rà soát viên làm ra sao. */
export const paces = {
  title: 'Phiếu của từng rà soát viên',
  lead: 'Tỷ lệ câu giữ nguyên như lần trước và thời gian làm phiếu, để chọn hộ cần kiểm tra lại. Con số không kết luận về ai: ít thay đổi có thể là đúng. Không tính phiếu ghi trên giấy.',
  name: 'Rà soát viên',
  forms: 'Phiếu',
  again: 'Hộ đã có phiếu lần trước',
  unchanged: 'Câu giữ nguyên',
  minutes: 'Số phút (ở giữa)',
  hasty: 'Nên kiểm tra lại',
  'nothing-before': 'Chưa có phiếu trước',
  unknown: 'Không rõ',
  none: 'Chưa có phiếu nào',
  'none-text': 'Khi rà soát viên gửi phiếu của đợt này, số liệu hiện ở đây.',
} as const;
