// The supervisor of the PostgreSQL that npm brings (PostgreSQL đi kèm): makes its cluster, starts it on 127.0.0.1, shares it
// between our own processes (serve, a report, a test beside it), takes over what a killed process left, and stops it when the
// last user leaves. Roles of the application and migrations are left to migrate.ts.

import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, copyBinaries, findBinaries } from './parts/binaries.ts';
import {
  checkVersion,
  hasCluster,
  locateCluster,
  makeCluster,
  outsideFolder,
  placeCluster,
  readPassword,
  sweepHalves,
} from './parts/cluster.ts';
import { countHolders, hold, releaseNow, takeLock, withLock } from './parts/lock.ts';
import { findPostmaster, isFullBy, type Postmaster, startPostmaster, stopPostmaster } from './parts/postmaster.ts';
import { findProcess } from './parts/processes.ts';
import { prepareRunAs, type RunAsName, waysToRun } from './parts/run-as.ts';
import { DatabaseProblem } from './problem.ts';

export type EmbeddedOptions = {
  /** Folder for everything; made when absent. Default `.data/postgres` under the project. */
  dataDir?: string;
  /** 0 or absent: any free port. */
  port?: number;
  /** Throw-away data: no fsync. Never for real data. */
  forTests?: boolean;
  /** Told when the server ends without our doing. By default the program says so and ends, so that the next start finds all clear. */
  onLost?: (problem: DatabaseProblem) => void;
  /** Told in one plain line what is going on. */
  onProgress?: (line: string) => void;
};

export type Embedded = {
  /** The owner's address of database `vuon`: no superuser, may create roles and databases, is not bound by row security. */
  url: string;
  port: number;
  /** Of its first process: with that one all of it ends. */
  pid: number;
  /** How the server runs; null when a running one was adopted. */
  runAs: RunAsName | null;
  /** Leaves the server; stops it when no other living process uses it. */
  stop: () => Promise<void>;
  /** Why a query failed that should not have: the disk is full, or the server has ended; null when it is well. */
  trouble: () => DatabaseProblem | null;
};

export const defaultDataDir = resolve(import.meta.dirname, '../../.data/postgres');
const owner = 'vuon_owner';

/** Starts the bundled PostgreSQL, or joins the one that runs on this folder already. Throws DatabaseProblem. */
export async function startEmbedded(options: EmbeddedOptions = {}): Promise<Embedded> {
  const dataDir = resolve(options.dataDir ?? defaultDataDir);
  makeFolder(dataDir);
  return withLock(join(dataDir, 'lock'), async () => {
    const adopted = await adopt(dataDir);
    const started = adopted ? { postmaster: adopted, runAs: null } : await startSomehow(dataDir, options);
    const password = readPassword(locateCluster(dataDir));
    await ensureOwner(address('postgres', password, started.postmaster.port, 'postgres'), password);
    const stop = shareUntilLast(dataDir, started.postmaster.pid, options.onLost ?? endProgram);
    return {
      url: address(owner, password, started.postmaster.port, 'vuon'),
      port: started.postmaster.port,
      pid: started.postmaster.pid,
      runAs: started.runAs,
      stop,
      trouble: () => troubleOf(dataDir, started.postmaster.pid),
    };
  }).catch((error: unknown) => {
    throw explain(error, dataDir);
  });
}

/** A server left running by another process: joined when it answers, else stopped. */
async function adopt(dataDir: string): Promise<Postmaster | null> {
  const cluster = locateCluster(dataDir);
  for (;;) {
    const found = findPostmaster(cluster);
    if (found === null) return null;
    if (found.status === 'ready') {
      const answer = await ask(address('postgres', readPassword(cluster), found.port, 'postgres'));
      if (answer === 'answers') return found;
      // It mends its files after one of its processes was killed: waited for, since stopping it takes longer.
      if (answer === 'silent') await stopPostmaster(found.pid);
    }
    await pause(50);
  }
}

async function startSomehow(dataDir: string, options: EmbeddedOptions): Promise<{ postmaster: Postmaster; runAs: RunAsName }> {
  const binaries = findBinaries();
  const failures: string[] = [];
  for (const name of waysToRun()) {
    try {
      const postmaster = await startAs(name, dataDir, binaries, options);
      if (postmaster) return { postmaster, runAs: name };
      failures.push(`${name}: –`);
    } catch (error) {
      const problem = explain(error, dataDir);
      if (!mayHelp(problem, dataDir)) throw problem;
      failures.push(`${name}: ${problem.message}`);
    }
  }
  throw new DatabaseProblem('start-failed', join(dataDir, 'server.log'), failures.join('\n  '));
}

/** Another way to run may help against a refusal, or where there is no data yet; a cluster that fails otherwise stays where it is. */
function mayHelp(problem: Error, dataDir: string): boolean {
  if (!(problem instanceof DatabaseProblem)) return false;
  if (problem.code === 'no-permission') return true;
  return problem.code === 'start-failed' && !hasCluster(locateCluster(dataDir));
}

async function startAs(name: RunAsName, dataDir: string, found: Binaries, options: EmbeddedOptions): Promise<Postmaster | null> {
  const runAs = prepareRunAs(name);
  if (runAs === null) return null;
  checkVersion(locateCluster(dataDir), found);
  const binaries = runAs.outside ? copyBinaries(found, outsideFolder(dataDir)) : found;
  const cluster = placeCluster(dataDir, runAs);
  const forTests = options.forTests ?? false;
  if (!hasCluster(cluster)) options.onProgress?.('PostgreSQL: chuẩn bị thư mục dữ liệu (preparing the data folder)');
  await makeCluster(cluster, binaries, runAs, !forTests);
  options.onProgress?.('PostgreSQL: khởi động (starting)');
  const launch = { binaries, runAs, cluster, settings: settings(forTests), log: join(dataDir, 'server.log') };
  if (options.port) return startPostmaster({ ...launch, port: options.port });
  // A port found free may be taken before the server binds it: then another one.
  for (let attempt = 1; ; attempt++) {
    try {
      return await startPostmaster({ ...launch, port: await freePort() });
    } catch (error) {
      if (!(error instanceof DatabaseProblem) || error.code !== 'port-taken' || attempt === 5) throw error;
    }
  }
}

/** Measured on two cores: up to twice as fast as the defaults on the loads of a province. */
function settings(forTests: boolean): Record<string, string> {
  const common = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    jit: 'off',
    max_wal_size: '4GB',
    // After a load the planner knows the tables within seconds, not after a minute: until then it read whole tables for a few codes.
    autovacuum_naptime: '5s',
    TimeZone: 'UTC',
    log_timezone: 'UTC',
  };
  if (!forTests) return { ...common, shared_buffers: '512MB' };
  return {
    ...common,
    shared_buffers: '256MB',
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    max_connections: '200',
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const found = probe.address();
      probe.close(() => (found !== null && typeof found === 'object' ? resolve(found.port) : reject(new Error('no port'))));
    });
  });
}

function address(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

/** What PostgreSQL says while it starts, recovers or stops. */
const CANNOT_CONNECT_NOW = '57P03';

async function ask(url: string): Promise<'answers' | 'not-yet' | 'silent'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return 'answers';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === CANNOT_CONNECT_NOW ? 'not-yet' : 'silent';
  } finally {
    await client.end().catch(() => {});
  }
}

/** Idempotent, so that a start killed in between is mended by the next one. */
async function ensureOwner(url: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const roles = await client.query('select 1 from pg_roles where rolname = $1', [owner]);
    const rights = 'login createdb createrole bypassrls nosuperuser';
    if (roles.rowCount === 0) await client.query(`create role ${owner} ${rights} password '${password}'`);
    // To close the application's connections when a database is dropped.
    await client.query(`grant pg_signal_backend to ${owner}`);
    const databases = await client.query("select 1 from pg_database where datname = 'vuon'");
    if (databases.rowCount === 0) await client.query(`create database vuon owner ${owner}`);
  } finally {
    await client.end();
  }
}

function shareUntilLast(dataDir: string, pid: number, onLost: (problem: DatabaseProblem) => void): () => Promise<void> {
  const holders = join(dataDir, 'holders');
  const lock = join(dataDir, 'lock');
  const leave = hold(holders);
  // process.exit without stop(): nothing can be awaited, so stop only when nobody is just joining.
  const onExit = () => {
    leave();
    if (!takeLock(lock)) return;
    if (countHolders(holders) === 0 && findPostmaster(locateCluster(dataDir))?.pid === pid) process.kill(pid, 'SIGINT');
    releaseNow(lock);
  };
  process.once('exit', onExit);
  const unguard = guardSignals();
  const unwatch = watch(pid, () => onLost(troubleOf(dataDir, pid) ?? new DatabaseProblem('server-lost', dataDir)));
  return () => {
    unwatch();
    process.removeListener('exit', onExit);
    unguard();
    return withLock(lock, async () => {
      leave();
      if (countHolders(holders) > 0) return;
      await stopPostmaster(pid);
      // What an initdb went on writing whose starter was killed.
      sweepHalves(locateCluster(dataDir));
    });
  };
}

/** What the server's log and its process say when a query failed unforeseen: a full disk, or an end; null when it is well. */
function troubleOf(dataDir: string, pid: number): DatabaseProblem | null {
  const log = join(dataDir, 'server.log');
  if (isFullBy(log)) return new DatabaseProblem('disk-full', dataDir);
  return findProcess(pid)?.zombie === false ? null : new DatabaseProblem('server-lost', log);
}

/** Also for a server that another process started. The timer keeps no program alive. */
function watch(pid: number, onGone: () => void): () => void {
  const timer = setInterval(() => {
    if (findProcess(pid)?.zombie === false) return;
    clearInterval(timer);
    onGone();
  }, 500).unref();
  return () => clearInterval(timer);
}

function endProgram(problem: DatabaseProblem): void {
  process.stderr.write(`${problem.message}\n`);
  process.exit(70);
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let guards = 0;

/** A signal that nobody else handles would end the process without its exit handlers, and leave the server behind. */
function guardSignals(): () => void {
  guards += 1;
  if (guards === 1) for (const signal of signals) process.on(signal, exitUnlessHandled);
  return () => {
    guards -= 1;
    if (guards === 0) for (const signal of signals) process.removeListener(signal, exitUnlessHandled);
  };
}

function exitUnlessHandled(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (existsSync(dataDir)) throw new DatabaseProblem('not-a-folder', dataDir);
    const problem = explain(error, dataDir);
    // A read-only disk says of a folder within that it is not there.
    throw problem instanceof DatabaseProblem && problem.code === 'start-failed'
      ? new DatabaseProblem('no-permission', dataDir, problem.detail)
      : problem;
  }
}

function explain(error: unknown, dataDir: string): Error {
  if (error instanceof DatabaseProblem) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|EDQUOT|No space left on device|could not extend file/.test(text)) return new DatabaseProblem('disk-full', dataDir, text);
  if (/EACCES|EPERM|EROFS|Permission denied|Read-only file system/.test(text)) return new DatabaseProblem('no-permission', dataDir, text);
  return new DatabaseProblem('start-failed', join(dataDir, 'server.log'), text);
}
