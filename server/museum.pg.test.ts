/**
 * The museum (bảo tàng giao thức): requests as apps of every protocol version sent them, byte by byte, kept as files and never made
 * anew. The real server takes each of them, knows each that comes again, and still answers what each of those apps reads.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { date, parseInstant } from '../core/kernel/dates.ts';
import { OLDEST_READ, PROTOCOL, PROTOCOL_HEADER } from '../core/sync/protocol-version.ts';
import type { CommandsAnswer } from '../core/views.ts';
import { withDatabase } from '../tools/test/database.ts';
import { CLOCK, command, COMMUNES, found, HAMLETS, id, register, take } from '../tools/test/small-province.ts';
import { setPassword } from './access/sign-in.ts';
import { createApp } from './main.ts';

const MUSEUM = join(import.meta.dirname, '../core/sync/museum');
/** To which the sealed ones of the museum are sealed. */
const KEY = new Uint8Array(32).fill(7);
const PASSWORD = 'hoa-sen-vang-2026';

const { app: db } = await withDatabase<unknown>({ max: 4 });
await found(db);
await take(db, [
  register('Bảo tàng 1B', HAMLETS[0], 1),
  ...['1A', '1C', '2A', '2B', '2C', '2D', '2E', '2F', '2G', '3A', '3B', '4A', '5A', '6A', '7A', '8A', '9A'].map((name) =>
    register(`Bảo tàng ${name}`, HAMLETS[0], name === '1A' ? 5 : 4, 'on-list'),
  ),
]);
const asked = { areaId: COMMUNES[0], text: 'Nộp biên bản họp dân.', dueOn: null, rule: 'all' } as const;
await take(db, [command('send-directive', { directiveId: id('directive of the museum'), ...asked })]);
const accountId = id('enumerator');
const grants = [{ role: 'enumerator' as const, areaId: COMMUNES[0], from: '2026-01-01', to: null }];
await take(db, [command('account-created', { accountId, username: 'rasoat', displayName: 'Rà Soát', grants })]);
const moment = parseInstant(CLOCK.now);
assert.ok(moment.ok);
const at = { now: moment.value, today: date(CLOCK.today) };
await setPassword(db, at, { accountId, password: PASSWORD });

const serve = (oldestProtocol: number) =>
  createApp({ db, now: () => at.now, key: KEY, facesDir: '/nowhere', signInsPerMinute: 1_000, perMinute: 100_000, oldestProtocol });
const server = await serve(OLDEST_READ);
/** In which every app of the museum is too old. */
const later = await serve(PROTOCOL + 1);
after(() => Promise.all([server.close(), later.close()]));

type App = typeof server;
const signIn = await server.inject({
  ...{ method: 'POST', url: '/api/sign-in', headers: { 'x-vuon': '1' }, payload: { username: 'rasoat', password: PASSWORD } },
});
const cookies = { vuon: signIn.cookies[0]?.value ?? '' };
/** Apps before 3 did not say their number. */
const headersOf = (version: number) => ({
  ...{ 'x-vuon': '1', 'x-vuon-account': accountId, 'content-type': 'application/json' },
  ...(version < 3 ? {} : { [PROTOCOL_HEADER]: String(version) }),
});

interface Kept {
  readonly version: number;
  readonly name: string;
  readonly body: string;
}
const kept: readonly Kept[] = globSync('*/*.json', { cwd: MUSEUM })
  .sort()
  .map((file) => ({ version: Number(dirname(file)), name: basename(file), body: readFileSync(join(MUSEUM, file), 'utf8') }));

async function send(to: App, { version, name, body }: Kept): Promise<string> {
  const url = name.includes('-sealed-') ? '/api/sealed' : '/api/commands';
  const answer = await to.inject({ method: 'POST', url, cookies, headers: headersOf(version), payload: body });
  assert.equal(answer.statusCode, 200, `${version}/${name}: ${answer.body}`);
  const { answers } = answer.json<CommandsAnswer>();
  return answers.map(({ answer: said, problem }) => problem?.code ?? said).join();
}

test('everything that an app ever sent is taken, by a server for which that app is too old as well; and known when it comes again', async () => {
  assert.deepEqual(
    [...new Set(kept.map(({ version }) => version))],
    Array.from({ length: PROTOCOL }, (_, i) => i + 1),
  );
  for (const [i, one] of kept.entries()) {
    assert.equal(await send(i % 2 === 0 ? later : server, one), 'taken', `${one.version}/${one.name}`);
  }
  for (const one of kept) assert.equal(await send(later, one), 'known', `${one.version}/${one.name}`);
});

test('an app too old is told so by every way on which it reads, and may sign in', async () => {
  for (let version = 1; version <= PROTOCOL; version += 1) {
    for (const url of ['/api/device', '/api/pull', `/api/areas/${HAMLETS[0]}`]) {
      const refused = await later.inject({ method: 'GET', url, cookies, headers: headersOf(version) });
      assert.deepEqual(
        [refused.statusCode, refused.json<{ problem: object }>().problem],
        [426, { code: 'app-too-old', said: version < 3 ? 1 : version, oldest: PROTOCOL + 1 }],
        url,
      );
      const read = await server.inject({ method: 'GET', url, cookies, headers: headersOf(version) });
      assert.equal(read.statusCode, 200, url);
    }
    const session = await later.inject({ method: 'GET', url: '/api/session', cookies, headers: headersOf(version) });
    assert.equal(session.statusCode, 200);
  }
  // No app: a person with a tool of their own.
  assert.equal((await later.inject({ method: 'GET', url: '/api/device', cookies })).statusCode, 200);
  const nonsense = { ...headersOf(3), [PROTOCOL_HEADER]: 'x' };
  assert.equal((await later.inject({ method: 'GET', url: '/api/device', cookies, headers: nonsense })).statusCode, 426);
});

test('what apps that are not too old read is still answered, each part with the type it had', async () => {
  const files = globSync('*/answers.txt', { cwd: MUSEUM });
  assert.ok(files.length > 0);
  const answers = await Promise.all(
    ['/api/device', '/api/pull'].map(async (url) => (await server.inject({ method: 'GET', url, cookies })).json<unknown>()),
  );
  const now = new Set(partsOf({ device: answers[0], pull: answers[1] }));
  for (const file of files.filter((one) => Number(dirname(one)) >= OLDEST_READ)) {
    const missing = readFileSync(join(MUSEUM, file), 'utf8')
      .trim()
      .split('\n')
      .filter((part) => !now.has(part));
    assert.deepEqual(missing, [], `raise OLDEST_READ, or go on answering what ${file} names`);
  }
});

/** `pull.books[].rows[].members[].fullName string`: every place of a value with its type. */
function partsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => partsOf(each, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [`${path} ${value === null ? 'null' : typeof value}`];
  return Object.entries(value).flatMap(([name, inside]) => partsOf(inside, [path, nameOf(name, path)].filter(Boolean).join('.')));
}

/** Ids as names of places are none of the shape. */
const nameOf = (name: string, path: string): string => (/^[0-9a-f-]{36}$|^a\d+$/.test(name) || path.endsWith('versions') ? '*' : name);
