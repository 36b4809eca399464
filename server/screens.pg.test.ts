/** What screens are told, against counts made by hand from the province of canaries: areas, lists, pages, files, interviews, drafts, the log. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AreaView, DecisionDraft, HouseholdPage, HouseholdView, InterviewView, SearchView } from '../core/views.ts';
import type { PublicProgress } from '../core/report/views.ts';
import { COMMUNES, command, type CanaryHousehold, hamletOf, interview, NOW, PROVINCE, ROUND } from '../tools/test/canary-province.ts';
import { CASES, type Crawl, startCrawl } from '../tools/test/crawl-cases.ts';
import { withDatabase } from '../tools/test/database.ts';
import { submit } from './ledger/door.ts';

const [C1, C2, C3] = COMMUNES;
const database = await withDatabase({ max: 4 });
let crawl: Crawl;
before(async () => {
  crawl = await startCrawl(database.app);
});
after(() => crawl.close());

type Cookies = Record<string, string>;
const cookiesOf = new Map<string, Promise<Cookies>>();

async function askAs(name: string, url: string): Promise<{ status: number; body: unknown }> {
  const one = CASES.find((each) => each.name === name);
  assert.ok(one);
  const cookies = cookiesOf.get(name) ?? crawl.signIn(one);
  cookiesOf.set(name, cookies);
  const answer = await crawl.appOf(one).inject({ url, cookies: await cookies });
  return { status: answer.statusCode, body: answer.json() };
}

/** The shape of an answer is what core/views.ts says: the test only reads it. */
async function see<T>(name: string, url: string): Promise<T> {
  const { status, body } = await askAs(name, url);
  assert.equal(status, 200, JSON.stringify(body));
  return body as T;
}

const household = (mark: string): CanaryHousehold => {
  const found = crawl.province.households.find((each) => each.mark === mark);
  assert.ok(found);
  return found;
};

test('an area page counts its hamlets and communes, and says what may be done next', async () => {
  const peopleOf = (mark: string) => household(mark).memberIds.length;
  const people = ['1', '2', '3'].reduce((sum, k) => sum + peopleOf(`11${k}`), 0);
  const officer = await see<AreaView>('cong.chuc', `/api/areas/${C1}`);
  const hamlet = { households: 3, people, poor: 1, nearPoor: 1, listed: 3, interviewed: 3, undetermined: 0, gate: null };
  assert.deepEqual(officer.children, [
    { areaId: hamletOf(1, 1), name: 'Ấp 11', kind: 'ap', ...hamlet },
    { areaId: hamletOf(1, 2), name: 'Ấp 12', kind: 'ap', ...hamlet },
  ]);
  assert.deepEqual(officer.totals, { households: 6, people: 2 * people, poor: 2, nearPoor: 2, listed: 6, interviewed: 6, undetermined: 0 });
  assert.deepEqual(officer.area, { areaId: C1, name: 'Xã 1', kind: 'xa', code: null, level: 'commune', areaType: 'rural' });
  assert.deepEqual(
    officer.crumbs.map((crumb) => crumb.name),
    ['Tỉnh Thử', 'Xã 1'],
  );
  assert.equal(officer.gate, 'closed');
  assert.deepEqual(officer.next, []);
  const chair = await see<AreaView>('chu.tich', `/api/areas/${C2}`);
  assert.equal(chair.totals.interviewed, 4);
  assert.deepEqual(
    chair.next.map(({ action, allowed, why }) => ({ action, allowed, why })),
    [{ action: 'decide-list', allowed: true, why: null }],
  );
  const province = await see<AreaView>('tinh', `/api/areas/${PROVINCE}`);
  assert.deepEqual(
    province.children.map(({ name, households, interviewed }) => [name, households, interviewed]),
    [
      ['Xã 1', 6, 6],
      ['Xã 2', 6, 4],
      ['Xã 3', 6, 6],
    ],
  );
  assert.equal(province.gate, null);
});

test('before July 2025 the same communes stand under their district', async () => {
  const view = await see<AreaView>('huyen.mot', '/api/areas/a0002');
  assert.deepEqual(
    view.children.map((child) => child.name),
    ['Xã 1', 'Xã 2'],
  );
  assert.equal(view.totals.households, 12);
});

test('every filter gives what was put in, and pages walk through all of it once', async () => {
  const marks = async (filter: string) => {
    const page = await see<HouseholdPage>('tinh', `/api/areas/${PROVINCE}/households?filter=${filter}`);
    assert.equal(page.total, page.rows.length);
    return page.rows.map((row) => /Zq(\d+)w/.exec(row.headName)?.[1]);
  };
  const all = ['11', '12', '21', '22', '31', '32'].flatMap((hamlet) => ['1', '2', '3'].map((k) => hamlet + k));
  const ending = (...ks: string[]) => all.filter((mark) => ks.includes(mark.charAt(2)));
  assert.deepEqual(await marks('all'), all);
  assert.deepEqual(await marks('listed'), all);
  assert.deepEqual(await marks('poor'), ending('1'));
  assert.deepEqual(await marks('near-poor'), ending('2'));
  assert.deepEqual(await marks('not-interviewed'), ['212', '222']);
  assert.deepEqual(
    await marks('interviewed'),
    all.filter((mark) => mark !== '212' && mark !== '222'),
  );
  for (const none of ['undetermined', 'escaped', 'cannot-escape']) assert.deepEqual(await marks(none), []);
  for (const limit of [1, 4, 7]) {
    const walked: string[] = [];
    for (let after = ''; ; ) {
      const page = await see<HouseholdPage>('tinh', `/api/areas/${PROVINCE}/households?limit=${limit}${after}`);
      assert.equal(page.total, 18);
      walked.push(...page.rows.map((row) => row.householdId));
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    assert.deepEqual(
      walked,
      crawl.province.households.map((each) => each.householdId),
    );
  }
});

test('a row tells class, list and the verdict of each rulebook of the round', async () => {
  const { rows } = await see<HouseholdPage>('cong.chuc', `/api/areas/${hamletOf(1, 1)}/households`);
  assert.deepEqual(
    rows.map(({ status, listed, interviewed }) => [status, listed, interviewed]),
    [
      ['poor', 'on-list', true],
      ['near-poor', 'on-list', true],
      [null, 'request', true],
    ],
  );
  assert.deepEqual(
    rows.map(({ verdicts }) => verdicts.map(({ rulebook, outcome }) => [rulebook, outcome])),
    [
      [
        ['2022-2026', 'poor'],
        ['2027-2030', 'poor'],
      ],
      [
        ['2022-2026', 'near-poor'],
        ['2027-2030', 'near-poor'],
      ],
      [
        ['2022-2026', 'not-poor'],
        ['2027-2030', 'poor'],
      ],
    ],
  );
  assert.deepEqual(
    rows.map(({ verdicts }) => verdicts[0]?.deprived),
    [3, 2, 3],
  );
});

test('a household page gives people, history, answers and reasons; opening it is seen', async () => {
  const { householdId, headName, citizenId, mark, answers } = household('111');
  const view = await see<HouseholdView>('cong.chuc', `/api/households/${householdId}?purpose=decision`);
  assert.equal(view.household.headName, headName);
  assert.equal(view.household.address, `Số 1, Aq${mark}w`);
  assert.deepEqual(
    view.members.map((member) => member.fullName),
    answers.members.map((member) => member.fullName),
  );
  assert.equal(view.members[0]?.citizenId, citizenId);
  assert.deepEqual(
    view.history.map(({ year, class: held, source, decision, origin }) => ({ year, held, source, decision, origin })),
    [
      { year: 2026, held: 'poor', source: 'decision', decision: '1/QĐ-UBND', origin: 'continuing' },
      { year: 2024, held: 'poor', source: 'recorded', decision: null, origin: 'new' },
    ],
  );
  assert.deepEqual(view.interviews[0]?.answers, answers);
  assert.deepEqual(
    view.verdicts.map(({ rulebook, outcome }) => [rulebook, outcome]),
    [
      ['2022-2026', 'poor'],
      ['2027-2030', 'poor'],
    ],
  );
  assert.ok(view.verdicts.every((verdict) => verdict.trace.length > 12 && verdict.trace.every((line) => line.clause !== '')));
  assert.deepEqual(view.may, { interview: false, typeForm: false, declareTie: true, why: 'not-your-role' });
  assert.equal(view.provisional, true);
  assert.deepEqual(view.reads, { times: 1, accounts: 1 });
  const again = await see<HouseholdView>('ra.soat.ap', `/api/households/${householdId}`);
  assert.deepEqual(again.reads, { times: 2, accounts: 2 });
  assert.deepEqual(again.may, { interview: false, typeForm: false, declareTie: true, why: 'list-already-decided' });
  assert.deepEqual([view.looks, again.looks], [null, null], 'the log is the auditor’s');
  assert.equal(again.members[0]?.citizenId, `•••••••••${citizenId.slice(-3)}`);
});

test('a province officer sees reasons without health, an auditor without ethnicity too', async () => {
  const { householdId } = household('311');
  const fields = (view: HouseholdView) =>
    new Set(view.verdicts.flatMap((verdict) => verdict.trace.flatMap((line) => line.answers.map((used) => used.field))));
  const look = (name: string) => see<HouseholdView>(name, `/api/households/${householdId}`);
  const [near, above] = await Promise.all([look('hai.vai'), look('tinh')]);
  // Looks that are being written meanwhile may be counted in one place and not yet in the other.
  const audit = await look('kiem.tra');
  assert.ok(fields(near).has('healthInsurance') && fields(near).has('ethnicity'));
  assert.ok(!fields(above).has('healthInsurance') && fields(above).has('ethnicity') && fields(above).has('toilet'));
  assert.ok(!fields(audit).has('healthInsurance') && !fields(audit).has('ethnicity') && fields(audit).has('toilet'));
  assert.equal(audit.verdicts[0]?.groups['ethnic-minority'], 'unknown');
  assert.equal(audit.looks?.filter(({ kind, purpose }) => kind === 'household' && purpose === 'review').length, audit.reads.times);
  assert.deepEqual([above.looks, near.looks], [null, null]);
  assert.equal(above.interviews[0]?.answers.household.householdNote, undefined);
  assert.match(audit.members[0]?.fullName ?? '', /^Zq311w V\. A\.$/);
});

test('the log tells who looked at whose file, who searched by number, and that the log was read; a refused look leaves no line', async () => {
  const { householdId, citizenId } = household('321');
  await see('hai.vai', `/api/households/${householdId}`);
  assert.equal((await askAs('cong.chuc', `/api/households/${householdId}`)).status, 404);
  await see('hai.vai', `/api/search?q=${citizenId}`);
  await see('hai.vai', `/api/households/${householdId}/interview`);
  const { lines } = await see<{ lines: { by: string; kind: string; purpose: string }[] }>(
    'kiem.tra',
    `/api/read-log?household=${householdId}`,
  );
  assert.deepEqual(
    lines.map(({ by, kind, purpose }) => [by, kind, purpose]),
    [
      ['hai.vai', 'household', 'interview'],
      ['hai.vai', 'search', 'search-by-number'],
      ['hai.vai', 'household', 'review'],
    ],
  );
  const whole = await see<{ lines: { by: string; kind: string }[] }>('kiem.tra', '/api/read-log');
  assert.deepEqual([whole.lines[0]?.by, whole.lines[0]?.kind], ['kiem.tra', 'log']);
  for (const name of ['tinh', 'quan.tri', 'kiem.tra.xa']) assert.equal((await askAs(name, '/api/read-log')).status, 403);
});

test('nobody writes a line of the log in another name, changes one, or removes one', async () => {
  const client = await database.appPool.connect();
  const attempt = async (statement: string) => {
    await client.query('begin');
    await client.query(
      `select set_config('vuon.account', '${crawl.accountIdOf(CASES[0] ?? assert.fail())}', true), set_config('vuon.reach', 'all', true)`,
    );
    await assert.rejects(client.query(statement), /row-level security|permission denied/);
    await client.query('rollback');
  };
  try {
    await attempt(`insert into read_log (at, account_id, kind, purpose, rows) values (now(), gen_random_uuid(), 'search', 'x', 1)`);
    await attempt(`update read_log set purpose = 'x'`);
    await attempt('delete from read_log');
  } finally {
    client.release();
  }
});

test('search finds with and without marks, by number and by code, and names the member', async () => {
  const names = async (q: string) =>
    (await see<SearchView>('tinh', `/api/search?q=${encodeURIComponent(q)}`)).rows.map((row) => row.memberName);
  const { headName, citizenId, code } = household('122');
  assert.deepEqual(await names(headName), [headName]);
  assert.deepEqual(await names(headName.toUpperCase()), [headName]);
  assert.deepEqual(await names('zq122w van a'), [headName]);
  assert.deepEqual(await names(citizenId), [headName]);
  assert.deepEqual(await names(code), [headName]);
  assert.deepEqual(await names('khong co ai'), []);
  assert.deepEqual(await names('100%'), []);
  assert.equal((await askAs('tinh', '/api/search?q=a')).status, 400);
  assert.equal((await askAs('quan.tri', '/api/search?q=zq')).status, 403);
  const many = await see<SearchView>('tinh', '/api/search?q=zq');
  assert.equal(many.rows.length, 50);
  assert.equal(many.more, true);
});

test('an interview begins with the last answers and the people of today, at the cut-off of the commune', async () => {
  const { householdId, answers } = household('211');
  const view = await see<InterviewView>('ra.soat.xa', `/api/households/${householdId}/interview`);
  assert.deepEqual(view.setting, { areaType: 'rural', date: '2026-10-20' });
  assert.equal(view.questionnaire, 'phieu-b-2026');
  assert.ok(view.version !== null && view.version > 0);
  assert.deepEqual(view.current?.household, answers.household);
  const first = await see<InterviewView>('ra.soat.xa', `/api/households/${household('212').householdId}/interview`);
  assert.deepEqual([first.current, first.version], [null, null]);
  assert.deepEqual(
    first.prefill?.members.map((member) => member.memberId),
    household('212').memberIds,
  );
});

test('a draft names what blocks it, and the lists once nothing does', async () => {
  const url = `/api/rounds/${ROUND}/communes/${C2}/decision`;
  const blocked = await see<DecisionDraft>('chu.tich', url);
  assert.deepEqual(
    blocked.blockers.map(({ code, total }) => [code, total]),
    [['not-interviewed', 2]],
  );
  assert.deepEqual(
    blocked.blockers[0]?.households.map((row) => row.householdId),
    [household('212').householdId, household('222').householdId],
  );
  assert.deepEqual([blocked.allowed, blocked.why, blocked.numberSuggestion], [false, 'not-interviewed', '1/QĐ-UBND']);
  await finish('212');
  await finish('222');
  const ready = await see<DecisionDraft>('chu.tich', url);
  assert.deepEqual(ready.blockers, []);
  assert.deepEqual([ready.allowed, ready.why], [true, null]);
  const ids = (...marks: string[]) => marks.map((mark) => household(mark).householdId);
  assert.deepEqual(
    ready.lists.poor.map((row) => row.householdId),
    ids('211', '221'),
  );
  assert.deepEqual(
    ready.lists.nearPoor.map((row) => row.householdId),
    ids('212', '222'),
  );
  assert.deepEqual([ready.lists.escapedPoverty, ready.lists.escapedNearPoverty], [[], []]);
  const left = await missAndFindAgain('212');
  const outdated = await see<DecisionDraft>('chu.tich', url);
  assert.deepEqual(
    outdated.blockers.map(({ code, total, households }) => [code, total, households[0]?.householdId]),
    [['interview-outdated', 1, household('212').householdId]],
  );
  assert.deepEqual([outdated.allowed, outdated.why], [false, 'interview-outdated']);
  assert.deepEqual(
    outdated.lists.nearPoor.map((row) => row.householdId),
    ids('222'),
  );
  await finish('212', left);
  assert.deepEqual((await see<DecisionDraft>('chu.tich', url)).blockers, []);
  const other = await see<DecisionDraft>('chu.tich', `${url}?rulebook=2027-2030`);
  assert.deepEqual([other.allowed, other.why], [false, 'rulebook-not-official']);
  const enumerator = await see<DecisionDraft>('ra.soat.xa', url);
  assert.deepEqual([enumerator.allowed, enumerator.why], [false, 'not-your-role']);
});

/** Somebody is noted as dead, the household visited without them, then the death taken back. The version of that visit. */
async function missAndFindAgain(mark: string): Promise<number> {
  const { householdId, memberIds, answers } = household(mark);
  const memberId = memberIds.at(-1) ?? assert.fail();
  const version = async () =>
    Number((await database.ownerPool.query('select version from interview where household_id = $1', [householdId])).rows[0]?.version);
  const without = { ...answers, members: answers.members.filter((each) => each.memberId !== memberId) };
  const visit = { ...interview({ ...household(mark), answers: without }, await version()) };
  await asSystem(command('member-died', { householdId, memberId, on: visit.interviewedOn }));
  await asSystem(command('interview-finished', visit));
  await asSystem(command('withdraw-death', { householdId, memberId, why: 'ghi nhầm người' }));
  return version();
}

async function asSystem(sent: object): Promise<void> {
  const [answer] = await submit(database.app, 'system', [sent], { now: NOW, today: NOW.slice(0, 10) });
  assert.equal(answer?.answer, 'taken', JSON.stringify(answer));
}

async function finish(mark: string, seen: number | null = null): Promise<void> {
  const one = CASES.find((each) => each.name === 'ra.soat.xa');
  assert.ok(one);
  const payload = { commands: [command('interview-finished', interview(household(mark), seen, crawl.accountIdOf(one)))] };
  const cookies = await (cookiesOf.get(one.name) ?? crawl.signIn(one));
  const answer = await crawl.appOf(one).inject({ method: 'POST', url: '/api/commands', headers: { 'x-vuon': '1' }, cookies, payload });
  assert.equal(answer.json().answers[0].answer, 'taken', answer.body);
}

test('the public page counts communes and names nobody', async () => {
  const progress = await see<PublicProgress>('tinh', '/api/public/progress');
  assert.equal(progress.province, 'Tỉnh Thử');
  assert.deepEqual([progress.provisional, progress.demonstration], [true, true]);
  const seen = progress.communes.map(({ name, households, listed, decided }) => [name, households, listed, decided]);
  assert.deepEqual(seen, [
    ['Xã 1', 6, 6, true],
    ['Xã 2', 6, 6, false],
    ['Xã 3', 6, 6, false],
  ]);
  const stranger = await crawl.appOf(CASES[0] ?? assert.fail()).inject({ url: '/api/public/progress' });
  assert.deepEqual(stranger.json(), progress);
});

test('what is not there and what is elsewhere answer alike', async () => {
  const there = await askAs('cong.chuc', `/api/households/${household('311').householdId}`);
  const nowhere = await askAs('cong.chuc', '/api/households/c0000000-0000-4000-8000-999900000001');
  assert.deepEqual(there, nowhere);
  assert.deepEqual((await askAs('cong.chuc', `/api/areas/${C3}`)).body, { problem: { code: 'not-your-area' } });
  assert.equal((await askAs('cong.chuc', '/api/areas/a9999')).status, 404);
});
