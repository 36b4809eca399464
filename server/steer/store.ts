/** Directives as they lie in the tables (chỉ đạo): one statement a function; row security leaves out hamlets out of reach. */
import type { DirectiveRule } from '../../core/steer/directive.ts';
import type { Step } from '../../core/steer/step.ts';
import { type HamletSteps, stepOf } from '../../core/steer/standing.ts';
import type { Sql } from '../ledger/sql.ts';

export interface DirectiveStored {
  readonly directiveId: string;
  readonly areaId: string;
  readonly by: string;
  readonly text: string;
  readonly dueOn: string | null;
  readonly rule: DirectiveRule;
  readonly share: number | null;
  readonly sentAt: string;
  readonly withdrawnAt: string | null;
  readonly withdrawnWhy: string | null;
}

export interface DirectiveCounted extends DirectiveStored {
  readonly sent: number;
  readonly received: number;
  readonly opened: number;
  readonly done: number;
}

const COLUMNS = `d.directive_id as "directiveId", d.area_id as "areaId", coalesce(a.display_name, '') as by, d.text, d.due_on as "dueOn",
            d.rule, d.share, d.sent_at as "sentAt", d.withdrawn_at as "withdrawnAt", d.withdrawn_why as "withdrawnWhy"`;

interface Wanted {
  readonly officeIds: readonly string[];
  readonly hamletIds: readonly string[];
  readonly directiveId?: string;
}

/** More than an office sends in years; older ones are still in the ledger. */
const MOST = 200;

/** Newest first: of the office, the first of `officeIds`, and of those above it that reach one of the hamlets, over which alone is counted. */
export function listDirectives(sql: Sql, { officeIds, hamletIds, directiveId }: Wanted): Promise<DirectiveCounted[]> {
  return sql.query<DirectiveCounted & Record<string, unknown>>(
    `select ${COLUMNS}, c.*
       from directive d
       left join account a on a.account_id = d.account_id
       cross join lateral (
         select count(*)::int as sent, count(h.received_at)::int as received, count(h.opened_at)::int as opened, count(h.done_at)::int as done
           from directive_hamlet h where h.directive_id = d.directive_id and h.hamlet_id = any ($2::text[])) c
      where d.area_id = any ($1::text[]) and (d.area_id = ($1::text[])[1] or c.sent > 0) and ($3::uuid is null or d.directive_id = $3::uuid)
      order by d.sent_at desc, d.directive_id limit ${MOST}`,
    [officeIds, hamletIds, directiveId ?? null],
  );
}

export interface UndoneOfHamlet {
  readonly [column: string]: unknown;
  readonly hamletId: string;
  readonly directiveId: string;
  readonly dueOn: string | null;
}

/** What hamlets were asked and have not done, each once for each directive that stands. */
export function listUndone(sql: Sql, hamletIds: readonly string[]): Promise<UndoneOfHamlet[]> {
  return sql.query<UndoneOfHamlet>(
    `select h.hamlet_id as "hamletId", d.directive_id as "directiveId", d.due_on as "dueOn"
       from directive_hamlet h join directive d on d.directive_id = h.directive_id
      where h.hamlet_id = any ($1::text[]) and h.done_at is null and d.withdrawn_at is null`,
    [hamletIds],
  );
}

/** What directives say, by id. */
export async function readTexts(sql: Sql, directiveIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<{ id: string; text: string }>(
    'select directive_id as id, text from directive where directive_id = any ($1::uuid[])',
    [directiveIds],
  );
  return new Map(rows.map(({ id, text }) => [id, text]));
}

export interface StepsStored extends HamletSteps {
  readonly hamletId: string;
  readonly doneBy: string;
  readonly word: string | null;
  readonly own: string | null;
}

export function listSteps(sql: Sql, directiveId: string, hamletIds: readonly string[]): Promise<StepsStored[]> {
  return sql.query<StepsStored & Record<string, unknown>>(
    `select h.hamlet_id as "hamletId", h.received_at as "receivedAt", h.opened_at as "openedAt", h.done_at as "doneAt",
            coalesce(a.display_name, '') as "doneBy", h.word, h.own
       from directive_hamlet h left join account a on a.account_id = h.done_by
      where h.directive_id = $1 and h.hamlet_id = any ($2::text[])`,
    [directiveId, hamletIds],
  );
}

export interface DirectiveForHamlet extends DirectiveStored {
  readonly hamletId: string;
  /** What is said to this hamlet alone. */
  readonly own: string | null;
  readonly step: Step | null;
}

/** What a phone still needs: not done, or done or withdrawn since that day. */
export async function listForHamlets(sql: Sql, hamletIds: readonly string[], since: string): Promise<DirectiveForHamlet[]> {
  const rows = await sql.query<DirectiveStored & HamletSteps & { hamletId: string; own: string | null } & Record<string, unknown>>(
    `select ${COLUMNS}, h.hamlet_id as "hamletId", h.own, h.received_at as "receivedAt", h.opened_at as "openedAt", h.done_at as "doneAt"
       from directive_hamlet h
       join directive d on d.directive_id = h.directive_id
       left join account a on a.account_id = d.account_id
      where h.hamlet_id = any ($1::text[])
        and ((h.done_at is null and d.withdrawn_at is null) or greatest(h.done_at, d.withdrawn_at) >= $2::date)
      order by d.sent_at desc, d.directive_id, h.hamlet_id limit 1000`,
    [hamletIds, since],
  );
  return rows.map((row) => ({ ...row, step: stepOf(row) }));
}
