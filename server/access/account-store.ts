/**
 * Accounts with their posts, and what is known of their ways in (tài khoản trong cơ sở dữ liệu). What concerns credentials and
 * sessions is read only in a transaction that runs for nobody.
 */
import { sql } from 'kysely';
import type { CredentialState } from '../../core/access/views.ts';
import type { Grant } from '../../core/access/may.ts';
import { ROLES } from '../../core/access/role.ts';
import type { Tx } from '../http/transaction.ts';

export interface HeldPost extends Grant {
  /** Display name of whose post it is for this time. */
  readonly delegatedBy: string | null;
}

export interface StoredLent extends HeldPost {
  readonly accountId: string;
  readonly standIn: string;
}

export interface StoredAccount {
  readonly accountId: string;
  readonly username: string;
  readonly displayName: string;
  readonly state: 'active' | 'suspended';
  readonly posts: readonly HeldPost[];
}

interface Row extends Omit<StoredAccount, 'posts'> {
  readonly posts: readonly (Omit<HeldPost, 'role'> & { readonly role: string })[];
}

/** All, or those named, by display name. A post that this program does not know is left out. */
export async function readAccounts(tx: Tx, accountIds: readonly string[] | null = null): Promise<readonly StoredAccount[]> {
  const { rows } = await sql<Row>`
    select a.account_id as "accountId", a.username, a.display_name as "displayName", a.state,
           coalesce(json_agg(json_build_object('role', g.role, 'areaId', g.area_id, 'from', g.valid_from, 'to', g.valid_to,
                                               'delegatedBy', d.display_name)
                             order by g.valid_from, g.role, g.area_id) filter (where g.account_id is not null), '[]'::json) as posts
      from account a
      left join role_grant g on g.account_id = a.account_id
      left join account d on d.account_id = g.delegated_by
     where ${accountIds}::uuid[] is null or a.account_id = any (${accountIds}::uuid[])
     group by a.account_id order by a.display_name collate "vi-x-icu", a.username`.execute(tx);
  return rows.map((row) => ({ ...row, posts: row.posts.flatMap(knownPost) }));
}

function knownPost(post: Row['posts'][number]): HeldPost[] {
  const role = ROLES.find((known) => known === post.role);
  return role === undefined ? [] : [{ ...post, role }];
}

/** Posts that others hold in this person's stead on that day or later, the first to begin first. */
export async function readLent(tx: Tx, accountId: string, today: string): Promise<readonly StoredLent[]> {
  const { rows } = await sql<Omit<StoredLent, 'role'> & { readonly role: string }>`
    select g.account_id as "accountId", a.display_name as "standIn", g.role, g.area_id as "areaId", g.valid_from as "from",
           g.valid_to as "to", d.display_name as "delegatedBy"
      from role_grant g join account a on a.account_id = g.account_id join account d on d.account_id = g.delegated_by
     where g.delegated_by = ${accountId} and (g.valid_to is null or g.valid_to >= ${today}::date)
     order by g.valid_from, g.role, g.area_id, g.account_id`.execute(tx);
  return rows.flatMap((row) => {
    const role = ROLES.find((known) => known === row.role);
    return role === undefined ? [] : [{ ...row, role }];
  });
}

/** Whoever holds or held a post there. */
export async function readHolders(tx: Tx, areaIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct account_id as id from role_grant where area_id = any (${[...areaIds]}::text[])`.execute(tx);
  return rows.map(({ id }) => id);
}

export interface WayIn {
  readonly accountId: string;
  readonly credential: CredentialState;
  readonly secondFactor: boolean;
  readonly seenAt: string | null;
}

export async function readWaysIn(tx: Tx, accountIds: readonly string[], now: string): Promise<ReadonlyMap<string, WayIn>> {
  const { rows } = await sql<WayIn>`
    select w.account_id as "accountId",
           case when c.account_id is null then 'none' when c.first_code_until is null then 'own'
                when c.first_code_until < ${now} then 'first-code-over' else 'first-code' end as credential,
           exists (select from second_factor f where f.account_id = w.account_id and f.confirmed_at is not null) as "secondFactor",
           (select max(s.last_seen_at) from session s where s.account_id = w.account_id and s.step is null) as "seenAt"
      from unnest(${accountIds}::uuid[]) as w (account_id) left join credential c on c.account_id = w.account_id`.execute(tx);
  return new Map(rows.map((row) => [row.accountId, row]));
}

export interface StoredSession {
  readonly sessionId: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly device: string;
  readonly current: boolean;
}

/** Whole ones, the last used first; `token` is that of who asks. */
export async function readSessions(tx: Tx, accountId: string, tokenHash: Buffer | null): Promise<readonly StoredSession[]> {
  const { rows } = await sql<StoredSession>`
    select session_id as "sessionId", created_at as "createdAt", last_seen_at as "lastSeenAt", device,
           coalesce(token_hash = ${tokenHash}::bytea, false) as current
      from session where account_id = ${accountId} and step is null order by last_seen_at desc`.execute(tx);
  return rows;
}

export async function endSessionById(tx: Tx, accountId: string, sessionId: string): Promise<void> {
  await sql`delete from session where account_id = ${accountId} and session_id = ${sessionId}`.execute(tx);
}
