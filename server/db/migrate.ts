// Brings a database up to date (nâng cấp cơ sở dữ liệu): checks the server, makes sure that the application's own role exists
// and is weak, then runs the forward-only migrations of ./migrations as the owner. The server serves as `vuon_app` only,
// which can never become the owner. What the migrations say is theirs.

import { createHmac, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Migrator, type Migration } from 'kysely/migration';
import pg from 'pg';
import { checkServer, openDatabase } from './connection.ts';
import { DatabaseProblem } from './problem.ts';

export type MigrateOptions = {
  /** The application's address when an administrator made its role; else the role `vuon_app` is ensured here. */
  appUrl?: string;
  /** Folder of migrations; the project's own by default. */
  folder?: string;
  onProgress?: (line: string) => void;
};

export type Migrated = {
  /** Address to serve with: role `vuon_app`. */ appUrl: string /** Names of the migrations run now. */;
  applied: string[];
};

export const appRole = 'vuon_app';
export const migrationsFolder = join(import.meta.dirname, 'migrations');

/** Checks, ensures the role, migrates. Throws DatabaseProblem; a failed migration leaves no trace. */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<Migrated> {
  const owner = await openDatabase<unknown>(ownerUrl, { max: 2, name: 'vuon migrate' });
  try {
    await checkServer(owner.pool);
    const appUrl = options.appUrl ?? (await ensureAppRole(owner.pool, ownerUrl));
    const role = decodeURIComponent(new URL(appUrl).username);
    await checkAppRole(owner.pool, role);
    await owner.pool.query(`do $$ begin
			execute format('grant connect on database %I to %I', current_database(), ${pg.escapeLiteral(role)});
			execute format('grant usage on schema public to %I', ${pg.escapeLiteral(role)});
		end $$`);
    const provider = { getMigrations: () => readMigrations(options.folder ?? migrationsFolder) };
    const { error, results } = await new Migrator({ db: owner.db, provider }).migrateToLatest();
    const failed = results?.find((result) => result.status === 'Error');
    if (error !== undefined)
      throw new DatabaseProblem('migration-failed', failed?.migrationName ?? '?', error instanceof Error ? error.message : String(error));
    const applied = (results ?? []).map((result) => result.migrationName);
    if (applied.length > 0)
      options.onProgress?.(`Cơ sở dữ liệu: đã chạy ${applied.length} bước nâng cấp (${applied.length} migrations run)`);
    return { appUrl, applied };
  } finally {
    await owner.close();
  }
}

/** Migrations by file name in order; each module exports `up(db)`. */
async function readMigrations(folder: string): Promise<Record<string, Migration>> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
    .sort();
  const found: Record<string, Migration> = {};
  for (const name of names) {
    const module: unknown = await import(pathToFileURL(join(folder, name)).href);
    if (!isMigration(module)) throw new DatabaseProblem('migration-failed', name, 'exports no function "up"');
    found[name.slice(0, -'.ts'.length)] = module;
  }
  return found;
}

function isMigration(module: unknown): module is Migration {
  return typeof module === 'object' && module !== null && 'up' in module && typeof module.up === 'function';
}

/**
 * The role's password follows from the owner's, so that it is stored nowhere and two processes of one installation agree on
 * it; without an owner's password (peer, trust) it is random and lives in this process.
 */
async function ensureAppRole(pool: pg.Pool, ownerUrl: string): Promise<string> {
  const url = new URL(ownerUrl);
  const password = url.password
    ? createHmac('sha256', decodeURIComponent(url.password)).update(appRole).digest('base64url')
    : randomBytes(24).toString('base64url');
  url.username = appRole;
  url.password = password;
  if (await canConnect(url.href)) return url.href;
  const { rowCount } = await pool.query('select 1 from pg_roles where rolname = $1', [appRole]);
  const verb = rowCount === 0 ? 'create' : 'alter';
  await settleRole(
    pool,
    `${verb} role ${appRole} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password '${password}'`,
    url.href,
  );
  return url.href;
}

/** Two processes may do this at once on one server: whoever comes second finds it done. */
async function settleRole(pool: pg.Pool, statement: string, appUrl: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await pool.query(attempt === 1 ? statement : statement.replace(/^create/, 'alter'));
      if (await canConnect(appUrl)) return;
      throw new Error(`${appRole} cannot connect`);
    } catch (error) {
      if (await canConnect(appUrl)) return;
      if (attempt === 3) throw new DatabaseProblem('role-refused', appRole, error instanceof Error ? error.message : '');
    }
  }
}

async function canConnect(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function checkAppRole(pool: pg.Pool, role: string): Promise<void> {
  const { rows } = await pool.query<{ strong: boolean }>(
    `select rolsuper or rolbypassrls or rolcreaterole or pg_has_role(oid, current_user, 'member') as strong
		from pg_roles where rolname = $1`,
    [role],
  );
  const [facts] = rows;
  if (facts === undefined) throw new DatabaseProblem('role-refused', role);
  if (facts.strong) throw new DatabaseProblem('role-too-strong', role);
}
