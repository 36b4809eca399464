/** Vì sao một việc không làm được, và phải làm gì: một câu cho mỗi mã lỗi của máy chủ. */
export const problems = {
  // Đăng nhập, quyền
  'not-signed-in': 'Phiên làm việc đã hết hoặc chưa đăng nhập. Hãy đăng nhập lại.',
  'sign-in-failed': 'Tên đăng nhập hoặc mật khẩu chưa đúng. Còn {left} lần thử trước khi tạm khóa.',
  'sign-in-locked':
    'Tên đăng nhập này tạm khóa vì nhập sai nhiều lần. Hãy thử lại sau {minutes} phút, hoặc nhờ người quản trị cấp mật khẩu mới.',
  'password-too-short': 'Mật khẩu phải có ít nhất 10 ký tự. Hãy đặt mật khẩu dài hơn.',
  'not-your-role': 'Vai trò của bạn không có quyền làm việc này. Hãy nhờ người có thẩm quyền.',
  'not-your-area': 'Bạn không phụ trách địa bàn này. Hãy chọn địa bàn của mình, hoặc nhờ người phụ trách.',
  'grant-not-in-force': 'Quyền của bạn đã hết hạn hoặc chưa có hiệu lực. Hãy liên hệ người quản trị.',
  // Yêu cầu
  'bad-request': 'Yêu cầu gửi lên không đúng mẫu. Hãy tải lại trang rồi thử lại.',
  'not-found': 'Không tìm thấy, hoặc không thuộc địa bàn của bạn. Hãy kiểm tra lại đường dẫn.',
  'wrong-origin': 'Yêu cầu đến từ một trang khác nên bị từ chối. Hãy mở lại Vươn rồi làm tiếp.',
  'too-many-requests': 'Gửi quá nhiều yêu cầu trong thời gian ngắn. Hãy chờ {seconds} giây rồi thử lại.',
  'body-too-large': 'Nội dung gửi lên quá lớn. Hãy chia nhỏ rồi gửi lại.',
  'server-error': 'Máy chủ gặp trục trặc, việc vừa làm chưa được ghi. Hãy thử lại; nếu vẫn vậy, báo cho người quản trị mã {id}.',
  'not-installed': 'Hệ thống chưa được cài đặt dữ liệu ban đầu. Người quản trị hãy chạy "vuon init".',
  'face-not-built': 'Giao diện {face} chưa được dựng trên máy chủ này. Người quản trị hãy chạy lại "npm start".',
  'no-connection': 'Không kết nối được với máy chủ. Hãy kiểm tra mạng rồi thử lại.',
  'not-json': 'Máy chủ trả lời không đúng mẫu. Hãy tải lại trang; nếu vẫn vậy, báo cho người quản trị.',
  // Đợt rà soát
  'no-open-round': 'Hiện không có đợt rà soát nào đang mở. Hãy chờ tỉnh mở đợt.',
  'round-closed': 'Đợt rà soát này đã đóng, không nhận thêm phiếu. Hãy báo công chức xã nếu cần rà soát thường xuyên.',
  'round-not-open-yet': 'Đợt rà soát chưa bắt đầu. Hãy chờ đến ngày mở đợt.',
  'list-already-decided': 'Danh sách của xã đã chốt hoặc đã có quyết định nên không nhận phiếu nữa. Hãy báo công chức xã.',
  'gate-not-reached': 'Chưa đến bước này. Hãy hoàn thành bước trước của đợt rà soát.',
  'not-interviewed': 'Còn hộ trong danh sách chưa được phỏng vấn. Hãy hoàn thành phiếu của các hộ này.',
  undetermined: 'Còn hộ chưa đủ câu trả lời để xếp loại. Hãy bổ sung câu trả lời còn thiếu.',
  'illustrative-table': 'Đang dùng bảng điểm B1 minh họa nên không thể ra quyết định. Hãy nạp bảng điểm chính thức.',
  'rulebook-not-in-round': 'Đợt rà soát này không dùng chuẩn nghèo đã chọn. Hãy chọn chuẩn khác.',
  'household-not-present': 'Hộ này không còn cư trú tại địa bàn. Hãy kiểm tra biến động của hộ.',
  'area-type-unknown': 'Chưa rõ xã này thuộc nông thôn hay thành thị nên chưa chấm điểm được. Hãy nhờ người quản trị bổ sung.',
} as const;
