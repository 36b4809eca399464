/**
 * Sessions, passwords and failed tries in the database (phiên đăng nhập). All but the reading of posts only in a transaction that
 * runs for nobody. Tokens are stored hashed: who reads the table cannot sign in with it.
 */
import { sql } from 'kysely';
import { ROLES } from '../../core/access/role.ts';
import type { SignInStep } from '../../core/access/second-factor.ts';
import type { Grant } from '../../core/access/may.ts';
import { runPrepared } from '../db/connection.ts';
import type { Tx } from '../http/transaction.ts';

export interface AccountRow {
  readonly accountId: string;
  readonly passwordHash: string;
  readonly firstCodeUntil: string | null;
}

export interface SessionRow {
  readonly accountId: string;
  readonly displayName: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly grants: readonly Grant[];
}

export async function findAccount(tx: Tx, username: string): Promise<AccountRow | null> {
  const { rows } = await sql<AccountRow>`
    select a.account_id as "accountId", c.password_hash as "passwordHash", c.first_code_until as "firstCodeUntil"
      from account a join credential c on c.account_id = a.account_id
     where a.username = ${username} and a.state = 'active'`.execute(tx);
  return rows[0] ?? null;
}

export async function savePassword(
  tx: Tx,
  credential: { accountId: string; passwordHash: string; now: string; firstCodeUntil: string | null },
): Promise<void> {
  await sql`
    insert into credential (account_id, password_hash, changed_at, first_code_until)
    values (${credential.accountId}, ${credential.passwordHash}, ${credential.now}, ${credential.firstCodeUntil})
    on conflict (account_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at,
      first_code_until = excluded.first_code_until`.execute(tx);
}

/** A first code in place of what was read as `before` (null: there was none); false where somebody else was first. */
export async function saveFirstCode(
  tx: Tx,
  code: { accountId: string; passwordHash: string; now: string; firstCodeUntil: string; before: string | null },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into credential (account_id, password_hash, changed_at, first_code_until)
    values (${code.accountId}, ${code.passwordHash}, ${code.now}, ${code.firstCodeUntil})
    on conflict (account_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at,
      first_code_until = excluded.first_code_until
     where credential.password_hash = ${code.before}`.execute(tx);
  return numAffectedRows === 1n;
}

export interface Credential {
  readonly passwordHash: string;
  /** Set: a code from a slip, not yet an own password. */
  readonly firstCodeUntil: string | null;
}

export async function readCredential(tx: Tx, accountId: string): Promise<Credential | null> {
  const { rows } = await sql<Credential>`
    select password_hash as "passwordHash", first_code_until as "firstCodeUntil" from credential where account_id = ${accountId}`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** An own password in place of exactly this one; false: somebody else has replaced it meanwhile. */
export async function replacePassword(
  tx: Tx,
  change: { accountId: string; passwordHash: string; now: string; before: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update credential set password_hash = ${change.passwordHash}, changed_at = ${change.now}, first_code_until = null
     where account_id = ${change.accountId} and password_hash = ${change.before}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Ends every session of the account. */
export async function endSessions(tx: Tx, accountId: string): Promise<void> {
  await sql`delete from session where account_id = ${accountId}`.execute(tx);
}

/** Ends the others. Who waits to choose a password can choose none any more, and is kept to be told so. */
export async function endOtherSessions(tx: Tx, accountId: string, own: Buffer): Promise<void> {
  await sql`
    delete from session
     where account_id = ${accountId} and token_hash <> ${own} and step is distinct from 'new-password'`.execute(tx);
}

export interface NewSession {
  readonly tokenHash: Buffer;
  readonly accountId: string;
  readonly now: string;
  readonly step: SignInStep | null;
  /** Kind of browser and system, as `Firefox, Android`. */
  readonly device: string;
}

export async function addSession(tx: Tx, { tokenHash, accountId, now, step, device }: NewSession): Promise<void> {
  await sql`
    insert into session (token_hash, account_id, created_at, last_seen_at, step, device)
    values (${tokenHash}, ${accountId}, ${now}, ${now}, ${step}, ${device})`.execute(tx);
}

export interface WaitingRow {
  readonly accountId: string;
  readonly username: string;
  readonly createdAt: string;
  readonly step: SignInStep | null;
}

/** A session with what it waits for, whole or not; null: none, or its account is suspended. */
export async function findWaiting(tx: Tx, tokenHash: Buffer): Promise<WaitingRow | null> {
  const { rows } = await sql<WaitingRow>`
    select s.account_id as "accountId", a.username, s.created_at as "createdAt", s.step
      from session s join account a on a.account_id = s.account_id
     where s.token_hash = ${tokenHash} and s.step is not null and a.state = 'active'`.execute(tx);
  return rows[0] ?? null;
}

export async function setStep(tx: Tx, tokenHash: Buffer, step: SignInStep | null): Promise<void> {
  await sql`update session set step = ${step} where token_hash = ${tokenHash}`.execute(tx);
}

export async function readGrants(tx: Tx, accountId: string): Promise<readonly Grant[]> {
  const { rows } = await sql<{ role: string; areaId: string; from: string; to: string | null }>`
    select role, area_id as "areaId", valid_from as "from", valid_to as "to" from role_grant
     where account_id = ${accountId} order by valid_from, role, area_id`.execute(tx);
  return parseGrants(rows);
}

/** Neither unknown nor suspended. */
export async function isActive(tx: Tx, accountId: string): Promise<boolean> {
  const { rows } = await sql<{ state: string }>`select state from account where account_id = ${accountId}`.execute(tx);
  return rows[0]?.state === 'active';
}

/** With all grants, whether in force or not; null for a session that is not there or whose account is suspended. */
export async function findSession(tx: Tx, tokenHash: Buffer): Promise<SessionRow | null> {
  const rows = await runPrepared(
    tx,
    sql<Omit<SessionRow, 'grants'> & { grants: unknown }>`
    select s.account_id as "accountId", a.display_name as "displayName",
           s.created_at as "createdAt", s.last_seen_at as "lastSeenAt",
           (select coalesce(json_agg(json_build_object('role', g.role, 'areaId', g.area_id, 'from', g.valid_from, 'to', g.valid_to)
                            order by g.valid_from, g.role, g.area_id), '[]'::json)
              from role_grant g where g.account_id = s.account_id) as grants
      from session s join account a on a.account_id = s.account_id
     where s.token_hash = ${tokenHash} and s.step is null and a.state = 'active'`,
  );
  const row = rows[0];
  return row === undefined ? null : { ...row, grants: parseGrants(row.grants) };
}

export async function touchSession(tx: Tx, tokenHash: Buffer, now: string): Promise<void> {
  await sql`update session set last_seen_at = ${now} where token_hash = ${tokenHash}`.execute(tx);
}

export async function endSession(tx: Tx, tokenHash: Buffer): Promise<void> {
  await sql`delete from session where token_hash = ${tokenHash}`.execute(tx);
}

export async function endOldSessions(tx: Tx, ends: { createdBefore: string; lastSeenBefore: string }): Promise<void> {
  await sql`delete from session where created_at < ${ends.createdBefore} or last_seen_at < ${ends.lastSeenBefore}`.execute(tx);
}

export interface Attempt {
  readonly failures: number;
  readonly lockedUntil: string | null;
}

/**
 * Counts a try as failed before the password is looked at, so that many at once cannot all pass; `forgetAttempts` takes it
 * back. A count that is older than `since` and no longer locked begins again.
 */
export async function countAttempt(
  tx: Tx,
  attempt: { whose: string; now: string; since: string; limit: number; lockedUntil: string },
): Promise<Attempt> {
  const { rows } = await sql<Attempt>`
    insert into sign_in_attempt as t (whose, failures, first_at, locked_until)
    values (${attempt.whose}, 1, ${attempt.now}, null)
    on conflict (whose) do update set
      failures = case when t.locked_until > ${attempt.now} then t.failures
                      when t.locked_until is not null or t.first_at < ${attempt.since} then 1 else t.failures + 1 end,
      first_at = case when t.locked_until > ${attempt.now} then t.first_at
                      when t.locked_until is not null or t.first_at < ${attempt.since} then ${attempt.now} else t.first_at end,
      locked_until = case when t.locked_until > ${attempt.now} then t.locked_until
                          when t.locked_until is not null or t.first_at < ${attempt.since} then null
                          when t.failures + 1 > ${attempt.limit} then ${attempt.lockedUntil}::timestamptz end
    returning failures, locked_until as "lockedUntil"`.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new Error('insert … returning gave no row');
  return row;
}

export async function lockAttempts(tx: Tx, whose: string, until: string): Promise<void> {
  await sql`update sign_in_attempt set locked_until = ${until} where whose = ${whose}`.execute(tx);
}

export async function forgetAttempts(tx: Tx, whose: string): Promise<void> {
  await sql`delete from sign_in_attempt where whose = ${whose}`.execute(tx);
}

export async function forgetOldAttempts(tx: Tx, before: string): Promise<void> {
  await sql`delete from sign_in_attempt where first_at < ${before} and (locked_until is null or locked_until < ${before})`.execute(tx);
}

/** A post that this version of the program does not know gives no right. */
function parseGrants(value: unknown): Grant[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((row: { role: string; areaId: string; from: string; to: string | null }) => {
    const role = ROLES.find((known) => known === row.role);
    return role === undefined ? [] : [{ role, areaId: row.areaId, from: row.from, to: row.to }];
  });
}
