/** Tên của một đợt: loại, tháng hoặc năm, và số thứ tự khi có nhiều đợt giống nhau. */
export const roundName = {
  yearly: 'Rà soát định kỳ năm {year}',
  opening: 'Danh sách đầu năm {year}',
  regular: 'Rà soát thường xuyên tháng {month}/{of}',
  exit: 'Xét thoát nghèo theo đơn tháng {month}/{of}',
  nth: '{name}, đợt {nth}',
} as const;
