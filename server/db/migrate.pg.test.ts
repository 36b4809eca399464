// Migrating on a real server: the application's role, two processes at once, a failing step, and the named lacks of a server
// that an administrator prepared badly.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { testServer, withDatabase } from '../../tools/test/database.ts';
import { checkServer, openDatabase } from './connection.ts';
import { migrate } from './migrate.ts';
import { DatabaseProblem } from './problem.ts';

// Kept to the end: what is taken away last needs a server, after this file's database is gone.
const server = await testServer();
const { ownerUrl, ownerPool, open } = await withDatabase();
const folder = mkdtempSync(join(tmpdir(), 'vuon-migrations-'));
/** Statements that take away what a test made for the whole server; run once this file's database is gone. */
const leavings: string[] = [];
after(async () => {
  rmSync(folder, { recursive: true });
  for (const statement of leavings) await onServer(statement);
  await server.stop();
});

const good = `import { sql } from ${JSON.stringify(import.meta.resolve('kysely'))};
  export async function up(db) { await sql\`create table made_here (n int)\`.execute(db); }`;
const bad = `import { sql } from ${JSON.stringify(import.meta.resolve('kysely'))};
  export async function up(db) { await sql\`create table half_made (n int)\`.execute(db); await sql\`select 1/0\`.execute(db); }`;

test('a second run has nothing to do and gives the same address', async () => {
  const first = await migrate(ownerUrl);
  const second = await migrate(ownerUrl);
  assert.deepEqual(first.applied, []);
  assert.equal(first.appUrl, second.appUrl);
  assert.equal(new URL(first.appUrl).username, 'vuon_app');
});

test('a database of another program is left as it is', async () => {
  const name = `vuon_foreign_${process.pid}`;
  await onServer(`create database ${name}`);
  leavings.push(`drop database if exists ${name} with (force)`);
  const url = new URL(ownerUrl);
  url.pathname = `/${name}`;
  const client = new pg.Client(url.href);
  await client.connect();
  try {
    await client.query('create table shop (id int)');
    await assert.rejects(migrate(url.href), (error) => error instanceof DatabaseProblem && error.code === 'not-ours');
    const { rows } = await client.query(`select relname from pg_class where relnamespace = 'public'::regnamespace`);
    assert.deepEqual(rows, [{ relname: 'shop' }]);
  } finally {
    await client.end();
  }
});

test('two at once: each step runs once', async () => {
  const url = await freshDatabase('twice');
  writeFileSync(join(folder, '0001-first.ts'), good);
  const runs = await Promise.all([1, 2, 3].map(() => migrate(url, { folder })));
  assert.deepEqual(
    runs.flatMap((run) => run.applied),
    ['0001-first'],
  );
});

test('a failing step is named and leaves nothing behind', async () => {
  const url = await freshDatabase('failing');
  writeFileSync(join(folder, '0001-first.ts'), good);
  writeFileSync(join(folder, '0002-second.ts'), bad);
  await assert.rejects(migrate(url, { folder }), isProblem('migration-failed', '0002-second'));
  const { pool } = await open(url, 1);
  const { rows } = await pool.query("select to_regclass('half_made') as half");
  assert.deepEqual(rows, [{ half: null }]);
});

test('a step that stands in an earlier one since is not taken for a newer program’s', async () => {
  const url = await freshDatabase('folded');
  rmSync(join(folder, '0002-second.ts'), { force: true });
  writeFileSync(join(folder, '0001-first.ts'), good);
  writeFileSync(join(folder, '0685-restrictions-held.ts'), good.replace('made_here', 'made_since'));
  writeFileSync(join(folder, '0690-after.ts'), good.replace('made_here', 'made_after'));
  await migrate(url, { folder });
  rmSync(join(folder, '0685-restrictions-held.ts'));
  assert.deepEqual((await migrate(url, { folder })).applied, []);
  rmSync(join(folder, '0690-after.ts'));
});

test('a database that a newer program has upgraded is named and left as it is', async () => {
  const url = await freshDatabase('newer');
  rmSync(join(folder, '0002-second.ts'), { force: true });
  writeFileSync(join(folder, '0001-first.ts'), good);
  writeFileSync(join(folder, '0009-later.ts'), good.replace('made_here', 'made_later'));
  await migrate(url, { folder });
  rmSync(join(folder, '0009-later.ts'));
  await assert.rejects(migrate(url, { folder }), isProblem('program-too-old', '0009-later'));
  const { pool } = await open(url, 1);
  assert.deepEqual((await pool.query('select name from kysely_migration order by 1')).rows, [
    { name: '0001-first' },
    { name: '0009-later' },
  ]);
});

test('a module without up is refused', async () => {
  const url = await freshDatabase('empty');
  writeFileSync(join(folder, '0003-third.ts'), 'export const nothing = 1;');
  await assert.rejects(migrate(url, { folder }), isProblem('migration-failed', '0003-third'));
});

test('an owner bound by row security, or without the right to make roles, is told what to ask for', async () => {
  const weak = await freshRole('weak', 'login');
  await assert.rejects(migrate(weak), isProblem('owner-cannot-bypass', 'BYPASSRLS'));
  const noRoles = await freshRole('noroles', 'login bypassrls');
  await refuseAppRole(noRoles);
});

test('an application role that is too strong is refused', async () => {
  const strong = await freshRole('strong', 'login createrole');
  await assert.rejects(migrate(ownerUrl, { appUrl: strong }), isProblem('role-too-strong', 'quá mạnh'));
  await assert.rejects(migrate(ownerUrl, { appUrl: ownerUrl }), isProblem('role-too-strong', 'quá mạnh'));
});

test('an application role that an administrator made is used', async () => {
  const own = await freshRole('byhand', 'login');
  const { appUrl } = await migrate(ownerUrl, { appUrl: own });
  assert.equal(appUrl, own);
});

test('an unreachable server and a wrong password are named, the password never', async () => {
  const wrong = new URL(ownerUrl);
  wrong.password = 'secret-word';
  for (const [url, code] of [
    [wrong.href, 'wrong-password'],
    ['postgres://x:secret-word@127.0.0.1:1/x', 'unreachable'],
  ] as const) {
    await assert.rejects(openDatabase(url), (error) => {
      assert.ok(error instanceof DatabaseProblem);
      assert.equal(error.code, code);
      return !error.message.includes('secret-word');
    });
  }
});

test('another encoding is named', async () => {
  const name = await createDatabase('latin', "template template0 encoding 'SQL_ASCII' locale_provider libc locale 'C'");
  const { pool, close } = await openDatabase(name);
  await assert.rejects(checkServer(pool), isProblem('not-utf8', 'SQL_ASCII'));
  await close();
});

/** vuon_app exists for the whole server with another password; this owner may not change it. */
async function refuseAppRole(ownerAddress: string): Promise<void> {
  const url = new URL(ownerAddress);
  const name = url.pathname.slice(1);
  await ownerPool.query(`grant create on database ${name} to ${url.username}`);
  await ownerPool.query(`grant create on schema public to ${url.username}`);
  await assert.rejects(migrate(ownerAddress), isProblem('role-refused', 'DATABASE_APP_URL'));
}

/** Roles and databases of this file, with the names of its own copy, gone at the end. */
async function freshRole(name: string, rights: string): Promise<string> {
  const address = new URL(ownerUrl);
  const role = `${address.pathname.slice(1)}_${name}`;
  await ownerPool.query(`create role ${role} ${rights} password 'x'`);
  leavings.push(`drop role if exists ${role}`);
  address.username = role;
  address.password = 'x';
  return address.href;
}

function freshDatabase(name: string): Promise<string> {
  return createDatabase(name, "template template0 encoding 'UTF8'");
}

async function createDatabase(name: string, how: string): Promise<string> {
  const address = new URL(ownerUrl);
  const database = `${address.pathname.slice(1)}_${name}`;
  await onServer(`create database ${database} ${how}`);
  leavings.unshift(`drop database if exists ${database} with (force)`);
  address.pathname = `/${database}`;
  return address.href;
}

async function onServer(statement: string): Promise<void> {
  const address = new URL(ownerUrl);
  address.pathname = '/postgres';
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function isProblem(code: string, words: string): (error: unknown) => boolean {
  return (error) => error instanceof DatabaseProblem && error.code === code && error.message.includes(words);
}
