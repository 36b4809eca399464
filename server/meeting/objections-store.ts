/** Objections as they lie in the tables and in the ledger (phản ánh, khiếu nại, tố cáo): row security leaves out what another office holds. */
import type { ObjectionRow } from '../../core/meeting/posting-views.ts';
import type { Sql } from '../ledger/sql.ts';

export interface ObjectionStored extends Omit<ObjectionRow, 'communeName' | 'hamletName' | 'state' | 'overdue' | 'atProvince'> {
  readonly [column: string]: unknown;
  readonly holderId: string;
  readonly roundId: string;
  readonly about: string | null;
  readonly revisitOf: string | null;
  readonly revisitBy: string | null;
  readonly revisitOn: string | null;
}

const COLUMNS = `o.objection_id as "objectionId", o.number, o.round_id as "roundId", o.kind, o.matter, o.against, o.via,
            o.commune_id as "communeId", o.hamlet_id as "hamletId", o.holder_id as "holderId", o.lodged_on as "lodgedOn", o.due_on as "dueOn",
            o.about, o.revisit_of as "revisitOf", o.revisit_by as "revisitBy", o.revisit_on as "revisitOn",
            o.answered_on as "answeredOn", o.outcome`;

const MOST = 500;

/** Those that wait first, the longest due before; answered ones the latest first. */
export function listObjections(sql: Sql, hamletIds: readonly string[]): Promise<ObjectionStored[]> {
  return sql.query<ObjectionStored>(
    `select ${COLUMNS} from objection o
      where o.hamlet_id = any ($1::text[])
      order by o.answered_on is not null, case when o.answered_on is null then o.due_on end, o.answered_on desc, o.number limit ${MOST}`,
    [hamletIds],
  );
}

export interface ObjectionCounts {
  readonly [column: string]: unknown;
  readonly open: number;
  readonly overdue: number;
  readonly answered: number;
}

export async function countObjections(sql: Sql, hamletIds: readonly string[], today: string): Promise<ObjectionCounts> {
  const [row] = await sql.query<ObjectionCounts>(
    `select count(*) filter (where answered_on is null)::int as open,
            count(*) filter (where answered_on is null and due_on < $2::date)::int as overdue,
            count(answered_on)::int as answered
       from objection where hamlet_id = any ($1::text[])`,
    [hamletIds, today],
  );
  return row ?? { open: 0, overdue: 0, answered: 0 };
}

export interface OpenOfHamlet {
  readonly [column: string]: unknown;
  readonly hamletId: string;
  readonly open: number;
  readonly overdue: number;
  readonly dueOn: string | null;
}

/** Those that wait for an answer, by hamlet, with the nearest day; hamlets without any are absent. */
export function countOpenByHamlet(sql: Sql, hamletIds: readonly string[], today: string): Promise<OpenOfHamlet[]> {
  return sql.query<OpenOfHamlet>(
    `select hamlet_id as "hamletId", count(*)::int as open, (count(*) filter (where due_on < $2::date))::int as overdue, min(due_on) as "dueOn"
       from objection where hamlet_id = any ($1::text[]) and answered_on is null group by hamlet_id`,
    [hamletIds, today],
  );
}

export async function findObjection(sql: Sql, objectionId: string): Promise<ObjectionStored | null> {
  const [row] = await sql.query<ObjectionStored>(`select ${COLUMNS} from objection o where o.objection_id = $1`, [objectionId]);
  return row ?? null;
}

export interface Words {
  readonly text: string | null;
  readonly author: { readonly name: string; readonly contact: string | null } | null;
  readonly answer: string | null;
}

/**
 * Read from the ledger itself, so that what is forgotten there is forgotten here. What was said and answered goes with the row, whose book
 * may be closed or another office's by now; who said it is read in the reader's own books alone.
 */
export async function readWords(sql: Sql, objectionId: string): Promise<Words> {
  const [said] = await sql.query<{ text: string | null; answer: string | null }>(
    `select lodged ->> 'text' as text, answered ->> 'text' as answer from objection_words($1)`,
    [objectionId],
  );
  const [named] = await sql.query<{ name: string | null; contact: string | null }>(
    `select p.body::jsonb ->> 'name' as name, p.body::jsonb ->> 'contact' as contact
       from event e join payload p on p.event_id = e.event_id
      where e.kind in ('objector-named', 'denouncer-named') and p.body::jsonb ->> 'objectionId' = $1
      order by e.kind = 'denouncer-named' limit 1`,
    [objectionId],
  );
  const author = named === undefined || named.name === null ? null : { name: named.name, contact: named.contact };
  return { text: said?.text ?? null, answer: said?.answer ?? null, author };
}

export interface Visit {
  readonly headName: string | null;
  readonly by: string | null;
  readonly done: boolean;
}

export async function readVisit(sql: Sql, { roundId, about, revisitOf, revisitBy, revisitOn }: ObjectionStored): Promise<Visit> {
  const [row] = await sql.query<Visit & Record<string, unknown>>(
    `select h.head_name as "headName", a.display_name as by,
            exists (select from interview i where i.round_id = $1 and i.household_id = $3 and i.account_id = $4
                                              and i.interviewed_on >= $5::date) as done
       from (select 1) one
       left join household h on h.household_id = coalesce($3::uuid, $2::uuid)
       left join account a on a.account_id = $4`,
    [roundId, about, revisitOf, revisitBy, revisitOn],
  );
  return row ?? { headName: null, by: null, done: false };
}

/** Enumerators there today who did not do the interview and are not tied to the household. */
export function listEnumerators(
  sql: Sql,
  { areaIds, householdId, roundId, today }: { areaIds: readonly string[]; householdId: string | null; roundId: string; today: string },
): Promise<{ accountId: string; name: string }[]> {
  return sql.query<{ accountId: string; name: string }>(
    `select distinct a.account_id as "accountId", a.display_name as name
       from role_grant g join account a on a.account_id = g.account_id and a.state = 'active'
      where g.role = 'enumerator' and g.area_id = any ($1::text[])
        and g.valid_from <= $4::date and (g.valid_to is null or $4::date <= g.valid_to)
        and not exists (select from interview i where i.round_id = $3 and i.household_id = $2 and i.account_id = a.account_id)
        and not exists (select from tie t where t.household_id = $2 and t.account_id = a.account_id)
      order by name`,
    [areaIds, householdId, roundId, today],
  );
}
