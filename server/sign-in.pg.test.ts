/** Signing in as a browser meets it: the cookie, the lock, the origin of writes, the end of a session, the headers. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type Instant, instantOf, millisOf, parseInstant, type PlainDate } from '../core/kernel/dates.ts';
import { withDatabase } from '../tools/test/database.ts';
import { LOCKOUT, SESSION, setPassword } from './access/sign-in.ts';
import type { App } from './http/app.ts';
import { inlineScriptHashes } from './http/security.ts';
import { createApp } from './main.ts';

const ACCOUNT = '00000000-0000-4000-8000-00000000000a';
const LEFT = '00000000-0000-4000-8000-00000000000b';
const PASSWORD = 'mật khẩu đủ dài';
const MORNING = instant('2026-10-01T01:00:00.000Z');

const database = await withDatabase({ max: 4 });
let app: App;
let now: Instant = MORNING;
const faces = mkdtempSync(join(tmpdir(), 'vuon-faces-'));
const SCRIPT = 'globalThis.kit = { base: "/desk" };';

before(async () => {
  await database.ownerPool.query(`
    insert into installation (installation_id, epoch, province_id, province_code, province_name, demonstration, created_at)
    values (gen_random_uuid(), gen_random_uuid(), 'a0001', '86', 'Tỉnh Vĩnh Long', true, now());
    insert into area values ('a0001', 'province');
    insert into area_period values ('a0001', '2000-01-01', null, '86', 'Tỉnh Vĩnh Long', 'tinh', null, null, false);
    insert into account values ('${ACCOUNT}', 'can.bo', 'Cán Bộ', 'active'), ('${LEFT}', 'huyen', 'Cán Bộ Huyện', 'active');
    insert into role_grant values ('${ACCOUNT}', 'province-officer', 'a0001', '2026-01-01', null),
                                  ('${LEFT}', 'district-officer', 'a0001', '2020-01-01', null);`);
  for (const accountId of [ACCOUNT, LEFT])
    await setPassword(database.app, { now, today: '2026-10-01' as PlainDate }, { accountId, password: PASSWORD });
  mkdirSync(join(faces, 'desk/_app/immutable'), { recursive: true });
  writeFileSync(join(faces, 'desk/index.html'), `<!doctype html><script>${SCRIPT}</script><script src="/x.js"></script><p>Trang</p>`);
  writeFileSync(join(faces, 'desk/_app/immutable/a.js'), 'export {};');
  app = await createApp({ db: database.app, now: () => now, facesDir: faces, signInsPerMinute: 10_000 });
});
after(async () => {
  await app.close();
  rmSync(faces, { recursive: true });
});
beforeEach(async () => {
  now = MORNING;
  await database.ownerPool.query('delete from sign_in_attempt');
});

function instant(text: string): Instant {
  const parsed = parseInstant(text);
  assert.ok(parsed.ok);
  return parsed.value;
}

const later = (minutes: number) => {
  now = instantOf(millisOf(MORNING) + minutes * 60_000);
};
const signIn = (username: string, password: string, headers: Record<string, string> = { 'x-vuon': '1' }) =>
  app.inject({ method: 'POST', url: '/api/sign-in', headers, payload: { username, password } });
const session = (token: string) => app.inject({ method: 'GET', url: '/api/session', cookies: { vuon: token } });
async function tokenOf(username = 'can.bo'): Promise<string> {
  const answer = await signIn(username, PASSWORD);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.cookies.find((cookie) => cookie.name === 'vuon')?.value ?? '';
}

test('a right password gives a session in a cookie that no script reads and no other site sends', async () => {
  const answer = await signIn(' Can.Bo ', PASSWORD.normalize('NFD'));
  assert.equal(answer.statusCode, 200);
  assert.match(String([answer.headers['set-cookie']].flat()[0]), /^vuon=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/);
  const { session: view } = answer.json();
  assert.deepEqual(view.roles, [{ role: 'province-officer', areaId: 'a0001', areaName: 'Tỉnh Vĩnh Long' }]);
  assert.equal(view.home, 'a0001');
  assert.equal(view.demonstration, true);
  assert.equal(view.provisional, true);
  const again = await session(answer.cookies[0]?.value ?? '');
  assert.deepEqual(again.json(), view);
});

test('behind https the cookie is Secure and bound to the host', async () => {
  const secure = await createApp({ db: database.app, now: () => now, facesDir: faces, publicOrigin: 'https://vuon.example' });
  const headers = { 'x-vuon': '1', origin: 'https://vuon.example' };
  const answer = await secure.inject({ method: 'POST', url: '/api/sign-in', headers, payload: { username: 'can.bo', password: PASSWORD } });
  assert.match(String([answer.headers['set-cookie']].flat()[0]), /^__Host-vuon=[\w-]{43}; .*Secure; SameSite=Strict$/);
  assert.match(String(answer.headers['strict-transport-security']), /max-age/);
  const wrong = await secure.inject({
    method: 'POST',
    url: '/api/sign-in',
    headers: { 'x-vuon': '1', origin: 'http://vuon.example' },
    payload: {},
  });
  assert.equal(wrong.json().problem.code, 'wrong-origin');
  await secure.close();
});

test('the token is not in the database, and a look as a signed-in person shows no password and no session', async () => {
  const token = await tokenOf();
  const { rows } = await database.ownerPool.query(`select encode(token_hash, 'escape') as hash from session`);
  assert.ok(rows.length > 0 && rows.every((row) => !String(row.hash).includes(token)));
  const client = await database.appPool.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('vuon.account', '${ACCOUNT}', true), set_config('vuon.reach', 'all', true)`);
    for (const table of ['credential', 'session', 'sign_in_attempt', 'second_factor', 'recovery_code']) {
      assert.equal((await client.query(`select 1 from ${table}`)).rowCount, 0, table);
    }
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('an unknown name and a wrong password answer alike, and lock alike', async () => {
  for (const username of ['can.bo', 'khong.co']) {
    for (let left = LOCKOUT.tries - 1; left >= 1; left -= 1) {
      const answer = await signIn(username, 'sai mật khẩu');
      assert.equal(answer.statusCode, 401);
      assert.deepEqual(answer.json(), { problem: { code: 'sign-in-failed', left } });
    }
    for (const password of ['sai mật khẩu', PASSWORD]) {
      const answer = await signIn(username, password);
      assert.equal(answer.statusCode, 429, 'the last wrong try locks, and says so');
      assert.deepEqual(answer.json(), { problem: { code: 'sign-in-locked', minutes: LOCKOUT.lockMinutes } });
    }
  }
  later(LOCKOUT.lockMinutes - 1);
  assert.deepEqual((await signIn('can.bo', PASSWORD)).json(), { problem: { code: 'sign-in-locked', minutes: 1 } });
  later(LOCKOUT.lockMinutes + 1);
  assert.equal((await signIn('can.bo', PASSWORD)).statusCode, 200);
});

test('strangers cannot lock somebody out of a browser in which they signed in; its own wrong tries lock it', async () => {
  const known = (await signIn('can.bo', PASSWORD)).cookies.find((cookie) => cookie.name === 'vuon-known');
  assert.ok(known !== undefined && known.httpOnly === true && known.sameSite === 'Strict');
  const from = (mark: string, username: string, password: string) =>
    app.inject({
      method: 'POST',
      url: '/api/sign-in',
      headers: { 'x-vuon': '1' },
      cookies: { 'vuon-known': mark },
      payload: { username, password },
    });
  for (let i = 0; i <= LOCKOUT.tries; i += 1) await signIn('can.bo', 'sai mật khẩu');
  assert.equal((await signIn('can.bo', PASSWORD)).statusCode, 429, 'strangers are locked');
  assert.equal((await from(known.value, 'can.bo', PASSWORD)).statusCode, 200);
  const forged = `${known.value.split('.')[0]}.${'A'.repeat(43)}`;
  for (const mark of [forged, '.', known.value.slice(0, -2)]) assert.equal((await from(mark, 'can.bo', PASSWORD)).statusCode, 429, mark);
  for (let i = 0; i < LOCKOUT.tries; i += 1) await from(known.value, 'huyen', 'sai mật khẩu');
  assert.equal((await signIn('huyen', PASSWORD)).statusCode, 429, 'a mark of one person is nothing for another');
  for (let i = 0; i < LOCKOUT.tries; i += 1) await from(known.value, 'can.bo', 'sai mật khẩu');
  assert.equal((await from(known.value, 'can.bo', PASSWORD)).statusCode, 429);
});

test('tries at the same time cannot slip past the lock', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => signIn('can.bo', 'sai mật khẩu')));
  const codes = answers.map((answer) => answer.json().problem.code);
  assert.equal(codes.filter((code) => code === 'sign-in-failed').length, LOCKOUT.tries - 1);
  assert.equal(codes.filter((code) => code === 'sign-in-locked').length, 12 - LOCKOUT.tries + 1);
});

test('a right password wipes the count, old failures do not add up', async () => {
  for (let i = 0; i < LOCKOUT.tries - 1; i += 1) await signIn('can.bo', 'sai');
  await tokenOf();
  assert.equal((await signIn('can.bo', 'sai')).json().problem.left, LOCKOUT.tries - 1);
  later(LOCKOUT.windowMinutes + 1);
  assert.equal((await signIn('can.bo', 'sai')).json().problem.left, LOCKOUT.tries - 1);
});

test('a write without our header, or from another page, is refused', async () => {
  const cases = [
    {},
    { 'x-vuon': '1', origin: 'https://evil.example' },
    { 'x-vuon': '1', 'sec-fetch-site': 'cross-site' },
    { 'x-vuon': '1', origin: 'null' },
  ];
  for (const headers of cases) {
    const answer = await signIn('can.bo', PASSWORD, headers);
    assert.equal(answer.statusCode, 403);
    assert.equal(answer.json().problem.code, 'wrong-origin');
  }
  assert.equal((await signIn('can.bo', PASSWORD, { 'x-vuon': '1', origin: 'http://localhost:80', host: 'localhost:80' })).statusCode, 200);
});

test('sessions end: by signing out, by rest, by age, by suspension, by a new password', async () => {
  const first = await tokenOf();
  assert.equal(
    (await app.inject({ method: 'POST', url: '/api/sign-out', headers: { 'x-vuon': '1' }, cookies: { vuon: first } })).statusCode,
    200,
  );
  assert.equal((await session(first)).statusCode, 401);
  const resting = await tokenOf();
  later(SESSION.idleHours * 60 - 1);
  assert.equal((await session(resting)).statusCode, 200);
  later(SESSION.idleHours * 60 * 2 - 2);
  assert.equal((await session(resting)).statusCode, 200, 'it was used in between');
  later(SESSION.idleHours * 60 * 4);
  assert.deepEqual((await session(resting)).json(), { problem: { code: 'not-signed-in' } });
  now = MORNING;
  const old = await tokenOf();
  for (let hours = 6; hours < SESSION.wholeDays * 24; hours += 6) {
    later(hours * 60);
    assert.equal((await session(old)).statusCode, 200);
  }
  later(SESSION.wholeDays * 24 * 60 + 1);
  assert.equal((await session(old)).statusCode, 401);
  now = MORNING;
  const suspended = await tokenOf();
  await database.ownerPool.query(`update account set state = 'suspended' where account_id = '${ACCOUNT}'`);
  assert.equal((await session(suspended)).statusCode, 401);
  assert.equal((await signIn('can.bo', PASSWORD)).json().problem.code, 'sign-in-failed');
  await database.ownerPool.query(`update account set state = 'active' where account_id = '${ACCOUNT}'; delete from sign_in_attempt`);
  const before = await tokenOf();
  await setPassword(database.app, { now, today: '2026-10-01' as PlainDate }, { accountId: ACCOUNT, password: PASSWORD });
  assert.equal((await session(before)).statusCode, 401);
});

test('somebody whose posts have all ended cannot come in, and is told why', async () => {
  const answer = await signIn('huyen', PASSWORD);
  assert.equal(answer.statusCode, 403);
  assert.equal(answer.json().problem.code, 'grant-not-in-force');
});

test('every answer forbids foreign scripts and frames, a face may run its own inline script only', async () => {
  const api = await app.inject({ url: '/api/session' });
  assert.equal(api.headers['content-security-policy'], "default-src 'none'; frame-ancestors 'none'");
  assert.equal(api.headers['cache-control'], 'no-store');
  const page = await app.inject({ url: '/desk/ho/123' });
  assert.match(page.body, /<p>Trang<\/p>/);
  const policy = String(page.headers['content-security-policy']);
  assert.ok(policy.includes(`script-src 'self' 'sha256-${inlineScriptHashes(`<script>${SCRIPT}</script>`)[0]}'`));
  assert.ok(!policy.includes("script-src 'self' 'unsafe-inline'") && policy.includes("frame-ancestors 'none'"));
  for (const answer of [api, page]) {
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    assert.equal(answer.headers['referrer-policy'], 'same-origin');
  }
  const file = await app.inject({ url: '/desk/_app/immutable/a.js' });
  assert.match(String(file.headers['cache-control']), /immutable/);
  assert.match(String(file.headers['content-type']), /javascript/);
  for (const [coding, unpack] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    const packed = await app.inject({ url: '/desk/_app/immutable/a.js', headers: { 'accept-encoding': coding } });
    assert.equal(packed.headers['content-encoding'], coding);
    assert.equal(unpack(packed.rawPayload).toString(), 'export {};');
  }
  assert.equal((await app.inject({ url: '/desk/ho', headers: { 'if-none-match': String(page.headers['etag']) } })).statusCode, 304);
  assert.equal((await app.inject({ url: '/desk/_app/immutable/gone.js' })).statusCode, 404);
  assert.equal(
    (await app.inject({ url: '/desk/../secret' })).statusCode,
    503,
    'a path cannot leave the folder: this is the portal, not built',
  );
});

test('a face that was not built says so in a sentence', async () => {
  for (const url of ['/field/', '/']) {
    const answer = await app.inject({ url });
    assert.equal(answer.statusCode, 503);
    assert.match(answer.body, /chưa được dựng/);
  }
});

test('sign-ins of one address are limited', async () => {
  const strict = await createApp({ db: database.app, now: () => now, facesDir: faces, signInsPerMinute: 3 });
  const codes = [];
  for (let i = 0; i < 4; i += 1) {
    const answer = await strict.inject({
      method: 'POST',
      url: '/api/sign-in',
      headers: { 'x-vuon': '1' },
      payload: { username: `ten${i}`, password: 'sai' },
    });
    codes.push(answer.statusCode);
  }
  assert.deepEqual(codes, [401, 401, 401, 429]);
  await strict.close();
});

test('behind a proxy the limit counts the readers, without one nobody can pretend to be another', async () => {
  const tries = async (publicOrigin: string | undefined) => {
    const app = await createApp({ db: database.app, now: () => now, facesDir: faces, signInsPerMinute: 2, publicOrigin });
    const codes: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      const headers = { 'x-vuon': '1', 'x-forwarded-for': `203.0.113.${i}` };
      const answer = await app.inject({
        method: 'POST',
        url: '/api/sign-in',
        headers,
        payload: { username: `nguoi${i}`, password: 'sai' },
      });
      codes.push(answer.statusCode);
    }
    await app.close();
    return codes;
  };
  assert.deepEqual(await tries('https://vuon.example'), [401, 401, 401, 401]);
  assert.deepEqual(await tries(undefined), [401, 401, 429, 429]);
});

test('a request in a wrong form names the place, never the value', async () => {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/sign-in',
    headers: { 'x-vuon': '1' },
    payload: { username: 'x', password: 'y', more: 'secret' },
  });
  assert.equal(answer.statusCode, 400);
  assert.equal(answer.json().problem.code, 'bad-request');
  assert.ok(!answer.body.includes('secret'));
});

test('a stranger’s large body is refused before it is read as JSON', async () => {
  const headers = { 'x-vuon': '1', 'content-type': 'application/json' };
  const payload = `{"commands":[${'['.repeat(1_200_000)}`;
  const answer = await app.inject({ method: 'POST', url: '/api/commands', headers, payload });
  assert.deepEqual([answer.statusCode, answer.json()], [401, { problem: { code: 'not-signed-in' } }]);
});

test('nesting deeper than any form is refused as it is; brackets within a text are text', async () => {
  const headers = { 'x-vuon': '1', 'content-type': 'application/json' };
  const send = (password: unknown) =>
    app.inject({ method: 'POST', url: '/api/sign-in', headers, payload: JSON.stringify({ username: 'can.bo', password }) });
  const nested = (depth: number): unknown => (depth === 0 ? 'x' : [nested(depth - 1)]);
  assert.equal((await send(nested(60))).json().problem.where, 'depth');
  assert.equal((await send(nested(20))).json().problem.where, 'password');
  assert.equal((await send(`"\\${'['.repeat(100)}`)).json().problem.code, 'sign-in-failed');
});

test('a text with U+0000 is a wrong form, not a failure', async () => {
  const answer = await signIn('can.bo\u0000', PASSWORD);
  assert.deepEqual([answer.statusCode, answer.json().problem.code], [400, 'bad-request']);
});

test('a foreign name that leads to this machine may not write', async () => {
  const headers = { 'x-vuon': '1', host: 'rebound.example', origin: 'http://rebound.example' };
  assert.equal((await signIn('can.bo', PASSWORD, headers)).json().problem.code, 'wrong-origin');
});

test('an address that cannot be one is a problem to a program and a sentence to a person', async () => {
  const api = await app.inject({ url: '/api/areas/%zz' });
  assert.deepEqual([api.statusCode, api.json()], [400, { problem: { code: 'bad-request', where: 'address' } }]);
  for (const url of ['/%zz', '/desk/%E0%A4%A', '/field/%zz']) {
    const page = await app.inject({ url });
    assert.deepEqual([page.statusCode, page.headers['content-type']], [404, 'text/plain; charset=utf-8'], url);
    assert.match(page.body, /^Không tìm thấy/);
    assert.equal(page.headers['x-content-type-options'], 'nosniff');
  }
  const cookies = { vuon: await tokenOf() };
  for (const after of ['x'.repeat(5_000), `${'x'.repeat(90)}:00000000-0000-4000-8000-000000000000`]) {
    const answer = await app.inject({ url: `/api/figures/poorStart/households?area=a0001&after=${after}`, cookies });
    assert.ok(answer.statusCode < 500 && (answer.statusCode === 200 || answer.json().problem.code === 'bad-request'), answer.body);
  }
  const long = await app.inject({ url: `/api/areas/${'x'.repeat(5_000)}`, cookies });
  assert.deepEqual([long.statusCode, long.json()], [404, { problem: { code: 'not-found' } }]);
});

test('each face has a name of its own: its root, its cookie, its writes', async () => {
  const origins = { portal: 'https://vuon.example', desk: 'https://ban.example', field: 'https://ra-soat.example' };
  const named = await createApp({ db: database.app, now: () => now, facesDir: faces, origins, signInsPerMinute: 1_000 });
  const get = (host: string, url: string) => named.inject({ url, headers: { host } });
  const leads = async (host: string, url: string) => (await get(host, url)).headers.location;
  assert.equal(await leads('ban.example', '/'), '/desk/');
  assert.equal(await leads('ra-soat.example', '/'), '/field/');
  assert.equal(await leads('vuon.example', '/desk/ho/1?x=1'), 'https://ban.example/desk/ho/1?x=1');
  assert.equal(await leads('ban.example', '/field/'), 'https://ra-soat.example/field/');
  assert.equal(await leads('ban.example', '/tien-do'), 'https://vuon.example/tien-do');
  assert.equal((await get('ban.example', '/desk/')).statusCode, 200);
  assert.equal((await get('vuon.example', '/api/session')).statusCode, 404, 'the public name knows nobody');
  assert.equal((await get('vuon.example', '/api/public/progress')).statusCode, 200);
  assert.equal((await get('127.0.0.1:8686', '/healthz')).statusCode, 200);
  const write = (host: string, origin: string | undefined) =>
    named.inject({
      method: 'POST',
      url: '/api/sign-in',
      headers: { 'x-vuon': '1', host, ...(origin === undefined ? {} : { origin }) },
      payload: { username: 'can.bo', password: PASSWORD },
    });
  for (const host of ['ban.example', 'ra-soat.example']) {
    const answer = await write(host, `https://${host}`);
    assert.equal(answer.statusCode, 200, answer.body);
    assert.match(String([answer.headers['set-cookie']].flat()[0]), /^__Host-vuon=.*Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    assert.match(String(answer.headers['strict-transport-security']), /max-age/);
  }
  const wrong = [
    ['ban.example', 'https://ra-soat.example'],
    ['ban.example', 'http://ban.example'],
    ['evil.example', 'https://evil.example'],
    ['evil.example', 'https://ban.example'],
  ] as const;
  for (const [host, origin] of wrong) assert.equal((await write(host, origin)).json().problem.code, 'wrong-origin', `${host} ${origin}`);
  await named.close();
});
