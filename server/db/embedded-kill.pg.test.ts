// After kill -9 of anything the next start works and what was committed is there. The writer runs in a process of its own
// and says each number only once the server has confirmed it.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { isLost } from './connection.ts';
import { startEmbedded } from './embedded.ts';
import { locateCluster } from './parts/cluster.ts';
import { findPostmaster } from './parts/postmaster.ts';
import { findProcess } from './parts/processes.ts';

const place = mkdtempSync(join(tmpdir(), 'vuon-kill-'));
const dataDir = join(place, 'data');
after(() => rmSync(place, { recursive: true, force: true }));

const rows = 200;
let confirmed = 0;

test('the program is killed: its server is adopted and nothing is lost', async () => {
  const writer = await startWriter();
  const before = postmasterPid();
  await killAfter(writer, rows);
  assert.equal(findProcess(before)?.zombie, false, 'the server outlives the killed program');
  await expectKept((pid) => assert.equal(pid, before, 'adopted, not restarted'));
});

test('the server is killed: the next start recovers it', async () => {
  const writer = await startWriter();
  await hear(writer, rows);
  process.kill(postmasterPid(), 'SIGKILL');
  await ended(writer);
  await expectKept();
});

test('a program whose server is killed says so and ends by itself', async () => {
  const idle = spawnScript(
    `await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} }); console.log('ready'); setInterval(() => {}, 1000);`,
    'pipe',
  );
  let said = '';
  idle.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  await new Promise((resolve) => idle.stdout?.once('data', resolve));
  process.kill(postmasterPid(), 'SIGKILL');
  await ended(idle);
  assert.equal(idle.exitCode, 70);
  assert.match(said, /dừng đột ngột/);
  await expectKept();
});

test('one connection of the server is killed: all are cut, the same server recovers by itself, and nothing is lost', async () => {
  const writer = await startWriter();
  await hear(writer, rows);
  const server = await startEmbedded({ dataDir });
  try {
    const before = postmasterPid();
    const [backend] = await ask(
      server.url,
      `select pid from pg_stat_activity where query like 'insert into kept%' and pid <> pg_backend_pid()`,
    );
    process.kill(Number(backend?.['pid']), 'SIGKILL');
    await ended(writer);
    await askOnceUp(server.url, 'select 1');
    await expectKept((pid) => assert.equal(pid, before));
  } finally {
    await server.stop();
  }
});

test('program and server are killed at once', async () => {
  const writer = await startWriter();
  await hear(writer, rows);
  const pid = postmasterPid();
  writer.kill('SIGKILL');
  process.kill(pid, 'SIGKILL');
  await ended(writer);
  await expectKept();
});

test('a lock file that names a stranger or a zombie does not stop the start', async () => {
  const lock = join(locateCluster(dataDir), 'postmaster.pid');
  const zombieParent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 600'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const zombie = Number(String(await new Promise((resolve) => zombieParent.stdout.once('data', resolve))));
  while (findProcess(zombie)?.zombie !== true) await pause(10);
  for (const pid of [process.pid, zombie]) {
    writeFileSync(lock, `${pid}\n${locateCluster(dataDir)}\n1\n5432\n\n127.0.0.1\n  0  0\nready\n`);
    await expectKept();
  }
  zombieParent.kill('SIGKILL');
});

test('an initdb killed at any moment is done again', async () => {
  const fresh = join(place, 'half');
  for (const moment of ['PG_VERSION', 'postgresql.conf', 'global/pg_control', 'vuon-password']) {
    const child = spawnScript(`await startEmbedded({ dataDir: ${JSON.stringify(fresh)}, forTests: true });`);
    await untilAppears(fresh, moment);
    child.kill('SIGKILL');
    await ended(child);
    assert.ok(!existsSync(join(fresh, 'cluster/vuon-password')) || existsSync(join(fresh, 'cluster/PG_VERSION')));
  }
  const server = await startEmbedded({ dataDir: fresh, forTests: true });
  assert.deepEqual(await ask(server.url, 'select 1 as one'), [{ one: 1 }]);
  await server.stop();
  assert.deepEqual(
    readdirSync(fresh).filter((name) => name.includes('.new-')),
    [],
  );
});

/** Starts a process that opens the database and adds rows for ever, saying the number of each confirmed one. */
async function startWriter(): Promise<ChildProcess> {
  const child = spawnScript(`
    const server = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} });
    const client = new pg.Client({ connectionString: server.url });
    client.on('error', () => process.exit(1));
    await client.connect();
    await client.query('create table if not exists kept (n int primary key)');
    for (let n = ${confirmed + 1}; ; n++) {
      await client.query('insert into kept values ($1) on conflict do nothing', [n]);
      console.log(n);
    }`);
  await hear(child, 1);
  return child;
}

function spawnScript(body: string, stderr: 'ignore' | 'pipe' = 'ignore'): ChildProcess {
  const head = `import pg from ${JSON.stringify(import.meta.resolve('pg'))};
    import { startEmbedded } from ${JSON.stringify(import.meta.resolve('./embedded.ts'))};`;
  return spawn(process.execPath, ['--input-type=module', '-e', head + body], { stdio: ['ignore', 'pipe', stderr] });
}

const listeners = new WeakMap<ChildProcess, ReturnType<typeof createInterface>>();

/** Waits until the writer has said `count` more numbers. */
function hear(child: ChildProcess, count: number): Promise<void> {
  assert.ok(child.stdout);
  const lines =
    listeners.get(child) ??
    createInterface({ input: child.stdout }).on('line', (line) => {
      confirmed = Number(line);
    });
  listeners.set(child, lines);
  return new Promise((resolve, reject) => {
    let heard = 0;
    const onLine = () => {
      heard += 1;
      if (heard !== count) return;
      lines.off('line', onLine);
      resolve();
    };
    lines.on('line', onLine);
    child.once('exit', (code) => reject(new Error(`the writer ended with ${code} after ${heard} rows`)));
  });
}

async function killAfter(child: ChildProcess, count: number): Promise<void> {
  await hear(child, count);
  child.kill('SIGKILL');
  await ended(child);
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}

async function expectKept(check: (pid: number) => void = () => {}): Promise<void> {
  const server = await startEmbedded({ dataDir });
  try {
    check(postmasterPid());
    const [found] = await ask(server.url, 'select count(*)::int as rows, max(n) as last from kept');
    // One more row may be committed than the killed writer could say.
    assert.ok(Number(found?.['last']) >= confirmed, `confirmed ${confirmed}, found ${found?.['last']}`);
    assert.equal(found?.['rows'], found?.['last'], 'no gap');
  } finally {
    await server.stop();
  }
}

/** A server that recovers refuses connections meanwhile. */
async function askOnceUp(url: string, query: string): Promise<Record<string, unknown>[]> {
  for (;;) {
    try {
      return await ask(url, query);
    } catch (error) {
      if (!isLost(error)) throw error;
    }
  }
}

function postmasterPid(): number {
  const found = findPostmaster(locateCluster(dataDir));
  assert.ok(found);
  return found.pid;
}

/** Waits for a file of an initdb at work, or for its end. */
async function untilAppears(folder: string, file: string): Promise<void> {
  for (;;) {
    const halves = existsSync(folder) ? readdirSync(folder).filter((name) => /\.new-\d+$/.test(name)) : [];
    if (halves.some((half) => existsSync(join(folder, half, file)))) return;
    if (existsSync(join(folder, 'cluster', 'PG_VERSION'))) return;
    await pause(1);
  }
}

async function ask(url: string, query: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query)).rows;
  } finally {
    await client.end();
  }
}
