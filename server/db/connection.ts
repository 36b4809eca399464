// Opens a database (mở cơ sở dữ liệu): a pool, Kysely on it, values read without loss, and the checks without which nothing
// would be right (version, UTF-8, extensions, Vietnamese order). Starting a server is embedded.ts's work, roles and
// migrations are migrate.ts's.

import { Kysely, PostgresDialect, type RawBuilder } from 'kysely';
import pg from 'pg';
import { DatabaseProblem } from './problem.ts';

export type Database<Schema> = { db: Kysely<Schema>; pool: pg.Pool; close: () => Promise<void> };

export type OpenOptions = {
  /** Most connections at once; default 10. */
  max?: number;
  /** Shown in pg_stat_activity. */
  name?: string;
  /** A commit is answered before it is on the disk, and after it a moment later; for work that can be done again. */
  hasty?: boolean;
};

const needed = ['pg_trgm', 'unaccent', 'pgcrypto'] as const;

/**
 * Opens a pool on `url`. `date` is read as `YYYY-MM-DD` text, `int8` as a number (an unsafe one throws), `timestamptz` as ISO
 * text that ends in Z with three digits of a second (six where the microseconds are not zero), `numeric` stays text.
 * Connects once; throws `unreachable` or `wrong-password`.
 */
export async function openDatabase<Schema>(url: string, options: OpenOptions = {}): Promise<Database<Schema>> {
  const pool = new pg.Pool({
    Client: PreparingClient,
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.name ?? 'vuon',
    connectionTimeoutMillis: 15_000,
    options: `-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601${options.hasty === true ? ' -c synchronous_commit=off' : ''}`,
    types: { getTypeParser: typeParser },
  });
  // An idle connection cut by the server: the pool opens another one at the next query.
  pool.on('error', () => {});
  // One at work: the query that needed it says so.
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    (await pool.connect()).release();
  } catch (error) {
    await pool.end();
    throw explainConnect(error, url);
  }
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}

const prepared = new Map<string, string>();

/**
 * From now on every connection keeps this text prepared: it is parsed once there and planned a few times, where a batch of the
 * door would else spend more on that than on its rows. Only for texts that are always the same, whose plan fits any values.
 */
export function prepare(text: string): void {
  if (!prepared.has(text)) prepared.set(text, `vuon_${prepared.size}`);
}

/** A statement that every request or every page makes, prepared from now on. As for `prepare`: always the same text, any values. */
export async function runPrepared<R>(db: Kysely<unknown>, statement: RawBuilder<R>): Promise<readonly R[]> {
  const compiled = statement.compile(db);
  prepare(compiled.sql);
  const { rows } = await db.executeQuery(compiled);
  return rows;
}

/**
 * In the place of a text: the parameters are statements, each a text with its own, that go out at once and are answered in their order. Its
 * rows are how each ended, as `Promise.allSettled` tells it.
 */
export const AT_ONCE = '-- at once';

type Args = readonly unknown[];

/** As Kysely begins a transaction; a `begin` by hand is sent as it is. */
const begins = ([text, values]: Args): boolean => text === 'begin' && Array.isArray(values);
const ends = ([text]: Args): boolean => text === 'commit' || text === 'rollback';
const NOTHING = { command: '', rowCount: 0, rows: [] };

class PreparingClient extends pg.Client {
  /** A transaction that was begun here and not yet there: `begin` goes in one piece with its first statement. */
  #begun = false;

  constructor(config?: pg.ClientConfig) {
    super(config);
    const query = this.query.bind(this);
    const one = (args: Args): unknown => Reflect.apply(query, this, named(args));
    Object.assign(this, { query: (...args: Args) => this.#query(one, args) });
  }

  #query(one: (args: Args) => unknown, args: Args): unknown {
    const all = (statements: readonly Args[]) => atOnce(this, () => statements.map(one));
    if (begins(args)) {
      this.#begun = true;
      return Promise.resolve(NOTHING);
    }
    const first = this.#begun;
    this.#begun = false;
    if (args[0] === AT_ONCE) return first ? afterBegin(all([['begin'], ...(args[1] as Args[])])) : all(args[1] as Args[]);
    if (!first) return one(args);
    return ends(args) ? Promise.resolve(NOTHING) : onlyOne(afterBegin(all([['begin'], args])));
  }
}

type AtOnce = ReturnType<typeof atOnce>;

/** Without the `begin`; where that failed, so did the rest. */
async function afterBegin(all: AtOnce): AtOnce {
  const { rows, ...ended } = await all;
  return { ...ended, rowCount: rows.length - 1, rows: rows.slice(1) };
}

async function onlyOne(all: AtOnce): Promise<unknown> {
  const [ended] = (await all).rows as readonly PromiseSettledResult<unknown>[];
  if (ended?.status === 'fulfilled') return ended.value;
  throw ended?.reason ?? new Error('A statement has no answer.');
}

/**
 * A statement a time waits for the answer before: a batch of the door, which makes some thirty, spends more on that than on its rows. In the
 * driver's pipeline they leave in one piece. The mode is on only meanwhile: whoever streams a copy over such a connection needs it off.
 */
async function atOnce(client: pg.Client, send: () => readonly unknown[]): Promise<{ command: string; rowCount: number; rows: unknown[] }> {
  // cast: what the driver has of these is not in its types
  const { connection } = client as unknown as { readonly connection: { readonly stream: { cork(): void; uncork(): void } } };
  Object.assign(client, { pipeline: true });
  try {
    connection.stream.cork();
    const sent = send();
    connection.stream.uncork();
    const rows = await Promise.allSettled(sent);
    return { command: 'SELECT', rowCount: rows.length, rows };
  } finally {
    Object.assign(client, { pipeline: false });
  }
}

function named(args: readonly unknown[]): readonly unknown[] {
  const [text, values, ...rest] = args;
  const name = typeof text === 'string' && Array.isArray(values) ? prepared.get(text) : undefined;
  return name === undefined ? args : [{ name, text, values }, ...rest];
}

/** As the owner: what the server must offer; makes the extensions. Each lack is a DatabaseProblem with its own code. */
export async function checkServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: number; encoding: string; collation: boolean; role: string; bypasses: boolean }>(
    `select current_setting('server_version_num')::int as version,
			pg_encoding_to_char(encoding) as encoding,
			exists (select from pg_collation where collname = 'vi-x-icu') as collation,
			current_user as role,
			(select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as bypasses
		from pg_database where datname = current_database()`,
  );
  const [facts] = rows;
  if (facts === undefined) throw new DatabaseProblem('unreachable', '?');
  if (facts.version < 150_000) throw new DatabaseProblem('server-too-old', String(Math.floor(facts.version / 10_000)));
  if (facts.encoding !== 'UTF8') throw new DatabaseProblem('not-utf8', facts.encoding);
  if (!facts.collation) throw new DatabaseProblem('collation-missing', 'vi-x-icu');
  if (!facts.bypasses) throw new DatabaseProblem('owner-cannot-bypass', facts.role);
  for (const name of needed) await ensureExtension(pool, name);
}

async function ensureExtension(pool: pg.Pool, name: string): Promise<void> {
  try {
    await pool.query(`create extension if not exists ${name} with schema public`);
  } catch (error) {
    throw new DatabaseProblem('extension-missing', name, error instanceof Error ? error.message : '');
  }
}

/** The server went away, or was sent away, in the middle of a statement, or it had no connection left within the time that we wait. */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^(57P0[123]|53300|08...|ECONNRESET|EPIPE)$/.test(code) ||
    /^Connection terminated|^Client has encountered a connection error|^timeout exceeded when trying to connect/.test(error.message)
  );
}

export function explainConnect(error: unknown, url: string): DatabaseProblem {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const detail = error instanceof Error ? error.message : '';
  const server = serverName(url);
  if (code === '28P01' || code === '28000') return new DatabaseProblem('wrong-password', server, detail);
  return new DatabaseProblem('unreachable', server, detail || code);
}

/** Host, port and database, never the password. */
function serverName(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}${port ? `:${port}` : ''}${pathname}`;
  } catch {
    return '?';
  }
}

const parsers = new Map<number, (text: string) => unknown>([
  [1082, (text) => text],
  [20, readInteger],
  [1184, readInstant],
]);
const arrayOf = new Map([
  [1182, 1082],
  [1016, 20],
  [1185, 1184],
]);

const typeParser: pg.CustomTypesConfig['getTypeParser'] = (oid: number, format?: string) => {
  const own = parsers.get(oid);
  if (own && format !== 'binary') return own;
  const element = arrayOf.get(oid);
  const readElement = element === undefined ? undefined : parsers.get(element);
  if (readElement && format !== 'binary')
    return (text: string) => readTextArray(text).map((item) => (item === null ? null : readElement(item)));
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
};

function readInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} is not a safe integer`);
  return value;
}

/** `2026-01-02 03:04:05.6+00` → `2026-01-02T03:04:05.600Z`. The session's zone is UTC. */
function readInstant(text: string): string {
  const parts = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(text);
  if (!parts) throw new RangeError(`timestamptz ${text} is not a UTC instant`);
  const fraction = (parts[3] ?? '').padEnd(3, '0');
  return `${parts[1]}T${parts[2]}.${fraction.length > 3 ? fraction.padEnd(6, '0') : fraction}Z`;
}

/** A one-dimensional array of values that need no quoting: dates, instants (quoted for their space), integers. */
function readTextArray(text: string): (string | null)[] {
  const items = text
    .slice(1, -1)
    .split(',')
    .filter((item) => item !== '');
  return items.map((item) => (item === 'NULL' ? null : item.replaceAll('"', '')));
}
