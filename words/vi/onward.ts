/** Chuyển danh sách sang bước sau: hỏi lại, ai làm, làm lại được không. */
export const onward = {
  'onward.question.open-meetings': 'Chuyển danh sách của {area} sang họp dân?',
  'onward.body.open-meetings':
    'Mọi hộ cần rà soát của {area} đã có phiếu, hoặc đã ghi vì sao không rà soát được. Từng ấp, khóm, khu họp dân bình xét; hộ nào dưới một nửa số người dự họp đồng ý thì được rà soát lại và họp lại.',
  'onward.undo.open-meetings':
    'Trong lúc họp dân vẫn nhận phiếu rà soát lại. Danh sách chỉ sang bước quyết định khi mọi hộ đã được họp dân đồng ý.',
  'onward.who.open-meetings': 'Việc này do công chức cấp xã hoặc Chủ tịch Ủy ban nhân dân cấp xã làm.',
  'onward.action.open-meetings': 'Chuyển sang họp dân',
  'onward.done.open-meetings': 'Danh sách đang ở bước họp dân.',
  'onward.question.open-posting': 'Chuyển danh sách của {area} sang niêm yết?',
  'onward.body.open-posting':
    'Họp dân của {area} đã xong. Danh sách được niêm yết tại từng ấp, khóm, khu và tại trụ sở xã; ai cũng có thể phản ánh, khiếu nại.',
  'onward.undo.open-posting': 'Danh sách chỉ sang bước quyết định khi đã niêm yết đủ ngày làm việc và mọi đơn đã được trả lời.',
  'onward.who.open-posting': 'Việc này do công chức cấp xã hoặc Chủ tịch Ủy ban nhân dân cấp xã làm.',
  'onward.action.open-posting': 'Chuyển sang niêm yết',
  'onward.done.open-posting': 'Danh sách đang ở bước niêm yết.',
  'onward.question.ask-district': 'Gửi danh sách của {area} xin ý kiến cấp huyện?',
  'onward.body.ask-district': 'Chủ tịch Ủy ban nhân dân cấp huyện xem danh sách của {area} và cho ý kiến trước khi xã quyết định.',
  'onward.undo.ask-district': 'Rút lại được cho đến khi có quyết định.',
  'onward.who.ask-district': 'Việc này do công chức cấp xã hoặc Chủ tịch Ủy ban nhân dân cấp xã làm.',
  'onward.action.ask-district': 'Gửi cấp huyện',
  'onward.done.ask-district': 'Danh sách đang chờ ý kiến cấp huyện.',
  'onward.question.give-opinion': 'Cho ý kiến về danh sách của {area}?',
  'onward.body.give-opinion': 'Danh sách của {area} sang bước quyết định của Chủ tịch Ủy ban nhân dân cấp xã.',
  'onward.undo.give-opinion': 'Xã có thể mở lại danh sách cho đến khi có quyết định.',
  'onward.who.give-opinion': 'Việc này do cấp huyện làm, chỉ với các đợt trước tháng 7/2025.',
  'onward.action.give-opinion': 'Đã có ý kiến',
  'onward.done.give-opinion': 'Đã cho ý kiến. Danh sách chờ quyết định của xã.',
  'onward.question.open-decision': 'Khóa phỏng vấn của {area}?',
  'onward.body.open-decision':
    'Từ lúc này không nhận thêm phiếu rà soát của đợt này cho {area}. Chủ tịch Ủy ban nhân dân sẽ xem và quyết định danh sách.',
  'onward.undo.open-decision': 'Mở lại phỏng vấn được cho đến khi có quyết định; sau quyết định thì không.',
  'onward.who.open-decision': 'Việc này do công chức cấp xã hoặc Chủ tịch Ủy ban nhân dân cấp xã làm.',
  'onward.action.open-decision': 'Khóa phỏng vấn',
  'onward.done.open-decision': 'Đã khóa phỏng vấn. Danh sách chờ quyết định.',
} as const;
