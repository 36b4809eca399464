// Test databases (cơ sở dữ liệu kiểm thử): one template is migrated once for each state of the migrations, every test file
// gets its own copy of it in milliseconds. On the server that the runner started, on one of our own, or on any PostgreSQL
// named by VUON_TEST_DATABASE_URL.

import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after } from 'node:test';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { type Database, openDatabase } from '../../server/db/connection.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { ensureAppRole, migrate, migrationsFolder } from '../../server/db/migrate.ts';

export type TestDatabase<Schema> = {
  /** For migrations and inspection: not bound by row security. */
  ownerUrl: string;
  /** Role `vuon_app`, as the server connects. */
  appUrl: string;
  owner: Kysely<Schema>;
  app: Kysely<Schema>;
  ownerPool: pg.Pool;
  appPool: pg.Pool;
  /** Opens a further pool that closes with the database. */
  open: (url: string, max?: number) => Promise<Database<Schema>>;
  /** Closes all pools and drops the copy. Runs by itself when the file's tests end. */
  drop: () => Promise<void>;
};

export type TestServer = { url: string; stop: () => Promise<void> };

const serverVariable = 'VUON_TEST_SERVER_URL';
const dataDir = resolve(import.meta.dirname, '../../.data/test-postgres');

/** A migrated, empty copy for the calling test file. Call at the file's top level or in a `before`. */
export async function withDatabase<Schema = unknown>(options: { max?: number } = {}): Promise<TestDatabase<Schema>> {
  const server = await testServer();
  const { template, appUrl } = await ensureTemplate(server.url);
  const name = `vuon_copy_${process.pid}_${randomBytes(4).toString('hex')}`;
  await maintain(server.url, (client) => client.query(`create database ${name} template ${template} strategy file_copy`));
  const urls = { owner: onDatabase(server.url, name), app: onDatabase(appUrl, name) };
  const opened: Database<Schema>[] = [];
  const open = async (url: string, max = options.max ?? 4) => {
    const database = await openDatabase<Schema>(url, { max, name: 'vuon test' });
    opened.push(database);
    return database;
  };
  const [owner, app] = [await open(urls.owner), await open(urls.app)];
  let dropped: Promise<void> | undefined;
  const drop = () => (dropped ??= dropCopy(server, name, opened));
  after(drop);
  return {
    ownerUrl: urls.owner,
    appUrl: urls.app,
    owner: owner.db,
    app: app.db,
    ownerPool: owner.pool,
    appPool: app.pool,
    open,
    drop,
  };
}

/** The server of this run. The runner calls it first and hands the address down by environment. */
export async function testServer(): Promise<TestServer> {
  const given = process.env[serverVariable] ?? process.env['VUON_TEST_DATABASE_URL'];
  if (given) return { url: given, stop: async () => {} };
  return startEmbedded({ dataDir, forTests: true });
}

/** Drops copies whose process is gone, and templates of other migrations older than a day. Own server only. */
export async function sweep(url: string): Promise<void> {
  await maintain(url, async (client) => {
    const { rows } = await client.query<{ name: string; comment: string | null }>(
      `select datname as name, shobj_description(oid, 'pg_database') as comment from pg_database where datname ~ '^vuon_(copy|template)_'`,
    );
    for (const { name, comment } of rows) if (isLeftOver(name, comment)) await client.query(`drop database if exists ${name} with (force)`);
  });
}

function isLeftOver(name: string, comment: string | null): boolean {
  if (name.startsWith('vuon_template_')) return comment !== null && Date.now() - Date.parse(comment) > 86_400_000;
  try {
    process.kill(Number(name.split('_')[2]), 0);
    return false;
  } catch {
    return true;
  }
}

let template: Promise<{ template: string; appUrl: string }> | undefined;

function ensureTemplate(serverUrl: string): Promise<{ template: string; appUrl: string }> {
  template ??= maintain(serverUrl, async (client) => {
    const name = `vuon_template_${hashMigrations()}`;
    // Held for the session, which ends with the connection: other files wait for the first one.
    await client.query(`select pg_advisory_lock(hashtext('vuon test template'))`);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await makeTemplate(client, serverUrl, name);
    // Never a look into the template itself: a copy cannot be made while anyone is connected to it.
    return { template: name, appUrl: await ensureAppRole(onDatabase(serverUrl, 'postgres'), client) };
  });
  return template;
}

async function makeTemplate(client: pg.Client, serverUrl: string, name: string): Promise<void> {
  const half = `${name}_half`;
  await client.query(`drop database if exists ${half} with (force)`);
  await client.query(`create database ${half} template template0 encoding 'UTF8'`);
  await migrate(onDatabase(serverUrl, half));
  await client.query(`comment on database ${half} is '${new Date().toISOString()}'`);
  await client.query(`alter database ${half} rename to ${name}`);
}

/** The migrations' text, and the harness's: a change of either makes a new template. */
function hashMigrations(): string {
  const hash = createHash('sha256');
  const files = readdirSync(migrationsFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort();
  for (const name of files) hash.update(name).update(readFileSync(join(migrationsFolder, name)));
  for (const name of ['migrate.ts', 'connection.ts']) hash.update(readFileSync(join(migrationsFolder, '..', name)));
  return hash.digest('hex').slice(0, 12);
}

async function maintain<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: onDatabase(url, 'postgres') });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function dropCopy<Schema>(server: TestServer, name: string, opened: Database<Schema>[]): Promise<void> {
  await Promise.all(opened.map((database) => database.close()));
  await maintain(server.url, (client) => client.query(`drop database if exists ${name} with (force)`));
  await server.stop();
}

function onDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}
