/**
 * The auditor's view (nhật ký cho người kiểm tra): looks and what was written, by person, household, purpose and days, newest first;
 * and looks that are unusual. Bodies of events are read only for whose account was changed; names of households come masked by the catalogue.
 */
import { sql } from 'kysely';
import { UNUSUAL, findUnusual, type Opened, type Unusual } from '../../core/access/unusual.ts';
import { addDays, type Instant, millisOf, type PlainDate } from '../../core/kernel/dates.ts';
import { isUuid } from '../../core/kernel/ids.ts';
import type { Tx } from '../http/transaction.ts';

export interface AuditFilter {
  readonly by: string | null;
  readonly households: readonly string[] | null;
  readonly purpose: string | null;
  /** First day and the day after the last, in Vietnam. */
  readonly from: string | null;
  readonly until: string | null;
  readonly before: number | null;
  readonly limit: number;
}

export interface StoredLine {
  readonly id: number;
  readonly at: string;
  readonly by: string;
  readonly kind: string;
  readonly householdId: string | null;
  readonly headName: string | null;
  readonly hamletId: string | null;
  readonly areaId: string | null;
  readonly purpose: string | null;
  readonly rows: number | null;
  /** Whose account it is about; null: about none. */
  readonly whose: string | null;
}

export async function readLooks(tx: Tx, filter: AuditFilter): Promise<readonly StoredLine[]> {
  const { rows } = await sql<StoredLine>`
    select l.read_id as id, l.at, a.display_name as by, l.kind, l.household_id as "householdId", h.head_name as "headName",
           l.hamlet_id as "hamletId", coalesce(l.area_id, l.hamlet_id) as "areaId", l.purpose, l.rows,
           null as whose
      from read_log l join account a on a.account_id = l.account_id
      left join household h on h.household_id = l.household_id
     where (${filter.before}::bigint is null or l.read_id < ${filter.before}::bigint)
       and (${filter.by}::text is null or a.username = ${filter.by} or lower(a.display_name collate "vi-x-icu") = ${filter.by})
       and (${filter.households}::uuid[] is null or l.household_id = any (${filter.households}::uuid[]))
       and (${filter.purpose}::text is null or l.purpose = ${filter.purpose})
       and (${filter.from}::date is null or l.at >= (${filter.from}::date::timestamp at time zone 'Asia/Ho_Chi_Minh'))
       and (${filter.until}::date is null or l.at < (${filter.until}::date::timestamp at time zone 'Asia/Ho_Chi_Minh'))
     order by l.read_id desc limit ${filter.limit}`.execute(tx);
  return rows;
}

/** Kinds whose body names the account that they change, which is nobody's household. */
const ABOUT_ACCOUNTS = [
  ...['account-created', 'grant-given', 'grant-ended', 'account-suspended', 'account-resumed'],
  ...['sign-in-renewed', 'second-factor-turned'],
];

/** What the program itself wrote has no account: it is named by an empty text. */
export async function readWritten(tx: Tx, filter: AuditFilter): Promise<readonly StoredLine[]> {
  const { rows } = await sql<StoredLine>`
    select e.seq as id, e.recorded_at as at, coalesce(a.display_name, '') as by, e.kind, e.household_id as "householdId",
           h.head_name as "headName", e.hamlet_id as "hamletId", coalesce(e.hamlet_id, e.area_id) as "areaId",
           null as purpose, null as rows, w.display_name as whose
      from event e left join account a on a.account_id = e.account_id
      left join household h on h.household_id = e.household_id
      left join payload p on p.event_id = e.event_id and e.kind = any (${ABOUT_ACCOUNTS}::text[])
      left join account w on w.account_id = (p.body::jsonb ->> 'accountId')::uuid
     where (${filter.before}::bigint is null or e.seq < ${filter.before}::bigint)
       and (${filter.by}::text is null or a.username = ${filter.by} or lower(a.display_name collate "vi-x-icu") = ${filter.by})
       and (${filter.households}::uuid[] is null or e.household_id = any (${filter.households}::uuid[]))
       and (${filter.from}::date is null or e.recorded_at >= (${filter.from}::date::timestamp at time zone 'Asia/Ho_Chi_Minh'))
       and (${filter.until}::date is null or e.recorded_at < (${filter.until}::date::timestamp at time zone 'Asia/Ho_Chi_Minh'))
     order by e.seq desc limit ${filter.limit}`.execute(tx);
  return rows;
}

export async function readPurposes(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ purpose: string }>`select distinct purpose from read_log order by purpose`.execute(tx);
  return rows.map((row) => row.purpose);
}

export type FoundUnusual = Unusual & { readonly by: string };

const DAYS_SHOWN = 30;

/** Of the last 30 days, by the rules of core/access/unusual. */
export async function readUnusual(tx: Tx, at: { today: PlainDate; now: Instant }): Promise<readonly FoundUnusual[]> {
  const from = addDays(at.today, -DAYS_SHOWN - UNUSUAL.usualDays);
  const { rows } = await sql<Omit<Opened, 'at'> & { at: string; by: string }>`
    select l.at, l.account_id as "accountId", l.household_id as "householdId", l.hamlet_id as "hamletId", a.display_name as by
      from read_log l join account a on a.account_id = l.account_id
     where l.kind = 'household' and l.household_id is not null and l.hamlet_id is not null
       and l.at >= (${from}::date::timestamp at time zone 'Asia/Ho_Chi_Minh') order by l.at`.execute(tx);
  const names = new Map(rows.map((row) => [row.accountId, row.by]));
  const opened = rows.map((row) => ({ ...row, at: Date.parse(row.at) }));
  const since = millisOf(at.now) - DAYS_SHOWN * 86_400_000;
  return findUnusual(opened, since).map((each) => ({ ...each, by: names.get(each.accountId) ?? '' }));
}

/** Households that bear the code of the list, or the one with that id in the system; none where nothing is called so. */
export async function findNamed(tx: Tx, said: string): Promise<readonly string[]> {
  if (isUuid(said)) return [said];
  const { rows } = await sql<{ householdId: string }>`
    select household_id as "householdId" from household where lower(code) = lower(${said})`.execute(tx);
  return rows.map(({ householdId }) => householdId);
}
