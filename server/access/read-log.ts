/**
 * Every look at personal data leaves a line (nhật ký truy cập): who, whose, what for. Written in the same transaction as
 * the look, so that there is no look without a line. The auditor reads it; a household's page counts its own.
 */
import { sql } from 'kysely';
import { runPrepared } from '../db/connection.ts';
import type { Context } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';

export interface Look {
  readonly kind: 'household' | 'search' | 'export' | 'log';
  readonly purpose: string;
  /** How many rows of people were shown. */
  readonly rows: number;
  readonly householdId?: string;
  readonly hamletId?: string;
  readonly areaId?: string;
}

export async function logLook(context: Pick<Context, 'tx' | 'actor' | 'now'>, look: Look): Promise<void> {
  await runPrepared(
    context.tx,
    sql`
    insert into read_log (at, account_id, kind, household_id, hamlet_id, area_id, purpose, rows)
    values (${context.now}, ${context.actor.accountId}, ${look.kind}, ${look.householdId ?? null}, ${look.hamletId ?? null},
            ${look.areaId ?? null}, ${look.purpose}, ${look.rows})`,
  );
}

/** One line for each household that a search by a person's number or a household's code found. */
export async function logLooks(
  context: Pick<Context, 'tx' | 'actor' | 'now'>,
  purpose: string,
  found: readonly { readonly householdId: string; readonly hamletId: string }[],
): Promise<void> {
  if (found.length === 0) return;
  await sql`
    insert into read_log (at, account_id, kind, household_id, hamlet_id, purpose, rows)
    select ${context.now}, ${context.actor.accountId}, 'search', f.household_id, f.hamlet_id, ${purpose}, 1
      from unnest(${found.map((each) => each.householdId)}::uuid[], ${found.map((each) => each.hamletId)}::text[])
           as f (household_id, hamlet_id)`.execute(context.tx);
}

export async function countReads(tx: Tx, householdId: string, since: string): Promise<{ times: number; accounts: number }> {
  const rows = await runPrepared(
    tx,
    sql<{ times: number; accounts: number }>`
    select count(*)::int as times, count(distinct account_id)::int as accounts
      from read_log where household_id = ${householdId} and at >= ${since}`,
  );
  return rows[0] ?? { times: 0, accounts: 0 };
}

export interface LogLine {
  readonly readId: number;
  readonly at: string;
  readonly by: string;
  readonly kind: string;
  readonly householdId: string | null;
  readonly areaId: string | null;
  readonly purpose: string;
  readonly rows: number;
}

/** Newest first, older than `before` (a read id). */
export async function readLog(tx: Tx, page: { before: number | null; householdId: string | null; limit: number }): Promise<LogLine[]> {
  const { rows } = await sql<LogLine>`
    select l.read_id as "readId", l.at, a.display_name as "by", l.kind, l.household_id as "householdId",
           coalesce(l.area_id, l.hamlet_id) as "areaId", l.purpose, l.rows
      from read_log l join account a on a.account_id = l.account_id
     where (${page.before}::bigint is null or l.read_id < ${page.before}::bigint)
       and (${page.householdId}::uuid is null or l.household_id = ${page.householdId}::uuid)
     order by l.read_id desc limit ${page.limit}`.execute(tx);
  return rows;
}
