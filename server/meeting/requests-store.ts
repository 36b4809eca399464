/** Requests as they lie in the tables and in the ledger (đơn đề nghị): row security leaves out other hamlets. */
import type { PovertyClass } from '../../core/classify/verdict.ts';
import type { QuickAnswer } from '../../core/meeting/quick-form.ts';
import type { Identity, RequestForm, RequestOutcome, RequestRefusal, RequestVia } from '../../core/meeting/request-codes.ts';
import type { Sql } from '../ledger/sql.ts';
import type { OpenOfHamlet } from './objections-store.ts';

export interface RequestStored {
  readonly [column: string]: unknown;
  readonly requestId: string;
  readonly number: string;
  readonly form: RequestForm;
  readonly via: RequestVia;
  readonly dossier: string | null;
  readonly communeId: string;
  readonly hamletId: string;
  readonly lodgedOn: string;
  readonly dueOn: string;
  readonly answeredOn: string | null;
  readonly outcome: RequestOutcome | null;
  readonly refusal: RequestRefusal | null;
  readonly householdId: string | null;
  readonly roundId: string | null;
  readonly executeBy: string | null;
  readonly doneOn: string | null;
  readonly name: string | null;
  /** Of the decision of its round, once there is one. */
  readonly result: PovertyClass | null;
  readonly decidedBy: string | null;
  readonly decidedOn: string | null;
  /** Its paper by income holds no more since that day; null where none was withdrawn. */
  readonly paperWithdrawnOn: string | null;
}

const COLUMNS = `r.request_id as "requestId", r.number, r.form, r.via, r.dossier, r.commune_id as "communeId", r.hamlet_id as "hamletId",
            r.lodged_on as "lodgedOn", r.due_on as "dueOn", r.answered_on as "answeredOn", r.outcome, r.refusal,
            r.household_id as "householdId", r.round_id as "roundId", r.execute_by as "executeBy", r.done_on as "doneOn", w.lodged ->> 'name' as name,
            s.class as result, d.number as "decidedBy", d.decided_on as "decidedOn",
            (select max(p.ended_on) from income_paper p where p.request_id = r.request_id and p.ended_how = 'withdrawn') as "paperWithdrawnOn"`;
const WITH = `left join lateral request_words(r.request_id) w on true
       left join lateral (select s.class, s.decision_id from status s
                           where s.household_id = r.household_id and s.round_id = r.round_id and s.decision_id is not null
                           order by s.valid_from limit 1) s on true
       left join decision d on d.decision_id = s.decision_id`;
const FROM = `request r
       ${WITH}`;

/** Not answered yet, or accepted and not carried out. */
const WAITS = `(r.answered_on is null or (r.execute_by is not null and r.done_on is null))`;

export const MOST_REQUESTS = 500;

const WAITING_FIRST = `not ${WAITS}, case when ${WAITS} then coalesce(r.execute_by, r.due_on) end, r.answered_on desc, r.number`;

/** Those that wait first, the longest due before; answered ones the latest first. Only of those that are listed the words are read. */
export function listRequests(sql: Sql, hamletIds: readonly string[]): Promise<RequestStored[]> {
  return sql.query<RequestStored>(
    `select ${COLUMNS}
       from (select * from request r where r.hamlet_id = any ($1::text[]) order by ${WAITING_FIRST} limit ${MOST_REQUESTS}) r
       ${WITH}
      order by ${WAITING_FIRST}`,
    [hamletIds],
  );
}

/** What came from the national public-service portal, by the numbers of its dossiers. */
export function listDossiers(sql: Sql, hamletIds: readonly string[]): Promise<RequestStored[]> {
  return sql.query<RequestStored>(
    `select ${COLUMNS} from ${FROM} where r.hamlet_id = any ($1::text[]) and r.dossier is not null order by r.dossier`,
    [hamletIds],
  );
}

export interface RequestCounts {
  readonly [column: string]: unknown;
  readonly open: number;
  readonly overdue: number;
  readonly answered: number;
}

export async function countRequests(sql: Sql, hamletIds: readonly string[], today: string): Promise<RequestCounts> {
  const [row] = await sql.query<RequestCounts>(
    `select count(*) filter (where ${WAITS})::int as open,
            count(*) filter (where ${WAITS} and coalesce(r.execute_by, r.due_on) < $2::date)::int as overdue,
            count(*) filter (where not ${WAITS})::int as answered
       from request r where r.hamlet_id = any ($1::text[])`,
    [hamletIds, today],
  );
  return row ?? { open: 0, overdue: 0, answered: 0 };
}

/** Those that wait by hamlet, as `countRequests` counts them. */
export function countOpenRequests(sql: Sql, hamletIds: readonly string[], today: string): Promise<OpenOfHamlet[]> {
  return sql.query<OpenOfHamlet>(
    `select r.hamlet_id as "hamletId", count(*)::int as open,
            (count(*) filter (where coalesce(r.execute_by, r.due_on) < $2::date))::int as overdue, min(coalesce(r.execute_by, r.due_on)) as "dueOn"
       from request r where r.hamlet_id = any ($1::text[]) and ${WAITS} group by r.hamlet_id`,
    [hamletIds, today],
  );
}

export async function findRequest(sql: Sql, requestId: string): Promise<RequestStored | null> {
  const [row] = await sql.query<RequestStored>(`select ${COLUMNS} from ${FROM} where r.request_id = $1`, [requestId]);
  return row ?? null;
}

export interface RequestWords {
  readonly address: string | null;
  readonly contact: string | null;
  readonly text: string | null;
  readonly answer: string | null;
  readonly clause: string | null;
  readonly identity: Identity | null;
  readonly done: string | null;
  readonly quick: QuickAnswer | null;
  readonly headName: string | null;
  readonly householdHamlet: string | null;
}

/** Read from the ledger itself, so that what is forgotten there is forgotten here. */
export async function readRequestWords(sql: Sql, requestId: string): Promise<RequestWords> {
  const [row] = await sql.query<RequestWords & Record<string, unknown>>(
    `select w.lodged ->> 'address' as address, w.lodged ->> 'contact' as contact, w.lodged ->> 'text' as text,
            w.answered ->> 'text' as answer, w.answered ->> 'clause' as clause,
            coalesce(w.answered ->> 'identity', f.body::jsonb ->> 'identity') as identity, nullif(w.answered -> 'quick', 'null'::jsonb) as quick,
            f.body::jsonb ->> 'text' as done, h.head_name as "headName", h.hamlet_id as "householdHamlet"
       from request r
       left join lateral request_words(r.request_id) w on true
       left join household h on h.household_id = r.household_id
       left join lateral (select p.body from event e join payload p on p.event_id = e.event_id
                           where e.household_id = r.household_id and e.kind = 'request-finished'
                             and p.body::jsonb ->> 'requestId' = r.request_id::text) f on true
      where r.request_id = $1`,
    [requestId],
  );
  const none = { address: null, contact: null, text: null, answer: null, clause: null, identity: null, done: null, quick: null };
  return row ?? { ...none, headName: null, householdHamlet: null };
}

export interface CopyStored {
  readonly [column: string]: unknown;
  readonly at: string;
  readonly by: string;
  readonly purpose: string;
  readonly rows: number;
  readonly areaId: string | null;
}

const MOST_COPIES = 200;

/**
 * Files and lists handed out that held a household of these areas, and its own papers; needs full reach, since lists of the commune and the
 * province lie in no hamlet. What was only looked at on a screen is no copy.
 */
export function listCopies(
  sql: Sql,
  { householdId, areaIds }: { readonly householdId: string; readonly areaIds: readonly string[] },
): Promise<CopyStored[]> {
  return sql.query<CopyStored>(
    `select l.at, coalesce(a.display_name, '') as by, l.purpose, l.rows, coalesce(l.area_id, l.hamlet_id) as "areaId"
       from read_log l left join account a on a.account_id = l.account_id
      where l.rows > 0 and l.at >= (select h.registered_at from household h where h.household_id = $1)
        and (l.kind = 'export' and coalesce(l.area_id, l.hamlet_id) = any ($2::text[]) and l.household_id is null
             or l.household_id = $1 and l.purpose in ('form', 'certificate', 'evidence'))
        and l.purpose not in ('series', 'two-standards')
      order by l.read_id desc limit ${MOST_COPIES}`,
    [householdId, areaIds],
  );
}
