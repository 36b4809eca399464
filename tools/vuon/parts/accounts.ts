/** Accounts made at the command line (tài khoản): a post somewhere, and a first code, shown once, in whose place the person chooses a password. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { LEVELS_OF_ROLE, ROLES, type Role } from '../../../core/access/role.ts';
import { type AreaPeriod, type AreaTree, levelOf } from '../../../core/kernel/areas.ts';
import { randomPassword } from '../../../server/access/passwords.ts';
import { firstCodeUntil, setPassword } from '../../../server/access/sign-in.ts';
import type { Db } from '../../../server/http/transaction.ts';
import { accessText } from '../../../words/access.ts';
import { EXIT, stop } from '../command.ts';
import { now, today } from './clock.ts';
import { asSystem } from './installation.ts';
import { act } from './office.ts';

export interface NewAccount {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly area: AreaPeriod;
}

export function roleNamed(text: string): Role {
  return ROLES.find((role) => role === text) ?? stop(EXIT.usage, 'usage.role', { known: ROLES.join(', ') });
}

/** The code, which is kept nowhere. */
export async function addAccount(db: Db, tree: AreaTree, { username, displayName, role, area }: NewAccount): Promise<string> {
  const level = levelOf(tree, area.areaId);
  if (level === null || !LEVELS_OF_ROLE[role].includes(level))
    stop(EXIT.usage, 'account.level', { role: accessText('vi', role), area: area.name });
  if (!/^[a-z][a-z0-9._-]{2,39}$/.test(username)) stop(EXIT.usage, 'account.username');
  const accountId = randomUUID();
  await act(db, 'account-created', { accountId, username, displayName, grants: [{ role, areaId: area.areaId, from: today(), to: null }] });
  return giveNewPassword(db, accountId);
}

export async function renewPassword(db: Db, username: string): Promise<string> {
  const found = await asSystem(db, async (tx) => {
    const { rows } = await sql<{
      accountId: string;
    }>`select account_id as "accountId" from account where username = ${username.trim().toLowerCase()}`.execute(tx);
    return rows[0]?.accountId ?? null;
  });
  return giveNewPassword(db, found ?? stop(EXIT.usage, 'trouble.no-account', { username }));
}

async function giveNewPassword(db: Db, accountId: string): Promise<string> {
  const password = randomPassword();
  const at = { now: now(), today: today() };
  await setPassword(db, at, { accountId, password, firstCodeUntil: firstCodeUntil(at.now) });
  return password;
}
