// PostgreSQL refuses to run as root. These are the ways around it (chạy dưới tài khoản thường), best first: a user
// namespace of its own (`unshare -U`), a system user made for it, then `nobody`. The supervisor tries each for real.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export type RunAsName = 'self' | 'unshare' | 'user' | 'nobody';

/** `uid`, `gid`: who must own the cluster. `outside`: programs and data must lie outside the project folder. */
export type RunAs = {
  name: RunAsName;
  uid: number;
  gid: number;
  outside: boolean;
  command: (program: string, args: string[]) => [string, string[]];
};

const systemUser = 'vuon-postgres';
const plain: RunAs['command'] = (program, args) => [program, args];

/** The ways to try on this machine, in order. VUON_PG_RUN_AS=unshare,user,nobody narrows them. */
export function waysToRun(only = process.env['VUON_PG_RUN_AS']): RunAsName[] {
  if (process.getuid?.() !== 0) return ['self'];
  const all: RunAsName[] = ['unshare', 'user', 'nobody'];
  return only ? all.filter((name) => only.split(',').includes(name)) : all;
}

/** Makes one way ready; null when this machine cannot offer it. */
export function prepareRunAs(name: RunAsName): RunAs | null {
  switch (name) {
    case 'self':
      return { name, uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1, outside: false, command: plain };
    case 'unshare':
      if (spawnSync('unshare', ['-U', 'true']).status !== 0) return null;
      return { name, uid: 0, gid: 0, outside: false, command: (program, args) => ['unshare', ['-U', program, ...args]] };
    case 'user':
      return accountAs(name, systemUser, () => {
        const home = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
        spawnSync('useradd', [...home, systemUser]);
      });
    case 'nobody':
      return accountAs(name, 'nobody', () => {});
  }
}

function accountAs(name: RunAsName, account: string, create: () => void): RunAs | null {
  if (findAccount(account) === null) create();
  const found = findAccount(account);
  return found && { name, ...found, outside: true, command: plain };
}

function findAccount(account: string): { uid: number; gid: number } | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${account}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}
