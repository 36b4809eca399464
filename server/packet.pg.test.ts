/**
 * A hamlet's packet of papers from PostgreSQL (tập giấy tờ của ấp): one press, one file with every paper of the round for every household on its
 * list, nothing that a hamlet may not see, each look logged; a server that was killed in the middle goes on where it stopped.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import pg from 'pg';
import { USUAL_PROCEDURE } from '../core/meeting/procedure.ts';
import type { ListsView, ListView, PacketsView } from '../core/report/views.ts';
import type { HouseholdPage } from '../core/views.ts';
import { type Ask, NotGiven, openApi } from '../tools/test/api.ts';
import { withDatabase } from '../tools/test/database.ts';
import { pdfPages } from '../tools/test/unpack.ts';
import { POSTING_GATES } from '../tools/village/office.ts';
import { packetText } from '../words/packet.ts';
import { roundNameText } from '../words/round-name.ts';
import { postingText } from '../words/posting.ts';

const NOW = '2026-10-20T02:00:00.000Z';
const database = await withDatabase<unknown>({ max: 6 });
let api = await openApi(database.app, { now: NOW, ways: { gates: [...POSTING_GATES], procedure: USUAL_PROCEDURE } });
after(() => api.close());
const { communeId, hamlets, households } = api.mini.village;
const hamletId = hamlets[0]?.areaId ?? '';
const plain = (text: string): string => text.replace(/\s+/g, '');
const said = (key: Parameters<typeof packetText>[1], params?: Parameters<typeof packetText>[2]) => plain(packetText('vi', key, params));

const status = (asked: Promise<unknown>) =>
  asked.then(
    () => '200',
    (error: unknown) =>
      error instanceof NotGiven ? error.message.replace(/^.*?: (\d+) .*?"code":"([a-z-]+)".*$/, '$1 $2') : String(error),
  );
const make = (ask: Ask, areaId = hamletId) => ask<ListView>(`/api/areas/${areaId}/packet`, {});

// The database tells when a job came further, so that nobody asks on and on while it is made.
await database.ownerPool.query(
  `create function tell_jobs() returns trigger language plpgsql as $$ begin perform pg_notify('jobs', ''); return null; end $$`,
);
await database.ownerPool.query('create trigger tell after update on list_job for each statement execute function tell_jobs()');
const listener = new pg.Client({ connectionString: database.ownerUrl });
listener.on('error', () => {});
let change = Promise.withResolvers<void>();
listener.on('notification', () => {
  change.resolve();
  change = Promise.withResolvers();
});
await listener.connect();
after(() => listener.end().catch(() => {}));
await listener.query('listen jobs');

/** What is read once it is so, looked at again after each change. */
async function until<T>(read: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
  for (;;) {
    // Taken before it is read: what changes meanwhile is not missed.
    const { promise } = change;
    const seen = await read();
    if (isSo(seen)) return seen;
    await promise;
  }
}

const ended = (ask: Ask, listId: string): Promise<ListView> =>
  until(
    async () => (await ask<ListsView>(`/api/lists?area=${hamletId}`)).lists.find((one) => one.listId === listId) ?? assert.fail('gone'),
    ({ state }) => state !== 'making',
  );
const pagesOf = async (username: string, listId: string) => pdfPages(await api.file(username, `/api/lists/${listId}/file`)).map(plain);
const listed = async (ask: Ask) => (await ask<HouseholdPage>(`/api/areas/${hamletId}/households?filter=listed&limit=500`)).rows;

test('one press makes every paper of the hamlet for every household on its list, as one file', async () => {
  const officer = await api.as('canbo');
  const list = await ended(officer, (await make(officer)).listId);
  assert.deepEqual([list.state, list.problem, list.fileName], ['ready', null, 'tap-giay-to-ap-vinh-tien-2026.pdf']);
  const pages = await pagesOf('canbo', list.listId);
  const rows = await listed(officer);
  assert.ok(rows.length >= 3);
  const withTitle = (title: string) => pages.filter((page) => page.includes(title));
  const [cover = ''] = pages;
  assert.ok(cover.includes(said('list.counts', { count: rows.length, left: rows.filter((row) => !row.interviewed).length })));
  assert.ok(cover.includes(said('list.about', { round: roundNameText('vi', { kind: 'yearly', year: 2026, opensOn: '2026-09-01' }) })));
  assert.ok(cover.includes(said('list.receipts', { objections: 6, requests: 6 })));
  const invitations = withTitle('Kínhmờihộ:');
  for (const { headName, code } of rows) {
    assert.ok(cover.includes(plain(headName)), headName);
    const forms = pages.filter((page) => page.includes(plain(code ?? '-')) && page.includes('Trang1/'));
    assert.equal(forms.length, 1, `one form of ${headName}`);
    assert.equal(
      invitations.filter((page) => page.includes(said('invitation.to', { head: headName }))).length,
      1,
      `one invitation of ${headName}`,
    );
    assert.ok(withTitle(said('attendance.name')).some((page) => page.includes(plain(headName))));
  }
  const minutes = withTitle(said('minutes.chair'));
  assert.ok(minutes.some((page) => page.includes(said('copy.hamlet'))) && minutes.some((page) => page.includes(said('copy.board'))));
  const wall = withTitle(plain(postingText('vi', 'wall.from')));
  assert.ok(wall.length > 0, 'the list for the wall');
  const receipts = pages.join('').split(said('receipt.number')).length - 1;
  assert.equal(receipts, 12);
  assert.ok(pages.join('').includes('Phảnánh:7ngày'), 'the days that the round asks for');
});

test('nothing that a hamlet may not see is on it, and asking and fetching are logged', async () => {
  const head = await api.as('truongap');
  const list = await ended(head, (await make(head)).listId);
  const pages = (await pagesOf('truongap', list.listId)).join('');
  for (const { registered } of households)
    for (const { citizenId, fullName } of registered.members) {
      if (citizenId !== undefined && citizenId !== null) assert.ok(!pages.includes(citizenId), `the number of ${fullName}`);
      const elsewhere =
        registered.hamletId !== hamletId &&
        !households.some(
          (one) => one.registered.hamletId === hamletId && one.registered.members.some((member) => member.fullName === fullName),
        );
      if (elsewhere) assert.ok(!pages.includes(plain(fullName)), `${fullName} lives in another hamlet`);
    }
  const { rows } = await database.ownerPool.query<{ rows: number; area_id: string }>(
    `select rows, area_id from read_log where purpose = 'packet' and account_id = $1 order by read_id`,
    [api.mini.accounts['truongap']?.accountId],
  );
  assert.deepEqual(
    rows.map((row) => [row.area_id, row.rows]),
    [
      [hamletId, (await listed(head)).length],
      [hamletId, list.people],
    ],
  );
});

test('whoever does not go to the doors or put up lists makes none, and it is of one hamlet', async () => {
  for (const username of ['canbotinh', 'kiemtra', 'rasoat', 'quantri'])
    assert.equal(await status(make(await api.as(username))), '403 not-your-role', username);
  assert.equal(await status(make(await api.as('truongap'), hamlets[1]?.areaId)), '403 not-your-area');
  assert.equal(await status(make(await api.as('canbo'), communeId)), '400 packet-of-hamlet');
});

test('pressed five times at once it is one job', async () => {
  const officer = await api.as('chutich');
  // None is ready before all five are answered: one pressed after that makes another.
  await database.ownerPool.query(
    `create function wait_for_presses() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(5); return new; end $$`,
  );
  await database.ownerPool.query(
    `create trigger wait before update on list_job for each row when (new.state <> 'making') execute function wait_for_presses()`,
  );
  await listener.query('select pg_advisory_lock(5)');
  const asked = await Promise.all(Array.from({ length: 5 }, () => make(officer)));
  await listener.query('select pg_advisory_unlock(5)');
  assert.equal(new Set(asked.map(({ listId }) => listId)).size, 1);
  await ended(officer, asked[0]?.listId ?? '');
  await database.ownerPool.query('drop trigger wait on list_job');
});

const packetsOf = (ask: Ask) => ask<PacketsView>(`/api/areas/${communeId}/packets`);

const allEnded = (ask: Ask): Promise<PacketsView['hamlets']> =>
  until(
    async () => (await packetsOf(ask)).hamlets,
    (rows) => !rows.some(({ list }) => list?.state === 'making'),
  );

test('one press makes the packets of a whole commune; one that fails is told by name and made again alone, and all are fetched as one file', async () => {
  const officer = await api.as('canbo');
  for (const username of ['canbotinh', 'kiemtra', 'rasoat', 'quantri'])
    assert.equal(await status((await api.as(username))(`/api/areas/${communeId}/packets`, { only: 'all' })), '403 not-your-role', username);
  assert.equal(await status(packetsOf(await api.as('truongap'))), '403 not-your-area');
  assert.equal(await status(officer(`/api/areas/${hamletId}/packets`)), '404 not-found');
  const empty = hamlets.at(-1)?.areaId ?? assert.fail('no hamlet');
  const { rows: taken } = await database.ownerPool.query('delete from review_list where hamlet_id = $1 returning *', [empty]);
  assert.ok(taken.length > 0);
  await officer(`/api/areas/${communeId}/packets`, { only: 'all' });
  const made = await allEnded(officer);
  assert.deepEqual(
    new Map(made.map((row) => [row.hamletId, [row.list?.state ?? null, row.problem]])),
    new Map(hamlets.map(({ areaId }) => [areaId, areaId === empty ? [null, 'packet-of-nobody'] : ['ready', null]])),
  );
  const lists = made.flatMap(({ list }) => list ?? []);
  const one = await Promise.all(lists.map(async ({ listId }) => (await pagesOf('canbo', listId)).length));
  const whole = pdfPages(await api.file('canbo', `/api/areas/${communeId}/packets/file`));
  assert.equal(
    whole.length,
    one.reduce((sum, pages) => sum + pages, 0),
  );
  const logged = await database.ownerPool.query<{ area_id: string }>(
    `select distinct area_id from read_log where purpose = 'packet' and account_id = $1`,
    [api.mini.accounts['canbo']?.accountId],
  );
  assert.ok(lists.length > 1 && logged.rows.length >= lists.length);
  // One of them could not be made: one of which no packet was made before, since the clock of this server stands.
  const broken = made.find((row) => row.hamletId !== hamletId && row.list !== null)?.list;
  const well = lists.filter(({ listId }) => listId !== broken?.listId);
  await database.ownerPool.query(`update list_job set state = 'failed', problem = 'list-not-made', file_name = null where job_id = $1`, [
    broken?.listId,
  ]);
  const told = (await packetsOf(officer)).hamlets.find(({ list }) => list?.listId === broken?.listId);
  assert.deepEqual([told?.list?.state, told?.list?.problem], ['failed', 'list-not-made']);
  // Another comes onto the list meanwhile, of which none was asked for.
  for (const row of taken)
    await database.ownerPool.query('insert into review_list select * from json_populate_record(null::review_list, $1)', [
      JSON.stringify(row),
    ]);
  await officer(`/api/areas/${communeId}/packets`, { only: 'failed' });
  const again = await allEnded(officer);
  const never = again.find((row) => row.hamletId === empty);
  assert.deepEqual([never?.list, never?.problem], [null, null], 'what was never asked for is not made');
  const mended = again.flatMap(({ list }) => list ?? []);
  assert.ok(mended.every(({ state }) => state === 'ready'));
  const ids = new Set(mended.map(({ listId }) => listId));
  assert.ok(!ids.has(broken?.listId ?? '') && well.every(({ listId }) => ids.has(listId)), 'the others are not made again');
});

test('a server that was killed in the middle goes on with the part that it was at, and the file is the same', async () => {
  const officer = await api.as('canbo');
  const whole = await ended(officer, (await make(officer)).listId);
  const before = await pagesOf('canbo', whole.listId);
  await api.close();
  // Two parts were kept when it was killed: what they hold now is not made again.
  const { ownerPool } = database;
  await ownerPool.query('delete from list_file where job_id = $1', [whole.listId]);
  await ownerPool.query('delete from list_part where job_id = $1 and place >= 2', [whole.listId]);
  await ownerPool.query('update list_part set people = people + 1000 where job_id = $1 and place = 0', [whole.listId]);
  await ownerPool.query(`update list_job set state = 'making', file_name = null, ended_at = null, claimed_until = null where job_id = $1`, [
    whole.listId,
  ]);
  api = await api.restart();
  const again = await api.as('canbo');
  const list = await ended(again, whole.listId);
  assert.deepEqual([list.state, list.people], ['ready', whole.people + 1000]);
  assert.deepEqual(await pagesOf('canbo', whole.listId), before);
});
