// Brings a database up to date (nâng cấp cơ sở dữ liệu): checks the server, makes sure that the application's own role exists
// and is weak, then runs the forward-only migrations of ./migrations as the owner. The server serves as `vuon_app` only,
// which can never become the owner. What the migrations say is theirs.

import { createHmac, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import pg from 'pg';
import { checkServer, openDatabase } from './connection.ts';
import { DatabaseProblem } from './problem.ts';
import { bringBackLeft } from './set-aside.ts';

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
  const owner = await openDatabase<unknown>(ownerUrl, { max: 3, name: 'vuon migrate' });
  const turn = await owner.pool.connect();
  try {
    // One process at a time on a database; the lock ends with its connection.
    await turn.query("select pg_advisory_lock(hashtext('vuon migrate'))");
    await refuseForeign(owner.pool);
    await checkServer(owner.pool);
    const appUrl = options.appUrl ?? (await ensureAppRole(ownerUrl, owner.pool));
    await admitAppRole(owner.pool, decodeURIComponent(new URL(appUrl).username));
    const again = await bringBackLeft(ownerUrl);
    if (again > 0)
      options.onProgress?.(`Cơ sở dữ liệu: đã dựng lại ${again} chỉ mục và ràng buộc (${again} indexes and references built again)`);
    const applied = await runMigrations(owner.db, options.folder ?? migrationsFolder);
    if (applied.length > 0)
      options.onProgress?.(`Cơ sở dữ liệu: đã chạy ${applied.length} bước nâng cấp (${applied.length} migrations run)`);
    return { appUrl, applied };
  } finally {
    turn.release(true);
    await owner.close();
  }
}

/** Tables without our list of migrations are another program's: nothing is written beside them. */
async function refuseForeign(pool: Pick<pg.Pool, 'query'>): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and to_regclass('public.kysely_migration') is null order by 1 limit 1`,
  );
  const [foreign] = rows;
  if (foreign !== undefined) throw new DatabaseProblem('not-ours', foreign.name);
}

/**
 * Steps that stand in an earlier one since (bước đã gộp): a database that ran both is where one is that runs the earlier one as it is now, so
 * that nothing is left of them to be run, or to be taken for a newer program's.
 */
const FOLDED = ['0685-restrictions-held', '0707-restricted-among', '0708-restrictions-near'];

async function runMigrations(db: Kysely<unknown>, folder: string): Promise<string[]> {
  const provider = { getMigrations: () => readMigrations(folder) };
  await forgetFolded(db);
  await refuseNewer(db, await provider.getMigrations());
  const { error, results } = await new Migrator({ db, provider }).migrateToLatest();
  if (error instanceof DatabaseProblem) throw error;
  if (error !== undefined) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? '?';
    throw new DatabaseProblem('migration-failed', failed, error instanceof Error ? error.message : String(error));
  }
  return (results ?? []).map((result) => result.migrationName);
}

async function forgetFolded(db: Kysely<unknown>): Promise<void> {
  if (await hasRun(db)) await sql`delete from kysely_migration where name = any (${FOLDED}::text[])`.execute(db);
}

async function hasRun(db: Kysely<unknown>): Promise<boolean> {
  const { rows } = await sql<{ run: boolean }>`select to_regclass('public.kysely_migration') is not null as run`.execute(db);
  return rows[0]?.run === true;
}

/** Steps that were run and that this program does not know are a newer one's: it would read and write past them. */
async function refuseNewer(db: Kysely<unknown>, known: Readonly<Record<string, Migration>>): Promise<void> {
  if (!(await hasRun(db))) return;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name desc`.execute(db);
  const newer = rows.find(({ name }) => !Object.hasOwn(known, name));
  if (newer !== undefined) throw new DatabaseProblem('program-too-old', newer.name);
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
 * it; without an owner's password (peer, trust) it is random and lives in this process. Answers with the role's address.
 */
export async function ensureAppRole(ownerUrl: string, pool: Pick<pg.Pool, 'query'>): Promise<string> {
  const url = new URL(ownerUrl);
  const password = url.password
    ? createHmac('sha256', decodeURIComponent(url.password)).update(appRole).digest('base64url')
    : randomBytes(24).toString('base64url');
  url.username = appRole;
  url.password = password;
  if (await canConnect(url.href)) return url.href;
  await settleRole(pool, password, url.href);
  return url.href;
}

/** Two processes may do this at once on one server: whoever comes second finds it done. */
async function settleRole(pool: Pick<pg.Pool, 'query'>, password: string, appUrl: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { rowCount } = await pool.query('select 1 from pg_roles where rolname = $1', [appRole]);
      // Only the password is altered: the rest needs a superuser on PostgreSQL 15. admitAppRole looks at it.
      const verb = rowCount === 0 ? `create role ${appRole} nosuperuser nobypassrls nocreatedb nocreaterole` : `alter role ${appRole}`;
      await pool.query(`${verb} login password '${password}'`);
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

/** Lets a weak role in; refuses one that could become the owner or look past row security. */
async function admitAppRole(pool: pg.Pool, role: string): Promise<void> {
  const { rows } = await pool.query<{ strong: boolean }>(
    `select rolsuper or rolbypassrls or rolcreaterole or pg_has_role(oid, current_user, 'member') as strong
    from pg_roles where rolname = $1`,
    [role],
  );
  const [facts] = rows;
  if (facts === undefined) throw new DatabaseProblem('role-refused', role);
  if (facts.strong) throw new DatabaseProblem('role-too-strong', role);
  const name = pg.escapeIdentifier(role);
  const { rows: here } = await pool.query<{ database: string }>('select current_database() as database');
  await pool.query(`grant connect on database ${pg.escapeIdentifier(here[0]?.database ?? '')} to ${name}`);
  await pool.query(`grant usage on schema public to ${name}`);
}
