/** Accounts as offices use them: codes that open only the choice of a password, second factors, who renews whose sign-in, sheets, leave. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TOTP } from 'otpauth';
import type { AccountSheetView, AccountsView, AccountView, FirstCode, HamletSheetView, HamletsView } from '../core/access/views.ts';
import { formatInstantVi, type Instant, instantOf, millisOf } from '../core/kernel/dates.ts';
import {
  type CanaryProvince,
  COMMUNES,
  command,
  hamletOf,
  makeCanaryProvince,
  NOW,
  PASSWORD,
  PROVINCE,
  TODAY,
} from '../tools/test/canary-province.ts';
import { instant } from '../tools/test/crawl-cases.ts';
import { withDatabase } from '../tools/test/database.ts';
import { pdfText } from '../tools/test/unpack.ts';
import { LOCKOUT } from './access/sign-in.ts';
import type { App } from './http/app.ts';
import { createApp } from './main.ts';

const [C1, C2] = COMMUNES;
const database = await withDatabase({ max: 4 });
let app: App;
let province: CanaryProvince;
let now: Instant = instant(NOW);
const ids = new Map<string, string>();

before(async () => {
  province = await makeCanaryProvince(database.app);
  app = await createApp({ db: database.app, now: () => now, perMinute: 1e6, signInsPerMinute: 1e6, facesDir: '/nowhere' });
  const posts = [
    ['quan.tri', [{ role: 'administrator', areaId: PROVINCE }]],
    ['cong.chuc', [{ role: 'commune-officer', areaId: C1 }]],
    ['truong.ap', [{ role: 'hamlet-head', areaId: hamletOf(1, 1) }]],
    [
      'ap.va.xa',
      [
        { role: 'hamlet-head', areaId: hamletOf(1, 1) },
        { role: 'commune-officer', areaId: C2 },
      ],
    ],
    ['ap.khac', [{ role: 'hamlet-head', areaId: hamletOf(2, 1) }]],
    ['chu.tich', [{ role: 'commune-chair', areaId: C1 }]],
  ] as const;
  for (const [name, held] of posts) ids.set(name, await province.addAccount(name, held));
});
after(() => app.close());

const id = (name: string): string => ids.get(name) ?? '';
type Cookies = Record<string, string>;
const ask = (url: string, cookies: Cookies = {}, payload?: object) =>
  app.inject(payload === undefined ? { url, cookies } : { method: 'POST', url, cookies, payload, headers: { 'x-vuon': '1' } });

async function come(username: string, password = PASSWORD): Promise<{ cookies: Cookies; body: { step?: string; session?: unknown } }> {
  const answer = await ask('/api/sign-in', {}, { username, password });
  assert.equal(answer.statusCode, 200, answer.body);
  return { cookies: { vuon: answer.cookies[0]?.value ?? '' }, body: answer.json() };
}

async function codeFor(name: string, by: Cookies): Promise<FirstCode> {
  const answer = await ask('/api/accounts/codes', by, { accountIds: [id(name)], format: 'json' });
  assert.equal(answer.statusCode, 200, answer.body);
  const [code]: FirstCode[] = answer.json().codes;
  assert.ok(code);
  return code;
}

const codeOf = (answer: { json: () => { problem?: { code: string } } }): string | undefined => answer.json().problem?.code;

test('a first code opens nothing but the choice of a password, once, and runs out', async () => {
  const { cookies: officer } = await come('cong.chuc');
  const code = await codeFor('truong.ap', officer);
  assert.match(code.post, /Ấp 11/);
  assert.equal((await ask('/api/sign-in', {}, { username: 'truong.ap', password: PASSWORD })).statusCode, 401, 'the old password is gone');
  const { cookies, body } = await come('truong.ap', code.code);
  assert.deepEqual(body, { step: 'new-password' });
  assert.equal((await ask('/api/session', cookies)).statusCode, 401);
  assert.equal(codeOf(await ask('/api/sign-in/second-factor', cookies, { number: '123456' })), 'not-signed-in');
  assert.equal(codeOf(await ask('/api/sign-in/password', cookies, { password: 'ngắn' })), 'password-too-short');
  assert.equal(codeOf(await ask('/api/sign-in/password', cookies, { password: code.code })), 'password-as-before');
  // Pressed twice, it is one choice.
  const choose = () => ask('/api/sign-in/password', cookies, { password: 'mật khẩu của tôi' });
  for (const chosen of await Promise.all([choose(), choose()])) assert.equal(chosen.statusCode, 200, chosen.body);
  assert.equal((await ask('/api/session', cookies)).statusCode, 200);
  assert.ok((await choose()).json().session, 'also where the first press is through');
  assert.equal(codeOf(await ask('/api/sign-in/password', cookies, { password: 'mật khẩu khác hẳn' })), 'not-signed-in');
  assert.equal((await ask('/api/sign-in', {}, { username: 'truong.ap', password: code.code })).statusCode, 401);
  const overdue = await codeFor('truong.ap', officer);
  now = instantOf(millisOf(now) + 15 * 86_400_000);
  assert.equal(codeOf(await ask('/api/sign-in', {}, { username: 'truong.ap', password: overdue.code })), 'first-code-over');
  now = instant(NOW);
});

test('of two who choose a password from the same first code at once one wins; the other is told, and so is who comes later', async () => {
  const { cookies: officer } = await come('cong.chuc');
  const code = await codeFor('truong.ap', officer);
  const comers = await Promise.all(
    ['mật khẩu người một', 'mật khẩu người hai', 'mật khẩu người ba'].map(async (password) => ({
      password,
      cookies: (await come('truong.ap', code.code)).cookies,
    })),
  );
  const [first, second, late] = comers;
  assert.ok(first && second && late);
  const chosen = await Promise.all(
    [first, second].map(async ({ cookies, password }) => ({
      cookies,
      password,
      answer: await ask('/api/sign-in/password', cookies, { password }),
    })),
  );
  const won = chosen.filter(({ answer }) => answer.statusCode === 200);
  assert.equal(won.length, 1, chosen.map(({ answer }) => answer.body).join());
  const lost = chosen.find(({ answer }) => answer.statusCode !== 200);
  assert.equal(lost && codeOf(lost.answer), 'password-set-elsewhere');
  assert.equal(codeOf(await ask('/api/sign-in/password', late.cookies, { password: late.password })), 'password-set-elsewhere');
  for (const { password, cookies } of comers) {
    const winner = password === won[0]?.password;
    assert.equal((await ask('/api/session', cookies)).statusCode, winner ? 200 : 401, password);
    assert.equal((await ask('/api/sign-in', {}, { username: 'truong.ap', password })).statusCode, winner ? 200 : 401, password);
  }
});

test('of two changes of one’s own password at once one is kept; the fifth wrong password says until when it is locked', async () => {
  const passwords = ['đổi sang cái này', 'đổi sang cái kia'];
  const { cookies } = await come('ap.va.xa');
  const changed = await Promise.all(passwords.map((password) => ask('/api/me/password', cookies, { current: PASSWORD, password })));
  assert.deepEqual(changed.map((answer) => answer.statusCode === 200).sort(), [false, true], changed.map(({ body }) => body).join());
  const kept = passwords[changed.findIndex((answer) => answer.statusCode === 200)] ?? '';
  const own = (await come('ap.va.xa', kept)).cookies;
  for (const url of ['/api/me/password', '/api/me/second-factor/set-up']) {
    const more = url.endsWith('password') ? { password: 'một mật khẩu khác' } : {};
    now = instantOf(millisOf(instant(NOW)) + (url.endsWith('password') ? 0 : 60 * 60_000));
    const wrong = [];
    for (let i = 0; i < 5; i += 1) wrong.push((await ask(url, own, { current: 'không phải', ...more })).json().problem);
    const until = formatInstantVi(instantOf(millisOf(now) + LOCKOUT.lockMinutes * 60_000));
    assert.deepEqual(wrong, [...[4, 3, 2, 1].map((left) => ({ code: 'password-wrong', left })), { code: 'password-locked', until }]);
    assert.deepEqual(
      (await ask(url, own, { current: kept, ...more })).json().problem,
      { code: 'password-locked', until },
      'the right one too',
    );
  }
  now = instant(NOW);
});

test('a commune renews sign-ins of its own hamlets only, and of nobody with a greater post', async () => {
  const { cookies: officer } = await come('cong.chuc');
  const list: AccountsView = (await ask('/api/accounts', officer)).json();
  assert.deepEqual(
    list.rows.map((row) => row.username),
    ['truong.ap'],
  );
  assert.equal(list.manages, false);
  for (const name of ['ap.va.xa', 'ap.khac', 'chu.tich', 'quan.tri', 'cong.chuc'])
    assert.equal((await ask('/api/accounts/codes', officer, { accountIds: [id(name)], format: 'json' })).statusCode, 404, name);
  // Nor is it noted by whoever says so at the door, of whomever.
  for (const name of ['ap.va.xa', 'truong.ap']) {
    const forced = command('sign-in-renewed', { accountId: id(name), areaId: C1, what: 'first-code' });
    const { answers } = (await ask('/api/commands', officer, { commands: [forced] })).json();
    assert.deepEqual(
      answers.map((answer: { commandId: string; problem: { code: string } }) => [answer.commandId, answer.problem.code]),
      [[forced.commandId, 'not-sent-by-hand']],
    );
  }
  const { cookies: head } = await come('ap.khac');
  assert.equal((await ask('/api/accounts', head)).statusCode, 403);
});

test('nobody gives themselves a post, a post fits its level, a leave has an end and a holder', async () => {
  const { cookies } = await come('quan.tri');
  const said = async (kind: string, payload: object) => {
    const [answer] = (await ask('/api/commands', cookies, { commands: [command(kind, payload)] })).json().answers;
    return answer.problem?.code ?? answer.answer;
  };
  const grant = { role: 'commune-officer', areaId: C1, from: TODAY, to: null };
  assert.equal(await said('grant-given', { accountId: id('quan.tri'), ...grant }), 'own-account');
  assert.equal(await said('grant-given', { accountId: id('ap.khac'), ...grant, areaId: hamletOf(1, 1) }), 'role-not-for-level');
  assert.equal(await said('grant-given', { accountId: id('ap.khac'), ...grant, to: '2025-01-01' }), 'days-reversed');
  const chair = { accountId: id('ap.khac'), role: 'commune-chair', areaId: C1, from: TODAY };
  assert.equal(await said('grant-given', { ...chair, to: null, delegatedBy: id('chu.tich') }), 'delegation-needs-an-end');
  assert.equal(await said('grant-given', { ...chair, to: '2026-12-31', delegatedBy: id('cong.chuc') }), 'not-their-post');
  assert.equal(await said('grant-given', { ...chair, to: '2026-12-31', delegatedBy: id('chu.tich') }), 'taken');
  const view: AccountView = (await ask(`/api/accounts/${id('ap.khac')}`, cookies)).json();
  assert.equal(view.account.posts.find((post) => post.role === 'commune-chair')?.delegatedBy, 'chu.tich');
  const { cookies: lost } = await come('ap.khac');
  assert.equal((await ask('/api/session', lost)).statusCode, 200);
  assert.equal(await said('account-suspended', { accountId: id('ap.khac'), why: 'thử' }), 'taken');
  assert.equal((await ask('/api/sign-in', {}, { username: 'ap.khac', password: PASSWORD })).statusCode, 401);
  assert.equal(await said('account-resumed', { accountId: id('ap.khac'), why: 'thử' }), 'taken');
  assert.equal((await ask('/api/session', lost)).statusCode, 401, 'what was open before stays closed');
  await come('ap.khac');
});

test('where it is demanded a chair sets up a second factor first; a number is taken once; tries are few; a recovery code is good once', async () => {
  const { cookies: admin } = await come('quan.tri');
  assert.ok((await come('chu.tich')).body.session, 'a demonstration demands none');
  const rule = command('sign-in-rule-set', { secondFactor: 'demanded' });
  assert.equal((await ask('/api/commands', admin, { commands: [rule] })).json().answers[0].answer, 'taken');
  const first = await come('chu.tich');
  assert.deepEqual(first.body, { step: 'set-up' });
  const setUp = (await ask('/api/sign-in/set-up', first.cookies, {})).json();
  assert.match(setUp.picture, /^data:image\/svg\+xml;base64,/);
  const totp = new TOTP({ secret: setUp.secret.replaceAll(' ', ''), digits: 6, period: 30 });
  const number = (): string => totp.generate({ timestamp: millisOf(now) });
  const confirmed = await ask('/api/sign-in/set-up/confirm', first.cookies, { number: number() });
  assert.equal(confirmed.statusCode, 200, confirmed.body);
  const { recoveryCodes } = confirmed.json();
  assert.equal(recoveryCodes.length, 10);
  const factor = async (typed: string) => {
    const { cookies, body } = await come('chu.tich');
    assert.deepEqual(body, { step: 'second-factor' });
    return ask('/api/sign-in/second-factor', cookies, { number: typed });
  };
  assert.equal(codeOf(await factor(number())), 'second-factor-wrong', 'the number that confirmed it was taken');
  now = instantOf(millisOf(now) + 60_000);
  assert.equal((await factor(number())).statusCode, 200);
  assert.equal(codeOf(await factor(number())), 'second-factor-wrong', 'taken a moment ago');
  assert.equal((await factor(recoveryCodes[0].toUpperCase())).statusCode, 200);
  assert.equal(codeOf(await factor(recoveryCodes[0])), 'second-factor-wrong');
  const codes = [];
  for (let i = 0; i < 5; i += 1) codes.push(codeOf(await factor('000000')));
  assert.equal(codes.at(-1), 'second-factor-locked');
  now = instantOf(millisOf(now) + 60_000);
  assert.equal(codeOf(await factor(number())), 'second-factor-locked', 'a right number too, while it is locked');
  const taken = await ask(`/api/accounts/${id('chu.tich')}/second-factor/remove`, admin, {});
  assert.equal(taken.statusCode, 200, taken.body);
  assert.deepEqual((await come('chu.tich')).body, { step: 'set-up' });
  await database.ownerPool.query('delete from sign_in_rule');
  now = instant(NOW);
});

test('a second factor of one’s own leaves an event when it is turned on and off, and lies sealed', async () => {
  const { cookies } = await come('ap.khac');
  const turned = async (): Promise<boolean[]> => {
    const { rows } = await database.ownerPool.query<{ body: { accountId: string; on: boolean } }>(
      `select p.body::jsonb as body from event e join payload p using (event_id) where e.kind = 'second-factor-turned' order by e.seq`,
    );
    return rows.filter(({ body }) => body.accountId === id('ap.khac')).map(({ body }) => body.on);
  };
  assert.equal((await ask('/api/me/second-factor/set-up', cookies, {})).statusCode, 400, 'an open screen is not enough');
  const setUp = (await ask('/api/me/second-factor/set-up', cookies, { current: PASSWORD })).json();
  const totp = new TOTP({ secret: setUp.secret.replaceAll(' ', ''), digits: 6, period: 30 });
  assert.equal(codeOf(await ask('/api/me/second-factor/confirm', cookies, { number: '000000' })), 'second-factor-wrong');
  assert.deepEqual(await turned(), [], 'nothing was turned on');
  const number = (): string => totp.generate({ timestamp: millisOf(now) });
  const several = await Promise.all([1, 2, 3].map(() => ask('/api/me/second-factor/confirm', cookies, { number: number() })));
  assert.equal(several.filter(({ statusCode }) => statusCode === 200).length, 1, 'confirmed once');
  assert.deepEqual(await turned(), [true]);
  const { rows } = await database.ownerPool.query<{ secret: Buffer }>('select secret from second_factor where account_id = $1', [
    id('ap.khac'),
  ]);
  const [plain, stored] = [Buffer.from(totp.secret.bytes), rows[0]?.secret ?? Buffer.alloc(0)];
  assert.equal(stored.length, 49);
  assert.equal(stored.includes(plain), false);
  now = instantOf(millisOf(now) + 60_000);
  assert.equal((await ask('/api/me/second-factor/remove', cookies, { number: number() })).statusCode, 200);
  assert.deepEqual(await turned(), [true, false]);
  const [answer] = (
    await ask('/api/commands', cookies, { commands: [command('second-factor-turned', { accountId: id('chu.tich'), on: false })] })
  ).json().answers;
  assert.equal(answer.problem.code, 'not-your-role', 'nobody says it of anybody by themselves');
  now = instant(NOW);
});

test('a sheet of people: looked at first, refused by row, written once, slips for all', async () => {
  const { cookies } = await come('quan.tri');
  const text = [
    'Danh sách người dùng,,,,',
    'TT,Họ và tên,Chức vụ,Xã,Ấp',
    '1,Thạch Thị Sa Rươne,Trưởng ấp,Xã 1,Ấp 11',
    '2,Nguyễn Văn An,Rà soát viên,Xã 1,Ấp 12',
    '3,Nguyễn Văn An,Rà soát viên,Xã 2,Ấp 21',
    '4,Lê Văn Bê,Trưởng ấp,Xã 1,',
    '5,Lê Văn Cê,Thầy giáo,Xã 1,',
    '6,Lê Văn Dê,Trưởng ấp,Xã 99,Ấp 1',
    '7,Nguyễn Văn An,Rà soát viên,Xã 1,Ấp 12',
  ].join('\n');
  const sheet = (write: boolean) =>
    ask('/api/accounts/sheet', cookies, { name: 'ds.csv', base64: Buffer.from(text).toString('base64'), write });
  const looked: AccountSheetView = (await sheet(false)).json();
  assert.deepEqual(
    looked.created.map((row) => row.username),
    ['thachthisaruone', 'nguyenvanan', 'nguyenvanan2'],
  );
  assert.deepEqual(
    looked.refused.map(({ line, code }) => [line, code]),
    [
      [6, 'role-not-for-level'],
      [7, 'account-role-unknown'],
      [8, 'account-commune-unknown'],
      [9, 'account-row-repeats'],
    ],
  );
  assert.equal((await ask('/api/accounts?q=nguyenvanan', cookies)).json().total, 0, 'nothing is written yet');
  const written: AccountSheetView = (await sheet(true)).json();
  assert.equal(written.created.length, 3);
  const again: AccountSheetView = (await sheet(true)).json();
  assert.deepEqual([again.created.length, again.known], [0, 4]);
  const accountIds = written.created.map((row) => row.accountId);
  const slips = await ask('/api/accounts/codes', cookies, { accountIds, format: 'pdf' });
  assert.equal(slips.statusCode, 200, slips.body);
  const printed = pdfText(slips.rawPayload);
  for (const name of ['thachthisaruone', 'nguyenvanan2']) assert.ok(printed.includes(name), printed.slice(0, 400));
  const { cookies: officer } = await come('cong.chuc');
  assert.equal((await ask('/api/accounts/sheet', officer, { name: 'ds.csv', base64: '', write: false })).statusCode, 403);
});

test('of two offices that give a first code at once one wins, and the other is told', async () => {
  const { cookies: admin } = await come('quan.tri');
  const accountIds = [id('ap.khac')];
  const answers = await Promise.all([1, 2, 3].map(() => ask('/api/accounts/codes', admin, { accountIds, format: 'json' })));
  const given = answers.filter(({ statusCode }) => statusCode === 200);
  assert.deepEqual(
    answers.filter((answer) => !given.includes(answer)).map((answer) => answer.json().problem.code),
    answers.slice(given.length).map(() => 'code-given-elsewhere'),
  );
  const codes = given.map((answer): string => answer.json().codes[0].code);
  const opened = await Promise.all(codes.map((password) => ask('/api/sign-in', {}, { username: 'ap.khac', password })));
  assert.equal(opened.filter(({ statusCode }) => statusCode === 200).length, 1, 'the last one given opens');
});

test('a list of hamlets: looked at first, refused by row, written once, only by the administrator', async () => {
  const { cookies } = await come('quan.tri');
  const base64 = Buffer.from(['Xã,Tên ấp', 'Xã 1,Rạch Gốc', 'Xã 1,Ấp 11', 'Xã 99,Ấp Một', 'Xã 2,'].join('\n')).toString('base64');
  const sheet = (write: boolean, by = cookies) => ask('/api/hamlets/sheet', by, { name: 'ap.csv', base64, write });
  const hamletsOf = async (): Promise<number[]> => {
    const view: HamletsView = (await ask('/api/hamlets', cookies)).json();
    return view.communes.map((commune) => commune.hamlets);
  };
  const before = await hamletsOf();
  const looked: HamletSheetView = (await sheet(false)).json();
  assert.deepEqual(looked.added, [{ line: 2, name: 'Ấp Rạch Gốc', communeName: 'Xã 1' }]);
  assert.deepEqual(
    looked.refused.map(({ line, code }) => [line, code]),
    [
      [4, 'account-commune-unknown'],
      [5, 'hamlet-name-missing'],
    ],
  );
  assert.deepEqual([looked.known, await hamletsOf()], [1, before]);
  assert.equal((await sheet(true)).json().written, true);
  assert.equal(
    (await hamletsOf()).reduce((sum, count) => sum + count, 0),
    before.reduce((sum, count) => sum + count, 0) + 1,
  );
  const again: HamletSheetView = (await sheet(true)).json();
  assert.deepEqual([again.added, again.known], [[], 2]);
  const twice = Buffer.from('Xã,Tên ấp\nXã 2,Ấp Hai Lần').toString('base64');
  const both = await Promise.all([1, 2, 3].map(() => ask('/api/hamlets/sheet', cookies, { name: 'a.csv', base64: twice, write: true })));
  assert.equal(both.filter(({ statusCode }) => statusCode === 200).length >= 1, true);
  const view: HamletsView = (await ask('/api/hamlets', cookies)).json();
  assert.equal(
    view.communes.reduce((sum, commune) => sum + commune.hamlets, 0),
    before.reduce((sum, count) => sum + count, 0) + 2,
  );
  const long = Buffer.from(`Xã,Tên ấp\n${'Xã 1,Ấp Một\n'.repeat(20_000)}`).toString('base64');
  const tooLong = await ask('/api/hamlets/sheet', cookies, { name: 'ho.csv', base64: long, write: false });
  assert.deepEqual([tooLong.statusCode, tooLong.json().problem.code], [400, 'file-too-many-rows']);
  const { cookies: officer } = await come('cong.chuc');
  assert.deepEqual([(await sheet(true, officer)).statusCode, (await ask('/api/hamlets', officer)).statusCode], [403, 403]);
  const none = await ask('/api/hamlets/sheet', cookies, { name: 'x.csv', base64: Buffer.from('a,b\n1,2').toString('base64'), write: true });
  assert.deepEqual([none.statusCode, none.json().problem.code], [400, 'hamlet-sheet-titles']);
});

test('the auditor sees who looked and who wrote, masked, and what is unusual', async () => {
  const auditor = await province.addAccount('kiem.tra', [{ role: 'auditor', areaId: PROVINCE }]);
  const { cookies: officer } = await come('cong.chuc');
  const [seen] = province.households;
  assert.ok(seen);
  assert.equal((await ask(`/api/households/${seen.householdId}?purpose=request`, officer)).statusCode, 200);
  const { cookies } = await come('kiem.tra');
  const looks = (await ask(`/api/log?part=reads&household=${seen.householdId}&purpose=request&by=cong.chuc`, cookies)).json();
  assert.equal(looks.lines.length, 1);
  assert.notEqual(looks.lines[0].headName, seen.headName);
  const byCode = await ask(`/api/log?part=reads&household=${seen.code.toLowerCase()}&purpose=request&by=cong.chuc`, cookies);
  assert.deepEqual(byCode.json().lines, looks.lines, 'the code that people know finds the same');
  assert.deepEqual((await ask('/api/log?part=reads&household=KHONG-CO', cookies)).json().lines, []);
  assert.equal((await ask('/api/log?part=reads&from=2030-01-01', cookies)).json().lines.length, 0);
  const events = (await ask('/api/log?part=events', cookies)).json();
  assert.ok(events.lines.some((line: { kind: string }) => line.kind === 'sign-in-renewed'));
  assert.equal((await ask('/api/log?part=events&to=9999-12-31', cookies)).statusCode, 400);
  assert.equal((await ask('/api/log?part=reads', officer)).statusCode, 403);
  await database.ownerPool.query(
    `insert into read_log (at, account_id, kind, household_id, hamlet_id, purpose, rows)
     select $1::timestamptz, $2, 'household', gen_random_uuid(), $3, 'review', 1 from generate_series(1, 61)`,
    [NOW, id('cong.chuc'), hamletOf(1, 1)],
  );
  const { unusual } = (await ask('/api/log?part=unusual', cookies)).json();
  assert.deepEqual(
    unusual.map((each: { rule: string; by: string }) => [each.rule, each.by]),
    [['many', 'cong.chuc']],
  );
  assert.ok(auditor);
});
