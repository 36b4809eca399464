/**
 * Phones that keep lists (máy giữ sổ): each says the id that it made for its person, and is listed with the account. One that was withdrawn
 * is answered as if nobody were signed in; then it hands in what it holds (`server/sync/quarantine.ts`). Only in transactions that
 * run for nobody.
 */
import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { PHONE_HEADER } from '../../core/sync/protocol-version.ts';
import type { PhoneLine } from '../../core/access/views.ts';
import { instantOf, type Instant, millisOf } from '../../core/kernel/dates.ts';
import { idSchema } from '../../core/ledger/fields.ts';
import type { Tx } from '../http/transaction.ts';

/** The id that a phone says; null: it says none, or none that can be. */
export function phoneSaid({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  return idSchema.safeParse(headers[PHONE_HEADER]).data ?? null;
}

interface Coming {
  readonly phoneId: string;
  readonly accountId: string;
  readonly tokenHash: Buffer;
  readonly device: string;
  readonly now: Instant;
}

/** Notes the phone with its session. False: it was withdrawn, or is another person's. */
export async function admitPhone(tx: Tx, { phoneId, accountId, tokenHash, device, now }: Coming): Promise<boolean> {
  const known = await findPhone(tx, phoneId);
  if (known === null)
    await sql`
      insert into phone (phone_id, account_id, device, first_seen_at, last_seen_at)
      values (${phoneId}, ${accountId}, ${device}, ${now}, ${now}) on conflict (phone_id) do nothing`.execute(tx);
  const phone = known ?? (await findPhone(tx, phoneId));
  if (phone?.accountId !== accountId || phone.withdrawnAt !== null) return false;
  await sql`update session set phone_id = ${phoneId} where token_hash = ${tokenHash} and phone_id is distinct from ${phoneId}`.execute(tx);
  // As of sessions, one write in five minutes is enough.
  if (phone.lastSeenAt < instantOf(millisOf(now) - 300_000))
    await sql`update phone set last_seen_at = ${now} where phone_id = ${phoneId}`.execute(tx);
  return true;
}

interface KnownPhone {
  readonly accountId: string;
  readonly lastSeenAt: string;
  readonly withdrawnAt: string | null;
}

async function findPhone(tx: Tx, phoneId: string): Promise<KnownPhone | null> {
  const { rows } = await sql<KnownPhone>`
    select account_id as "accountId", last_seen_at as "lastSeenAt", withdrawn_at as "withdrawnAt"
      from phone where phone_id = ${phoneId}`.execute(tx);
  return rows[0] ?? null;
}

export async function isWithdrawn(tx: Tx, phoneId: string): Promise<boolean> {
  const phone = await findPhone(tx, phoneId);
  return phone !== null && phone.withdrawnAt !== null;
}

/** Those still at work first, the last used first. */
export async function readPhones(tx: Tx, accountId: string): Promise<readonly PhoneLine[]> {
  const { rows } = await sql<PhoneLine>`
    select phone_id as "phoneId", device, first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt", withdrawn_at as "withdrawnAt"
      from phone where account_id = ${accountId} order by withdrawn_at desc nulls first, last_seen_at desc limit 50`.execute(tx);
  return rows;
}

export async function isPhoneOf(tx: Tx, accountId: string, phoneId: string): Promise<boolean> {
  return (await findPhone(tx, phoneId))?.accountId === accountId;
}

/** Its sessions end; twice is as once. */
export async function withdrawPhone(tx: Tx, phoneId: string, now: Instant): Promise<void> {
  await sql`update phone set withdrawn_at = ${now} where phone_id = ${phoneId} and withdrawn_at is null`.execute(tx);
  await sql`delete from session where phone_id = ${phoneId}`.execute(tx);
}
