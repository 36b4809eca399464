// The supervisor on real servers of its own: first and second start, sharing, refusals in plain words, every way to run.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startEmbedded } from './embedded.ts';
import { locateCluster, outsideFolder } from './parts/cluster.ts';
import { findPostmaster } from './parts/postmaster.ts';
import { DatabaseProblem } from './problem.ts';

const root = process.getuid?.() === 0;
// 0700, as mktemp makes it: the dedicated user cannot enter here.
const place = mkdtempSync(join(tmpdir(), 'vuon-embedded-'));
const dataDir = join(place, 'data');
after(() => rmSync(place, { recursive: true, force: true }));

test('the first start makes everything, the next finds it', async () => {
  const first = await startEmbedded({ dataDir });
  await ask(first.url, 'create table kept as select 7 as n');
  await first.stop();
  assert.equal(findPostmaster(locateCluster(dataDir)), null);
  const second = await startEmbedded({ dataDir });
  assert.deepEqual(await ask(second.url, 'select n from kept'), [{ n: 7 }]);
  await second.stop();
});

test('the cluster is UTF-8, can order in Vietnamese, asks for a password, and hides it from others', async () => {
  const server = await startEmbedded({ dataDir });
  const [facts] = await ask(
    server.url,
    `select pg_encoding_to_char(encoding) as encoding, datlocprovider as provider,
    current_setting('jit') as jit, current_setting('fsync') as fsync, current_setting('listen_addresses') as listens,
    rolsuper as strong, rolbypassrls as bypasses, array(select x from unnest(array['Đạt', 'Dũng', 'Ăn', 'An']) x order by x collate "vi-x-icu") as sorted,
    lower('ĐẠT') as lower
    from pg_database, pg_roles where datname = current_database() and rolname = current_user`,
  );
  assert.deepEqual(facts, {
    encoding: 'UTF8',
    provider: 'b',
    jit: 'off',
    fsync: 'on',
    listens: '127.0.0.1',
    strong: false,
    bypasses: true,
    sorted: ['An', 'Ăn', 'Dũng', 'Đạt'],
    lower: 'đạt',
  });
  const wrong = new URL(server.url);
  wrong.password = 'wrong';
  await assert.rejects(ask(wrong.href, 'select 1'), /password authentication failed/);
  assert.equal(statSync(join(locateCluster(dataDir), 'vuon-password')).mode & 0o777, 0o600);
  await server.stop();
});

test('several starts at once share one server; it ends with the last', async () => {
  const servers = await Promise.all([1, 2, 3].map(() => startEmbedded({ dataDir })));
  assert.equal(new Set(servers.map((server) => server.url)).size, 1);
  for (const server of servers) {
    assert.deepEqual(await ask(server.url, 'select n from kept'), [{ n: 7 }]);
    await server.stop();
  }
  assert.equal(findPostmaster(locateCluster(dataDir)), null);
});

test('a process that just exits, or gets a signal that it does not handle, takes its server along', async () => {
  for (const [ending, code] of [
    ['process.exit(0)', 0],
    ["process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)", 143],
  ] as const) {
    const script = `import { startEmbedded } from ${JSON.stringify(import.meta.resolve('./embedded.ts'))};
      await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} }); ${ending};`;
    const ended = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    assert.deepEqual([ended.stderr, ended.status], ['', code]);
    const left = findPostmaster(locateCluster(dataDir));
    while (left !== null && findPostmaster(locateCluster(dataDir))?.pid === left.pid) await pause(10);
  }
  const next = await startEmbedded({ dataDir });
  assert.deepEqual(await ask(next.url, 'select n from kept'), [{ n: 7 }]);
  await next.stop();
});

test('a taken port is named', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  assert.ok(address !== null && typeof address === 'object');
  await assert.rejects(startEmbedded({ dataDir, port: address.port }), isProblem('port-taken', `Cổng ${address.port} đang có`));
  taken.close();
  const next = await startEmbedded({ dataDir });
  await next.stop();
});

test('a folder that may not be written is named', async () => {
  const closed = join(place, 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0o500);
  // Nothing is closed to root, so look as nobody for a moment.
  if (root) process.seteuid?.(65534);
  try {
    await assert.rejects(startEmbedded({ dataDir: join(closed, 'data') }), isProblem('no-permission', 'Không có quyền ghi'));
  } finally {
    if (root) process.seteuid?.(0);
  }
});

test('a file in the place of the folder is named', async () => {
  const file = join(place, 'file');
  writeFileSync(file, '');
  await assert.rejects(startEmbedded({ dataDir: file }), isProblem('not-a-folder', 'là một tệp'));
});

test('a cluster of another version is left alone and named', async () => {
  const old = join(place, 'old');
  mkdirSync(join(old, 'cluster'), { recursive: true, mode: 0o700 });
  writeFileSync(join(old, 'cluster/PG_VERSION'), '14\n');
  await assert.rejects(startEmbedded({ dataDir: old }), isProblem('cluster-version', 'thuộc một bản PostgreSQL khác'));
  assert.deepEqual(readdirSync(join(old, 'cluster')), ['PG_VERSION']);
});

test('a damaged cluster stays where it is, and the log is named', async () => {
  const damaged = join(place, 'damaged');
  mkdirSync(join(damaged, 'cluster'), { recursive: true, mode: 0o700 });
  writeFileSync(join(damaged, 'cluster/PG_VERSION'), '18\n');
  await assert.rejects(startEmbedded({ dataDir: damaged }), isProblem('start-failed', join(damaged, 'server.log')));
  assert.deepEqual(readdirSync(join(damaged, 'cluster')), ['PG_VERSION']);
});

test('every way to run works, one after the other on the same data', async () => {
  if (!root) {
    const server = await startEmbedded({ dataDir });
    assert.equal(server.runAs, 'self');
    return server.stop();
  }
  const hadUser = spawnSync('id', ['vuon-postgres']).status === 0;
  try {
    for (const way of ['unshare', 'user', 'nobody', 'user', 'unshare'] as const) {
      process.env['VUON_PG_RUN_AS'] = way;
      const server = await startEmbedded({ dataDir });
      assert.equal(server.runAs, way);
      await ask(server.url, 'update kept set n = n + 1');
      await server.stop();
    }
    delete process.env['VUON_PG_RUN_AS'];
    const last = await startEmbedded({ dataDir });
    assert.deepEqual(await ask(last.url, 'select n from kept'), [{ n: 12 }]);
    await last.stop();
  } finally {
    delete process.env['VUON_PG_RUN_AS'];
    rmSync(outsideFolder(dataDir), { recursive: true, force: true });
    if (!hadUser) spawnSync('userdel', ['vuon-postgres']);
  }
});

test('where unshare is refused the next way is taken', async () => {
  const fresh = join(place, 'refused');
  const fakes = join(place, 'fakes');
  mkdirSync(fakes);
  for (const name of ['unshare', 'useradd']) writeFileSync(join(fakes, name), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  const path = process.env['PATH'];
  process.env['PATH'] = `${fakes}:${path}`;
  try {
    const server = await startEmbedded({ dataDir: fresh });
    const expected = root ? (spawnSync('id', ['vuon-postgres']).status === 0 ? 'user' : 'nobody') : 'self';
    assert.equal(server.runAs, expected);
    await server.stop();
  } finally {
    process.env['PATH'] = path;
    if (root) rmSync(outsideFolder(fresh), { recursive: true, force: true });
  }
});

async function ask(url: string, query: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query)).rows;
  } finally {
    await client.end();
  }
}

function isProblem(code: string, words: string): (error: unknown) => boolean {
  return (error) => error instanceof DatabaseProblem && error.code === code && error.message.includes(words);
}
