// The data folder of the bundled PostgreSQL (thư mục dữ liệu): where it lies, making it whole or not at all, and the
// password kept inside it. A cluster is built beside its place and renamed into it, so a killed initdb leaves only rubbish
// that the next start sweeps away. Starting the server on it is left to the supervisor.

import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseProblem } from '../problem.ts';
import type { Binaries } from './binaries.ts';
import type { RunAs } from './run-as.ts';

const passwordFile = 'vuon-password';
const pointerFile = 'cluster-at';

/** Where the cluster of this data folder lies now, or will lie. */
export function locateCluster(dataDir: string): string {
  const pointer = join(dataDir, pointerFile);
  return existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(dataDir, 'cluster');
}

/** Brings the cluster to a place that `runAs` can reach and gives it the files; returns the place. */
export function placeCluster(dataDir: string, runAs: RunAs): string {
  const now = locateCluster(dataDir);
  const place = runAs.outside ? join(outsideFolder(dataDir), 'cluster') : now;
  if (place !== now) {
    if (existsSync(now)) moveFolder(now, place);
    writeFileSync(join(dataDir, pointerFile), place);
  }
  if (runAs.name !== 'self' && existsSync(place)) giveAway(place, runAs);
  return place;
}

/** A folder outside the project, open to any system user, for this data folder only. */
export function outsideFolder(dataDir: string): string {
  const folder = join('/var/lib/vuon', createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}

export function readPassword(cluster: string): string {
  return readFileSync(join(cluster, passwordFile), 'utf8').trim();
}

export function hasCluster(cluster: string): boolean {
  return existsSync(join(cluster, 'PG_VERSION'));
}

/** Throws `cluster-version` when the cluster was made by another major version. */
export function checkVersion(cluster: string, binaries: Binaries): void {
  if (!hasCluster(cluster)) return;
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (made !== binaries.version.split('.')[0]) throw new DatabaseProblem('cluster-version', cluster, `${made} ≠ ${binaries.version}`);
}

/** Runs initdb when there is no cluster yet. Rejects with what initdb said. */
export async function makeCluster(cluster: string, binaries: Binaries, runAs: RunAs, sync: boolean): Promise<void> {
  if (hasCluster(cluster)) return;
  sweepHalves(cluster);
  const half = `${cluster}.new-${process.pid}`;
  const pwfile = `${half}.pw`;
  mkdirSync(half, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString('base64url');
  writeFileSync(pwfile, password, { mode: 0o600 });
  if (runAs.uid >= 0) for (const path of [half, pwfile]) chownSync(path, runAs.uid, runAs.gid);
  try {
    await run(runAs, binaries.initdb, [...initArguments(half, pwfile), ...(sync ? [] : ['--no-sync'])]);
    renameSync(pwfile, join(half, passwordFile));
    rmSync(cluster, { recursive: true, force: true });
    renameSync(half, cluster);
  } finally {
    // Once more: an initdb whose starter was killed may have gone on while ours was at work.
    sweepHalves(cluster);
  }
}

function initArguments(folder: string, pwfile: string): string[] {
  const locale = process.platform === 'linux' ? 'C.UTF-8' : 'C';
  return [
    '-D',
    folder,
    '--username=postgres',
    `--pwfile=${pwfile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    `--locale=${locale}`,
    // Where people read an order it is asked for by name (`vi-x-icu`); ids and folded names are compared byte by byte, far faster.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
}

function run(runAs: RunAs, program: string, args: string[]): Promise<void> {
  const [command, all] = runAs.command(program, args);
  const identity = runAs.outside ? { uid: runAs.uid, gid: runAs.gid } : {};
  return new Promise((resolve, reject) => {
    const child = spawn(command, all, { ...identity, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`initdb (${code}): ${said.trim().split('\n').slice(-5).join(' | ')}`)),
    );
  });
}

export function sweepHalves(cluster: string): void {
  const parent = dirname(cluster);
  mkdirSync(parent, { recursive: true });
  const halves = readdirSync(parent).filter((name) => name.startsWith(`${basename(cluster)}.new-`));
  for (const name of halves) rmSync(join(parent, name), { recursive: true, force: true, maxRetries: 5 });
}

/** A rename where one disk holds both places; else a copy that gets its name only when whole. */
function moveFolder(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch {
    const half = `${to}.half`;
    rmSync(half, { recursive: true, force: true });
    cpSync(from, half, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    renameSync(half, to);
    rmSync(from, { recursive: true, force: true });
  }
}

function giveAway(path: string, to: RunAs): void {
  const facts = lstatSync(path);
  if (facts.uid !== to.uid || facts.gid !== to.gid) lchownSync(path, to.uid, to.gid);
  if (facts.isDirectory()) for (const name of readdirSync(path)) giveAway(join(path, name), to);
}
