/** Why nothing more can be told of a household, by what became of it, and what to do; `handed`: as the commune reads it. */
export const problemStates = {
  'household-not-present.moved':
    'Hộ này đã chuyển đi nơi khác. Hãy kiểm tra biến động của hộ, hoặc chuyển phiếu cho xã để xã báo nơi ở mới.',
  'household-not-present.merged': 'Hộ này đã nhập vào hộ khác. Hãy mở hộ kia rồi ghi ở đó, hoặc chuyển phiếu cho xã.',
  'household-not-present.dissolved':
    'Hộ này không còn ai trong sổ: người cuối cùng đã được ghi là mất, hoặc lần nhập hộ này đã bị hủy. Nếu ghi nhầm, hãy chuyển phiếu cho xã để xã rút lại rồi ghi.',
  'household-not-present.erased': 'Dữ liệu cá nhân của hộ đã được xóa theo quy định. Không ghi thêm được; hãy bỏ phiếu này ở máy.',
  'household-moved-on.handed':
    'Hộ đã chuyển đi nơi khác trước khi phiếu này tới máy chủ. Hãy báo nơi hộ đang ở để hỏi lại, hoặc trả phiếu về ấp để in gửi sang đó.',
} as const;
