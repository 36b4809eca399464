// What can go wrong between the program and its database (sự cố cơ sở dữ liệu), each under a stable code and with a
// sentence that says what to do, Vietnamese first, English in brackets. For operators at a terminal; the faces have
// their own texts. Raising one is left to the callers.

export type DatabaseProblemCode =
  | 'port-taken'
  | 'port-forbidden'
  | 'no-such-address'
  | 'program-too-old'
  | 'disk-full'
  | 'no-permission'
  | 'not-a-folder'
  | 'no-binaries'
  | 'start-failed'
  | 'server-lost'
  | 'cluster-version'
  | 'unreachable'
  | 'wrong-password'
  | 'server-too-old'
  | 'not-utf8'
  | 'extension-missing'
  | 'collation-missing'
  | 'owner-cannot-bypass'
  | 'role-refused'
  | 'role-too-strong'
  | 'not-ours'
  | 'migration-failed'
  | 'plain-http'
  | 'clock-moved';

/** An expected failure of the database's surroundings. `detail` is for the log; it never holds a person's data. */
export class DatabaseProblem extends Error {
  override readonly name = 'DatabaseProblem';
  readonly code: DatabaseProblemCode;
  readonly detail: string;

  constructor(code: DatabaseProblemCode, about: string, detail = '') {
    super(sentences[code](about) + (detail ? `\n  ${detail}` : ''));
    this.code = code;
    this.detail = detail;
  }
}

const sentences: Record<DatabaseProblemCode, (about: string) => string> = {
  'port-taken': (port) =>
    `Cổng ${port} đang có chương trình khác dùng. Hãy tắt chương trình đó hoặc chọn cổng khác. ` +
    `(Port ${port} is taken. Stop the program that uses it, or choose another port.)`,
  'port-forbidden': (port) =>
    `Không có quyền mở cổng ${port}. Hãy chọn cổng từ 1024 trở lên bằng --port, hoặc cho phép người dùng đang chạy mở cổng này. ` +
    `(No right to open port ${port}. Choose 1024 or higher with --port, or allow the running user to open it.)`,
  'no-such-address': (host) =>
    `Máy này không có địa chỉ ${host}. Hãy sửa --host; 0.0.0.0 là mọi địa chỉ của máy. ` +
    `(This machine has no address ${host}. Mend --host; 0.0.0.0 means all of its addresses.)`,
  'program-too-old': (step) =>
    `Dữ liệu đã được một bản chương trình mới hơn nâng cấp (bước ${step}). Hãy chạy bản mới đó, hoặc khôi phục bản sao lưu làm trước khi nâng cấp; không có gì bị sửa. ` +
    `(A newer version of the program has upgraded the data (step ${step}). Run that version, or restore the backup made before the upgrade; nothing was changed.)`,
  'disk-full': (folder) =>
    `Ổ đĩa chứa ${folder} đã đầy. Hãy dọn bớt chỗ rồi chạy lại; dữ liệu đã lưu vẫn còn. ` +
    `(The disk that holds ${folder} is full. Free some space and start again; what was saved is still there.)`,
  'no-permission': (folder) =>
    `Không có quyền ghi vào ${folder}. Hãy cấp quyền cho người dùng đang chạy, hoặc chọn thư mục khác bằng --data. ` +
    `(No right to write to ${folder}. Grant it to the running user, or choose another folder with --data.)`,
  'not-a-folder': (path) =>
    `${path} là một tệp, không phải thư mục. Hãy chọn thư mục khác bằng --data. (${path} is a file. Choose a folder with --data.)`,
  'no-binaries': (platform) =>
    `Chưa có PostgreSQL đi kèm cho máy này (${platform}). Hãy chạy "npm ci", hoặc đặt DATABASE_URL tới một máy chủ PostgreSQL từ bản 15. ` +
    `(No bundled PostgreSQL for this machine (${platform}). Run "npm ci", or set DATABASE_URL to a PostgreSQL 15 or newer.)`,
  'start-failed': (log) =>
    `PostgreSQL đi kèm không khởi động được. Xem nhật ký ${log}. ` + `(The bundled PostgreSQL did not start. See its log ${log}.)`,
  'server-lost': (log) =>
    `PostgreSQL đi kèm vừa dừng đột ngột; dữ liệu đã lưu vẫn còn. Hãy khởi động lại. Nhật ký: ${log}. ` +
    `(The bundled PostgreSQL ended unexpectedly; what was saved is still there. Start again. Log: ${log}.)`,
  'cluster-version': (folder) =>
    `Thư mục dữ liệu ${folder} thuộc một bản PostgreSQL khác. Hãy khôi phục bản sao lưu vào một thư mục mới. ` +
    `(The data folder ${folder} belongs to another PostgreSQL version. Restore a backup into a new folder.)`,
  unreachable: (server) =>
    `Không kết nối được cơ sở dữ liệu ${server}. Hãy kiểm tra DATABASE_URL, mạng và máy chủ PostgreSQL. ` +
    `(Cannot reach the database ${server}. Check DATABASE_URL, the network and the PostgreSQL server.)`,
  'wrong-password': (server) =>
    `Máy chủ ${server} từ chối tên hoặc mật khẩu. Hãy kiểm tra DATABASE_URL. ` +
    `(The server ${server} refuses the name or password. Check DATABASE_URL.)`,
  'server-too-old': (version) =>
    `Máy chủ PostgreSQL đang ở bản ${version}; cần từ bản 15. Hãy nâng cấp hoặc dùng máy chủ khác. ` +
    `(The PostgreSQL server is version ${version}; 15 or newer is needed. Upgrade it or use another.)`,
  'not-utf8': (encoding) =>
    `Cơ sở dữ liệu dùng bảng mã ${encoding}; cần UTF8. Hãy tạo lại bằng CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0. ` +
    `(The database's encoding is ${encoding}; UTF8 is needed. Create it again with ENCODING 'UTF8' TEMPLATE template0.)`,
  'extension-missing': (name) =>
    `Thiếu phần mở rộng ${name} của PostgreSQL. Hãy cài gói postgresql-contrib, hoặc nhờ quản trị chạy CREATE EXTENSION ${name}. ` +
    `(The PostgreSQL extension ${name} is missing. Install postgresql-contrib, or ask an administrator to run CREATE EXTENSION ${name}.)`,
  'collation-missing': (name) =>
    `Máy chủ PostgreSQL không có trật tự chữ cái ${name} (ICU). Hãy dùng bản PostgreSQL có hỗ trợ ICU. ` +
    `(The PostgreSQL server lacks the collation ${name} (ICU). Use a build with ICU.)`,
  'owner-cannot-bypass': (role) =>
    `Tài khoản ${role} trong DATABASE_URL chưa có quyền BYPASSRLS. Hãy nhờ quản trị chạy: ALTER ROLE ${role} BYPASSRLS CREATEROLE. ` +
    `(The role ${role} in DATABASE_URL lacks BYPASSRLS. Ask an administrator to run: ALTER ROLE ${role} BYPASSRLS CREATEROLE.)`,
  'role-refused': (role) =>
    `Không tạo hoặc đổi mật khẩu được tài khoản ${role}. Hãy nhờ quản trị chạy: CREATE ROLE ${role} LOGIN PASSWORD '…', rồi đặt DATABASE_APP_URL. ` +
    `(Cannot create or alter the role ${role}. Ask an administrator to run: CREATE ROLE ${role} LOGIN PASSWORD '…', then set DATABASE_APP_URL.)`,
  'role-too-strong': (role) =>
    `Tài khoản ứng dụng ${role} có quyền quá mạnh. Hãy dùng một tài khoản không SUPERUSER, không BYPASSRLS, không thuộc nhóm chủ dữ liệu. ` +
    `(The application role ${role} is too strong. Use one without SUPERUSER and BYPASSRLS that is no member of the owner.)`,
  'not-ours': (table) =>
    `Cơ sở dữ liệu này đã có bảng của chương trình khác (${table}). Hãy đặt DATABASE_URL tới một cơ sở dữ liệu trống. ` +
    `(This database holds tables of another program (${table}). Set DATABASE_URL to an empty database.)`,
  'migration-failed': (name) =>
    `Bước nâng cấp dữ liệu ${name} không chạy được; dữ liệu giữ nguyên như trước bước này. ` +
    `(The migration ${name} failed; the data is as it was before it.)`,
  'plain-http': (host) =>
    `Không mở máy chủ tại ${host} qua http vì mật khẩu sẽ đi trên mạng ở dạng đọc được. Hãy đặt máy chủ sau một cổng https và cho biết địa chỉ bằng --origin https://…, hoặc chỉ dùng 127.0.0.1. ` +
    `(Not serving ${host} over plain http: passwords would be readable on the network. Put an https proxy in front and name it with --origin https://…, or use 127.0.0.1 only.)`,
  'clock-moved': () =>
    'Cơ sở dữ liệu này không phải bản trình diễn, nên máy chủ phải chạy theo giờ thật. Hãy khởi động không kèm đồng hồ riêng, hoặc dựng một bản trình diễn. ' +
    '(This database was not created as a demonstration, so its server goes by the real time. Start it without a clock of its own, or make a demonstration.)',
};
