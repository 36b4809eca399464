/** Sao lưu và khôi phục: mỗi mã sự cố một câu nói rõ việc cần làm. */
export const backup = {
  'passphrase-too-short': 'Câu mật khẩu cần ít nhất 12 ký tự. Hãy chọn một câu dài hơn và cất giữ cẩn thận: mất nó là mất bản sao lưu.',
  'file-exists': 'Tệp {about} đã có. Hãy chọn tên khác; bản sao lưu cũ không bị ghi đè.',
  'not-a-backup': 'Tệp {about} không phải bản sao lưu của Vươn.',
  'format-unknown': 'Tệp {about} do một bản Vươn mới hơn ghi. Hãy nâng cấp chương trình rồi khôi phục lại.',
  'wrong-passphrase': 'Câu mật khẩu không mở được tệp {about}. Hãy kiểm tra và nhập lại.',
  'file-cut-off': 'Tệp {about} bị cụt: phần cuối không còn. Hãy dùng bản sao khác; cơ sở dữ liệu chưa thay đổi gì.',
  'file-altered': 'Tệp {about} đã bị sửa hoặc hỏng. Hãy dùng bản sao khác; cơ sở dữ liệu chưa thay đổi gì.',
  'database-not-empty':
    'Cơ sở dữ liệu đã có dữ liệu (bảng {about}). Chỉ khôi phục vào cơ sở dữ liệu trống: hãy chọn thư mục mới bằng --data.',
  'schema-differs': 'Bản sao lưu thuộc một bản chương trình khác (khác ở {about}). Hãy khôi phục bằng đúng bản đó, rồi nâng cấp.',
  'rows-differ': 'Bảng {about} sau khi đọc không khớp số dòng hoặc mã băm đã ghi. Cơ sở dữ liệu chưa thay đổi gì.',
  'nothing-to-back-up': 'Cơ sở dữ liệu {about} chưa được cài đặt, nên chưa có gì để sao lưu.',
} as const;
