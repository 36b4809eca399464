/** Retention through the command line: a dry run with a print, the act only with that print, a hold that changes it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { commandLine } from '../test/command-line.ts';
import { submit } from '../../server/ledger/door.ts';
import { withDatabase } from '../test/database.ts';
import { loadMini } from '../village/load.ts';
import { MINI_COMMUNE } from '../village/mini.ts';

const { vuon } = commandLine();
const database = await withDatabase<unknown>();
const mini = await loadMini(database.app, { passwords: false });
const [first] = mini.village.households;
const next = mini.village.households.find(
  ({ registered: { hamletId, householdId } }) => hamletId === first?.registered.hamletId && householdId !== first?.registered.householdId,
);
const photo = { id: 'f1000000-0000-4000-8000-000000000001', of: first?.registered.householdId ?? '' };
/** Its turn comes after the other's: in one hamlet they go by their ids. */
const later = { id: 'f1000000-0000-4000-8000-000000000002', of: next?.registered.householdId ?? '' };
const at = ['--commune', MINI_COMMUNE, '--as', 'chutich'];
const NOW = '2026-10-20T02:00:00.000Z';
async function tell(kind: string, payload: object): Promise<void> {
  const [answer] = await submit(database.app, 'system', [{ commandId: randomUUID(), kind, v: 1, at: NOW, payload }], {
    now: NOW,
    today: '2026-10-20',
  });
  assert.equal(answer?.answer, 'taken', JSON.stringify(answer));
}
async function photograph({ id, of }: typeof photo): Promise<void> {
  const told = { of: 'dwelling', takenAt: '2020-01-01T02:00:00.000Z', bytes: 1, hash: 'a'.repeat(64) };
  await tell('photo-taken', { photoId: id, householdId: of, ...told });
  // The picture itself, as the phone's pieces leave it.
  await database.ownerPool.query(
    `insert into photo (photo_id, household_id, account_id, shows, taken_at, kept_at, picture) values ($1, $2, $3, 'dwelling', '2020-01-01', '2020-01-01', '\\x00')`,
    [id, of, mini.accounts['rasoat']?.accountId],
  );
}
await photograph(photo);

interface Dry {
  readonly print: string;
  readonly rows: readonly { what: string; count: number; held: number }[];
}
async function dry(): Promise<Dry> {
  const ended = await vuon(database, 'retention', '--dry-run', ...at, '--json');
  assert.equal(ended.code, 0, ended.err);
  return JSON.parse(ended.out);
}
const photos = (told: Dry) => told.rows.find(({ what }) => what === 'photos') ?? assert.fail('no photos');

test('the dry run tells what would go and takes nothing; only the chair of the commune is told', async () => {
  const told = await dry();
  assert.deepEqual([photos(told).count, photos(told).held], [1, 0]);
  assert.equal((await vuon(database, 'retention', '--dry-run', '--commune', MINI_COMMUNE, '--as', 'canbo')).code, 3);
  const text = await vuon(database, 'retention', '--dry-run', ...at);
  assert.match(text.out, /Ảnh: 1 mục[\s\S]*Dấu: [0-9a-f]{16}/);
  assert.equal((await database.ownerPool.query('select 1 from photo')).rowCount, 1);
});

test('a hold keeps it and makes another print; an old print lets nothing go', async () => {
  const { print } = await dry();
  const held = await vuon(database, 'retention', '--hold', photo.of, ...at, '--ground', 'Quyết định 1/QĐ-TA', '--office', 'Tòa án');
  assert.equal(held.code, 0, held.err);
  assert.deepEqual([photos(await dry()).count, photos(await dry()).held], [0, 1]);
  assert.equal((await vuon(database, 'retention', '--print', print, ...at, '--office', 'UBND xã')).code, 1);
  const listed = await vuon(database, 'retention', '--holds', ...at, '--json');
  const [hold] = JSON.parse(listed.out) as { holdId: string; aboutHousehold: string }[];
  assert.equal(hold?.aboutHousehold, photo.of);
  assert.equal((await vuon(database, 'retention', '--release', hold?.holdId ?? '', ...at, '--ground', 'Hết vụ việc')).code, 0);
  assert.equal((await dry()).print, print);
});

test('what the door refuses stays and is counted; what comes after it goes', async () => {
  await photograph(later);
  const { print } = await dry();
  await tell('tie-declared', { accountId: mini.accounts['chutich']?.accountId, householdId: photo.of, tie: 'own' });
  const done = await vuon(database, 'retention', '--print', print, ...at, '--office', 'UBND xã');
  assert.equal(done.code, 1, done.err);
  assert.match(done.err, /Đã cho đi 0 việc và 1 ảnh[\s\S]*1 mục chưa cho đi được/);
  assert.deepEqual((await database.ownerPool.query('select photo_id from photo')).rows, [{ photo_id: photo.id }]);
  await tell('tie-ended', { accountId: mini.accounts['chutich']?.accountId, householdId: photo.of, why: 'khai nhầm' });
});

test('with the print of the dry run it goes, by the chair’s own act', async () => {
  const { print } = await dry();
  const done = await vuon(database, 'retention', '--print', print, ...at, '--office', 'UBND xã');
  assert.equal(done.code, 0, done.err);
  assert.equal((await database.ownerPool.query('select 1 from photo')).rowCount, 0);
  const { rows } = await database.ownerPool.query(`select account_id from event where kind = 'photo-removed'`);
  assert.deepEqual(
    rows,
    [0, 1].map(() => ({ account_id: mini.accounts['chutich']?.accountId })),
  );
  assert.equal(photos(await dry()).count, 0);
});
