/**
 * Long lists being made and ready (việc lập danh sách): rows of `list_job`, their parts and files. What waits to be made is found
 * by transactions that run for nobody; all else is the person's own.
 */
import { sql } from 'kysely';
import type { RulebookId } from '../../core/classify/verdict.ts';
import type { ListState } from '../../core/report/views.ts';
import type { JobTable } from '../db/job-claims.ts';
import type { Tx } from '../http/transaction.ts';
import type { FileFormat } from './file.ts';
import type { PaperWish } from '../meeting/certificate-paper.ts';
import type { Part, Sums } from './list-work.ts';

export type CertificateWish = PaperWish & { readonly decisionId: string };

export interface ListJob {
  readonly jobId: string;
  readonly accountId: string;
  readonly areaId: string;
  readonly roundId: string;
  readonly rulebook: RulebookId;
  readonly format: FileFormat;
  readonly state: ListState;
  readonly problem: string | null;
  readonly parts: number;
  readonly askedAt: string;
  readonly fileName: string | null;
  readonly kind: 'table-15' | 'form' | 'certificate' | 'packet';
  /** Of forms, certificates and packets: whose, in their order. */
  readonly householdIds: readonly string[] | null;
  /** Of certificates: on which decision, how they are printed. */
  readonly certificate: CertificateWish | null;
}

const COLUMNS =
  sql.raw<ListJob>(`j.job_id as "jobId", j.account_id as "accountId", j.area_id as "areaId", j.round_id as "roundId", j.rulebook,
  j.format, j.state, j.problem, j.parts, j.asked_at as "askedAt", j.file_name as "fileName", j.kind, j.household_ids as "householdIds", j.certificate`);

export const LIST_JOBS: JobTable<ListJob> = { table: 'list_job', columns: COLUMNS };

export type NewJob = Pick<ListJob, 'jobId' | 'accountId' | 'areaId' | 'roundId' | 'rulebook' | 'format' | 'parts' | 'askedAt'> &
  Partial<Pick<ListJob, 'kind' | 'householdIds' | 'certificate'>>;

export async function addJob(tx: Tx, job: NewJob): Promise<void> {
  await sql`
    insert into list_job (job_id, account_id, area_id, round_id, rulebook, format, state, parts, asked_at, kind, household_ids, certificate)
    values (${job.jobId}, ${job.accountId}, ${job.areaId}, ${job.roundId}, ${job.rulebook}, ${job.format}, 'making', ${job.parts},
            ${job.askedAt}, ${job.kind ?? 'table-15'}, ${job.householdIds === undefined || job.householdIds === null ? null : [...job.householdIds]}::uuid[],
            ${job.certificate === undefined || job.certificate === null ? null : JSON.stringify(job.certificate)}::jsonb)`.execute(tx);
}

export interface OwnJob extends ListJob {
  readonly done: number;
  readonly people: number;
  readonly size: number;
}

/** Newest first; of one unit, or the one named. */
export async function readJobs(tx: Tx, wanted: { readonly areaId: string } | { readonly jobId: string }): Promise<readonly OwnJob[]> {
  const { rows } = await sql<OwnJob>`
    select ${COLUMNS}, p.done, p.people, f.size
      from list_job j
      cross join lateral (select count(*)::int as done, coalesce(sum(people), 0)::int as people
                            from list_part p where p.job_id = j.job_id) as p
      cross join lateral (select coalesce(sum(length(bytes)), 0)::int as size from list_file f where f.job_id = j.job_id) as f
     where ${'areaId' in wanted ? sql`j.area_id = ${wanted.areaId}` : sql`j.job_id = ${wanted.jobId}`}
     order by j.asked_at desc, j.job_id limit 20`.execute(tx);
  return rows;
}

interface OfHamlets {
  readonly areaIds: readonly string[];
  readonly roundId: string;
}

/** The newest packet of each hamlet that this person asked for. */
export async function readPackets(tx: Tx, { areaIds, roundId }: OfHamlets): Promise<readonly OwnJob[]> {
  const { rows } = await sql<OwnJob>`
    select distinct on (j.area_id) ${COLUMNS}, p.done, p.people, f.size
      from list_job j
      cross join lateral (select count(*)::int as done, coalesce(sum(people), 0)::int as people
                            from list_part p where p.job_id = j.job_id) as p
      cross join lateral (select coalesce(sum(length(bytes)), 0)::int as size from list_file f where f.job_id = j.job_id) as f
     where j.kind = 'packet' and j.round_id = ${roundId} and j.area_id = any (${[...areaIds]}::text[])
     order by j.area_id, j.asked_at desc, j.state in ('failed', 'stopped'), j.job_id desc`.execute(tx);
  return rows;
}

/** Hamlets with households on the list of the round. */
export async function readListed(tx: Tx, { areaIds, roundId }: OfHamlets): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ hamletId: string }>`
    select distinct l.hamlet_id as "hamletId"
      from review_list l join household h on h.household_id = l.household_id and h.state = 'present'
     where l.round_id = ${roundId} and l.hamlet_id = any (${[...areaIds]}::text[])`.execute(tx);
  return new Set(rows.map(({ hamletId }) => hamletId));
}

export interface Ended {
  readonly state: Exclude<ListState, 'making'>;
  readonly problem: string | null;
  readonly fileName: string | null;
  readonly now: string;
}

/** True where it was still being made. */
export async function endJob(tx: Tx, jobId: string, { state, problem, fileName, now }: Ended): Promise<boolean> {
  const { rows } = await sql`
    update list_job set state = ${state}, problem = ${problem}, file_name = ${fileName}, ended_at = ${now}, claimed_until = null
     where job_id = ${jobId} and state = 'making' returning job_id`.execute(tx);
  // One that was ended by somebody else while a part or a file of it was on its way keeps nothing of it either.
  if (rows.length === 0 || state !== 'ready') await dropFile(tx, jobId);
  return rows.length > 0;
}

async function dropFile(tx: Tx, jobId: string): Promise<void> {
  for (const table of ['list_file', 'list_part'] as const)
    await sql`
      delete from ${sql.table(table)} t using list_job j
       where t.job_id = ${jobId} and j.job_id = t.job_id and j.state in ('failed', 'stopped')`.execute(tx);
}

/** Files hold names: they go after a day, and whatever was left lying. */
export async function forgetJobs(tx: Tx, askedBefore: string): Promise<void> {
  await sql`delete from list_job where asked_at < ${askedBefore}`.execute(tx);
}

type Key = Pick<ListJob, 'jobId' | 'accountId'>;

export async function addPart(tx: Tx, { jobId, accountId }: Key, place: number, part: Part): Promise<void> {
  await sql`
    insert into list_part (job_id, account_id, place, households, people, changed, pages, bytes)
    values (${jobId}, ${accountId}, ${place}, ${part.households}, ${part.people}, ${part.changed}, ${part.pages},
            ${Buffer.from(part.bytes)})`.execute(tx);
}

export async function sumParts(tx: Tx, jobId: string): Promise<Sums & { readonly done: number }> {
  const { rows } = await sql<Sums & { done: number }>`
    select count(*)::int as done, coalesce(sum(households), 0)::int as households, coalesce(sum(people), 0)::int as people,
           coalesce(sum(changed), 0)::int as changed, coalesce(sum(pages), 0)::int as pages,
           (count(*) filter (where people = 0))::int as empty
      from list_part where job_id = ${jobId}`.execute(tx);
  return rows[0] ?? { done: 0, households: 0, people: 0, changed: 0, pages: 0, empty: 0 };
}

export async function readPart(tx: Tx, jobId: string, place: number): Promise<Uint8Array | null> {
  const { rows } = await sql<{ bytes: Buffer }>`select bytes from list_part where job_id = ${jobId} and place = ${place}`.execute(tx);
  return rows[0]?.bytes ?? null;
}

export async function addFilePiece(tx: Tx, { jobId, accountId }: Key, place: number, bytes: Uint8Array): Promise<void> {
  await sql`
    insert into list_file (job_id, account_id, place, bytes)
    values (${jobId}, ${accountId}, ${place}, ${Buffer.from(bytes)})`.execute(tx);
}

/** Pieces left by a server that ended while it wrote them. */
export async function dropPieces(tx: Tx, jobId: string): Promise<void> {
  await sql`delete from list_file where job_id = ${jobId}`.execute(tx);
}

export async function readFilePiece(tx: Tx, jobId: string, place: number): Promise<Uint8Array | null> {
  const { rows } = await sql<{ bytes: Buffer }>`select bytes from list_file where job_id = ${jobId} and place = ${place}`.execute(tx);
  return rows[0]?.bytes ?? null;
}
