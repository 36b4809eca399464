/** What operators rely on: health, numbers that name nobody and are not for everybody, a log without personal data, https by the server itself. */
import assert from 'node:assert/strict';
import { get } from 'node:https';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { instantOf } from '../core/kernel/dates.ts';
import { withDatabase } from '../tools/test/database.ts';
import { freshKey } from './access/keys.ts';
import type { App } from './http/app.ts';
import type { RequestLine } from './http/metrics.ts';
import type { Server } from './http/route.ts';
import { createApp, serve } from './main.ts';

/** Self-signed for this machine's own name; made for this test, opens nothing. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg7DC8G7LpY2gKM1pk
MZSzv69GV6FD3OwwTi6XDW4uYwuhRANCAASSmUi3O6qZt1tdvPzxKzUYlE3n+pem
Kzku6OIjP+a4aSNHcAgra0I6RDY/TK4LNRb2fxB6YsHuSjWftEh/Ztb/
-----END PRIVATE KEY-----`;
const CERT = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUd+ETYio8wTUIVYi9i9EAaVOxwZQwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDEzMDMzM1oYDzIxMjYxMDMx
MTMwMzMzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASSmUi3O6qZt1tdvPzxKzUYlE3n+pemKzku6OIjP+a4aSNHcAgra0I6
RDY/TK4LNRb2fxB6YsHuSjWftEh/Ztb/o28wbTAdBgNVHQ4EFgQUaJKDxAqpsO3m
yqfPnuhPiBT8hXcwHwYDVR0jBBgwFoAUaJKDxAqpsO3myqfPnuhPiBT8hXcwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIhAObwWVQOtyivsLdvKKhlMRWt3qlkJKUp5mhVOkqo2ehJAiAM
MpR004hEQYeRTxLLHkwcuCy0+qsfMyEUafWVue06TA==
-----END CERTIFICATE-----`;

const database = await withDatabase({ max: 4 });
const lines: RequestLine[] = [];
const options = { db: database.app, now: () => instantOf(Date.parse('2026-10-01T01:00:00.000Z')), facesDir: '/nowhere' };
let app: App;

before(async () => {
  app = await createApp({ ...options, onRequest: (line) => lines.push(line) });
});
after(() => app.close());

test('health tells of the database', async () => {
  const answer = await app.inject({ url: '/healthz' });
  assert.deepEqual([answer.statusCode, answer.json()], [200, { ok: true, database: true }]);
});

test('numbers count routes and codes; queries, names and ids are in neither numbers nor log', async () => {
  await app.inject({ url: '/api/search?q=Nguyen+Van+Bi+Mat' });
  await app.inject({ method: 'POST', url: '/api/sign-in', headers: { 'x-vuon': '1' }, payload: { username: 'ten.bi.mat', password: 'x' } });
  const { body, statusCode } = await app.inject({ url: '/metrics' });
  assert.equal(statusCode, 200);
  assert.match(body, /vuon_requests_total\{method="GET",route="\/api\/search",status="401"\} 1/);
  assert.match(body, /vuon_request_seconds_count\{route="\/api\/sign-in"\} 1/);
  assert.match(body, /vuon_rows_added_total\{table="read_log"\} \d+/);
  assert.ok(lines.some((line) => line.route === '/api/sign-in' && line.status === 401 && line.method === 'POST'));
  for (const text of [body, JSON.stringify(lines)]) assert.doesNotMatch(text, /Bi.?Mat|bi\.mat/i);
});

test('a database that is lost in the middle, and a full disk, are told as such; the server goes on', async () => {
  const breaking = (url: string, statement: string) => (server: Server) =>
    void server.app.get(url, async () => {
      await sql.raw(statement).execute(server.db);
      return {};
    });
  const told: string[] = [];
  const breakable = await createApp({
    ...options,
    onDefect: ({ route }) => void told.push(route),
    moreRooms: [
      breaking('/api/test/away', 'select pg_terminate_backend(pg_backend_pid())'),
      breaking('/api/test/full', `do $$ begin raise exception 'no space left on device' using errcode = 'disk_full'; end $$`),
    ],
  });
  const ask = async (url: string) => {
    const answer = await breakable.inject({ url });
    return [answer.statusCode, answer.json()];
  };
  assert.deepEqual(await ask('/api/test/away'), [503, { problem: { code: 'database-away' } }]);
  // Until the pool has heard that the connection is closed, the same is said.
  let next = await ask('/api/health');
  while (next[0] === 503) next = await ask('/api/health');
  assert.deepEqual(next, [200, { ok: true }]);
  assert.deepEqual(await ask('/api/test/full'), [507, { problem: { code: 'disk-full' } }]);
  assert.deepEqual([told[0], told.at(-1)], ['/api/test/away', '/api/test/full'], 'the operator sees it too');
  await breakable.close();
});

test('numbers are for this machine, or for who has the token', async () => {
  const statusOf = async (asked: App, more: object) => (await asked.inject({ url: '/metrics', ...more })).statusCode;
  assert.equal(await statusOf(app, { remoteAddress: '203.0.113.9' }), 404);
  assert.equal(await statusOf(app, { headers: { 'x-forwarded-for': '203.0.113.9' } }), 404, 'a proxy of this machine brings somebody else');
  const guarded = await createApp({ ...options, metricsToken: 'một từ dài' });
  assert.equal(await statusOf(guarded, {}), 404);
  assert.equal(await statusOf(guarded, { headers: { authorization: 'Bearer sai' } }), 404);
  assert.equal(await statusOf(guarded, { headers: { authorization: 'Bearer một từ dài' }, remoteAddress: '203.0.113.9' }), 200);
  await guarded.close();
});

test('with certificate and key the server itself speaks https', async () => {
  const secure = await createApp({ ...options, https: { cert: CERT, key: KEY } });
  const url = await secure.listen({ host: '127.0.0.1', port: 0 });
  assert.match(url, /^https:/);
  const headers = await new Promise<object>((resolve, reject) => {
    get(`${url}/healthz`, { ca: CERT }, (response) => resolve(response.resume().headers)).on('error', reject);
  });
  assert.match(JSON.stringify(headers), /strict-transport-security/);
  await secure.close();
});

test('a taken port and an open http address are refused with a sentence', async () => {
  const address = { appUrl: database.appUrl, facesDir: '/nowhere', key: freshKey() };
  const first = await serve({ ...address, port: 0 });
  const port = Number(new URL(first.url).port);
  assert.deepEqual(await (await fetch(`${first.url}/api/health`)).json(), { ok: true });
  await assert.rejects(serve({ ...address, port }), /đang có chương trình khác dùng/);
  await first.close();
  await assert.rejects(serve({ ...address, port: 0, host: '0.0.0.0' }), /https/);
});
