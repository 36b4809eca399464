/**
 * The second factor (xác thực hai lớp): numbers of an authenticator app by RFC 6238 (SHA-1, 6 digits, 30 seconds, as every app
 * knows them; the secrets are sealed by `keys.ts`), each taken once, and ten recovery codes for who lost the phone, kept hashed. Five wrong tries lock it for a while.
 * When it is asked for is core/access/second-factor.
 */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import encodeQR from 'qr';
import { STEP_SECONDS, STEPS_AROUND, stepAt } from '../../core/access/second-factor.ts';
import { type Instant, instantOf, millisOf } from '../../core/kernel/dates.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Tx } from '../http/transaction.ts';
import type { Keys } from './keys.ts';

export const FACTOR_LOCKOUT = { tries: 5, windowMinutes: 15, lockMinutes: 15 } as const;
const MINUTE = 60_000;
const RECOVERY_CODES = 10;

/** Whose, and with what it is sealed. */
export interface Own {
  readonly accountId: string;
  readonly keys: Keys;
}
type OwnNow = Own & { readonly now: Instant };

/** What the person copies into the app; `picture` is an SVG image as a data address. */
export interface SetUp {
  readonly secret: string;
  readonly address: string;
  readonly picture: string;
}

/** A new secret, in place of one that was not confirmed. Throws `second-factor-exists` where one is in use. */
export async function beginSetUp(tx: Tx, { accountId, keys }: Own, label: { username: string; issuer: string }): Promise<SetUp> {
  const secret = randomBytes(20);
  const { numAffectedRows } = await sql`
    insert into second_factor (account_id, secret) values (${accountId}, ${keys.seal(secret, accountId)})
    on conflict (account_id) do update set secret = excluded.secret where second_factor.confirmed_at is null`.execute(tx);
  if (numAffectedRows === 0n) throw new HttpProblem(409, 'second-factor-exists');
  const totp = makeTotp(secret, label);
  const address = totp.toString();
  const picture = `data:image/svg+xml;base64,${Buffer.from(encodeQR(address, 'svg', { ecc: 'medium' })).toString('base64')}`;
  return { secret: totp.secret.base32.replace(/(.{4})(?=.)/g, '$1 '), address, picture };
}

/** What a right number confirms: this secret, sealed as it is kept, in this step. */
export interface Checked {
  readonly step: number;
  readonly secret: Uint8Array;
}

/** Throws `second-factor-wrong` unless it is the number of a secret that waits to be confirmed. */
export async function checkSetUp(tx: Tx, { accountId, keys }: Own, now: Instant, number: string): Promise<Checked> {
  const row = await readRow(tx, accountId);
  const step = row === null || row.confirmedAt !== null ? null : stepOf(row, { accountId, keys }, { number, now });
  if (row === null || step === null) throw new HttpProblem(401, 'second-factor-wrong');
  return { step, secret: row.secret };
}

/** Confirmed once; the recovery codes are told this once. Throws `second-factor-exists` where it was, or another secret took its place. */
export async function confirmSetUp(tx: Tx, accountId: string, now: Instant, { step, secret }: Checked): Promise<string[]> {
  const { numAffectedRows } = await sql`
    update second_factor set confirmed_at = ${now}, last_step = ${step}
     where account_id = ${accountId} and confirmed_at is null and secret = ${secret}`.execute(tx);
  if (numAffectedRows !== 1n) throw new HttpProblem(409, 'second-factor-exists');
  return renewRecoveryCodes(tx, accountId);
}

/** Seals what an older version of the program kept open; says how many. */
export async function sealOld(tx: Tx, keys: Keys): Promise<number> {
  const { rows } = await sql<{ accountId: string; secret: Uint8Array }>`
    select account_id as "accountId", secret from second_factor where length(secret) = 20 for update`.execute(tx);
  for (const { accountId, secret } of rows)
    await sql`update second_factor set secret = ${keys.seal(secret, accountId)} where account_id = ${accountId}`.execute(tx);
  return rows.length;
}

export async function hasSecondFactor(tx: Tx, accountId: string): Promise<boolean> {
  const row = await readRow(tx, accountId);
  return row !== null && row.confirmedAt !== null;
}

/** Takes it off, with its recovery codes. */
export async function removeSecondFactor(tx: Tx, accountId: string): Promise<void> {
  await sql`delete from second_factor where account_id = ${accountId}`.execute(tx);
  await sql`delete from recovery_code where account_id = ${accountId}`.execute(tx);
}

export type Tried = 'right' | { readonly left: number } | { readonly minutes: number };

/**
 * Is it the number of now, or a recovery code? Counts the try before it looks, so that many at once cannot pass the lock; must
 * be committed whatever the answer. A number that was taken before is wrong.
 */
export async function trySecondFactor(tx: Tx, at: OwnNow, typed: string): Promise<Tried> {
  const attempt = await countTry(tx, at);
  if (attempt === null) return { left: 0 };
  if (attempt.lockedUntil !== null) return { minutes: minutesUntil(attempt.lockedUntil, at.now) };
  const right = /^\d{6}$/.test(squeezed(typed)) ? await takeNumber(tx, at, typed) : await takeRecoveryCode(tx, at.accountId, typed);
  const left = FACTOR_LOCKOUT.tries - attempt.failures;
  if (!right && left > 0) return { left };
  if (!right) {
    const until = instantOf(millisOf(at.now) + FACTOR_LOCKOUT.lockMinutes * MINUTE);
    await sql`update second_factor set locked_until = ${until} where account_id = ${at.accountId}`.execute(tx);
    return { minutes: FACTOR_LOCKOUT.lockMinutes };
  }
  await sql`update second_factor set failures = 0, first_at = null, locked_until = null where account_id = ${at.accountId}`.execute(tx);
  return 'right';
}

/** Also for a number that two requests send at once: one of them moves the step. */
async function takeNumber(tx: Tx, at: OwnNow, typed: string): Promise<boolean> {
  const row = await readRow(tx, at.accountId);
  const step = row === null ? null : stepOf(row, at, { number: typed, now: at.now });
  if (step === null) return false;
  const { numAffectedRows } = await sql`
    update second_factor set last_step = ${step} where account_id = ${at.accountId} and last_step < ${step}`.execute(tx);
  return numAffectedRows === 1n;
}

async function takeRecoveryCode(tx: Tx, accountId: string, typed: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from recovery_code where account_id = ${accountId} and code_hash = ${hashCode(typed)}`.execute(tx);
  return numAffectedRows === 1n;
}

async function renewRecoveryCodes(tx: Tx, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, recoveryCode);
  await sql`delete from recovery_code where account_id = ${accountId}`.execute(tx);
  await sql`insert into recovery_code (account_id, code_hash) select ${accountId}::uuid, unnest(${codes.map(hashCode)}::bytea[])`.execute(
    tx,
  );
  return codes;
}

/** Letters and digits that are not taken for one another; 50 bits. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

function recoveryCode(): string {
  const pick = (): string => SIGNS.charAt(randomInt(SIGNS.length));
  return `${Array.from({ length: 5 }, pick).join('')}-${Array.from({ length: 5 }, pick).join('')}`;
}

const squeezed = (typed: string): string => typed.replace(/[\s-]/g, '').toLowerCase();
const hashCode = (code: string): Buffer => createHash('sha256').update(squeezed(code)).digest();

function makeTotp(secret: Uint8Array, label = { username: '', issuer: '' }): TOTP {
  const bytes = new Uint8Array(secret).buffer;
  return new TOTP({
    issuer: label.issuer,
    label: label.username,
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_SECONDS,
    secret: new Secret({ buffer: bytes }),
  });
}

/** The time step around now whose number this is; null: none. */
export function matchingStep(secret: Uint8Array, typed: string, now: Instant): number | null {
  const millis = millisOf(now);
  const delta = makeTotp(secret).validate({ token: squeezed(typed), timestamp: millis, window: STEPS_AROUND });
  return delta === null ? null : stepAt(millis) + delta;
}

/** Null also where the secret was sealed with a key that is no longer here. */
function stepOf(row: FactorRow, { accountId, keys }: Own, typed: { number: string; now: Instant }): number | null {
  const secret = keys.open(row.secret, accountId);
  return secret === null ? null : matchingStep(secret, typed.number, typed.now);
}

interface FactorRow {
  readonly secret: Uint8Array;
  readonly confirmedAt: string | null;
}

async function readRow(tx: Tx, accountId: string): Promise<FactorRow | null> {
  const { rows } = await sql<FactorRow>`
    select secret, confirmed_at as "confirmedAt" from second_factor where account_id = ${accountId}`.execute(tx);
  return rows[0] ?? null;
}

interface Attempt {
  readonly failures: number;
  readonly lockedUntil: string | null;
}

async function countTry(tx: Tx, { accountId, now }: { accountId: string; now: Instant }): Promise<Attempt | null> {
  const since = instantOf(millisOf(now) - FACTOR_LOCKOUT.windowMinutes * MINUTE);
  const until = instantOf(millisOf(now) + FACTOR_LOCKOUT.lockMinutes * MINUTE);
  const { rows } = await sql<Attempt>`
    update second_factor t set
      failures = case when t.locked_until > ${now} then t.failures
                      when t.locked_until is not null or t.first_at is null or t.first_at < ${since} then 1 else t.failures + 1 end,
      first_at = case when t.locked_until > ${now} then t.first_at
                      when t.locked_until is not null or t.first_at is null or t.first_at < ${since} then ${now} else t.first_at end,
      locked_until = case when t.locked_until > ${now} then t.locked_until
                          when t.locked_until is not null or t.first_at is null or t.first_at < ${since} then null
                          when t.failures + 1 > ${FACTOR_LOCKOUT.tries} then ${until}::timestamptz end
     where account_id = ${accountId} and confirmed_at is not null
    returning failures, locked_until as "lockedUntil"`.execute(tx);
  return rows[0] ?? null;
}

function minutesUntil(until: string, now: Instant): number {
  return Math.max(1, Math.ceil((Date.parse(until) - millisOf(now)) / MINUTE));
}
