/** Rows of certificates and of the jobs that give them out (bảng giấy chứng nhận, bảng việc cấp giấy): one statement a function. */
import { sql } from 'kysely';
import type { RulebookId } from '../../core/classify/verdict.ts';
import type { CertifiedClass, Ending, Sheet } from '../../core/meeting/certificate.ts';
import type { CertifiedDecision, EndedCertificate } from '../../core/meeting/certificate-views.ts';
import type { JobTable } from '../db/job-claims.ts';
import type { Tx } from '../http/transaction.ts';

export type FoundDecision = CertifiedDecision & { readonly roundId: string };

export interface Commune {
  readonly communeId: string;
  /** Of today. */
  readonly hamletIds: readonly string[];
}

/** Who can have one: a result that holds and a household that is there; and whoever was given one. */
const DUE = sql.raw(`(c.row_id is not null or (s.valid_to is null and h.state = 'present'))`);

/** The last that was given to the household on the decision. */
const LAST = sql.raw(`left join lateral (select * from certificate c where c.household_id = s.household_id and c.decision_id = s.decision_id
                          order by (c.ended_how is null) desc, c.at desc, c.serial desc limit 1) as c on true`);

/** The commune's own, and those of others that recognise households which live in it today; the newest first. */
export async function readDecisions(tx: Tx, { communeId, hamletIds }: Commune): Promise<readonly FoundDecision[]> {
  const { rows } = await sql<FoundDecision>`
    with here as (
      select s.decision_id, count(*)::int as due, (count(*) filter (where c.row_id is not null and c.ended_how is null))::int as issued,
             (count(*) filter (where c.ended_how = 'withdrawn'))::int as withdrawn
        from status s join household h on h.household_id = s.household_id ${LAST}
       where s.hamlet_id = any (${[...hamletIds]}) and s.decision_id is not null and s.class in ('poor', 'near-poor') and ${DUE}
       group by s.decision_id)
    select d.decision_id as "decisionId", d.number, d.decided_on as "decidedOn", r.year, d.rulebook, d.round_id as "roundId",
           d.commune_id as "communeId", coalesce(of.name, '') as "communeName",
           coalesce(here.due, 0) as due, coalesce(here.issued, 0) as issued, coalesce(here.withdrawn, 0) as withdrawn
      from decision d
      join round r on r.round_id = d.round_id
      left join here on here.decision_id = d.decision_id
      left join lateral (select p.name from area_period p where p.area_id = d.commune_id and p.valid_from <= d.decided_on
                          order by p.valid_from desc limit 1) as of on true
     where d.withdrawn_on is null and (d.commune_id = ${communeId} or here.decision_id is not null)
     order by d.decided_on desc, d.number desc`.execute(tx);
  return rows;
}

export interface RecognisedRow {
  readonly householdId: string;
  readonly hamletId: string;
  readonly headName: string;
  readonly class: CertifiedClass;
  readonly present: boolean;
  readonly rowId: string | null;
  readonly sheetId: string | null;
  readonly number: string | null;
  readonly issuedOn: string | null;
  readonly endedHow: Ending | null;
  readonly endedOn: string | null;
  readonly signedBy: string | null;
  readonly initials: string | null;
}

/** Who is poor or near-poor by the decision and lives in these hamlets now, with the last that was given to each on it. */
export async function readRecognised(tx: Tx, decisionId: string, hamletIds: readonly string[]): Promise<readonly RecognisedRow[]> {
  const { rows } = await sql<RecognisedRow>`
    select s.household_id as "householdId", h.hamlet_id as "hamletId", h.head_name as "headName", s.class, h.state = 'present' as present,
           c.row_id as "rowId", c.sheet_id as "sheetId", c.number, c.issued_on as "issuedOn", c.ended_how as "endedHow",
           c.ended_on as "endedOn", c.signed_by as "signedBy", c.initials
      from status s
      join household h on h.household_id = s.household_id
      ${LAST}
     where s.decision_id = ${decisionId} and s.class in ('poor', 'near-poor') and h.hamlet_id = any (${[...hamletIds]}) and ${DUE}
     order by h.hamlet_id, h.head_folded, h.household_id`.execute(tx);
  return rows;
}

export interface Ungiven {
  readonly hamletId: string;
  readonly decisionId: string;
  readonly count: number;
}

/** How many households of these hamlets are to be given a certificate on which decision and have none yet, as the page of certificates counts them. */
export async function countUngiven(tx: Tx, hamletIds: readonly string[]): Promise<readonly Ungiven[]> {
  const { rows } = await sql<Ungiven>`
    select h.hamlet_id as "hamletId", s.decision_id as "decisionId", count(*)::int as count
      from status s join household h on h.household_id = s.household_id and h.state = 'present'
     where h.hamlet_id = any (${[...hamletIds]}::text[]) and s.decision_id is not null and s.class in ('poor', 'near-poor')
       and s.valid_to is null
       and not exists (select from certificate c where c.household_id = s.household_id and c.decision_id = s.decision_id)
     group by 1, 2`.execute(tx);
  return rows;
}

/** Numbers of decisions, by id. */
export async function readNumbers(tx: Tx, decisionIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; number: string }>`
    select decision_id as id, number from decision where decision_id = any (${[...decisionIds]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, number }) => [id, number]));
}

export interface EndedRow extends EndedCertificate {
  readonly householdId: string;
}

/** What these households were given on the decision and holds no more, the oldest first. */
export async function readEnded(tx: Tx, decisionId: string, householdIds: readonly string[]): Promise<readonly EndedRow[]> {
  const { rows } = await sql<EndedRow>`
    select c.household_id as "householdId", c.number, c.ended_how as how, c.ended_on as "on", coalesce(c.ended_why, '') as why,
           coalesce(a.display_name, '') as by
      from certificate c left join account a on a.account_id = c.ended_by
     where c.decision_id = ${decisionId} and c.household_id = any (${[...householdIds]}::uuid[]) and c.ended_how is not null
     order by c.ended_on, c.at, c.serial`.execute(tx);
  return rows;
}

// ---- jobs ------------------------------------------------------------------------------------------------------------

export interface CertificateJob {
  readonly jobId: string;
  readonly accountId: string;
  readonly communeId: string;
  readonly decisionId: string;
  readonly issuedOn: string;
  readonly sheet: Sheet;
  readonly state: 'making' | 'done' | 'stopped' | 'failed';
  readonly problem: string | null;
  readonly askedAt: string;
}

const COLUMNS =
  sql.raw<CertificateJob>(`j.job_id as "jobId", j.account_id as "accountId", j.commune_id as "communeId", j.decision_id as "decisionId",
  j.issued_on as "issuedOn", j.sheet, j.state, j.problem, j.asked_at as "askedAt"`);

export const CERTIFICATE_JOBS: JobTable<CertificateJob> = { table: 'certificate_job', columns: COLUMNS };

export type NewCertificateJob = Omit<CertificateJob, 'state' | 'problem'>;
/** A decision may be given out by several heirs of the commune that took it, each its own part. */
export type JobKey = Pick<CertificateJob, 'communeId' | 'decisionId'>;

/** What was told of earlier ones of the decision is over. */
export async function dropEndedJobs(tx: Tx, { communeId, decisionId }: JobKey): Promise<void> {
  await sql`
    delete from certificate_job where commune_id = ${communeId} and decision_id = ${decisionId} and state <> 'making'`.execute(tx);
}

/** False where another one of the decision is being made, also if it was asked for at the same moment. */
export async function addCertificateJob(tx: Tx, job: NewCertificateJob): Promise<boolean> {
  const { rows } = await sql`
    insert into certificate_job (job_id, account_id, commune_id, decision_id, issued_on, sheet, state, asked_at)
    values (${job.jobId}, ${job.accountId}, ${job.communeId}, ${job.decisionId}, ${job.issuedOn}, ${job.sheet}, 'making', ${job.askedAt})
    on conflict (commune_id, decision_id) where state = 'making' do nothing returning job_id`.execute(tx);
  return rows.length > 0;
}

export interface JobLine {
  readonly place: number;
  readonly householdId: string;
  readonly commandId: string;
  readonly rowId: string;
}

export async function addJobLines(tx: Tx, { jobId, communeId }: NewCertificateJob, lines: readonly JobLine[]): Promise<void> {
  await sql`
    insert into certificate_job_row (job_id, commune_id, place, household_id, command_id, row_id, answer)
    select ${jobId}::uuid, ${communeId}, place, "householdId", "commandId", "rowId", 'waiting'
      from json_to_recordset(${JSON.stringify(lines)}::json)
           as l (place int, "householdId" uuid, "commandId" uuid, "rowId" uuid)`.execute(tx);
}

export async function findLastJob(tx: Tx, { communeId, decisionId }: JobKey): Promise<CertificateJob | null> {
  const { rows } = await sql<CertificateJob>`
    select ${COLUMNS} from certificate_job j where j.commune_id = ${communeId} and j.decision_id = ${decisionId}
     order by (j.state = 'making') desc, j.asked_at desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

export interface EndedJob {
  readonly state: 'done' | 'stopped' | 'failed';
  readonly problem: string | null;
  readonly now: string;
}

/** True where it was still being made. */
export async function endCertificateJob(tx: Tx, jobId: string, { state, problem, now }: EndedJob): Promise<boolean> {
  const { rows } = await sql`
    update certificate_job set state = ${state}, problem = ${problem}, ended_at = ${now}, claimed_until = null
     where job_id = ${jobId} and state = 'making' returning job_id`.execute(tx);
  return rows.length > 0;
}

export async function readWaiting(tx: Tx, jobId: string, most: number): Promise<readonly JobLine[]> {
  const { rows } = await sql<JobLine>`
    select place, household_id as "householdId", command_id as "commandId", row_id as "rowId"
      from certificate_job_row where job_id = ${jobId} and answer = 'waiting' order by place limit ${most}`.execute(tx);
  return rows;
}

export interface Told {
  readonly place: number;
  /** `already`: it had one on the decision, as where an earlier run was stopped after the door had answered. */
  readonly answer: 'issued' | 'already' | 'refused';
  readonly problem: object | null;
}

export async function tellLines(tx: Tx, jobId: string, told: readonly Told[]): Promise<void> {
  await sql`
    update certificate_job_row r set answer = t.answer, problem = t.problem
      from json_to_recordset(${JSON.stringify(told)}::json) as t (place int, answer text, problem jsonb)
     where r.job_id = ${jobId} and r.place = t.place`.execute(tx);
}

export interface LineCounts {
  readonly total: number;
  readonly issued: number;
  readonly already: number;
  readonly refused: number;
}

export async function countLines(tx: Tx, jobId: string): Promise<LineCounts> {
  const { rows } = await sql<LineCounts>`
    select count(*)::int as total, (count(*) filter (where answer = 'issued'))::int as issued,
           (count(*) filter (where answer = 'already'))::int as already, (count(*) filter (where answer = 'refused'))::int as refused
      from certificate_job_row where job_id = ${jobId}`.execute(tx);
  return rows[0] ?? { total: 0, issued: 0, already: 0, refused: 0 };
}

export interface RefusedLine {
  readonly householdId: string;
  readonly hamletId: string | null;
  readonly headName: string | null;
  readonly problem: { readonly code: string; readonly [more: string]: unknown };
}

export async function readRefused(tx: Tx, jobId: string, most: number): Promise<readonly RefusedLine[]> {
  const { rows } = await sql<RefusedLine>`
    select r.household_id as "householdId", h.hamlet_id as "hamletId", h.head_name as "headName", r.problem
      from certificate_job_row r left join household h on h.household_id = r.household_id
     where r.job_id = ${jobId} and r.answer = 'refused' order by r.place limit ${most}`.execute(tx);
  return rows;
}

// ---- on paper --------------------------------------------------------------------------------------------------------

export interface PrintedRow {
  readonly rowId: string;
  readonly sheetId: string;
  readonly householdId: string;
  /** Whose number it is. */
  readonly communeId: string;
  /** Whose chair signs the sheet. */
  readonly signedBy: string;
  readonly rulebook: RulebookId;
  readonly number: string;
  readonly initials: string | null;
  readonly began: 'issued' | 'corrected' | 'reissued';
  readonly year: number;
  readonly class: CertifiedClass;
  readonly issuedOn: string;
  readonly token: string;
  readonly statement: string;
  readonly signature: string;
  readonly decisionId: string;
  /** Its number. */
  readonly decision: string;
  /** Bit i: the i-th indicator of the standard is lacking. */
  readonly deprived: number;
}

/** All rows that hold of these households' sheets, oldest first; on the sheets on which the named decision stands. */
export async function readPrinted(tx: Tx, householdIds: readonly string[], decisionId: string): Promise<readonly PrintedRow[]> {
  const { rows } = await sql<PrintedRow>`
    select c.row_id as "rowId", c.sheet_id as "sheetId", c.household_id as "householdId", c.commune_id as "communeId", c.rulebook, c.number,
           c.signed_by as "signedBy", c.initials, c.began, c.year, c.class, c.issued_on as "issuedOn", c.token, c.statement, c.signature,
           c.decision_id as "decisionId", d.number as decision,
           coalesce(s.deprived, 0) as deprived
      from certificate c
      join decision d on d.decision_id = c.decision_id
      left join status s on s.household_id = c.household_id and s.decision_id = c.decision_id
     where c.household_id = any (${[...householdIds]}::uuid[]) and c.ended_how is null
       and c.sheet_id in (select sheet_id from certificate o
                           where o.household_id = any (${[...householdIds]}::uuid[]) and o.decision_id = ${decisionId} and o.ended_how is null)
     order by c.household_id, c.year`.execute(tx);
  return rows;
}
