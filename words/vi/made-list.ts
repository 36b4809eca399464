/** Long files made by the server while one goes on (tệp dài lập dần ở máy chủ). */
export const madeList = {
  'title': 'Danh sách cả {area}',
  'lead':
    'Danh sách được lập lần lượt từng xã, phường ở máy chủ. Có thể rời trang này: việc lập vẫn tiếp tục, kể cả khi máy chủ khởi động lại.',
  'most': 'Một tệp chứa nhiều nhất {most} người; mỗi tệp được giữ một ngày.',
  'make-excel': 'Lập tệp Excel',
  'make-pdf': 'Lập tệp PDF',
  'own': 'Danh sách của bạn',
  'excel': 'Danh sách Excel',
  'pdf': 'Danh sách PDF',
  'progress': 'Số xã, phường đã lập',
  'making': 'Đã lập {done} trên {parts} xã, phường',
  'joining': 'Đủ các xã, phường; đang ghép thành một tệp…',
  'ready': '{people} người, {size}, giữ đến {until}',
  'stopped': 'Đã dừng.',
  'stop': 'Dừng',
  'fetch': 'Tải về',
  'by-unit': 'Xem danh sách của từng đơn vị',
} as const;
