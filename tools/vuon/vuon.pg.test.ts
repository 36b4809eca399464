/**
 * The command line as a shell runs it, on real databases: exit codes, data on standard output, what each command leaves
 * behind.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { before, test } from 'node:test';
import * as XLSX from '@e965/xlsx';
import { keyFileIn, keysFrom } from '../../server/access/keys.ts';
import { commandLine, type Ended } from '../test/command-line.ts';
import { withDatabase } from '../test/database.ts';
import { loadMini, type LoadedMini } from '../village/load.ts';
import { MINI_COMMUNE } from '../village/mini.ts';
import { helpText } from './main.ts';

const { folder, vuon } = commandLine();
const full = await withDatabase();
const empty = await withDatabase();
let mini: LoadedMini;

before(async () => {
  mini = await loadMini(full.app, { passwords: false, visited: (key) => key !== 'renter' && key !== 'escaped' });
});

const json = ({ out }: Ended): Record<string, unknown> => JSON.parse(out);

function workbook(name: string, rows: readonly (readonly unknown[])[]): string {
  const path = join(folder, name);
  const book = XLSX.utils.book_new(XLSX.utils.aoa_to_sheet(rows.map((row) => [...row])), 'Hộ');
  writeFileSync(path, new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' })));
  return path;
}

const TITLES = ['Mã hộ', 'Chủ hộ', 'Giới tính', 'Năm sinh', 'Số khẩu', 'Kết quả', 'Ngày rà soát', 'Ấp'];

test('an empty database, an unknown command, help: sentences and exit codes', async () => {
  const [{ code, err }, help, unknown] = await Promise.all([
    vuon(empty, 'figures', '--json'),
    vuon(empty, 'figures', '--help'),
    vuon(empty, 'dance'),
  ]);
  assert.deepEqual([help.code, help.out, help.err], [0, `${helpText('figures')}\n`, '']);
  assert.deepEqual([unknown.code, unknown.out], [2, '']);
  assert.equal(code, 3);
  assert.match(err, /vuon demo/);
  assert.doesNotMatch(err, /\n\s+at /, 'no stack');
});

test('figures are data on standard output and nothing else', async () => {
  const asked = ['figures', '--area', MINI_COMMUNE];
  const [ended, text] = await Promise.all([vuon(full, ...asked, '--json'), vuon(full, ...asked, '--hamlet', 'Gòn')]);
  assert.equal(ended.code, 0, ended.err);
  const poor = mini.village.households.filter((each) => each.expected.last === 'poor').length;
  const { households, poorHouseholds, area } = json(ended);
  assert.deepEqual([households, poorHouseholds, area], [14, poor, 'Xã Vĩnh Xuân']);
  assert.match(text.out, /Ấp Gòn[\s\S]*Hộ nghèo: 3[\s\S]*minh họa/);
});

test('a taken port, and an address of another machine, are told before anything is made', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => void holder.listen(0, '127.0.0.1', () => resolve()));
  const address = holder.address();
  const port = String(typeof address === 'object' && address !== null ? address.port : 0);
  const fresh = await withDatabase();
  const [demo, serve] = [await vuon(fresh, 'demo', '--port', port), await vuon(full, 'serve', '--port', port)];
  for (const { code, out, err } of [demo, serve]) {
    assert.deepEqual([code, out], [3, ''], err);
    assert.match(err, new RegExp(`Cổng ${port} đang có chương trình khác dùng`));
    assert.doesNotMatch(err, /\n\s+at /, 'no stack');
  }
  holder.close();
  assert.equal((await fresh.ownerPool.query('select 1 from installation')).rowCount, 0, 'nothing was made');
  const elsewhere = await vuon(full, 'serve', '--port', '0', '--host', '192.0.2.1', '--origin', 'https://vuon.example');
  assert.equal(elsewhere.code, 3);
  assert.match(elsewhere.err, /Máy này không có địa chỉ 192\.0\.2\.1/);
});

test('help is in both languages, with every option', () => {
  const help = helpText('serve');
  for (const option of ['--origin ', '--origin-portal', '--origin-desk', '--origin-field', '--cert', '--trust-proxy', '--log json'])
    assert.ok(help.split(option).length > 2, option);
});

test('an import is looked at, written once, and returns its rows', async () => {
  const list = workbook('ho.xlsx', [
    TITLES,
    ['CLI-1', 'Ngô Văn Sáu', 'Nam', 1971, 2, 'Hộ nghèo', '20/10/2024', 'Vĩnh Tiến'],
    ['CLI-2', 'Ngô Thị Bảy', '?', 1975, 1, null, null, 'Gòn'],
  ]);
  const errors = join(folder, 'tra-lai.xlsx');
  const args = ['import', list, '--commune', MINI_COMMUNE, '--round', '2026', '--as', 'canbo', '--errors', errors];
  const [dry, unasked] = await Promise.all([vuon(full, ...args, '--dry-run', '--json'), vuon(full, ...args)]);
  assert.deepEqual([dry.code, json(dry)['new'], json(dry)['written']], [1, 1, null], dry.err);
  assert.equal(unasked.code, 2, 'nobody to ask, no --yes');
  const done = await vuon(full, ...args, '--yes', '--json');
  assert.deepEqual([done.code, json(done)['written']], [1, 4], done.err);
  assert.equal(statSync(errors).mode & 0o777, 0o600);
  const rows = XLSX.utils.sheet_to_json<unknown[]>(XLSX.read(readFileSync(errors)).Sheets['Hộ'] ?? {}, { header: 1 });
  assert.match(String(rows[1]?.[0]), /Không hiểu giới tính/);
  const [again, stranger] = await Promise.all([
    vuon(full, ...args, '--yes', '--json'),
    vuon(full, 'import', list, '--commune', MINI_COMMUNE, '--round', '2026', '--as', 'rasoat', '--yes'),
  ]);
  assert.deepEqual([json(again)['same'], json(again)['written']], [1, null]);
  assert.equal(stranger.code, 3);
  assert.match(stranger.err, /không được nhập danh sách/);
});

test('a score table is written out, looked at, set once by the province, and its wrong rows come back', async () => {
  const sheet = join(folder, 'bang-diem.xlsx');
  const standard = ['--standard', '2022-2026'];
  const written = await vuon(full, 'import', '--score-table-template', sheet, ...standard);
  assert.equal(written.code, 0, written.err);
  const [name = ''] = XLSX.read(readFileSync(sheet)).SheetNames;
  const rows = XLSX.utils.sheet_to_json<unknown[]>(XLSX.read(readFileSync(sheet)).Sheets[name] ?? {}, { header: 1 });
  const five = rows.find((row) => row[3] === '5 người');
  assert.ok(five !== undefined);
  const was = Number(five[4]);
  five[4] = was + 1;
  const table = workbook('bang-diem-moi.xlsx', rows);
  const approved = ['--table-version', '1', '--status', 'official', '--source', 'Phụ lục IV', '--approver', 'Giám đốc Sở'];
  const args = ['import', '--score-table', table, ...standard, ...approved, '--approved-on', '20/08/2026', '--as', 'canbotinh'];
  const errors = join(folder, 'bang-diem-tra-lai.xlsx');
  const wrong = workbook(
    'bang-diem-sai.xlsx',
    rows.map((row, i) => (i === 1 ? [...row.slice(0, 4), 'nhiều'] : row)),
  );
  const [dry, refused, stranger, nameless] = await Promise.all([
    vuon(full, ...args, '--dry-run', '--json'),
    vuon(full, ...args.toSpliced(2, 1, wrong), '--errors', errors, '--yes'),
    vuon(full, ...args.slice(0, -1), 'canbo', '--yes'),
    vuon(full, 'import', '--score-table', table, '--as', 'canbotinh'),
  ]);
  assert.deepEqual([dry.code, json(dry)['state']], [0, 'ready'], dry.err);
  assert.partialDeepStrictEqual(json(dry)['changed'], [{ optionName: '5 người', areaType: 'rural', was, now: was + 1 }]);
  assert.equal(refused.code, 1, refused.err);
  assert.match(refused.err, /Dòng 2: Điểm "nhiều"/);
  assert.match(String(Object.values(XLSX.read(readFileSync(errors)).Sheets)[0]?.['A2']?.v), /"nhiều"/);
  assert.deepEqual([stranger.code, nameless.code], [3, 2]);
  assert.match(stranger.err, /không được nạp bảng điểm/);
  const count = async () => (await full.ownerPool.query(`select 1 from event where kind = 'score-table-set'`)).rowCount;
  assert.equal(await count(), 0, 'nothing was written so far');
  const set = await vuon(full, ...args, '--yes', '--json');
  assert.deepEqual([set.code, json(set)['state']], [0, 'set'], set.err);
  const again = await vuon(full, ...args, '--yes', '--json');
  assert.deepEqual([again.code, json(again)['state'], await count()], [0, 'known', 1], again.err);
});

test('an empty list names the columns, and results of a year that nobody said are not written', async () => {
  const empty = join(folder, 'mau.xlsx');
  assert.equal((await vuon(full, 'import', '--template', empty, '--commune', MINI_COMMUNE)).code, 0);
  assert.match(JSON.stringify(XLSX.read(readFileSync(empty)).Sheets), new RegExp(MINI_COMMUNE));
  assert.match(helpText('import'), /Họ và tên chủ hộ/);
  const list = workbook('khong-nam.xlsx', [TITLES, ['CLI-9', 'Ngô Văn Mười', 'Nam', 1971, 2, 'Hộ nghèo', null, 'Vĩnh Tiến']]);
  const args = ['import', list, '--commune', MINI_COMMUNE, '--round', '2026', '--as', 'canbo', '--json'];
  const misnamed = await vuon(full, ...args, '--sheet', 'Danh sach', '--dry-run');
  const sheets = XLSX.read(readFileSync(list)).SheetNames.join('”, “');
  assert.equal(misnamed.code, 1);
  assert.match(misnamed.err, new RegExp(`“Danh sach”.*“${sheets}”`, 's'));
  const silent = await vuon(full, ...args, '--yes');
  assert.deepEqual([silent.code, json(silent)['new']], [1, 0], '2025 has its own round: told in the dry run');
  const said = await vuon(full, ...args, '--dry-run', '--result-year', '2024');
  assert.deepEqual([said.code, json(said)['new'], json(said)['resultYear']], [0, 1, { households: 1, year: 2024, said: true }]);
});

test('a report is a file for the person named, and leaves a line in the log', async () => {
  const out = join(folder, 'bieu-15.xlsx');
  const asked = ['report', '15', '--area', MINI_COMMUNE];
  const [ended, auditor] = await Promise.all([
    vuon(full, ...asked, '--as', 'canbo', '--out', out),
    vuon(full, ...asked, '--as', 'kiemtra', '--out', join(folder, 'x.pdf')),
  ]);
  assert.deepEqual([ended.code, ended.out], [0, ''], ended.err);
  const sheet = XLSX.read(readFileSync(out));
  assert.match(JSON.stringify(sheet.Sheets), /Nguyễn Văn Tám/);
  const log = await full.ownerPool.query(`select purpose from read_log where kind = 'export'`);
  assert.deepEqual(log.rows, [{ purpose: 'table-15' }]);
  assert.equal(auditor.code, 3);
  assert.ok(!existsSync(join(folder, 'x.pdf')));
});

test('explain tells every reason under both rulebooks, by code or id, and leaves a line in the log', async () => {
  const { registered } = mini.village.households.find((each) => each.key === 'poor-at-cut-off') ?? assert.fail();
  const [text, byId, nobody] = await Promise.all([
    vuon(full, 'explain', registered.code ?? ''),
    vuon(full, 'explain', registered.householdId, '--json', '--round', '2025'),
    vuon(full, 'explain', 'NO-SUCH'),
  ]);
  assert.equal(text.code, 0, text.err);
  assert.match(text.out, /Hộ Nguyễn Văn Tám[\s\S]*Chuẩn 2022–2026: Hộ nghèo[\s\S]*minh họa[\s\S]*140 điểm[\s\S]*Chuẩn 2027–2030: Hộ nghèo/);
  assert.match(text.out, /Thông tư 07\/2021|Nghị định 07\/2021/, 'clauses are named');
  const data = JSON.parse(byId.out);
  assert.deepEqual(
    [data.length, data[0].year, data[0].verdicts.length, data[0].verdicts[0].outcome, 'answers' in data[0]],
    [1, 2025, 1, 'poor', false],
  );
  assert.ok(data[0].verdicts[0].trace.length > 30);
  assert.equal(data[0].before, null, 'the round of 2025 is the first');
  assert.match(text.out, /Có gì đổi: năm 2026 so với năm 2025\n[\s\S]*Chuẩn 2022–2026: Hộ nghèo → Hộ nghèo[\s\S]*B1\): \d+ → \d+/);
  assert.doesNotMatch(text.out, /chưa phỏng vấn hộ này/);
  const log = await full.ownerPool.query(`select count(*)::int as n from read_log where purpose = 'explain' and household_id = $1`, [
    registered.householdId,
  ]);
  assert.equal(log.rows[0]?.n, 2);
  assert.equal(nobody.code, 3);
});

test('explain does not let last year’s verdict pass for this year’s', async () => {
  const { registered } = mini.village.households.find((each) => each.key === 'escaped') ?? assert.fail();
  const { out, err } = await vuon(full, 'explain', registered.householdId);
  assert.match(out, /Đợt 2026 chưa phỏng vấn hộ này; kết quả dưới đây là của đợt 2025 \(phỏng vấn ngày 14\/10\/2025\)\./, err);
  assert.match(out, /Chuẩn 2022–2026: Hộ[\s\S]*Chuẩn 2027–2030: chưa chấm vì chưa phỏng vấn\.\s*$/);
});

test('doctor names a lost or wrong key, administrators without second factor, an ending certificate, an old backup', async () => {
  const real = await withDatabase();
  assert.equal((await vuon(real, 'init', '--admin', 'quantri', '--name', 'Nguyễn Quản Trị')).code, 0);
  const { rows } = await real.ownerPool.query<{ id: string }>(`select account_id as id from account where username = 'quantri'`);
  const accountId = rows[0]?.id ?? '';
  const backups = mkdtempSync(join(folder, 'backups-'));
  const backup = join(backups, 'hom-kia.vuon');
  writeFileSync(backup, 'x');
  const hoursAgo = (hours: number) => utimesSync(backup, new Date(), new Date(Date.now() - hours * 3_600_000));
  const certFile = (days: number): string => {
    const file = join(backups, '..', `cert-${days}.pem`);
    const made = spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-subj',
      '/CN=localhost',
      '-days',
      String(days),
      '-keyout',
      `${file}.key`,
      '-out',
      file,
    ]);
    assert.equal(made.status, 0, String(made.stderr));
    return file;
  };
  const codes = async (...more: string[]): Promise<string[]> => {
    const ended = await vuon(real, 'doctor', '--backups', backups, '--json', ...more);
    return JSON.parse(ended.out).map(({ ok, code }: { ok: boolean; code: string }) => `${ok ? 'ok' : 'bad'} ${code}`);
  };
  const has = (found: readonly string[], ...wanted: string[]) => {
    for (const each of wanted) assert.ok(found.includes(each), `${each} in ${found.join(', ')}`);
  };
  const key = keyFileIn(join(folder, 'data'));
  rmSync(key, { force: true });
  hoursAgo(27);
  has(await codes('--cert', certFile(20)), 'ok key-none', 'bad admin-none', 'bad cert-ending', 'bad backup-old');
  const own = randomBytes(32);
  await real.ownerPool.query('insert into second_factor (account_id, secret, confirmed_at) values ($1, $2, now())', [
    accountId,
    keysFrom(own).seal(randomBytes(20), accountId),
  ]);
  hoursAgo(25);
  has(await codes('--cert', certFile(60)), 'bad key-lost', 'ok admin', 'ok cert', 'ok backup');
  writeFileSync(key, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  has(await codes('--cert', backup), 'bad key-wrong', 'bad cert-unreadable');
  writeFileSync(key, `${own.toString('hex')}\n`);
  has(await codes(), 'ok key', 'ok admin');
});

test('a backup goes into an empty database and gives the same figures', async () => {
  const file = join(folder, 'sao-luu.vuon');
  const secret = join(folder, 'secret');
  writeFileSync(secret, 'hoa sen nở trong đầm\n', { mode: 0o600 });
  const saved = await vuon(full, 'backup', file, '--passphrase-file', secret, '--json');
  assert.equal(saved.code, 0, saved.err);
  const copy = await withDatabase();
  const [over, into, nowhere] = await Promise.all([
    vuon(full, 'backup', file, '--passphrase-file', secret),
    vuon(full, 'restore', file, '--passphrase-file', secret),
    vuon(copy, 'restore', join(folder, 'khong-co.vuon'), '--passphrase-file', secret),
  ]);
  assert.equal(over.code, 3, 'an old file is never overwritten');
  assert.equal(into.code, 3, 'never into a database that holds something');
  assert.deepEqual([nowhere.code, /^Không dùng được tệp .*ENOENT/m.test(nowhere.err)], [3, true], nowhere.err);
  const back = await vuon(copy, 'restore', file, '--passphrase-file', secret, '--json');
  assert.equal(back.code, 0, back.err);
  const [here, there] = await Promise.all([copy, full].map((database) => vuon(database, 'figures', '--json')));
  assert.deepEqual(here?.out, there?.out);
});

test('verify walks the ledger, names what was altered, and ends with 1 then', async () => {
  const sound = await vuon(full, 'verify', '--json');
  assert.equal(sound.code, 0, sound.err);
  await full.ownerPool.query(`alter table payload disable trigger user`);
  await full.ownerPool.query(
    `update payload set body = replace(body, 'Nguyễn Văn Tám', 'Nguyễn Văn Chín') where event_id in (select event_id from event where kind = 'household-registered')`,
  );
  const altered = await vuon(full, 'verify');
  assert.equal(altered.code, 1);
  assert.match(altered.out, /✖ Nội dung bị sửa/);
});

test('init makes a real installation once; it is no demonstration and never becomes one', async () => {
  const hamlets = workbook('ap.xlsx', [
    ['Mã xã', 'Xã', 'Tên ấp'],
    [MINI_COMMUNE, 'Vĩnh Xuân', 'Ấp Vĩnh Tiến'],
    [Number(MINI_COMMUNE), 'Vĩnh Xuân', 'Gòn'],
    ['29551', 'Long Châu', 'Khóm 1'],
  ]);
  const made = await vuon(
    empty,
    'init',
    '--admin',
    'quantri',
    '--name',
    'Nguyễn Quản Trị',
    '--round',
    '2026',
    '--hamlets',
    hamlets,
    '--json',
  );
  assert.equal(made.code, 0, made.err);
  assert.deepEqual({ ...json(made), admin: null }, { installed: true, hamlets: 3, accounts: 0, refused: 0, round: 2026, admin: null });
  assert.deepEqual(
    (await empty.ownerPool.query('select name, kind, synthetic from area_period where code is null order by name collate "vi-x-icu"')).rows,
    [
      { name: 'Ấp Gòn', kind: 'ap', synthetic: false },
      { name: 'Ấp Vĩnh Tiến', kind: 'ap', synthetic: false },
      { name: 'Khóm 1', kind: 'khom', synthetic: false },
    ],
  );
  assert.equal((await empty.ownerPool.query('select count(*)::int as n from round_commune')).rows[0]?.n, 124);
  const add = ['account', 'add', '--name', 'Lê Thị Hoa', '--role', 'commune-officer'];
  const [again, demo, officer, nowhere] = await Promise.all([
    vuon(empty, 'init', '--round', '2026', '--hamlets', hamlets, '--json'),
    vuon(empty, 'demo', '--no-serve'),
    vuon(empty, ...add, 'canbo1', '--area', MINI_COMMUNE, '--json'),
    vuon(empty, ...add, 'canbo2'),
  ]);
  assert.deepEqual(json(again), { installed: false, hamlets: 0, accounts: 0, refused: 0, round: null, admin: null });
  assert.equal(demo.code, 3);
  assert.match(demo.err, /cài đặt thật/);
  assert.equal(officer.code, 0, officer.err);
  assert.match(String(json(officer)['password']), /^[a-z]+-[a-z]+-[0-9]{4}$/);
  assert.equal(nowhere.code, 2, 'not held at the province');
});

test('hamlets and people of a province’s own lists are added, and rows that cannot be taken come back in a sheet', async () => {
  const people = workbook('nguoi-dung.xlsx', [
    ['Họ và tên', 'Vai trò', 'Mã xã', 'Ấp'],
    ['Võ Thị Rà', 'Rà soát viên', MINI_COMMUNE, 'Gòn'],
    ['Võ Văn Lạ', 'Rà soát viên', MINI_COMMUNE, 'Không Có'],
  ]);
  const more = workbook('ap-them.xlsx', [
    ['Mã xã', 'Tên ấp'],
    ['99999', 'Ấp Lạ'],
    [MINI_COMMUNE, 'Ấp Mới'],
  ]);
  const back = join(folder, 'chua-them.xlsx');
  const listed = await vuon(empty, 'init', '--hamlets', more, '--accounts', people, '--errors', back, '--json');
  assert.deepEqual([listed.code, json(listed)], [1, { installed: false, hamlets: 1, accounts: 1, refused: 2, round: null, admin: null }]);
  const returned = XLSX.read(readFileSync(back));
  const rowsBack = returned.SheetNames.map((name) => XLSX.utils.sheet_to_json<unknown[]>(returned.Sheets[name] ?? {}, { header: 1 }));
  assert.deepEqual(
    rowsBack.map((rows) => [rows.length, rows[0]?.[0], rows[1]?.[1]]),
    [
      [2, 'Lý do trả lại', 2],
      [2, 'Lý do trả lại', 3],
    ],
  );
});
