/** Why nothing more can be told of a household, by what became of it, and what to do, on the phone as on the desk; `handed`: as the commune reads it. */
export const problemStates = {
  'household-not-present.moved':
    'Hộ này đã chuyển đi nơi khác. Hãy kiểm tra biến động của hộ. Phiếu còn trên điện thoại thì chuyển cho xã, phường để báo nơi ở mới.',
  'household-not-present.merged':
    'Hộ này đã nhập vào hộ khác. Hãy mở hộ kia rồi ghi ở đó. Phiếu còn trên điện thoại thì có thể chuyển cho xã, phường.',
  'household-not-present.dissolved':
    'Hộ này không còn ai trong sổ: người cuối cùng đã được ghi là mất, hoặc lần nhập hộ này đã bị hủy. Nếu ghi nhầm, xã, phường rút lại việc đó rồi mới ghi được; phiếu còn trên điện thoại thì chuyển cho xã, phường.',
  'household-not-present.erased':
    'Dữ liệu cá nhân của hộ đã được xóa theo quy định. Không ghi thêm được; phiếu còn trên điện thoại thì bỏ đi.',
  'household-moved-on.handed':
    'Hộ đã chuyển đi nơi khác trước khi phiếu này tới máy chủ. Hãy báo nơi hộ đang ở để hỏi lại, hoặc gửi phiếu lại cho người ghi để in, gửi sang đó.',
} as const;
