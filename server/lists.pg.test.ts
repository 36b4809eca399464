/**
 * Lists of a whole province on PostgreSQL: made commune by commune, read back by others than those who wrote them, gone on with by
 * the next server, seen by nobody else.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { read as readSheet, utils } from '@e965/xlsx';
import { date } from '../core/kernel/dates.ts';
import type { ListsView, ListView, TableView } from '../core/report/views.ts';
import { COMMUNES, DISTRICTS, makeCanaryProvince, marksIn, NOW, PASSWORD, PROVINCE } from '../tools/test/canary-province.ts';
import { instant } from '../tools/test/crawl-cases.ts';
import { withDatabase } from '../tools/test/database.ts';
import { pdfText } from '../tools/test/unpack.ts';
import { asActor, publicScope } from './http/transaction.ts';
import type { App } from './http/app.ts';
import { createApp } from './main.ts';
import { claimJob, letGo } from './db/job-claims.ts';
import { addJob, addPart, endJob, LIST_JOBS } from './report/list-store.ts';
import { submit } from './ledger/door.ts';

const TOMORROW = '2026-10-21T03:00:00.000Z';
const BEFORE_REFORM = '2025-05-20T02:00:00.000Z';
const database = await withDatabase({ max: 6 });
let app: App;
before(async () => {
  const province = await makeCanaryProvince(database.app);
  for (const name of ['tinh', 'tinh.hai', 'tinh.ba']) await province.addAccount(name, [{ role: 'province-officer', areaId: PROVINCE }]);
  await province.addAccount('huyen', [{ role: 'district-officer', areaId: DISTRICTS[0] }]);
  app = await appAt(NOW);
});
after(() => app.close());

const appAt = (moment: string) =>
  createApp({ db: database.app, now: () => instant(moment), perMinute: 1e6, signInsPerMinute: 1e6, facesDir: '/nowhere' });

interface Person {
  readonly get: <T>(url: string) => Promise<{ status: number; body: T; bytes: Buffer; headers: Record<string, unknown> }>;
  readonly post: <T>(url: string, payload: unknown) => Promise<{ status: number; body: T }>;
}

async function enter(server: App, username: string): Promise<Person> {
  const headers = { 'x-vuon': '1' };
  const signedIn = await server.inject({ method: 'POST', url: '/api/sign-in', headers, payload: { username, password: PASSWORD } });
  assert.equal(signedIn.statusCode, 200, signedIn.body);
  const cookies = { vuon: signedIn.cookies[0]?.value ?? '' };
  const parsed = (body: string) => (body.startsWith('{') ? JSON.parse(body) : null);
  return {
    get: async (url) => {
      const answer = await server.inject({ url, cookies });
      return { status: answer.statusCode, body: parsed(answer.body), bytes: answer.rawPayload, headers: answer.headers };
    },
    post: async (url, payload) => {
      const answer = await server.inject({ method: 'POST', url, cookies, headers, payload: payload as object });
      return { status: answer.statusCode, body: parsed(answer.body) };
    },
  };
}

const wish = (format: 'xlsx' | 'pdf', area: string = PROVINCE) => ({ area, round: null, rulebook: null, format });

/** Looks, as the page does, until it is no longer being made. */
async function ended(person: Person, listId: string, area: string = PROVINCE): Promise<ListView> {
  for (let look = 0; look < 20_000; look += 1) {
    const { body } = await person.get<ListsView>(`/api/lists?area=${area}`);
    const list = body.lists.find((each) => each.listId === listId) ?? assert.fail('the list is gone');
    if (list.state !== 'making') return list;
  }
  assert.fail('the list is made for ever');
}

async function made(person: Person, format: 'xlsx' | 'pdf', area: string = PROVINCE): Promise<{ list: ListView; bytes: Buffer }> {
  const asked = await person.post<ListView>('/api/lists', wish(format, area));
  assert.equal(asked.status, 200, JSON.stringify(asked.body));
  const list = await ended(person, asked.body.listId, area);
  assert.equal(list.state, 'ready', JSON.stringify(list));
  const file = await person.get(`/api/lists/${list.listId}/file`);
  assert.equal(file.status, 200);
  assert.equal(file.bytes.length, list.size);
  assert.match(String(file.headers['content-disposition']), new RegExp(`filename="${list.fileName}"`));
  return { list, bytes: file.bytes };
}

/** The same people as each commune's own list, in its order. */
async function peopleByCommune(person: Person): Promise<string[][]> {
  const lists: string[][] = [];
  for (const commune of COMMUNES) {
    const { body } = await person.get<TableView>(`/api/reports/15?area=${commune}`);
    lists.push(body.rows.map(({ cells }) => (cells[2]?.kind === 'text' ? cells[2].value : '')));
  }
  return lists;
}

test('the sheet of the province names everybody of the communes, numbered through, below the name of each commune', async () => {
  const person = await enter(app, 'tinh');
  const { list, bytes } = await made(person, 'xlsx');
  assert.match(list.fileName ?? '', /^Bieu-15(-du-thao)?-[a-z0-9-]+-2026\.xlsx$/);
  const sheet = Object.values(readSheet(bytes).Sheets)[0] ?? assert.fail();
  const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, blankrows: true, raw: true });
  const numbers = rows.findIndex((row) => row[0] === '1' && row[19] === '20');
  assert.ok(numbers > 0, 'the row of column numbers');
  const body = rows.slice(numbers + 1).filter((row) => typeof row[2] === 'string' && row[2] !== '');
  const sums = body.filter((row) => !row[1]);
  const communes = sums.slice(0, -1);
  const expected = await peopleByCommune(person);
  assert.equal(communes.length, COMMUNES.length);
  assert.deepEqual(
    body.filter((row) => row[1]).map((row) => row[2]),
    expected.flat(),
  );
  assert.deepEqual(
    body.filter((row) => row[1]).map((row) => row[1]),
    expected.flat().map((_, index) => String(index + 1)),
  );
  const heads = body.map((row) => row[0]).filter((no) => no);
  assert.deepEqual(
    heads,
    heads.map((_, index) => String(index + 1)),
  );
  assert.ok(expected.flat().length > 0 && list.people === expected.flat().length);
  assert.match(String(sums.at(-1)?.[3]), new RegExp(`^\\d+ hộ, ${expected.flat().length} khẩu$`), 'the total stands last');
  for (const [index, row] of communes.entries()) assert.match(String(row[3]), new RegExp(`^\\d+ hộ, ${expected[index]?.length} khẩu$`));
});

test('the paper of the province is one PDF: each object where the table says, headings on every page, pages counted on', async () => {
  const person = await enter(app, 'tinh');
  const { bytes } = await made(person, 'pdf');
  const text = bytes.toString('latin1');
  const start = Number(/startxref\s+(\d+)/.exec(text)?.[1]);
  assert.ok(text.startsWith('xref', start));
  const places = [...text.slice(start).matchAll(/^(\d{10}) \d{5} ([nf]) $/gm)];
  for (const [number, [, offset, kind]] of places.entries())
    if (kind === 'n') assert.ok(text.startsWith(`${number} 0 obj`, Number(offset)), `object ${number}`);
  const pages = [...text.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
  assert.match(text, new RegExp(`/Count ${pages} /Kids`));
  assert.ok(pages >= COMMUNES.length);
  const drawn = pdfText(bytes).split('\n');
  const shown = drawn.join(' ').replace(/\s+/g, ' ');
  assert.deepEqual(marksIn(shown), marksIn((await peopleByCommune(person)).flat().join(' ')));
  assert.equal(drawn.join('').split('Quan hệ').length - 1 >= pages, true, 'headings repeat');
  for (let page = 1; page <= pages; page += 1)
    assert.ok(
      drawn.some((piece) => piece.trim() === String(page)),
      `page ${page}`,
    );
  for (const once of ['Người lập biểu', 'CỘNG HÒA']) assert.equal(shown.split(once).length - 1 >= 1, true, once);
});

test('a server that ends leaves what is made; the next one goes on there', async () => {
  const first = await appAt(NOW);
  const person = await enter(first, 'tinh.hai');
  const { body: asked } = await person.post<ListView>('/api/lists', wish('pdf'));
  await first.close();
  const parts = () =>
    database.ownerPool.query<{ place: number; row: string }>(
      'select place, xmin::text as row from list_part where job_id = $1 order by place',
      [asked.listId],
    );
  const left = (await parts()).rows;
  assert.ok(left.length < COMMUNES.length, 'the server ended in the middle');
  const second = await appAt(NOW);
  try {
    const again = await enter(second, 'tinh.hai');
    const list = await ended(again, asked.listId);
    assert.equal(list.state, 'ready');
    const all = (await parts()).rows;
    assert.equal(all.length, COMMUNES.length);
    assert.deepEqual(all.slice(0, left.length), left, 'no part is made twice');
  } finally {
    await second.close();
  }
});

test('what a running server has in hand is left to it; what a killed one had is taken up', async () => {
  const asNobody = <T>(work: Parameters<typeof asActor<T>>[2]) => asActor(database.app, publicScope('2026-10-20'), work);
  await app.close();
  const jobId = '00000000-0000-4000-8000-0000000000aa';
  await database.ownerPool.query(
    `insert into list_job (job_id, account_id, area_id, round_id, rulebook, format, state, parts, asked_at)
     select $1, account_id, $2, round_id, '2022-2026', 'xlsx', 'making', 3, $3 from account, round where username = 'tinh' limit 1`,
    [jobId, PROVINCE, NOW],
  );
  assert.equal((await asNobody((tx) => claimJob(tx, LIST_JOBS, 60)))?.jobId, jobId);
  assert.equal(await asNobody((tx) => claimJob(tx, LIST_JOBS, 60)), null);
  await database.ownerPool.query(`update list_job set claimed_until = now() - interval '1 second' where job_id = $1`, [jobId]);
  assert.equal((await asNobody((tx) => claimJob(tx, LIST_JOBS, 60)))?.jobId, jobId);
  await asNobody((tx) => letGo(tx, LIST_JOBS, jobId));
  app = await appAt(NOW);
  assert.equal((await ended(await enter(app, 'tinh'), jobId)).state, 'ready');
});

test('a list is its person’s alone, is stopped at their word, and refused where it is no long one', async () => {
  const [person, other] = [await enter(app, 'tinh'), await enter(app, 'tinh.hai')];
  const { list } = await made(person, 'xlsx');
  assert.ok((await other.get<ListsView>(`/api/lists?area=${PROVINCE}`)).body.lists.every(({ listId }) => listId !== list.listId));
  assert.equal((await other.get(`/api/lists/${list.listId}/file`)).status, 404);
  assert.equal((await other.post(`/api/lists/${list.listId}/stop`, {})).status, 404);
  const short = await person.post<{ problem: { code: string } }>('/api/lists', wish('xlsx', COMMUNES[0]));
  assert.deepEqual([short.status, short.body.problem.code], [400, 'list-is-short']);
  const asked = (await other.post<ListView>('/api/lists', wish('xlsx'))).body;
  const stopped = (await other.post<ListView>(`/api/lists/${asked.listId}/stop`, {})).body;
  assert.ok(stopped.state === 'stopped' || stopped.state === 'ready');
  const { rows } = await database.ownerPool.query<{ kind: string; purpose: string; rows: number }>(
    `select kind, purpose, rows from read_log where area_id = $1 and purpose = 'table-15'`,
    [PROVINCE],
  );
  assert.ok(rows.length >= 4 && rows.every((row) => row.kind === 'export' && row.rows === list.people), JSON.stringify(rows));
});

test('who lost the right while it was made gets a refusal and no file; a day later the file is gone', async () => {
  await app.close();
  await database.ownerPool.query(
    `insert into list_job (job_id, account_id, area_id, round_id, rulebook, format, state, parts, asked_at)
     select '00000000-0000-4000-8000-0000000000bb', account_id, $1, round_id, '2022-2026', 'xlsx', 'making', 3, $2
       from account, round where username = 'tinh.ba' limit 1`,
    [PROVINCE, NOW],
  );
  await database.ownerPool.query(`delete from role_grant where account_id = (select account_id from account where username = 'tinh.ba')`);
  app = await appAt(NOW);
  await app.ready();
  const stateOf = async () =>
    (
      await database.ownerPool.query<{ state: string; problem: string }>(
        `select state, problem from list_job where job_id = '00000000-0000-4000-8000-0000000000bb'`,
      )
    ).rows[0];
  for (let look = 0; look < 20_000 && (await stateOf())?.state === 'making'; look += 1);
  assert.equal((await stateOf())?.state, 'failed');
  assert.ok((await stateOf())?.problem);
  await app.close();
  app = await appAt(TOMORROW);
  await app.ready();
  const left = async () => (await database.ownerPool.query('select from list_job')).rows.length;
  for (let look = 0; look < 20_000 && (await left()) > 0; look += 1);
  assert.equal((await database.ownerPool.query('select from list_file')).rows.length, 0);
});

test('a district that there was has its own list', async () => {
  // A server of a later day would forget what was asked then.
  await app.close();
  app = await appAt(BEFORE_REFORM);
  const person = await enter(app, 'huyen');
  const asked = await person.post<ListView & { problem?: { code: string } }>('/api/lists', wish('xlsx', DISTRICTS[0]));
  assert.equal(asked.status, 200, JSON.stringify(asked.body));
  const list = await ended(person, asked.body.listId, DISTRICTS[0]);
  assert.deepEqual([list.state, list.parts], ['ready', 2]);
  assert.equal((await person.post('/api/lists', wish('xlsx', DISTRICTS[1]))).status, 403);
});

test('when a household is erased, finished lists of its commune and all above it go, also one that is just being made; others stay', async () => {
  const person = await enter(app, 'tinh.hai');
  const { list } = await made(person, 'xlsx');
  const { rows } = await database.ownerPool.query<{ id: string; account: string; round: string; now: string }>(
    `select h.household_id as id, a.account_id as account, r.round_id as round, now()::text as now
       from household h, account a, round r
      where h.state = 'present' and a.username = 'tinh.hai' and r.state = 'open' order by h.household_id limit 1`,
  );
  const { id: householdId = '', account: accountId = '', round: roundId = '' } = rows[0] ?? {};
  const elsewhere = await elsewhereOf(householdId);
  const scope = { accountId, reach: 'all' as const, today: NOW.slice(0, 10) };
  const job = (jobId: string, areaId: string) => ({
    jobId,
    accountId,
    areaId,
    roundId,
    rulebook: '2022-2026' as const,
    format: 'pdf' as const,
  });
  const part = { households: 1, people: 1, changed: 0, pages: 1, bytes: Buffer.from('names') };
  const [making, far] = [job(randomUUID(), PROVINCE), job(randomUUID(), elsewhere)];
  await asActor(database.app, scope, async (tx) => {
    for (const each of [making, far]) await addJob(tx, { ...each, parts: 2, askedAt: NOW });
    for (const each of [making, far]) await addPart(tx, each, 0, part);
  });
  // Another server has both in hand.
  await database.ownerPool.query(`update list_job set claimed_until = now() + interval '1 hour' where state = 'making'`);
  const payload = { householdId, ground: 'Theo yêu cầu của chủ hộ', office: 'UBND xã' };
  const [answer] = await submit(database.app, 'system', [{ commandId: randomUUID(), kind: 'erase', v: 1, at: NOW, payload }], {
    now: instant(NOW),
    today: date(NOW.slice(0, 10)),
  });
  assert.equal(answer?.answer, 'taken', JSON.stringify(answer));
  const { body } = await person.get<ListsView>(`/api/lists?area=${PROVINCE}`);
  const gone = body.lists.find((each) => each.listId === list.listId);
  assert.deepEqual([gone?.state, gone?.problem, gone?.size], ['failed', 'list-gone', 0]);
  assert.equal((await person.get(`/api/lists/${list.listId}/file`)).status, 409);
  // The maker that was at it hands in what it had read before, and ends.
  await asActor(database.app, scope, async (tx) => {
    await addPart(tx, making, 1, part);
    assert.equal(await endJob(tx, making.jobId, { state: 'ready', problem: null, fileName: 'x.pdf', now: NOW }), false);
  });
  const left = await database.ownerPool.query<{ job: string; parts: number }>(
    `select j.job_id as job, count(p.place)::int as parts from list_job j left join list_part p on p.job_id = j.job_id
      where j.job_id = any ($1::uuid[]) group by 1`,
    [[making.jobId, far.jobId, list.listId]],
  );
  assert.deepEqual(Object.fromEntries(left.rows.map((row) => [row.job, row.parts])), {
    [making.jobId]: 0,
    [far.jobId]: 1,
    [list.listId]: 0,
  });
  await database.ownerPool.query('delete from list_job where job_id = any ($1::uuid[])', [[making.jobId, far.jobId]]);
});

/** A commune in which the household has never lived. */
async function elsewhereOf(householdId: string): Promise<string> {
  const { rows } = await database.ownerPool.query<{ id: string }>(
    `select p.parent_id as id from event e join area_period p on p.area_id = e.hamlet_id where e.household_id = $1`,
    [householdId],
  );
  const own = new Set(rows.map(({ id }) => id));
  return COMMUNES.find((commune) => !own.has(commune)) ?? assert.fail();
}
