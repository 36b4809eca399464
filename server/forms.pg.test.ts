/**
 * Review forms on paper from PostgreSQL: blank with one press, one household's, a whole hamlet's made in parts; who may print them,
 * what a hamlet may not see is on none, and each print leaves its line.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ListsView, ListView } from '../core/report/views.ts';
import { type CanaryProvince, COMMUNES, hamletOf, makeCanaryProvince, NOW, PASSWORD, PROVINCE } from '../tools/test/canary-province.ts';
import { instant } from '../tools/test/crawl-cases.ts';
import { withDatabase } from '../tools/test/database.ts';
import { pdfPages } from '../tools/test/unpack.ts';
import type { App } from './http/app.ts';
import { createApp } from './main.ts';

const database = await withDatabase({ max: 6 });
const [HERE, THERE] = [hamletOf(1, 1), hamletOf(2, 1)];
let province: CanaryProvince;
let app: App;
const appNow = () => createApp({ db: database.app, now: () => instant(NOW), perMinute: 1e6, signInsPerMinute: 1e6, facesDir: '/nowhere' });
before(async () => {
  province = await makeCanaryProvince(database.app);
  await province.addAccount('ra.soat', [{ role: 'enumerator', areaId: HERE }]);
  await province.addAccount('cong.chuc', [{ role: 'commune-officer', areaId: COMMUNES[0] }]);
  await province.addAccount('tinh', [{ role: 'province-officer', areaId: PROVINCE }]);
  app = await appNow();
});
after(() => app.close());

async function enter(username: string) {
  const headers = { 'x-vuon': '1' };
  const signedIn = await app.inject({ method: 'POST', url: '/api/sign-in', headers, payload: { username, password: PASSWORD } });
  assert.equal(signedIn.statusCode, 200, signedIn.body);
  const cookies = { vuon: signedIn.cookies[0]?.value ?? '' };
  return {
    get: (url: string) => app.inject({ url, cookies }),
    post: (url: string, payload: object) => app.inject({ method: 'POST', url, cookies, headers, payload }),
  };
}

const plain = (text: string): string => text.replace(/\s+/g, '');
const looks = async (where: string, value: string): Promise<readonly { kind: string; rows: number }[]> =>
  (await database.ownerPool.query(`select kind, rows from read_log where purpose = 'form' and ${where} = $1 order by read_id`, [value]))
    .rows;

test('a blank form names the place and nobody', async () => {
  const answer = await (await enter('cong.chuc')).get(`/api/areas/${HERE}/form`);
  assert.equal(answer.headers['content-type'], 'application/pdf');
  const pages = pdfPages(answer.rawPayload).map(plain);
  assert.ok(pages.length >= 2 && pages[0]?.includes(plain('Ấp 11')) && pages[0].includes(plain('Xã 1')));
  assert.doesNotMatch(pages.join(''), /[zna]q\d\d\dw/i);
  for (const [place, page] of pages.entries()) assert.ok(page.includes(`Trang${place + 1}/${pages.length}`), page);
});

test('a household’s form has its code on every page, its people on the first, no number that a hamlet may not see; the look is logged', async () => {
  const household = province.households.find(({ mark }) => mark === '111') ?? assert.fail();
  for (const username of ['cong.chuc', 'ra.soat']) {
    const answer = await (await enter(username)).get(`/api/households/${household.householdId}/form`);
    assert.equal(answer.statusCode, 200, username);
    const pages = pdfPages(answer.rawPayload).map(plain);
    for (const page of pages) assert.ok(page.includes(household.code) && page.includes(`/${pages.length}`));
    for (const { fullName } of household.answers.members) assert.ok(pages[0]?.includes(plain(fullName)), fullName);
    assert.ok(!pages.join('').includes(household.citizenId) && pages.join('').includes(`•••${household.citizenId.slice(-3)}`));
  }
  assert.deepEqual(await looks('household_id', household.householdId), [
    { kind: 'household', rows: 1 },
    { kind: 'household', rows: 1 },
  ]);
  const other = province.households.find(({ hamletId }) => hamletId === THERE) ?? assert.fail();
  assert.equal((await (await enter('ra.soat')).get(`/api/households/${other.householdId}/form`)).statusCode, 404);
});

/** Looks, as the page does, until it is no longer being made. */
async function ended(person: Awaited<ReturnType<typeof enter>>, listId: string): Promise<ListView> {
  for (let look = 0; look < 20_000; look += 1) {
    const { lists } = (await person.get(`/api/lists?area=${HERE}`)).json<ListsView>();
    const list = lists.find((each) => each.listId === listId) ?? assert.fail('the list is gone');
    if (list.state !== 'making') return list;
  }
  assert.fail('the list is made for ever');
}

async function codesIn(person: Awaited<ReturnType<typeof enter>>, listId: string): Promise<readonly string[]> {
  const answer = await person.get(`/api/lists/${listId}/file`);
  assert.equal(answer.statusCode, 200);
  return pdfPages(answer.rawPayload).map((page) => /HQ\d{12}/.exec(plain(page))?.[0] ?? '');
}

test('a hamlet’s forms are one file, in the order of its list, each household’s pages counted for itself', async () => {
  const person = await enter('ra.soat');
  const asked = await person.post(`/api/areas/${HERE}/forms`, { of: 'all' });
  assert.equal(asked.statusCode, 200, asked.body);
  const list = await ended(person, asked.json<ListView>().listId);
  assert.equal(list.state, 'ready', JSON.stringify(list));
  assert.match(list.fileName ?? '', /^phieu-b-dien-san-ap-11-2026\.pdf$/);
  const here = province.households.filter(({ hamletId }) => hamletId === HERE).map(({ code }) => code);
  const codes = await codesIn(person, list.listId);
  assert.deepEqual([...new Set(codes)].sort(), [...here].sort());
  assert.deepEqual(
    codes,
    [...codes].sort((a, b) => [...new Set(codes)].indexOf(a) - [...new Set(codes)].indexOf(b)),
    'no household’s pages are parted',
  );
  assert.deepEqual(
    (await looks('area_id', HERE)).map(({ kind, rows }) => [kind, rows]),
    [
      ['export', here.length],
      ['export', list.people],
    ],
  );
});

test('a run that was cut off goes on where it stopped, with the households that were asked for', async () => {
  await app.close();
  const here = province.households.filter(({ hamletId }) => hamletId === HERE);
  const [first, second, third] = here;
  const jobId = '00000000-0000-4000-8000-0000000000cc';
  const order = [third, first, second].map((household) => household?.householdId);
  await database.ownerPool.query(
    `insert into list_job (job_id, account_id, area_id, round_id, rulebook, format, state, parts, asked_at, kind, household_ids)
     select $1, account_id, $2, round_id, '2022-2026', 'pdf', 'making', 3, $3, 'form', $4::uuid[] from account, round where username = 'ra.soat' limit 1`,
    [jobId, HERE, NOW, order],
  );
  // Made before the end: a part that nobody makes again, here of no pages.
  await database.ownerPool.query(
    `insert into list_part (job_id, account_id, place, households, people, changed, pages, bytes)
     select job_id, account_id, 0, 1, 1, 0, 0, '' from list_job where job_id = $1`,
    [jobId],
  );
  app = await appNow();
  const person = await enter('ra.soat');
  assert.equal((await ended(person, jobId)).state, 'ready');
  assert.deepEqual([...new Set(await codesIn(person, jobId))], [first?.code, second?.code]);
});

test('forms are taken along by those who go to the houses, of a hamlet of theirs, of somebody', async () => {
  const refused = async (username: string, areaId: string, of: string) => {
    const answer = await (await enter(username)).post(`/api/areas/${areaId}/forms`, { of });
    return [answer.statusCode, answer.json<{ problem: { code: string } }>().problem.code];
  };
  assert.deepEqual(await refused('tinh', HERE, 'all'), [403, 'not-your-role']);
  assert.deepEqual(await refused('ra.soat', THERE, 'all'), [403, 'not-your-area']);
  assert.deepEqual(await refused('cong.chuc', COMMUNES[0], 'all'), [400, 'forms-of-hamlet']);
  assert.deepEqual(await refused('cong.chuc', HERE, 'not-interviewed'), [409, 'forms-of-nobody']);
});
