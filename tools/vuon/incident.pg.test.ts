/**
 * Incidents through the command line: whom a lost phone, an account and an export touched, told from the log of looks; the clock; the draft
 * of the notice. Nobody but the province is told, and the look is in the log.
 */
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { commandLine } from '../test/command-line.ts';
import { withDatabase } from '../test/database.ts';
import { loadMini } from '../village/load.ts';

const { folder, vuon } = commandLine();
const database = await withDatabase<unknown>();
const mini = await loadMini(database.app, { passwords: false });
const idOf = (username: string) => mini.accounts[username]?.accountId ?? assert.fail(username);
const { households, hamlets, communeId } = mini.village;
const [first, second] = hamlets;
const ofHamlet = (areaId: string | undefined) => households.filter(({ registered }) => registered.hamletId === areaId);
const PHONE = 'f0000000-0000-4000-8000-000000000001';

interface LookWish {
  readonly by: string;
  readonly kind: string;
  readonly purpose: string;
  readonly rows: number;
  readonly household?: string;
  readonly hamlet?: string;
  readonly area?: string;
  readonly at?: string;
}
async function look({ by, kind, purpose, rows, household, hamlet, area, at = '2026-10-02T02:00:00.000Z' }: LookWish): Promise<number> {
  const { rows: made } = await database.ownerPool.query<{ read_id: number }>(
    `insert into read_log (at, account_id, kind, household_id, hamlet_id, area_id, purpose, rows) values ($1, $2, $3, $4, $5, $6, $7, $8) returning read_id`,
    [at, idOf(by), kind, household ?? null, hamlet ?? null, area ?? null, purpose, rows],
  );
  return Number(made[0]?.read_id);
}
const opened = ofHamlet(second?.areaId)[0]?.registered ?? assert.fail('nobody lives there');
await look({ by: 'canbo', kind: 'household', purpose: 'review', rows: 1, household: opened.householdId, hamlet: opened.hamletId });
await look({ by: 'canbo', kind: 'household', purpose: 'review', rows: 1, household: opened.householdId, hamlet: opened.hamletId });
const exported = await look({ by: 'canbo', kind: 'export', purpose: 'list-poor', rows: 7, area: communeId });
await look({ by: 'canbo', kind: 'export', purpose: 'series', rows: 9, area: communeId });
await look({ by: 'rasoat', kind: 'export', purpose: 'device', rows: 5, hamlet: first?.areaId ?? '' });
await look({ by: 'rasoat', kind: 'export', purpose: 'device', rows: 5, hamlet: second?.areaId ?? '', at: '2026-09-01T02:00:00.000Z' });
await database.ownerPool.query(
  `insert into phone (phone_id, account_id, device, first_seen_at, last_seen_at) values ($1, $2, 'Chrome, Android', '2026-10-01T00:00:00Z', '2026-10-03T00:00:00Z')`,
  [PHONE, idOf('rasoat')],
);
const known = ['--known', '03/10/2026 08:00', '--as', 'canbotinh'];

interface Told {
  readonly people: number;
  readonly kinds: readonly string[];
  readonly due: string;
  readonly hoursLeft: number;
  readonly open: string | null;
  readonly households: readonly { householdId: string; looks: number; people: number }[];
  readonly lists: readonly { purpose: string; rows: number }[];
}
async function incident(...args: string[]): Promise<Told> {
  const ended = await vuon(database, 'incident', ...args, ...known, '--json');
  assert.equal(ended.code, 0, ended.err);
  return JSON.parse(ended.out);
}

test('a lost phone: everybody of the hamlets that it took since it was in use, and no other', async () => {
  const told = await incident('--phone', PHONE);
  assert.deepEqual(
    told.households.map(({ householdId }) => householdId).sort(),
    ofHamlet(first?.areaId)
      .map(({ registered }) => registered.householdId)
      .sort(),
  );
  assert.equal(
    told.people,
    told.households.reduce((sum, { people }) => sum + people, 0),
  );
  assert.ok(told.people > told.households.length);
  assert.ok(told.kinds.includes('health') && !told.kinds.includes('citizenId'), 'the hamlet has numbers masked');
  assert.equal(told.due, '2026-10-06T01:00:00.000Z', '72 hours after 8 in the morning in Vietnam');
  assert.equal(told.open, 'phone', 'not withdrawn yet');
});

test('a household that has moved since was on the phone; who came since was not', async () => {
  const [was, came] = [ofHamlet(first?.areaId), ofHamlet(second?.areaId)].map((there) => there[0]?.registered.householdId ?? assert.fail());
  const move = async (householdId: string | undefined, to: string | undefined, on: string) => {
    const { rowCount } = await database.ownerPool.query('update residence set valid_to = $2 where household_id = $1 and valid_to is null', [
      householdId,
      on,
    ]);
    assert.equal(rowCount, 1);
    await database.ownerPool.query(
      'insert into residence (household_id, hamlet_id, people, valid_from) select household_id, $2, members, $3 from household where household_id = $1',
      [householdId, to, on],
    );
    await database.ownerPool.query('update household set hamlet_id = $2 where household_id = $1', [householdId, to]);
  };
  const before = await incident('--phone', PHONE);
  await move(was, second?.areaId, '2026-10-05');
  await move(came, first?.areaId, '2026-10-05');
  try {
    const told = await incident('--phone', PHONE, '--until', '10/10/2026');
    assert.deepEqual(
      told.households.map(({ householdId }) => householdId).sort(),
      before.households.map(({ householdId }) => householdId).sort(),
    );
    assert.equal(told.people, before.people);
  } finally {
    await move(was, first?.areaId, '2026-10-06');
    await move(came, second?.areaId, '2026-10-06');
  }
});

test('an account: the households that it opened, the lists of which only place and length are known; no figures of units', async () => {
  const told = await incident('--account', 'canbo');
  assert.deepEqual(
    told.households.map(({ householdId, looks }) => [householdId, looks]),
    [[opened.householdId, 2]],
  );
  assert.deepEqual(
    told.lists.map(({ purpose, rows }) => [purpose, rows]),
    [['list-poor', 7]],
  );
  assert.ok(told.kinds.includes('citizenId'));
  const later = await incident('--account', 'canbo', '--since', '03/10/2026');
  assert.deepEqual([later.households, later.lists], [[], []]);
});

test('one export; the list of whom to tell and the draft of the notice, for nobody else on the machine to read', async () => {
  const [out, draft] = [join(folder, 'ho.csv'), join(folder, 'thong-bao.txt')];
  const told = await vuon(database, 'incident', '--export', String(exported), ...known);
  assert.match(told.out, /Lần tải số \d+/);
  assert.match(told.out, /7 dòng/);
  const ended = await vuon(database, 'incident', '--phone', PHONE, ...known, '--out', out, '--draft', draft);
  assert.equal(ended.code, 0, ended.err);
  assert.match(ended.out, /\(Luật Bảo vệ dữ liệu cá nhân 91\/2025\/QH15, Điều 23\)/);
  assert.match(ended.out, /Hạn báo 08:00 06\/10\/2026|trước 08:00 06\/10\/2026|trước .*06\/10\/2026|06\/10\/2026/);
  const rows = readFileSync(out, 'utf8').trim().split('\r\n');
  assert.equal(rows.length, 1 + ofHamlet(first?.areaId).length);
  const text = readFileSync(draft, 'utf8');
  assert.match(text, /BẢN THẢO/);
  assert.match(text, /Căn cứ: Luật Bảo vệ dữ liệu cá nhân 91\/2025\/QH15, Điều 23 /);
  assert.match(text, new RegExp(`${ofHamlet(first?.areaId).length} hộ`));
  for (const { registered } of households) assert.ok(!text.includes(registered.headName), 'the notice names no household');
  for (const file of [out, draft]) assert.equal(statSync(file).mode & 0o077, 0);
});

test('only the province; what is nowhere is told so; the look is logged', async () => {
  for (const username of ['canbo', 'kiemtra', 'quantri'])
    assert.equal((await vuon(database, 'incident', '--account', 'canbo', '--as', username)).code, 3, username);
  assert.equal((await vuon(database, 'incident', '--account', 'khong.co', '--as', 'canbotinh')).code, 3);
  assert.equal((await vuon(database, 'incident', '--export', '999999', '--as', 'canbotinh')).code, 3);
  const { rows } = await database.ownerPool.query(
    `select count(*)::int as looks from read_log where purpose = 'incident' and account_id = $1`,
    [idOf('canbotinh')],
  );
  assert.ok(rows[0].looks >= 5);
});
