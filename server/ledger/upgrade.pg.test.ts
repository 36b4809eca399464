/**
 * Upgrade of an older ledger (nâng cấp sổ cũ): a database as the program of the third week left it, with everything that the small
 * province lived through, is brought to today's schema. What the new tables and counts hold must be what the same events give when
 * they are taken today; ledger and register stay as they were, verify, and take new events.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { testServer, withDatabase } from '../../tools/test/database.ts';
import { live } from '../../tools/test/lively-province.ts';
import { HAMLETS, id, register, take } from '../../tools/test/small-province.ts';
import { advanceCounters, readShape } from './parts/catalog.ts';
import { sqlOfClient } from './sql.ts';
import { verify } from './verify.ts';
import { migrate, migrationsFolder } from '../db/migrate.ts';

/** The last step that the older program knew. */
const OLD = '0110';

const folder = mkdtempSync(join(tmpdir(), 'vuon-upgrade-'));
const today = await withDatabase();
const server = await testServer();
const name = `vuon_copy_${process.pid}_upgrade`;
const url = Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
let applied: readonly string[];
let old: pg.Pool;
let app: Kysely<unknown>;

before(async () => {
  await onServer(`create database ${name} template template0 encoding 'UTF8'`);
  for (const file of readdirSync(migrationsFolder))
    if (file.slice(0, 4) <= OLD) symlinkSync(join(migrationsFolder, file), join(folder, file));
  await migrate(url, { folder });
  old = new pg.Pool({ connectionString: url, max: 1 });
  // A pool says that it has ended before its connection is closed, and the database is dropped by force.
  old.on('connect', (client) => client.on('error', () => {}));
  await live(today.app);
  await carryOver();
  const done = await migrate(url);
  applied = done.applied;
  app = (await today.open(done.appUrl)).db;
});
after(async () => {
  await old.end();
  await today.drop();
  await onServer(`drop database if exists ${name} with (force)`);
  rmSync(folder, { recursive: true });
  await server.stop();
});

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: Object.assign(new URL(server.url), { pathname: '/postgres' }).href });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** Everything that the older tables have room for, as it stands today. */
async function carryOver(): Promise<void> {
  const there = await tablesOf(today.ownerPool);
  const client = await old.connect();
  try {
    const { tables } = await readShape(sqlOfClient(client));
    for (const { name: table, columns } of tables) {
      const known = there.get(table) ?? [];
      const list = columns
        .filter((column) => known.includes(column))
        .map((column) => pg.escapeIdentifier(column))
        .join(', ');
      const { rows } = await today.ownerPool.query<{ row: unknown }>(`select to_jsonb(t) as row from ${table} t`);
      await client.query(
        `insert into ${table} (${list}) overriding system value select ${list} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
        [JSON.stringify(rows.map(({ row }) => row))],
      );
    }
    await advanceCounters(sqlOfClient(client));
  } finally {
    client.release();
  }
}

async function tablesOf(from: Pick<pg.Pool, 'query'>): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await from.query<{ table: string; columns: string[] }>(
    `select c.relname as table, array_agg(a.attname::text order by a.attname) as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relkind = 'r' and c.relname not like 'kysely%' group by 1 order by 1`,
  );
  return new Map(rows.map(({ table, columns }) => [table, columns]));
}

async function rowsOf(from: Pick<pg.Pool, 'query'>, table: string): Promise<readonly string[]> {
  const { rows } = await from.query<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t order by 1`);
  return rows.map(({ row }) => row);
}

test('the steps since then ran, in their order, and none is left', async () => {
  const later = readdirSync(migrationsFolder)
    .filter((file) => file.endsWith('.ts') && file.slice(0, 4) > OLD)
    .map((file) => file.replace(/\.ts$/, ''))
    .sort();
  assert.deepEqual(applied, later);
  assert.ok(applied.length >= 7, String(applied));
  assert.deepEqual((await migrate(url)).applied, []);
});

/** Their events came with them: no older ledger holds one. */
const LATER = [
  'back_check_draw',
  'certificate',
  'certificate_count',
  'directive',
  'directive_hamlet',
  'figure_seal',
  'figure_sealed',
  'flag',
  'income_case',
  'income_paper',
  'legal_hold',
  'objection',
  'posting',
  'request',
  'restriction',
  'round_cancelled',
  'score_table',
  'sign_in_rule',
  'tie',
];

test('every table holds what the same events give today, also the counts that were added since', async () => {
  const tables = await tablesOf(today.ownerPool);
  assert.deepEqual([...(await tablesOf(old)).entries()], [...tables.entries()]);
  const filled: string[] = [];
  for (const table of tables.keys()) {
    if (LATER.includes(table)) continue;
    const rows = await rowsOf(old, table);
    assert.deepEqual(rows, await rowsOf(today.ownerPool, table), table);
    if (rows.length > 0) filled.push(table);
  }
  for (const table of ['event', 'payload', 'household', 'status', 'verdict', 'hamlet_count', 'round_count'])
    assert.ok(filled.includes(table), `${table} is empty, so nothing was proved of it`);
});

test('the ledger verifies and goes on', async () => {
  assert.deepEqual((await verify(app, { rootsFile: null })).faults, []);
  await take(app, [register('Sau nâng cấp', HAMLETS[0])]);
  assert.deepEqual((await verify(app, { rootsFile: null })).faults, []);
  const { rows } = await old.query('select households from hamlet_count where hamlet_id = $1', [HAMLETS[0]]);
  const { rows: counted } = await old.query(
    "select count(*)::int as households from household where hamlet_id = $1 and state = 'present'",
    [HAMLETS[0]],
  );
  assert.deepEqual(rows, counted);
  assert.ok((await old.query('select 1 from household where household_id = $1', [id('household Sau nâng cấp')])).rowCount === 1);
});
