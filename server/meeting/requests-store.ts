/** Requests as they lie in the tables and in the ledger (đơn đề nghị): row security leaves out other hamlets. */
import type { PovertyClass } from '../../core/classify/verdict.ts';
import type { QuickAnswer } from '../../core/meeting/quick-form.ts';
import type { RequestForm, RequestOutcome, RequestRefusal, RequestVia } from '../../core/meeting/request-codes.ts';
import type { Sql } from '../ledger/sql.ts';

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
  readonly name: string | null;
  /** Of the decision of its round, once there is one. */
  readonly result: PovertyClass | null;
  readonly decidedBy: string | null;
  readonly decidedOn: string | null;
}

const COLUMNS = `r.request_id as "requestId", r.number, r.form, r.via, r.dossier, r.commune_id as "communeId", r.hamlet_id as "hamletId",
            r.lodged_on as "lodgedOn", r.due_on as "dueOn", r.answered_on as "answeredOn", r.outcome, r.refusal,
            r.household_id as "householdId", r.round_id as "roundId", p.body::jsonb ->> 'name' as name,
            s.class as result, d.number as "decidedBy", d.decided_on as "decidedOn"`;
const FROM = `request r
       left join payload p on p.event_id = r.event_id
       left join lateral (select s.class, s.decision_id from status s
                           where s.household_id = r.household_id and s.round_id = r.round_id and s.decision_id is not null
                           order by s.valid_from limit 1) s on true
       left join decision d on d.decision_id = s.decision_id`;

export const MOST_REQUESTS = 500;

/** Those that wait first, the longest due before; answered ones the latest first. */
export function listRequests(sql: Sql, hamletIds: readonly string[]): Promise<RequestStored[]> {
  return sql.query<RequestStored>(
    `select ${COLUMNS} from ${FROM}
      where r.hamlet_id = any ($1::text[])
      order by r.answered_on is not null, case when r.answered_on is null then r.due_on end, r.answered_on desc, r.number
      limit ${MOST_REQUESTS}`,
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
    `select count(*) filter (where answered_on is null)::int as open,
            count(*) filter (where answered_on is null and due_on < $2::date)::int as overdue,
            count(answered_on)::int as answered
       from request where hamlet_id = any ($1::text[])`,
    [hamletIds, today],
  );
  return row ?? { open: 0, overdue: 0, answered: 0 };
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
  readonly quick: QuickAnswer | null;
  readonly headName: string | null;
}

/** Read from the ledger itself, so that what is forgotten there is forgotten here. */
export async function readRequestWords(sql: Sql, requestId: string): Promise<RequestWords> {
  const [row] = await sql.query<RequestWords & Record<string, unknown>>(
    `select l.body::jsonb ->> 'address' as address, l.body::jsonb ->> 'contact' as contact, l.body::jsonb ->> 'text' as text,
            a.body::jsonb ->> 'text' as answer, nullif(a.body::jsonb -> 'quick', 'null'::jsonb) as quick, h.head_name as "headName"
       from request r
       left join payload l on l.event_id = r.event_id
       left join payload a on a.event_id = r.answer_event
       left join household h on h.household_id = r.household_id
      where r.request_id = $1`,
    [requestId],
  );
  return row ?? { address: null, contact: null, text: null, answer: null, quick: null, headName: null };
}
