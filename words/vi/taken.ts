/** Lời của các quyết định đã ban hành, kể cả của xã đã sáp nhập. */
export const taken = {
  title: 'Các quyết định đã ban hành',
  lead: 'Của {area} và của các xã đã nhập vào đây. Chỉ xem và in lại, không sửa được.',
  none: 'Chưa có quyết định nào được ký trên phần mềm, kể cả của các xã đã nhập vào đây.',
  name: 'Số {number} ngày {day}, kết quả năm {year}',
  'of.own': '{commune}',
  'of.whole': '{commune}, nay thuộc {area}',
  'of.part': '{commune}, một phần nay thuộc {area}. Bản in chỉ có tên các hộ nay ở {area}.',
  by: 'Ký trên phần mềm: {by}',
  counts: 'Nghèo {poor} · cận nghèo {nearPoor} · thoát nghèo {escapedPoverty} · thoát cận nghèo {escapedNearPoverty} hộ',
  pdf: 'In lại (Mẫu 02)',
  'pdf-label': 'In lại quyết định số {number} của {commune} (Mẫu 02)',
  xlsx: 'Tải danh sách (.xlsx)',
  'xlsx-label': 'Tải danh sách của quyết định số {number} của {commune} (.xlsx)',
};
