/**
 * Restricted use of a household's data acts: it is marked for those who must see it, withheld from everybody else on lists, pages and in
 * searches, and left out of what is handed out, which says how many are missing; numbers stay as they were.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { read as readSheet, utils } from '@e965/xlsx';
import type { RequestView } from '../core/meeting/request-views.ts';
import type { DuplicatesView } from '../core/register/duplicates/views.ts';
import type { AreaView, CommandsAnswer, HouseholdPage, HouseholdView, SearchView } from '../core/views.ts';
import { type Ask, NotGiven, openApi } from '../tools/test/api.ts';
import { withDatabase } from '../tools/test/database.ts';
import { requestText } from '../words/request.ts';

const NOW = '2026-10-20T02:00:00.000Z';
const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: NOW });
after(() => api.close());
const { communeId, households } = api.mini.village;
const [officer, province, auditor] = [await api.as('canbo'), await api.as('canbotinh'), await api.as('kiemtra')];
const restricted = households.find(({ expected }) => expected.last === 'poor')?.registered ?? assert.fail('nobody is poor');
const { householdId, hamletId } = restricted;

const fresh = () => crypto.randomUUID();
async function tell(ask: Ask, kind: string, payload: object): Promise<string> {
  const { answers } = await ask<CommandsAnswer>('/api/commands', { commands: [{ commandId: fresh(), kind, v: 1, at: NOW, payload }] });
  return answers[0]?.problem?.code ?? answers[0]?.answer ?? '';
}
const listOf = (ask: Ask, more = '') => ask<HouseholdPage>(`/api/areas/${communeId}/households?limit=500${more}`);
const rowOf = (page: HouseholdPage) => page.rows.find((row) => row.householdId === householdId);
async function sheetOf(username: string, more = ''): Promise<string> {
  const book = readSheet(await api.file(username, `/api/areas/${communeId}/households?format=xlsx${more}`));
  return JSON.stringify(Object.values(book.Sheets).map((sheet) => utils.sheet_to_json(sheet, { header: 1 })));
}
const opens = (ask: Ask) =>
  ask<HouseholdView>(`/api/households/${householdId}`).then(
    () => 'opened',
    (error: unknown) => (error instanceof NotGiven ? (/"code":"([a-z-]+)"/.exec(error.message)?.[1] ?? error.message) : assert.fail()),
  );

const before = await listOf(officer);
const { headName, code } = rowOf(before) ?? assert.fail();
const numbers = async () => (await province<AreaView>(`/api/areas/${communeId}`)).totals;
const counted = await numbers();

test('asked for and not carried out yet, it changes nothing', async () => {
  const requestId = fresh();
  const about = { requestId, communeId, hamletId };
  const asked = {
    name: 'Người Yêu Cầu',
    address: null,
    contact: '0900 000 001',
    text: 'Chỉ dùng khi luật bắt buộc',
    via: 'desk',
    dossier: null,
  };
  assert.equal(
    await tell(officer, 'lodge-request', { ...about, ...asked, form: 'data-restrict', lodgedOn: '2026-10-19', secret: 'ABCDEFGHJK' }),
    'taken',
  );
  const taken = {
    ...about,
    outcome: 'accepted',
    refusal: null,
    roundId: null,
    quick: null,
    householdId,
    identity: 'citizen-card',
    text: 'Xã thực hiện',
  };
  assert.equal(await tell(officer, 'answer-request', taken), 'taken');
  assert.deepEqual([rowOf(await listOf(province))?.headName === '', await opens(province)], [false, 'opened']);
  assert.equal(await tell(officer, 'finish-request', { ...about, householdId, copies: 0, text: 'Đã hạn chế' }), 'taken');
});

test('the commune and the auditor see it, marked; the province sees that there is one and where', async () => {
  assert.deepEqual([rowOf(await listOf(officer))?.headName, rowOf(await listOf(officer))?.restricted], [headName, true]);
  assert.equal(rowOf(await listOf(auditor))?.restricted, true);
  assert.deepEqual([await opens(officer), await opens(auditor), await opens(province)], ['opened', 'opened', 'data-restricted']);
  const { members, requests } = await officer<HouseholdView>(`/api/households/${householdId}`);
  assert.ok(
    members.length > 0 && members.every((one) => one.restricted === true && !/^\d/.test(one.citizenId ?? '')),
    'each is marked and masked',
  );
  assert.ok(members.some(({ citizenId }) => citizenId?.startsWith('•')));
  const named = requests.flatMap(({ restricts, people: of }) => (restricts ? of.map(({ fullName }) => fullName) : []));
  assert.deepEqual(named.toSorted(), members.map(({ fullName }) => fullName).toSorted(), 'whom it restricts is named');
  const { hamletName, people, ...withheld } = rowOf(await listOf(province)) ?? assert.fail('the row is missing');
  assert.ok(hamletName !== '' && people > 0);
  assert.partialDeepStrictEqual(withheld, { headName: '', code: null, status: null, listed: null, verdicts: [], restricted: true });
  const others = (page: HouseholdPage) => page.rows.filter((row) => row.householdId !== householdId).map((row) => row.headName);
  assert.ok(others(await listOf(province)).every((name) => name !== ''));
});

/** What is asked of a household beside its page; a route that is not named here and takes a body fails. */
const BODIES: Readonly<Record<string, object>> = {
  'photos/:photoId/pieces': { n: 0, box: { to: 'a', from: 'b', iv: 'c', data: 'd' } },
  'typed-form': { roundId: api.mini.rounds.now, draft: null },
  alike: { fullName: 'Chủ Hộ', birth: '1970', sex: 'male', citizenId: null },
};

async function refusalOf(id: string, route: string): Promise<string> {
  const [method, url = ''] = route.split(' ');
  const body = method === 'GET' ? undefined : (BODIES[url.split('/').slice(4).join('/')] ?? assert.fail(route));
  const path = url.replace(':householdId', id).replace(/:\w+/, fresh());
  const asked: Promise<unknown> = method === 'GET' && url.endsWith('/form') ? api.file('canbotinh', path) : province(path, body);
  return asked.then(
    () => 'opened',
    (error: unknown) => (error instanceof NotGiven ? (/"code":"([a-z-]+)"/.exec(error.message)?.[1] ?? error.message) : assert.fail()),
  );
}

test('no route of a household opens it for the province, whatever it gives of another one', async () => {
  const another = households.find((one) => one.registered.householdId !== householdId)?.registered.householdId ?? assert.fail();
  const routes = [...api.routes].filter((route) => /^(?:GET|POST|PUT|PATCH|DELETE) \/api\/households\/:householdId/.test(route));
  assert.ok(routes.length >= 7, `${routes.length} routes`);
  const closed = [];
  for (const route of routes) {
    const usual = await refusalOf(another, route);
    const told = await refusalOf(householdId, route);
    assert.ok(told === 'data-restricted' || (told === usual && usual === 'not-your-role'), `${route}: ${told}, of another ${usual}`);
    if (told === 'data-restricted') closed.push(route.split('/').at(-1));
  }
  assert.deepEqual(closed.toSorted(), [':householdId', ':photoId', 'form', 'interview']);
});

test('the province does not find it, by name or by code, in the search or in a list', async () => {
  for (const typed of [headName, code ?? '']) {
    const ids = async (ask: Ask) =>
      (await ask<SearchView>(`/api/search?${new URLSearchParams({ q: typed })}`)).rows.map((row) => row.householdId);
    assert.deepEqual([(await ids(officer)).includes(householdId), (await ids(province)).includes(householdId)], [true, false], typed);
    const narrowed = `&${new URLSearchParams({ match: typed })}`;
    assert.deepEqual(
      [rowOf(await listOf(officer, narrowed)) === undefined, rowOf(await listOf(province, narrowed)) === undefined],
      [false, true],
    );
  }
});

test('no sheet hands it out, whoever asks; the sheet says how many are missing, and the numbers stay', async () => {
  for (const who of ['canbo', 'canbotinh'])
    for (const more of ['', '&filter=poor', '&order=-people']) {
      const text = await sheetOf(who, more);
      assert.ok(!text.includes(code ?? '') && text.includes(requestText('vi', 'sheet.restricted', { count: 1 })), `${who} ${more}`);
    }
  assert.deepEqual(await numbers(), counted);
  assert.equal((await listOf(officer)).total, before.total);
});

test('table 15 counts it and names nobody of it; the decision’s paper names it by its clause, and each time the log says so', async () => {
  const roundId = api.mini.rounds.last;
  const people = households.find(({ registered }) => registered.householdId === householdId)?.registered.members ?? assert.fail();
  const bookOf = async (username: string, path: string) =>
    JSON.stringify(
      Object.values(readSheet(await api.file(username, path)).Sheets).map((sheet) => utils.sheet_to_json(sheet, { header: 1 })),
    );
  for (const username of ['canbo', 'canbotinh']) {
    const table = await bookOf(username, `/api/reports/15?area=${communeId}&round=${roundId}&format=xlsx`);
    assert.ok(
      people.every(({ fullName }) => !table.includes(fullName)),
      username,
    );
    assert.equal(table.split(requestText('vi', 'row.restricted')).length - 1, people.length, 'a line for each of its people');
    assert.ok(table.includes(requestText('vi', 'table.restricted', { count: 1 })));
  }
  const named = async () =>
    (await database.ownerPool.query(`select 1 from read_log where household_id = $1 and purpose = 'named-by-law'`, [householdId])).rowCount;
  assert.equal(await named(), 0);
  const paper = await bookOf('canbo', `/api/rounds/${api.mini.rounds.now}/communes/${communeId}/decision/paper?format=xlsx`);
  assert.ok(paper.includes(headName), paper);
  assert.match(paper, /1 hộ yêu cầu hạn chế xử lý dữ liệu vẫn được nêu tên theo/);
  assert.equal(await named(), 1);
});

test('where somebody may be written twice the province is not told of it; the commune is', async () => {
  const twin = households.find((one) => one.registered.hamletId === hamletId && one.registered.householdId !== householdId)?.registered;
  const pick = "select member_id from member where household_id = $1 and state = 'present' order by member_id limit 1";
  await database.ownerPool.query(
    `with one as (${pick}), other as (${pick.replace('$1', '$2')})
     update member m set birth = '1970-03-04', sex = 'female', full_name = (select full_name from member join one using (member_id))
      where m.member_id in (select member_id from one union select member_id from other)`,
    [householdId, twin?.householdId ?? assert.fail()],
  );
  const pairs = async (ask: Ask) =>
    (await ask<DuplicatesView>(`/api/areas/${communeId}/duplicates?household=${householdId}`)).shown.filter(({ one, other }) =>
      [one.householdId, other.householdId].includes(householdId),
    );
  assert.deepEqual([(await pairs(officer)).length > 0, await pairs(province)], [true, []]);
});

test('brought along into another household it says when it was asked and since when it holds', async () => {
  const headId = restricted.members.at(-1)?.memberId ?? assert.fail();
  const newHouseholdId = fresh();
  const split = { householdId, newHouseholdId, memberIds: [headId], headId, code: null, address: null, on: '2026-10-20' };
  assert.equal(await tell(officer, 'split-household', split), 'taken');
  const { requests } = await officer<HouseholdView>(`/api/households/${newHouseholdId}`);
  assert.deepEqual(
    requests.map(({ restricts, lodgedOn, doneOn }) => [restricts, lodgedOn, doneOn]),
    [[true, '2026-10-19', '2026-10-20']],
  );
});

test('a request of a household is a link for whoever may open it, and its number for others', async () => {
  const own = api.mini.accounts['truongap']?.grants[0]?.areaId ?? assert.fail();
  const there = households.find(({ registered }) => registered.hamletId === own && registered.householdId !== householdId)?.registered;
  const about = { requestId: fresh(), communeId, hamletId: own };
  const asked = {
    name: 'Người Hỏi',
    address: null,
    contact: null,
    text: 'Sai ngày sinh',
    via: 'desk',
    dossier: null,
    secret: 'ABCDEFGHJK',
  };
  assert.equal(await tell(officer, 'lodge-request', { ...about, ...asked, form: 'data-correct', lodgedOn: '2026-10-20' }), 'taken');
  const taken = {
    outcome: 'accepted',
    refusal: null,
    roundId: null,
    quick: null,
    householdId: there?.householdId,
    identity: 'citizen-card',
  };
  assert.equal(await tell(officer, 'answer-request', { ...about, ...taken, text: 'Xã làm' }), 'taken');
  const opensFor = async (ask: Ask) => (await ask<HouseholdView>(`/api/households/${there?.householdId}`)).requests.map((one) => one.opens);
  assert.deepEqual([await opensFor(officer), await opensFor(await api.as('truongap'))], [[true], [false]]);
});

test('once it is lifted, at the word of an office that is named, everybody sees it again as before', async () => {
  const [asked] = (await officer<HouseholdView>(`/api/households/${householdId}`)).requests.filter(({ restricts }) => restricts);
  assert.equal(asked?.opens, true);
  const order = { by: 'office', office: 'Tòa án, văn bản 1/CV-TA', ground: 'Vụ án cần' };
  assert.equal(await tell(province, 'lift-restriction', { requestId: asked?.requestId, householdId, ...order }), 'not-your-role');
  assert.equal(await opens(province), 'data-restricted');
  assert.equal(await tell(officer, 'lift-restriction', { requestId: asked?.requestId, householdId, ...order }), 'taken');
  assert.deepEqual([await opens(province), rowOf(await listOf(province))?.restricted], ['opened', false]);
  const endsFor = async (ask: Ask) =>
    (await ask<HouseholdView>(`/api/households/${householdId}`)).requests.flatMap(({ requestId, ended }) =>
      requestId === asked?.requestId ? ended : [],
    );
  const told = await endsFor(officer);
  const others = restricted.members.slice(0, -1).map(({ fullName }) => fullName);
  assert.deepEqual(
    told.map(({ on, by, at, office, ground, whole, names }) => [on, by, at, office, ground, whole, [...names].sort()]),
    [['2026-10-20', 'Phạm Thị Thu Hà', 'office', order.office, order.ground, false, others.sort()]],
    'who was split off lives elsewhere and stays restricted',
  );
  assert.deepEqual((await officer<RequestView>(`/api/areas/${communeId}/requests/${asked?.requestId}`)).ended, told);
  assert.deepEqual(
    (await endsFor(province)).map(({ at, ground }) => [at, ground]),
    [['office', null]],
    'its words are of the commune',
  );
  assert.ok((await sheetOf('canbotinh')).includes(code ?? ''));
});
