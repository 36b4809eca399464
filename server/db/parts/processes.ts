// Tells whether a process is really alive (tiến trình còn sống): a zombie or a stranger that got the same number later is
// not. Reads /proc on Linux and asks `ps` elsewhere. Starting and stopping are left to the supervisor.

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export type ProcessFacts = { startedAt: string; zombie: boolean; command: string; cwd: string | null };

/** What is known about a process number now; null when there is none. */
export function findProcess(pid: number): ProcessFacts | null {
  if (!Number.isSafeInteger(pid) || pid <= 1) return null;
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

/** Names one process for ever: number and start time, since numbers are used again. */
export function processIdentity(pid: number): string {
  return `${pid}@${findProcess(pid)?.startedAt ?? '?'}`;
}

/** True when the process named by processIdentity still runs. */
export function identityLives(identity: string): boolean {
  const [pid, startedAt] = identity.split('@');
  const facts = findProcess(Number(pid));
  return facts !== null && !facts.zombie && facts.startedAt === startedAt;
}

/** Numbers of living processes whose working directory is `folder` (a postmaster and its children sit in their cluster). */
export function processesIn(folder: string): number[] {
  if (process.platform !== 'linux') return [];
  const numbers = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return numbers.filter((pid) => {
    const facts = fromProc(pid);
    return facts !== null && !facts.zombie && facts.cwd === folder;
  });
}

function fromProc(pid: number): ProcessFacts | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name may hold spaces and brackets: fields are counted after its last closing bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { startedAt: fields[19] ?? '?', zombie: fields[0] === 'Z' || fields[0] === 'X', command, cwd: workingDirectory(pid) };
  } catch {
    return null;
  }
}

function workingDirectory(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

function fromPs(pid: number): ProcessFacts | null {
  if (process.platform === 'win32') {
    try {
      process.kill(pid, 0);
      return { startedAt: 'unknown', zombie: false, command: '', cwd: null };
    } catch {
      return null;
    }
  }
  const answer = spawnSync('ps', ['-o', 'stat=,lstart=,command=', '-p', String(pid)], { encoding: 'utf8' });
  const found = /^(\S+)\s+(\w+\s+\w+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/.exec(answer.stdout.trim());
  if (!found) return null;
  return { startedAt: found[2] ?? '?', zombie: (found[1] ?? '').startsWith('Z'), command: found[3] ?? '', cwd: null };
}
