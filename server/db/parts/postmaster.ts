// Reads, starts and stops one PostgreSQL server process (tiến trình máy chủ) on one cluster. Knows what its lock file says
// and what its log means; where the cluster comes from and who shares it is the supervisor's business.

import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseProblem } from '../problem.ts';
import type { Binaries } from './binaries.ts';
import { findProcess, processesIn } from './processes.ts';
import type { RunAs } from './run-as.ts';

export type Postmaster = { pid: number; port: number; status: string };

export type Launch = {
  binaries: Binaries;
  runAs: RunAs;
  cluster: string;
  port: number;
  settings: Record<string, string>;
  log: string;
};

/** The living server of this cluster; null when its lock file is absent, stale, a zombie's or a stranger's. */
export function findPostmaster(cluster: string): Postmaster | null {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (!runsCluster(pid, cluster)) return null;
  return { pid, port: Number(lines[3]), status: (lines[7] ?? '').trim() };
}

/** Starts a server and waits until it takes connections. Throws `port-taken`, `disk-full`, `no-permission`, … */
export async function startPostmaster(launch: Launch): Promise<Postmaster> {
  await clearRemains(launch.cluster);
  const child = spawnServer(launch);
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(`exit ${code ?? signal}`));
  });
  let end: string | null = null;
  void ended.then((how) => {
    end = how;
  });
  for (;;) {
    await Promise.race([ended, pause(25)]);
    if (end !== null) throw explainLog(launch, end);
    const found = findPostmaster(launch.cluster);
    if (found?.status === 'ready') return found;
  }
}

/** Fast stop, harder when it does not answer: SIGINT, after a minute SIGQUIT, after ten seconds SIGKILL. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, seconds] of [
    ['SIGINT', 60],
    ['SIGQUIT', 10],
    ['SIGKILL', 10],
  ] as const) {
    if (await signalAndWait([pid], signal, seconds)) return;
  }
}

function runsCluster(pid: number, cluster: string): boolean {
  const facts = findProcess(pid);
  if (facts === null || facts.zombie) return false;
  if (facts.cwd !== null) return facts.cwd === realpathSync(cluster);
  return process.platform === 'win32' || (facts.command.includes('postgres') && facts.command.includes(cluster));
}

function spawnServer({ binaries, runAs, cluster, port, settings, log }: Launch) {
  const given = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [command, args] = runAs.command(binaries.postgres, ['-D', cluster, '-p', String(port), ...given]);
  const identity = runAs.outside ? { uid: runAs.uid, gid: runAs.gid } : {};
  if (existsSync(log)) renameSync(log, `${log}.1`);
  const fd = openSync(log, 'a', 0o600);
  // Its own session: Ctrl-C at the terminal must reach us first, so that requests end before the database does.
  const child = spawn(command, args, { ...identity, cwd: '/', detached: true, stdio: ['ignore', fd, fd] });
  closeSync(fd);
  child.unref();
  return child;
}

/**
 * After a kill -9 the children of a dead server may linger, and its lock file may name a zombie or a stranger. PostgreSQL
 * itself would refuse to start then. The file goes only once nothing runs in the cluster any more.
 */
async function clearRemains(cluster: string): Promise<void> {
  const place = realpathSync(cluster);
  for (const [signal, seconds] of [
    ['SIGQUIT', 5],
    ['SIGKILL', 5],
  ] as const) {
    const remains = processesIn(place);
    if (remains.length === 0 || (await signalAndWait(remains, signal, seconds))) break;
  }
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

async function signalAndWait(pids: number[], signal: NodeJS.Signals, seconds: number): Promise<boolean> {
  const lives = (pid: number) => findProcess(pid)?.zombie === false;
  for (const pid of pids.filter(lives)) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
  const until = Date.now() + seconds * 1000;
  while (pids.some(lives)) {
    if (Date.now() > until) return false;
    await pause(20);
  }
  return true;
}

const FULL = /No space left on device|Disk quota exceeded/;

/** Did the server that wrote this log run out of disk? */
export function isFullBy(log: string): boolean {
  return existsSync(log) && FULL.test(readFileSync(log, 'utf8'));
}

function explainLog({ log, cluster, port }: Launch, end: string): DatabaseProblem {
  const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
  const last = text.trim().split('\n').slice(-3).join(' | ') || end;
  if (/Address already in use|could not bind/.test(text)) return new DatabaseProblem('port-taken', String(port), last);
  if (FULL.test(text)) return new DatabaseProblem('disk-full', cluster, last);
  if (/database files are incompatible/.test(text)) return new DatabaseProblem('cluster-version', cluster, last);
  if (/Permission denied|wrong ownership|Operation not permitted|EACCES|EPERM/.test(text + end)) {
    return new DatabaseProblem('no-permission', cluster, last);
  }
  return new DatabaseProblem('start-failed', log, last);
}
