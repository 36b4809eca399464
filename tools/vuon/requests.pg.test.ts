/** Dossiers of the national portal through the command line: in from a file, once each, answered, and out again with their result. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readTextRows } from '../../server/register/sheet-rows.ts';
import { commandLine } from '../test/command-line.ts';
import { withDatabase } from '../test/database.ts';
import { loadMini } from '../village/load.ts';
import { MINI_COMMUNE } from '../village/mini.ts';

const { folder, vuon } = commandLine();
const database = await withDatabase<unknown>();
const mini = await loadMini(database.app, { passwords: false });
const hamlet = mini.village.hamlets[0]?.name ?? '';
const at = ['--commune', MINI_COMMUNE, '--as', 'canbo'];
/** Days of the machine: the command line has no other clock. */
const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10).split('-').reverse().join('/');
const file = join(folder, 'ho-so.csv');
writeFileSync(
  file,
  [
    'Mã hồ sơ,Ngày nộp,Mẫu đơn,Họ và tên,Ấp,Điện thoại,Nội dung',
    `H61-0001,${day},01,Lê Thị Xin,${hamlet},0900 000 001,"Mất việc, con nhỏ"`,
    `H61-0002,${day},04,Trần Văn Khá,${hamlet},,Con đi làm`,
    `H61-0003,${day},02,Phạm Văn Lạ,${hamlet},,`,
  ].join('\r\n'),
);

test('looked at first, then taken in; a second time nothing is new; a row that is not clear comes back', async () => {
  const dry = await vuon(database, 'requests', file, ...at, '--dry-run');
  assert.equal(dry.code, 1, dry.err);
  assert.match(dry.out, /2 hồ sơ, 1 dòng trả lại/);
  assert.equal((await database.ownerPool.query('select 1 from request')).rowCount, 0);
  const taken = await vuon(database, 'requests', file, ...at, '--json');
  const told: { taken: { dossier: string; number: string; answer: string }[]; returned: { line: number; code: string }[] } = JSON.parse(
    taken.out,
  );
  assert.deepEqual(
    told.taken.map(({ dossier, answer }) => [dossier, answer]),
    [
      ['H61-0001', 'taken'],
      ['H61-0002', 'taken'],
    ],
  );
  assert.deepEqual(told.returned, [{ line: 4, dossier: 'H61-0003', code: 'dossier-form' }]);
  const { rows } = await database.ownerPool.query('select dossier, number, via from request order by dossier');
  assert.deepEqual(
    rows,
    told.taken.map(({ dossier, number }) => ({ dossier, number, via: 'national-portal' })),
  );
  const again = await vuon(database, 'requests', file, ...at);
  assert.match(again.out, /Nhận mới 0 hồ sơ, đã có từ trước 2, trả lại 1 dòng/);
  const stranger = await vuon(database, 'requests', file, '--commune', MINI_COMMUNE, '--as', 'rasoat');
  assert.equal(stranger.code, 3);
});

test('what came of them goes back by their numbers, as a table of both kinds, and the look is in the log', async () => {
  const [csv, xlsx] = [join(folder, 'ket-qua.csv'), join(folder, 'ket-qua.xlsx')];
  for (const out of [csv, xlsx]) assert.equal((await vuon(database, 'requests', '--out', out, ...at)).code, 0);
  const [head, first] = readFileSync(csv, 'utf8').split('\r\n');
  assert.match(head ?? '', /^\ufeffMã hồ sơ,Số biên nhận/);
  assert.match(first ?? '', /^H61-0001,RS-\d{4}-\w{8},.*,Chờ trả lời,/);
  assert.doesNotMatch(readFileSync(csv, 'utf8'), /Lê Thị Xin|0900/, 'the portal knows whose they are');
  const rows = await readTextRows({ name: 'ket-qua.xlsx', path: xlsx });
  assert.ok(rows.ok && rows.value.some(({ cells }) => cells.includes('H61-0002')));
  const { rows: looks } = await database.ownerPool.query(`select kind, rows from read_log where purpose = 'requests'`);
  assert.deepEqual(looks, [
    { kind: 'export', rows: 2 },
    { kind: 'export', rows: 2 },
  ]);
});
